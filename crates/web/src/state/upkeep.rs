//! Upkeep of the two stores: each heals the other, and what tabs left behind is compacted.
//!
//! Nothing of it is the learner's act. The page only compares first lines. Where the stores differ, it
//! waits until the importer has taken in what only the second holds; where tabs have left many
//! segments, or much had to be read, it has the importer see to that later.

pub mod archiving;
pub mod healing;

use wasm_bindgen::JsValue;
use waymark_core::id::ReplicaId;
use waymark_store::StoreError;
use waymark_store::checkpoint::KeptCheckpoint;

use super::learner::Learner;
use super::order;
use crate::platform::storage::BrowserStore;
use crate::platform::{archive, lock, mirror as second, module, random};

/// What each open tab holds under the id of its replica.
const ALIVE: &str = "waymark/replica/";

/// A replica that other tabs know to be alive.
pub fn live_replica() -> ReplicaId {
    let replica = random::replica_id();
    lock::hold(&format!("{ALIVE}{replica}"));
    replica
}

/// A page with fewer segments than this has nothing compacted.
const MANY_SEGMENTS: usize = 24;

/// A start that reads more events than this wants a checkpoint: some weeks of study.
pub(super) const MANY_EVENTS: usize = 5_000;

/// Whether there is something to do for the importer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upkeep {
    /// Tabs have left many segments, or much had to be read.
    Wanted,
    /// All is as it should be.
    Done,
}

/// How long the first page waits for the importer, which may not be there.
const PATIENCE_MS: i32 = 8_000;

/// Opens both stores for the page, and waits for what only the second holds.
///
/// # Errors
/// [`StoreError::Blocked`] when the first cannot be reached.
pub async fn open() -> Result<(Learner<BrowserStore>, Upkeep), StoreError> {
    // Where there is no second store, `second::state` says so.
    let opened = second::open().await.ok();
    let kept = opened
        .as_ref()
        .and_then(|opened| opened.checkpoint.as_ref());
    let kept = kept.and_then(|bytes| KeptCheckpoint::from_bytes(bytes));
    let mut learner = Learner::resume(BrowserStore, live_replica, kept)?;
    let differs = opened.is_some_and(|opened| opened.heads != *learner.heads());
    if differs || archive::is_torn() {
        match module::order_within(order::UPKEEP, JsValue::UNDEFINED, PATIENCE_MS).await {
            Ok(recovered) => learner.has_recovered(recovered.lines().map(str::to_owned).collect()),
            Err(cause) => leptos::logging::warn!("the two stores differ still: {cause}"),
        }
        // Another tab may have archived something since, and what was gone may be back. Where there
        // is no second store, `second::state` says so.
        let _known = second::heads().await;
        // Should storage be blocked by now, the next rating says so.
        if let Err(error) = learner.catch_up() {
            leptos::logging::warn!("storage could not be read again: {error}");
        }
    }
    let is_much =
        learner.heads().len() >= MANY_SEGMENTS || learner.events_in_memory() > MANY_EVENTS;
    let upkeep = if is_much {
        Upkeep::Wanted
    } else {
        Upkeep::Done
    };
    Ok((learner, upkeep))
}
