//! Which versions of the roadmaps have been compared with what they were before.
//!
//! Comparing is the importer's work. The application only knows whether it is to be done, and
//! what waits for the learner since.

use std::fmt;

use waymark_core::collection::Collection;
use waymark_core::id::RoadmapId;
use waymark_core::reimport::IMPORTER_VERSION;
use waymark_store::KeyValue;

use super::shelf::Shelf;

/// The key under which it is kept.
const SETTLED: &str = "waymark/roadmaps";

/// The versions of the importer and of all roadmaps that the learner has begun, in one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition(String);

impl Edition {
    /// What is on the shelf; `None` while nothing of it is begun.
    pub fn of(shelf: &Shelf, collection: &Collection) -> Option<Self> {
        let mut sum: Option<u128> = None;
        for source in shelf.begun(collection) {
            sum = Some(sum.unwrap_or(0).wrapping_add(source.content.bits()));
        }
        sum.map(|sum| Self(format!("{}-{sum:x}", IMPORTER_VERSION.0)))
    }
}

/// The edition that was compared last, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// The edition.
    pub edition: Edition,
    /// The roadmaps whose cards wait for the learner's word.
    pub waiting: Vec<Waiting>,
}

/// What waits for the learner's word in one roadmap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The roadmap.
    pub roadmap: RoadmapId,
    /// Cards with a history that were probably reworded.
    pub reworded: usize,
    /// Cards with a history that are no longer there.
    pub gone: usize,
}

impl Settled {
    /// What is kept; nothing where nothing can be read.
    pub fn read(store: &impl KeyValue) -> Self {
        match store.get(SETTLED) {
            Ok(Some(text)) => Self::parse(&text),
            // Then all is compared again, which changes nothing a second time.
            Ok(None) | Err(_) => Self::default(),
        }
    }

    fn parse(text: &str) -> Self {
        let mut lines = text.lines();
        Self {
            edition: Edition(lines.next().unwrap_or_default().to_owned()),
            waiting: lines.filter_map(Waiting::parse).collect(),
        }
    }

    /// Keeps it.
    ///
    /// # Errors
    /// What storage said.
    pub fn write(&self, store: &impl KeyValue) -> Result<(), waymark_store::StoreError> {
        store.set(SETTLED, &self.to_string())
    }
}

impl Waiting {
    fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let roadmap = words.next()?.parse();
        let mut number = || words.next()?.parse().ok();
        let (reworded, gone) = (number()?, number()?);
        roadmap.ok().map(|roadmap| Self {
            roadmap,
            reworded,
            gone,
        })
    }
}

/// The edition on the first line, and a line for each roadmap.
impl fmt::Display for Settled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.edition.0)?;
        for waiting in &self.waiting {
            let Waiting {
                roadmap,
                reworded,
                gone,
            } = waiting;
            write!(f, "\n{roadmap} {reworded} {gone}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark_store::key_value::memory::MemoryStore;

    #[test]
    fn what_is_kept_is_read_again() {
        let store = MemoryStore::with_quota(1_000);
        assert_eq!(Settled::read(&store), Settled::default());
        let settled = Settled {
            edition: Edition("1-beef".to_owned()),
            waiting: vec![Waiting {
                roadmap: "tea".parse().expect("a slug"),
                reworded: 2,
                gone: 1,
            }],
        };
        settled.write(&store).expect("it can be written");
        assert_eq!(Settled::read(&store), settled);
        assert_eq!(settled.to_string(), "1-beef\ntea 2 1");
    }

    #[test]
    fn a_line_that_says_nothing_is_passed_over() {
        let settled = Settled::parse("1-beef\ntea two 1\n?! 1 1\ntea\nbread 0 3");
        let roadmaps = settled.waiting.iter().map(|w| w.roadmap.as_str());
        assert_eq!(roadmaps.collect::<Vec<_>>(), ["bread"]);
        assert_eq!(Settled::parse(""), Settled::default());
    }
}
