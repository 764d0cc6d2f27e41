//! Upkeep of the two stores: each heals the other, and what tabs left behind is compacted.
//!
//! Nothing of it is the learner's act. The page only compares first lines. Where the stores differ, it
//! waits until the importer has taken in what only the second holds; where tabs have left many
//! segments, it has the importer compact them later.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use waymark_core::id::ReplicaId;
use waymark_store::compaction::{self, Compacted};
use waymark_store::mirror::{self, Difference};
use waymark_store::reader::Heads;
use waymark_store::{KeyValue as _, StoreError};

use super::learner::Learner;
use super::order;
use crate::platform::database::DatabaseError;
use crate::platform::storage::BrowserStore;
use crate::platform::{lock, mirror as second, module, random};

/// What each open tab holds under the id of its replica.
const ALIVE: &str = "waymark/replica/";
/// What the tab holds that compacts.
const COMPACTION: &str = "waymark/compaction";

/// A replica that other tabs know to be alive.
pub fn live_replica() -> ReplicaId {
    let replica = random::replica_id();
    lock::hold(&format!("{ALIVE}{replica}"));
    replica
}

/// The replicas of the tabs that are open; `None` where the browser does not say.
async fn live() -> Option<Vec<ReplicaId>> {
    let held = lock::held().await;
    let held = held.inspect_err(|error| leptos::logging::warn!("no locks: {error:?}"));
    let replicas = held.ok()?.into_iter();
    let replicas = replicas.filter_map(|name| name.strip_prefix(ALIVE)?.parse().ok());
    Some(replicas.collect())
}

/// A page with fewer segments than this has nothing compacted.
const MANY_SEGMENTS: usize = 24;

/// What the second store is to be told, once the first page is there.
#[derive(Debug, Default)]
pub struct Repair {
    /// Keys whose text it lacks.
    write: Vec<String>,
    /// Keys of which it holds nothing that is not known.
    forget: Vec<String>,
}

/// Whether there is something to do for [`keep_up`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upkeep {
    /// Tabs have left many segments.
    Wanted,
    /// All is as it should be.
    Done,
}

/// How long the first page waits for the importer, which may not be there.
const PATIENCE_MS: i32 = 8_000;

/// Opens the second store for the page, and waits for what only it holds.
pub async fn even_out(learner: &mut Learner<BrowserStore>) -> Upkeep {
    if let Ok(heads) = second::open().await
        && heads != *learner.heads()
    {
        match module::order_within(order::UPKEEP, JsValue::UNDEFINED, PATIENCE_MS).await {
            Ok(recovered) => learner.has_recovered(recovered.lines().map(str::to_owned).collect()),
            Err(cause) => leptos::logging::warn!("the two stores differ still: {cause}"),
        }
        // Should storage be blocked by now, the next rating says so.
        if let Err(error) = learner.catch_up() {
            leptos::logging::warn!("storage could not be read again: {error}");
        }
    }
    if learner.heads().len() < MANY_SEGMENTS {
        Upkeep::Done
    } else {
        Upkeep::Wanted
    }
}

/// Opens the second store, and takes in what only it holds.
pub async fn heal(learner: &mut Learner<BrowserStore>) -> Repair {
    let Ok(heads) = second::open().await else {
        // `second::state` says so.
        return Repair::default();
    };
    let healed = take_in(learner, &heads).await;
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
            let mut learner = Learner::open(BrowserStore, live_replica)?;
            let repair = heal(&mut learner).await;
            answer.replace(learner.recovered().join("\n"));
            tell(&repair).await?;
            let compacted = match live().await {
                Some(live) => learner.compact(|replica| live.contains(&replica))?,
                None => None,
            };
            if let Some(compacted) = compacted {
                replace(&compacted).await?;
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

async fn tell(repair: &Repair) -> Result<(), Failure> {
    if !repair.write.is_empty() || !repair.forget.is_empty() {
        second::change_segments(&texts(&repair.write)?, &repair.forget).await?;
    }
    Ok(())
}

/// Lets the old segments go, here only after the second store has the new.
async fn replace(compacted: &Compacted) -> Result<(), Failure> {
    let old = compacted.replaced.iter().map(|(key, _)| key.clone());
    if !matches!(second::state(), second::Mirror::Missing(_)) {
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
        if let Some(text) = BrowserStore.get(key)? {
            texts.push((key.clone(), text));
        }
    }
    Ok(texts)
}

enum Failure {
    Storage(StoreError),
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
