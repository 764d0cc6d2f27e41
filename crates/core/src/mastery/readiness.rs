//! Readiness: whether a phase is known well enough for the next one to begin.
//!
//! A phase is known well enough when four fifths of its cards are begun and, of those, four
//! fifths were recalled when they were last asked as planned. Suspended cards do not count, and a
//! phase without cards stands in nobody's way. `docs/scheduling.md` says the same for learners.

use crate::card::{Card, SectionIndex};
use crate::collection::{Activity, CardState, Collection, Learning};
use crate::mastery::{Standing, standing};
use crate::roadmap::Roadmap;

/// Of five cards, how many have to be begun, and of five begun ones, how many recalled.
const ENOUGH_OF_FIVE: usize = 4;

/// How far the learner has a set of cards; suspended cards are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grasp {
    /// The cards.
    pub cards: usize,
    /// Those with a scheduled review.
    pub begun: usize,
    /// Those that were recalled at their last scheduled review.
    pub recalled: usize,
    /// Those that are strong.
    pub strong: usize,
}

/// Whether a set of cards is known well enough to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// It is.
    Ready,
    /// It is not; one of the two is more than 0.
    NotYet {
        /// How many more cards have to be begun.
        to_begin: usize,
        /// How many more of the begun cards have to be recalled.
        to_recall: usize,
    },
}

/// Whether the new cards of a phase come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Every earlier phase is known well enough, or a deadline leaves no time to wait.
    Open,
    /// The learner opened it early.
    OpenedEarly,
    /// They wait for that earlier phase, the first that is not known well enough.
    Held(SectionIndex),
}

/// A phase with how the learner stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    /// Its outermost section.
    pub section: SectionIndex,
    /// How far the learner has its cards.
    pub grasp: Grasp,
    /// Whether its new cards come.
    pub gate: Gate,
}

impl Grasp {
    /// How far the learner has `cards`.
    pub fn of<'a>(cards: impl IntoIterator<Item = &'a Card>, collection: &Collection) -> Self {
        let mut grasp = Self::default();
        for card in cards {
            grasp.add(&collection.card(card.id));
        }
        grasp
    }

    fn add(&mut self, state: &CardState) {
        if state.activity == Activity::Suspended {
            return;
        }
        self.cards += 1;
        if let Learning::Begun(progress) = state.learning {
            self.begun += 1;
            self.recalled += usize::from(progress.memory.successes > 0);
            self.strong += usize::from(standing(state.learning) == Standing::Strong);
        }
    }

    /// Whether this is enough to go on.
    pub const fn readiness(&self) -> Readiness {
        // Cards to begin are rounded up, so that a phase of one card has to be begun; cards to
        // recall are rounded down, so that one forgotten card holds no small phase up.
        let to_begin = (self.cards * ENOUGH_OF_FIVE).div_ceil(5);
        let to_begin = to_begin.saturating_sub(self.begun);
        let to_recall = (self.begun * ENOUGH_OF_FIVE / 5).saturating_sub(self.recalled);
        match (to_begin, to_recall) {
            (0, 0) => Readiness::Ready,
            _ => Readiness::NotYet {
                to_begin,
                to_recall,
            },
        }
    }

    /// How many in a hundred of the begun cards were recalled; `None` where none is begun.
    pub const fn recalled_percent(&self) -> Option<usize> {
        (self.recalled * 100 + self.begun / 2).checked_div(self.begun)
    }
}

impl Phase {
    /// The phases of a roadmap that have cards, in order.
    pub fn all(roadmap: &Roadmap, collection: &Collection) -> Vec<Self> {
        let of_section = roadmap.phases();
        let mut grasps = vec![Grasp::default(); roadmap.sections.len()];
        let mut has_cards = vec![false; roadmap.sections.len()];
        for card in &roadmap.cards {
            let Some(phase) = of_section.get(card.section.0) else {
                continue;
            };
            if let (Some(grasp), Some(has)) = (grasps.get_mut(phase.0), has_cards.get_mut(phase.0))
            {
                grasp.add(&collection.card(card.id));
                *has = true;
            }
        }
        let plan = collection.plan(&roadmap.id);
        let mut not_ready = None;
        let with_cards = grasps.into_iter().zip(has_cards).enumerate();
        let with_cards = with_cards.filter(|(_, (_, has_cards))| *has_cards);
        let phases = with_cards.map(|(index, (grasp, _))| {
            let section = SectionIndex(index);
            let gate = match not_ready {
                None => Gate::Open,
                // A deadline leaves no time to wait.
                Some(_) if plan.deadline.is_some() => Gate::Open,
                Some(_) if plan.opened.contains(&roadmap.section_id(section)) => Gate::OpenedEarly,
                Some(earlier) => Gate::Held(earlier),
            };
            if not_ready.is_none() && grasp.readiness() != Readiness::Ready {
                not_ready = Some(section);
            }
            Self {
                section,
                grasp,
                gate,
            }
        });
        phases.collect()
    }

    /// The phase in which the learner is: the first that is not known well enough, or the last.
    pub fn current(phases: &[Self]) -> Option<&Self> {
        let is_open = |phase: &&Self| phase.grasp.readiness() != Readiness::Ready;
        phases.iter().find(is_open).or_else(|| phases.last())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arrangement::{Arranged, Arrangement};
    use crate::id::{EventId, ReplicaId};
    use crate::journal::{Baseline, Event, Fact, Journal, Placed};
    use crate::mastery::weakness::weakest;
    use crate::roadmap::import;
    use crate::scheduler::sm2::{EaseFactor, Repetition};
    use crate::time::{Days, Instant, Moment, StudyDay, UtcOffset};
    use proptest::prelude::*;

    const THREE_PHASES: &str = "# Tea\n\n\
        ## Leaves\n\n- **Green**: unoxidised.\n- **Black**: oxidised.\n\n\
        ## Nothing to learn here\n\nWords.\n\n\
        ## Water\n\n- **Soft**: little lime.\n- **Hard**: much lime.\n\n\
        ## Pots\n\n- **Clay**: keeps warm.\n- **Glass**: shows the leaves.\n";

    fn tea() -> Roadmap {
        import(THREE_PHASES.as_bytes(), "tea").roadmap
    }

    /// The state of one card, by the letter that stands for it below.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    enum Known {
        New,
        Forgotten,
        Recalled,
        Strong,
        Suspended,
    }

    const ALL: [Known; 5] = [
        Known::New,
        Known::Forgotten,
        Known::Recalled,
        Known::Strong,
        Known::Suspended,
    ];

    fn collection(roadmap: &Roadmap, known: &[Known], opened: &[usize]) -> Collection {
        let mut facts = Vec::new();
        for (card, known) in roadmap.cards.iter().zip(known) {
            let (successes, interval) = match known {
                Known::New => continue,
                Known::Suspended => {
                    facts.push(Fact::Suspended(card.id));
                    continue;
                }
                Known::Forgotten => (0, 1),
                Known::Recalled => (2, 6),
                Known::Strong => (4, 40),
            };
            let memory = Repetition {
                successes,
                ease: EaseFactor::START,
                interval: Days::new(interval),
            };
            facts.push(Fact::Placed(Placed {
                card: card.id,
                baseline: Baseline::Review {
                    memory,
                    due: StudyDay::from_unix_day(100),
                    lapses: 0,
                    remembered: None,
                },
            }));
        }
        facts.extend(opened.iter().map(|section| {
            let section = roadmap.section_id(SectionIndex(*section));
            Fact::Arranged(Box::new(Arranged {
                roadmap: roadmap.id.clone(),
                arrangement: Arrangement::Opened(section),
            }))
        }));
        let mut journal = Journal::default();
        for (sequence, fact) in (0_u32..).zip(facts) {
            journal.insert(Event {
                id: EventId {
                    replica: ReplicaId::from_bits(1),
                    sequence,
                },
                moment: Moment {
                    instant: Instant::from_unix_ms(i64::from(sequence)),
                    offset: UtcOffset::UTC,
                },
                fact,
            });
        }
        Collection::fold(&journal)
    }

    #[test]
    fn four_fifths_begun_and_four_fifths_of_those_recalled_are_enough() {
        #[track_caller]
        fn check(cards: usize, begun: usize, recalled: usize, expected: Readiness) {
            let grasp = Grasp {
                cards,
                begun,
                recalled,
                strong: 0,
            };
            assert_eq!(grasp.readiness(), expected, "{grasp:?}");
        }
        let missing = |to_begin, to_recall| Readiness::NotYet {
            to_begin,
            to_recall,
        };
        check(0, 0, 0, Readiness::Ready);
        check(1, 0, 0, missing(1, 0));
        check(1, 1, 0, Readiness::Ready);
        check(10, 8, 6, Readiness::Ready);
        check(10, 7, 7, missing(1, 0));
        check(10, 8, 5, missing(0, 1));
        check(10, 0, 0, missing(8, 0));
        check(100, 100, 60, missing(0, 20));
        check(100, 30, 20, missing(50, 4));
    }

    #[test]
    fn a_phase_is_held_until_the_earlier_ones_are_known_or_it_is_opened() {
        use Known::{Forgotten as F, New as N, Recalled as R, Strong as S, Suspended as U};
        #[track_caller]
        fn check(known: &[Known], opened: &[usize], expected: [Gate; 3], current: usize) {
            let tea = tea();
            assert_eq!(tea.cards.len(), 6);
            let phases = Phase::all(&tea, &collection(&tea, known, opened));
            let sections: Vec<usize> = phases.iter().map(|phase| phase.section.0).collect();
            // What has no cards is no station.
            assert_eq!(sections, [1, 3, 4]);
            let gates: Vec<Gate> = phases.iter().map(|phase| phase.gate).collect();
            assert_eq!(gates, expected, "{known:?}");
            assert_eq!(Phase::current(&phases).map(|p| p.section.0), Some(current));
        }
        let (open, early) = (Gate::Open, Gate::OpenedEarly);
        let held = |by| Gate::Held(SectionIndex(by));
        check(&[N, N, N, N, N, N], &[], [open, held(1), held(1)], 1);
        check(&[R, N, N, N, N, N], &[], [open, held(1), held(1)], 1);
        check(&[R, R, N, N, N, N], &[], [open, open, held(3)], 3);
        check(&[R, F, R, S, N, N], &[], [open, open, open], 4);
        check(&[F, F, R, S, R, R], &[], [open, held(1), held(1)], 1);
        check(&[U, U, N, N, N, N], &[], [open, open, held(3)], 3);
        check(&[N, N, N, N, N, N], &[4], [open, held(1), early], 1);
        check(&[R, R, R, R, R, R], &[4], [open, open, open], 4);
    }

    #[test]
    fn the_weakest_are_the_forgotten_and_those_with_lapses() {
        use Known::{Forgotten as F, New as N, Recalled as R, Strong as S, Suspended as U};
        let tea = tea();
        let collection = collection(&tea, &[N, F, R, S, U, F], &[]);
        let mut expected = [&tea.cards[1], &tea.cards[5]];
        expected.sort_by_key(|card| card.id);
        assert_eq!(weakest(&tea.cards, &collection, 9), expected);
        assert_eq!(weakest(&tea.cards, &collection, 1), expected[..1]);
    }

    #[test]
    fn shares_are_rounded_and_none_of_nothing() {
        #[track_caller]
        fn check(begun: usize, recalled: usize, expected: Option<usize>) {
            let grasp = Grasp {
                cards: begun,
                begun,
                recalled,
                strong: 0,
            };
            assert_eq!(grasp.recalled_percent(), expected);
        }
        check(0, 0, None);
        check(3, 2, Some(67));
        check(8, 8, Some(100));
    }

    proptest! {
        #[test]
        fn counts_contain_each_other(known in prop::collection::vec(prop::sample::select(ALL.to_vec()), 6)) {
            let tea = tea();
            let grasp = Grasp::of(&tea.cards, &collection(&tea, &known, &[]));
            prop_assert!(grasp.strong <= grasp.recalled);
            prop_assert!(grasp.recalled <= grasp.begun);
            prop_assert!(grasp.begun <= grasp.cards);
        }

        #[test]
        fn opening_a_phase_closes_none_and_opens_that_one(
            known in prop::collection::vec(prop::sample::select(ALL.to_vec()), 6),
            phase in 0_usize..3,
        ) {
            let tea = tea();
            let before = Phase::all(&tea, &collection(&tea, &known, &[]));
            let section = before[phase].section;
            let after = Phase::all(&tea, &collection(&tea, &known, &[section.0]));
            let is_held = |phase: &Phase| matches!(phase.gate, Gate::Held(_));
            prop_assert!(!is_held(&after[phase]));
            for (place, (before, after)) in before.iter().zip(&after).enumerate() {
                prop_assert!(place == phase || before == after);
            }
        }

        #[test]
        fn to_recall_a_card_makes_no_phase_less_ready(
            known in prop::collection::vec(prop::sample::select(ALL.to_vec()), 6),
            card in 0_usize..6,
        ) {
            let tea = tea();
            let before = Phase::all(&tea, &collection(&tea, &known, &[]));
            let mut known = known;
            known[card] = known[card].max(Known::Recalled);
            let after = Phase::all(&tea, &collection(&tea, &known, &[]));
            for (before, after) in before.iter().zip(&after) {
                if before.grasp.readiness() == Readiness::Ready {
                    prop_assert_eq!(after.grasp.readiness(), Readiness::Ready);
                }
                if before.gate == Gate::Open {
                    prop_assert_eq!(after.gate, Gate::Open);
                }
            }
        }
    }
}
