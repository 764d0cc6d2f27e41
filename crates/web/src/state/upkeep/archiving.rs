//! Archiving: old segments leave localStorage and stay in the second store; and the way back.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use waymark_core::journal::Journal;
use waymark_store::archive::{self, Archive, ArchiveError, Archived, Candidate};
use waymark_store::{KeyValue as _, StoreError, segment};

use super::ALIVE;
use super::healing::{COMPACTION, Failure, live, tidy};
use crate::platform::storage::BrowserStore;
use crate::platform::{archive as held, lock, mirror as second, storage};
use crate::state::learner::Learner;
use crate::state::room::{CAPACITY, EARLY};

/// Why nothing is archived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no second store.
    NoSecondStore,
    /// The browser does not say which tabs are open.
    NoLocks,
    /// Waymark is open elsewhere.
    OtherTabs,
    /// Nothing would make room.
    NothingToArchive,
    /// What is archived already is not known.
    List(ArchiveError),
    /// A store refused, in words.
    Store(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSecondStore => f.write_str(
                "this browser does not open its database for Waymark, and that is where archived \
                 reviews would lie",
            ),
            Self::NoLocks => f.write_str(
                "this browser does not tell which tabs are open, and another one might write \
                 meanwhile",
            ),
            Self::OtherTabs => {
                f.write_str("Waymark is open in another tab or window; close it first")
            }
            Self::NothingToArchive => f.write_str("there are no old reviews that would make room"),
            Self::List(error) => error.fmt(f),
            Self::Store(cause) => f.write_str(cause),
        }
    }
}

impl std::error::Error for Refusal {}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Store(failure.to_string())
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error.to_string())
    }
}

/// What archiving would do, or did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gain {
    /// Events of the segments.
    pub events: usize,
    /// Characters of localStorage that come free.
    pub characters: usize,
}

impl Gain {
    fn of(candidates: &[Candidate]) -> Self {
        Self {
            events: candidates.iter().map(|one| one.archived.events()).sum(),
            characters: candidates.iter().map(Candidate::gain).sum(),
        }
    }
}

/// What archiving would do now.
///
/// # Errors
/// [`Refusal`] where it would do nothing.
pub async fn foresee() -> Result<Gain, Refusal> {
    if !second::is_there() {
        return Err(Refusal::NoSecondStore);
    }
    let live = live().await.ok_or(Refusal::NoLocks)?;
    let candidates = archive::candidates(&BrowserStore, |replica| live.contains(&replica))?;
    if candidates.is_empty() {
        return Err(Refusal::NothingToArchive);
    }
    Archive::read(&BrowserStore).map_err(Refusal::List)?;
    Ok(Gain::of(&candidates))
}

/// Archives every old segment that makes room.
///
/// # Errors
/// [`Refusal`]; everything is where it was.
pub async fn archive() -> Result<Gain, Refusal> {
    alone(async {
        if !second::is_there() {
            return Err(Refusal::NoSecondStore);
        }
        is_only_tab().await?;
        // What is packed first goes along.
        drop(tidy().await?);
        let live = live().await.ok_or(Refusal::NoLocks)?;
        let candidates = archive::candidates(&BrowserStore, |replica| live.contains(&replica))?;
        let keys = candidates.iter().map(|one| one.archived.key.clone());
        let texts = second::read(&keys.collect::<Vec<_>>()).await;
        let texts = texts.map_err(Failure::Database)?;
        let mut there = candidates;
        there.retain(|one| {
            let mut texts = texts.iter();
            texts.any(|(key, text)| *key == one.archived.key && *text == one.text)
        });
        if there.is_empty() {
            return Err(Refusal::NothingToArchive);
        }
        let list = Archive::read(&BrowserStore).map_err(Refusal::List)?;
        let marks = there.iter();
        let marks = marks.map(|one| (one.archived.key.clone(), one.text.clone()));
        let marked = second::mark(&marks.collect::<Vec<_>>()).await;
        marked.map_err(Failure::Database)?;
        // What it has now is read back, and nothing else leaves this store.
        second::heads().await.map_err(Failure::Database)?;
        there.retain(|one| held::is_held(&one.archived.key, &one.text));
        // A page that began before the marks were there has said by now that it is open.
        is_only_tab().await?;
        let gain = Gain::of(&there);
        archive::release(&BrowserStore, list, &archive::confirmed(there, &texts))?;
        Ok(gain)
    })
    .await
}

/// Takes archived segments into localStorage again, as long as it does not get nearly full, and says
/// how many came and how many did not.
///
/// # Errors
/// [`Refusal`]; what did not come stays archived.
pub async fn bring_back() -> Result<(usize, usize), Refusal> {
    alone(async {
        is_only_tab().await?;
        drop(tidy().await?);
        let list = Archive::read(&BrowserStore).map_err(Refusal::List)?;
        let all = list.segments.len();
        let brought = archive::bring_back(&BrowserStore, list, free()?)?;
        // The marks are gone with what was written; this waits for it.
        second::heads().await.map_err(Failure::Database)?;
        Ok((brought, all - brought))
    })
    .await
}

/// Whether archived segments would come back now.
pub fn can_bring_back() -> bool {
    let shortest = held::keys().into_iter().filter_map(|key| {
        let text = BrowserStore.get(&key).ok()??;
        (!text.is_empty()).then_some(key.len() + text.len())
    });
    // Storage that cannot be read is told of elsewhere.
    let free = free().unwrap_or_default();
    shortest.min().is_some_and(|shortest| shortest <= free)
}

/// How many characters fit before that is to be said.
fn free() -> Result<usize, StoreError> {
    let most = CAPACITY / 100 * EARLY;
    Ok(most.saturating_sub(storage::characters()?))
}

/// Makes the list say what the second store has, and what it had to have and the journal lacks.
///
/// # Errors
/// What a store said; the list is as it was. One that cannot be read stays as it is.
pub async fn keep_list(learner: &Learner<BrowserStore>) -> Result<(), Failure> {
    let Ok(known) = Archive::read(&BrowserStore) else {
        // Health tells of it.
        return Ok(());
    };
    mark_again(&known).await?;
    let mut list = known.clone();
    list.segments
        .retain(|segment| is_wanted(segment, learner.journal()));
    for key in held::keys() {
        let is_new = list.segments.iter().all(|segment| segment.key != key);
        if is_new
            && BrowserStore.is_archived(&key)?
            && let Some(text) = BrowserStore.get(&key)?
            // What cannot be read is told of where it is.
            && let Ok(found) = Candidate::of(key, text)
        {
            list.insert(found.archived);
        }
    }
    if list != known {
        list.keep(&BrowserStore)?;
        second::heads().await?;
    }
    Ok(())
}

/// Whether a segment has to be on the list: it is archived, or events of it are nowhere else.
fn is_wanted(segment: &Archived, journal: &Journal) -> bool {
    let is_archived = BrowserStore.is_archived(&segment.key).unwrap_or(true);
    let is_there = BrowserStore
        .get(&segment.key)
        .is_ok_and(|text| text.is_some_and(|text| !text.is_empty()));
    is_archived && (is_there || segment.missing_in(journal) > 0)
}

/// Marks what has lost its mark, and is in the second store still.
async fn mark_again(list: &Archive) -> Result<(), Failure> {
    let gone = list.segments.iter().filter(|segment| {
        let text = BrowserStore.get(&segment.key);
        text.is_ok_and(|text| text.is_some_and(|text| text.is_empty()))
    });
    let gone: Vec<&Archived> = gone.collect();
    if gone.is_empty() || !second::is_there() {
        return Ok(());
    }
    let keys: Vec<String> = gone.iter().map(|segment| segment.key.clone()).collect();
    let mut texts = second::read(&keys).await?;
    texts.retain(|(key, text)| {
        let mut gone = gone.iter();
        gone.any(|segment| segment.key == *key && segment.head == segment::head(text))
    });
    if !texts.is_empty() {
        second::mark(&texts).await?;
        second::heads().await?;
    }
    Ok(())
}

/// Refuses while another page could know nothing of what is archived, such as one of an older version.
async fn is_only_tab() -> Result<(), Refusal> {
    let held = lock::held().await.map_err(|_| Refusal::NoLocks)?;
    // This page holds it now.
    let this = held.iter().find(|held| held.name == COMPACTION);
    let this = this.filter(|this| !this.page.is_empty());
    let this = this.ok_or(Refusal::NoLocks)?;
    let mut tabs = held.iter().filter(|held| held.name.starts_with(ALIVE));
    if tabs.any(|tab| tab.page != this.page) {
        return Err(Refusal::OtherTabs);
    }
    Ok(())
}

/// Does it while no other tab compacts or archives.
async fn alone<T: 'static>(
    act: impl Future<Output = Result<T, Refusal>> + 'static,
) -> Result<T, Refusal> {
    let answer = Rc::new(RefCell::new(Err(Refusal::NoLocks)));
    let given = Rc::clone(&answer);
    lock::alone(COMPACTION, async move {
        let done = act.await;
        *given.borrow_mut() = done;
    })
    .await;
    answer.replace(Err(Refusal::NoLocks))
}

/// What is archived, for the page Health.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Segments that are archived and there.
    pub segments: usize,
    /// Their events.
    pub events: usize,
    /// Their characters.
    pub characters: usize,
    /// Key and missing events of each segment that is gone.
    pub gone: Vec<(String, usize)>,
    /// What is wrong with the list.
    pub fault: Option<ArchiveError>,
}

/// Looks at what is archived.
pub fn holdings(journal: &Journal) -> Holdings {
    let mut holdings = Holdings::default();
    let list = Archive::read(&BrowserStore).unwrap_or_else(|error| {
        holdings.fault = Some(error);
        Archive::default()
    });
    for key in held::keys() {
        // What storage does not give is told of elsewhere.
        let text = BrowserStore.get(&key).ok().flatten().unwrap_or_default();
        let listed = list.segments.iter().find(|segment| segment.key == key);
        if text.is_empty() {
            let missing = listed.map_or(0, |segment| segment.missing_in(journal));
            holdings.gone.push((key, missing));
        } else if BrowserStore.is_archived(&key).unwrap_or_default() {
            holdings.segments += 1;
            holdings.characters += key.len() + text.len();
            holdings.events += listed.map_or(0, Archived::events);
        }
    }
    holdings
}
