//! Settling: what a roadmap is now is compared with what it was, and histories follow.
//!
//! What is sure is carried at once. Where the learner has a say, the old snapshot stays until they
//! said it, and everything can be compared again at any time: a history that was carried is not
//! there to be carried a second time.

use std::sync::Arc;

use waymark_core::id::{CardId, ContentHash, RoadmapId};
use waymark_core::journal::{Carried, Fact};
use waymark_core::reimport::{Snapshot, compare};
use waymark_core::roadmap::Roadmap;
use waymark_store::StoreError;
use waymark_store::snapshot::KeptSnapshot;

use super::comparison::Comparison;
use super::documents;
use super::edition::{Edition, Settled, Waiting};
use super::learner::Learner;
use super::shelf::Source;
use super::snapshots;
use super::start::Started;
use crate::platform::clock;
use crate::platform::database::DatabaseError;
use crate::platform::storage::BrowserStore;

/// A roadmap that changed, for the learner to look at.
#[derive(Clone, Debug)]
pub struct Changed {
    /// What it is now.
    pub now: KeptSnapshot,
    /// Its title.
    pub title: String,
    /// What becomes of its cards.
    pub comparison: Comparison,
}

/// A roadmap that cannot be settled now.
enum Failure {
    Database(DatabaseError),
    Storage(StoreError),
}

/// What settling one roadmap did.
enum Step {
    /// There was nothing to do that anybody sees.
    Quiet,
    /// Histories were carried, and perhaps something waits.
    Carried(usize, Option<Waiting>),
}

/// Settles every roadmap that changed since the last time.
pub async fn settle(started: &mut Started) {
    let edition = Edition::of(&started.shelf, started.learner.collection());
    let (Some(edition), before) = (edition, Settled::read(&BrowserStore)) else {
        return;
    };
    if edition == before.edition {
        return;
    }
    let mut settled = Settled {
        edition,
        waiting: Vec::new(),
    };
    let mut carried = 0;
    let begun = started.shelf.begun(started.learner.collection());
    let begun: Vec<Arc<Source>> = begun.cloned().collect();
    for source in begun {
        match settle_one(&mut started.learner, &source).await {
            Ok(Step::Quiet) => {}
            Ok(Step::Carried(histories, waiting)) => {
                carried += histories;
                settled.waiting.extend(waiting);
            }
            Err(Failure::Database(error)) => {
                // It is tried again at the next start.
                settled.edition = Edition::default();
                leptos::logging::log!("`{}` is not compared: {error}", source.path);
            }
            Err(Failure::Storage(error)) => {
                settled.edition = Edition::default();
                leptos::logging::log!("`{}` is not compared: {error}", source.path);
            }
        }
    }
    keep(&settled);
    if carried > 0 || settled.waiting != before.waiting {
        documents::announce();
    }
}

fn keep(settled: &Settled) {
    if let Err(error) = settled.write(&BrowserStore) {
        // Then it is all compared again.
        leptos::logging::log!("{error}");
    }
}

async fn settle_one(learner: &mut Learner<BrowserStore>, source: &Source) -> Result<Step, Failure> {
    let kept = snapshots::kept(&source.roadmap.id).await;
    let kept = kept.map_err(Failure::Database)?;
    let now = snapshot(&source.roadmap, source.content);
    let Some(kept) = kept else {
        let kept = snapshots::keep(&now).await;
        return kept.map(|()| Step::Quiet).map_err(Failure::Database);
    };
    if kept.is_of(source.content) {
        return Ok(Step::Quiet);
    }
    let comparison = compare(&kept.snapshot, &now.snapshot);
    let carries = comparison.carries(&[]).filter_map(carried);
    let carried = learner.take_over(clock::now(), carries, None);
    let carried = carried.map_err(Failure::Storage)?;
    let with_history = |cards: Vec<CardId>| {
        let cards = cards.into_iter();
        cards.filter(|card| learner.has_history(*card)).count()
    };
    let proposed = comparison.proposed.iter();
    let waiting = Waiting {
        roadmap: source.roadmap.id.clone(),
        reworded: with_history(proposed.map(|p| p.carry.from).collect()),
        gone: with_history(comparison.gone),
    };
    if waiting.reworded + waiting.gone > 0 {
        return Ok(Step::Carried(carried, Some(waiting)));
    }
    let kept = snapshots::keep(&now).await;
    kept.map(|()| Step::Carried(carried, None))
        .map_err(Failure::Database)
}

/// The carry that a fact states.
fn carried(fact: Fact) -> Option<Carried> {
    match fact {
        Fact::Carried(carried) => Some(carried),
        _ => None,
    }
}

/// What is kept of a roadmap when it is settled.
pub fn snapshot(roadmap: &Roadmap, content: ContentHash) -> KeptSnapshot {
    KeptSnapshot {
        content,
        snapshot: Snapshot::of(roadmap),
    }
}

/// What changed in a roadmap since it was settled; `None` if nothing did.
///
/// # Errors
/// What the browser said, when it opens no database.
pub async fn changed(
    started: &Started,
    roadmap: &RoadmapId,
) -> Result<Option<Changed>, DatabaseError> {
    let mut sources = started.shelf.sources().iter();
    let Some(source) = sources.find(|source| source.roadmap.id == *roadmap) else {
        return Ok(None);
    };
    let kept = snapshots::kept(roadmap).await?;
    let changed = kept.filter(|kept| !kept.is_of(source.content));
    Ok(changed.map(|kept| Changed {
        now: snapshot(&source.roadmap, source.content),
        title: source.roadmap.title.clone(),
        comparison: Comparison::of(&kept.snapshot, &source.roadmap),
    }))
}

/// Takes note that a roadmap is settled as it is now: what was not confirmed is declined.
///
/// # Errors
/// What the browser said; the learner is asked again then.
pub async fn finish(now: &KeptSnapshot) -> Result<(), DatabaseError> {
    snapshots::keep(now).await?;
    let mut settled = Settled::read(&BrowserStore);
    let roadmap = &now.snapshot.roadmap;
    settled
        .waiting
        .retain(|waiting| waiting.roadmap != *roadmap);
    keep(&settled);
    documents::announce();
    Ok(())
}
