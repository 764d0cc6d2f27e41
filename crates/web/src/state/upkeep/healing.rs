//! What only the importer does for the two stores: it brings them together, compacts, and keeps a
//! checkpoint for the next start.

use std::cell::RefCell;
use std::rc::Rc;

use waymark_core::id::ReplicaId;
use waymark_store::checkpoint::KeptCheckpoint;
use waymark_store::compaction::{self, Compacted};
use waymark_store::mirror::{self, Difference};
use waymark_store::reader::{self, Heads};
use waymark_store::{KeyValue as _, StoreError};

use super::{ALIVE, MANY_EVENTS, archiving, live_replica};
use crate::platform::database::DatabaseError;
use crate::platform::storage::BrowserStore;
use crate::platform::{clock, lock, mirror as second};
use crate::state::learner::Learner;

/// What the tab holds that compacts.
pub(super) const COMPACTION: &str = "waymark/compaction";

/// The replicas of the tabs that are open; `None` where the browser does not say.
pub(super) async fn live() -> Option<Vec<ReplicaId>> {
    let held = lock::held().await;
    let held = held.inspect_err(|error| leptos::logging::warn!("no locks: {error:?}"));
    let replicas = held.ok()?.into_iter();
    let replicas = replicas.filter_map(|held| held.name.strip_prefix(ALIVE)?.parse().ok());
    Some(replicas.collect())
}

/// What the second store is to be told, once the first page is there.
#[derive(Debug, Default)]
pub struct Repair {
    /// Keys whose text it lacks.
    write: Vec<String>,
    /// Keys of which it holds nothing that is not known.
    forget: Vec<String>,
}

/// Opens both stores, the second first for what is archived, and takes in what only that holds. What
/// it lacks, the next upkeep tells it.
///
/// # Errors
/// [`StoreError::Blocked`] when the first cannot be reached.
pub async fn open() -> Result<Learner<BrowserStore>, StoreError> {
    // Where there is no second store, `second::state` says so.
    let opened = second::open().await;
    let mut learner = Learner::open(BrowserStore, live_replica)?;
    if let Ok(opened) = opened {
        let _repair = even_out(&mut learner, &opened.heads).await;
    }
    Ok(learner)
}

async fn even_out(learner: &mut Learner<BrowserStore>, second_heads: &Heads) -> Repair {
    let healed = take_in(learner, second_heads).await;
    healed.unwrap_or_else(|cause| {
        leptos::logging::warn!("the two stores could not be compared: {cause}");
        Repair::default()
    })
}

async fn take_in(
    learner: &mut Learner<BrowserStore>,
    second_heads: &Heads,
) -> Result<Repair, Failure> {
    let here = learner.heads();
    if here == second_heads {
        return Ok(Repair::default());
    }
    let live = live().await;
    let is_live = |replica| live.iter().flatten().any(|live| *live == replica);
    let Difference { to_write, to_read } = mirror::compare(here, second_heads, is_live);
    let texts = second::read(&to_read).await?;
    let brought = mirror::bring(texts);
    let readable = brought.readable.clone();
    learner.heal(brought)?;
    // Without locks a tab may be writing what looks left behind.
    if live.is_none() {
        return Ok(Repair::default());
    }
    let is_here = |key: &String| learner.heads().contains_key(key);
    Ok(Repair {
        // What it cannot read is kept as it is.
        write: to_write
            .into_iter()
            .filter(|key| !to_read.contains(key) || readable.contains(key))
            .collect(),
        // Of a segment that is damaged here, its copy is worth more than room.
        forget: readable
            .into_iter()
            .filter(|key| !is_here(key) && !learner.recovered().contains(key))
            .collect(),
    })
}

/// Brings the two stores together, and compacts what is left behind; one tab at a time. The answer
/// is the keys of the segments that are damaged here and whole in the second store, a line each.
pub async fn keep_up() -> String {
    let recovered = Rc::new(RefCell::new(String::new()));
    let answer = Rc::clone(&recovered);
    lock::alone(COMPACTION, async move {
        let done = async {
            let tidied = tidy().await?;
            answer.replace(tidied.learner.recovered().join("\n"));
            // Without locks nobody knows what is written still.
            if let Some(live) = live().await {
                let is_live = |replica| live.contains(&replica);
                keep_checkpoint(tidied.checkpoint, &tidied.learner, is_live).await?;
            }
            Ok::<_, Failure>(())
        };
        if let Err(cause) = done.await {
            leptos::logging::warn!("storage is not tidied up: {cause}");
        }
    })
    .await;
    recovered.take()
}

/// Both stores, brought together and compacted.
pub(super) struct Tidied {
    /// The learner.
    pub learner: Learner<BrowserStore>,
    /// What the second store had kept for the start.
    checkpoint: Option<Vec<u8>>,
}

/// Brings them together, and compacts what is left behind, for whoever holds [`COMPACTION`].
pub(super) async fn tidy() -> Result<Tidied, Failure> {
    let opened = second::open().await.unwrap_or_default();
    let mut learner = Learner::open(BrowserStore, live_replica)?;
    let repair = if second::is_there() {
        even_out(&mut learner, &opened.heads).await
    } else {
        Repair::default()
    };
    tell(&repair).await?;
    archiving::keep_list(&learner).await?;
    if let Some(live) = live().await
        && let Some(compacted) = learner.compact(|replica| live.contains(&replica))?
    {
        replace(&compacted).await?;
    }
    Ok(Tidied {
        learner,
        checkpoint: opened.checkpoint,
    })
}

/// Keeps a checkpoint for the next start, if that has much to read and would read less.
async fn keep_checkpoint(
    last: Option<Vec<u8>>,
    learner: &Learner<BrowserStore>,
    is_live: impl Fn(ReplicaId) -> bool,
) -> Result<(), Failure> {
    let last = last.and_then(|bytes| KeptCheckpoint::from_bytes(&bytes));
    let heads = reader::heads(&BrowserStore)?;
    let last = last.filter(|last| last.is_within(&heads));
    let covered = last.map_or(0, |last| last.checkpoint.events());
    if learner.events().saturating_sub(covered) <= MANY_EVENTS || !second::is_there() {
        return Ok(());
    }
    let Some(made) = KeptCheckpoint::make(&BrowserStore, is_live)? else {
        return Ok(());
    };
    // What a clock recorded that is ahead, the next events do not come after.
    let is_past = made.checkpoint.end <= clock::now().instant;
    if is_past && made.checkpoint.events() > covered {
        second::keep_checkpoint(&made.to_bytes()?).await?;
    }
    Ok(())
}

async fn tell(repair: &Repair) -> Result<(), Failure> {
    if !repair.write.is_empty() || !repair.forget.is_empty() {
        second::change_segments(&texts(&repair.write)?, &repair.forget).await?;
    }
    Ok(())
}

/// Lets the old segments go, here only after the second store has the new.
async fn replace(compacted: &Compacted) -> Result<(), Failure> {
    let old = compacted.replaced.iter().map(|(key, _)| key.clone());
    if second::is_there() {
        let new = texts(&compacted.written)?;
        second::change_segments(&new, &old.collect::<Vec<_>>()).await?;
    }
    compaction::remove_replaced(&BrowserStore, compacted)?;
    Ok(())
}

/// The segments under these keys, as far as they are there still.
fn texts(keys: &[String]) -> Result<Vec<(String, String)>, StoreError> {
    let mut texts = Vec::new();
    for key in keys {
        // Written anew, what is archived would be no more.
        if !BrowserStore.is_archived(key)?
            && let Some(text) = BrowserStore.get(key)?
        {
            texts.push((key.clone(), text));
        }
    }
    Ok(texts)
}

/// One of the stores refused.
pub enum Failure {
    /// The first.
    Storage(StoreError),
    /// The second.
    Database(DatabaseError),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Storage(error)
    }
}

impl From<DatabaseError> for Failure {
    fn from(error: DatabaseError) -> Self {
        Self::Database(error)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Storage(error) => error.fmt(f),
            Self::Database(error) => error.fmt(f),
        }
    }
}
