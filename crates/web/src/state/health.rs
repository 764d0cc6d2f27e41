//! How storage is: everything that the page Health shows and the diagnostic file holds.

use std::collections::BTreeSet;

use waymark_core::journal::{Event, Fact, Journal};
use waymark_core::time::Instant;
use waymark_store::KeyValue as _;
use waymark_store::diagnosis::{
    Archive, Database, Diagnosis, Elsewhere, Figures, Persistence, Piece, Program, Room, Second,
};
use waymark_store::document::Kept;
use waymark_store::reader::{Heads, SEGMENTS};

use super::context::Study;
use super::documents;
use super::last_backup::LastBackup;
use super::learner::Damaged;
use super::room::CAPACITY;
use super::upkeep::archiving::{self, Gain, Holdings, Refusal};
use crate::platform::mirror::{self, Mirror};
use crate::platform::storage::{self, BrowserStore};
use crate::platform::{clock, holdings, media, persistence, program};

/// How storage is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// In numbers.
    pub diagnosis: Diagnosis,
    /// The segments that cannot be read where they are, in the order of the diagnosis.
    pub damaged: Vec<Damaged>,
    /// What is archived.
    pub archive: Holdings,
    /// What archiving would do now.
    pub gain: Result<Gain, Refusal>,
}

/// Looks at everything. The study is looked at before anything is waited for, since its page may
/// be gone after that.
pub async fn examine(study: Study) -> Health {
    let (journal, damaged, archive) = study.with(|learner| {
        let journal = learner.journal();
        let archive = archiving::holdings(journal);
        (figures(journal), learner.damaged(), archive)
    });
    let (heads, storage) = first_store();
    let gain = archiving::foresee().await;
    let second = second(&heads, &damaged).await;
    let kept = documents::kept().await.unwrap_or_default();
    let documents = kept.iter();
    let documents = documents.filter(|kept| matches!(kept, Kept::Document(_)));
    let documents = documents.count();
    let holdings = holdings::holdings().await.into_iter();
    let databases = holdings.map(|holding| Database {
        name: holding.name.to_owned(),
        stores: match holding.entries {
            Ok(entries) => Ok(entries
                .into_iter()
                .map(|(store, entries)| (store.to_owned(), entries))
                .collect()),
            Err(error) => Err(error.to_string()),
        },
    });
    // What cannot be opened is told of above.
    let media = media::held().await.unwrap_or_default();
    let estimate = persistence::estimate().await;
    let unreadable = damaged.iter();
    let unreadable =
        unreadable.map(|piece| Piece::of(&piece.segment, piece.keeper, piece.elsewhere));
    let diagnosis = Diagnosis {
        made: clock::now().instant.unix_ms(),
        program: Program {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            build: program::build(),
            worker: program::worker(),
            agent: program::agent(),
        },
        storage,
        databases: databases.collect(),
        estimate: estimate.map(|estimate| (estimate.usage as u64, estimate.quota as u64)),
        persistence: persistence().await,
        second,
        archive: Archive {
            segments: archive.segments,
            characters: archive.characters,
            gone: archive.gone.len(),
        },
        journal,
        documents: (documents, kept.len() - documents),
        media: (media.len(), media.iter().map(|held| held.bytes).sum()),
        last_backup: LastBackup::read(&BrowserStore).saved.map(Instant::unix_ms),
        unreadable: unreadable.collect(),
    };
    Health {
        diagnosis,
        damaged,
        archive,
        gain,
    }
}

/// What the browser says of keeping its storage.
pub async fn persistence() -> Persistence {
    match persistence::persisted().await {
        persistence::Persistence::Kept => Persistence::Kept,
        persistence::Persistence::MayBeCleared => Persistence::MayBeCleared,
        persistence::Persistence::Unknown => Persistence::Unknown,
    }
}

/// The pieces of history that no store can give.
pub fn lost(health: &Health) -> usize {
    let nowhere = |piece: &&Damaged| piece.elsewhere == Elsewhere::Nowhere;
    let keys = health.damaged.iter().filter(nowhere);
    // The same piece may be damaged in both.
    let keys: BTreeSet<&str> = keys.map(|piece| piece.segment.key.as_str()).collect();
    keys.len()
}

fn figures(journal: &Journal) -> Figures {
    let events = journal.events();
    let instant = |event: &Event| event.moment.instant.unix_ms();
    let reviews = events.iter();
    let reviews = reviews.filter(|event| matches!(event.fact, Fact::Reviewed(_)));
    let replicas: BTreeSet<_> = events.iter().map(|event| event.id.replica).collect();
    Figures {
        events: events.len(),
        reviews: reviews.count(),
        replicas: replicas.len(),
        first: events.first().map(instant),
        last: events.last().map(instant),
        conflicts: journal.conflicts().len(),
    }
}

/// The heads of all segments that can be read in one step, and how full localStorage is.
fn first_store() -> (Heads, Room) {
    let mut room = Room {
        capacity: CAPACITY,
        characters: storage::characters().unwrap_or_default(),
        ..Room::default()
    };
    let mut heads = Heads::new();
    for key in BrowserStore.keys(SEGMENTS).unwrap_or_default() {
        if let Ok(Some(head)) = BrowserStore.head(&key) {
            if !BrowserStore.is_archived(&key).unwrap_or_default() {
                room.journal += key.len() + storage::length(&key);
                room.segments += 1;
            }
            heads.insert(key, head);
        }
    }
    (heads, room)
}

async fn second(first: &Heads, damaged: &[Damaged]) -> Second {
    if let Mirror::Missing(error) = mirror::state() {
        return Second::Missing(error.to_string());
    }
    let second = match mirror::heads().await {
        Ok(heads) => heads,
        Err(error) => return Second::Missing(error.to_string()),
    };
    // What is damaged in one of them is left there as it is, and told of by itself.
    let is_damaged = |key: &str| damaged.iter().any(|piece| piece.segment.key == key);
    let keys: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    let differing = keys.into_iter();
    let differing = differing.filter(|key| first.get(key) != second.get(key) && !is_damaged(key));
    match differing.count() {
        0 => Second::Even,
        segments => Second::Behind(segments),
    }
}
