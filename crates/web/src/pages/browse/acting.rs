//! What can be done with cards: each act is recorded as one batch, and undone as one.

use leptos::prelude::*;
use waymark_core::annotation::{Change, Flag, Tag};
use waymark_core::collection::{Activity, CardState, Learning};
use waymark_core::id::{CardId, EventId};
use waymark_core::journal::{Baseline, Fact, Flagged, Placed, Tagged};
use waymark_core::scheduler::sm2::{EaseFactor, Repetition};
use waymark_core::time::{Days, StudyDay};

use crate::components::element::{Reference, View, element, live, nothing};
use crate::state::context::{Outcome, Study};
use crate::state::wording::{count, later_day};

/// Something that is done with cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// They are not asked until resumed.
    Suspend,
    /// They are asked again.
    Resume,
    /// They are not asked today.
    Bury,
    /// They get a flag, or none.
    Flag(Flag),
    /// They get a tag, or lose it.
    Tag(Tag, Change),
    /// They are as though never studied.
    Reset,
    /// They are due after so many days.
    Reschedule(Days),
}

/// What was done last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    words: String,
    /// The events that did it; none where there is nothing to undo.
    events: Vec<EventId>,
}

impl Act {
    /// The fact that does this with a card; none where it changes nothing.
    fn fact(&self, card: CardId, state: &CardState, tags: &[Tag], today: StudyDay) -> Option<Fact> {
        match self {
            Self::Suspend => {
                (state.activity != Activity::Suspended).then_some(Fact::Suspended(card))
            }
            Self::Resume => (!state.activity.is_asked(today)).then_some(Fact::Resumed(card)),
            Self::Bury => state.activity.is_asked(today).then_some(Fact::Buried(card)),
            Self::Flag(flag) => {
                let flag = *flag;
                (state.flag != flag).then_some(Fact::Flagged(Flagged { card, flag }))
            }
            Self::Tag(tag, change) => {
                let is_there = tags.contains(tag);
                let is_wanted = *change == Change::Added;
                (is_there != is_wanted).then(|| {
                    Fact::Tagged(Box::new(Tagged {
                        card,
                        tag: tag.clone(),
                        change: *change,
                    }))
                })
            }
            Self::Reset => (state.learning != Learning::New).then_some(Fact::Placed(Placed {
                card,
                baseline: Baseline::New,
            })),
            Self::Reschedule(days) => {
                let due = today.plus(*days);
                let baseline = match state.learning {
                    Learning::Begun(progress) => Baseline::Review {
                        memory: progress.memory,
                        due,
                        lapses: progress.lapses,
                        remembered: None,
                    },
                    Learning::New => Baseline::Review {
                        memory: Repetition {
                            successes: 1,
                            ease: EaseFactor::START,
                            interval: (*days).max(Days::ONE),
                        },
                        due,
                        lapses: 0,
                        remembered: None,
                    },
                };
                Some(Fact::Placed(Placed { card, baseline }))
            }
        }
    }

    /// What was done, in words.
    fn done(&self, cards: usize, today: StudyDay) -> String {
        let cards = count(cards, "card", "cards");
        match self {
            Self::Suspend => format!("{cards} suspended"),
            Self::Resume => format!("{cards} resumed"),
            Self::Bury => format!("{cards} buried until tomorrow"),
            Self::Flag(Flag::None) => format!("Flag taken off {cards}"),
            Self::Flag(flag) => format!("{} flag put on {cards}", flag.name()),
            Self::Tag(tag, Change::Added) => format!("Tag {tag} put on {cards}"),
            Self::Tag(tag, Change::Removed) => format!("Tag {tag} taken off {cards}"),
            Self::Reset => format!("{cards} made new again"),
            Self::Reschedule(days) if *days == Days::new(0) => format!("{cards} due today"),
            Self::Reschedule(days) => {
                format!("{cards} due {}", later_day(today, today.plus(*days)))
            }
        }
    }
}

/// Does something with cards, all or none.
pub fn perform(study: Study, cards: &[CardId], act: &Act) -> Status {
    let today = study.now(|learner| learner.study_day(crate::platform::clock::now()));
    let facts: Vec<Fact> = study.now(|learner| {
        let collection = learner.collection();
        let facts = cards.iter().filter_map(|card| {
            let tags = &collection.annotations(*card).tags;
            // A day that is set leaves the rest as SM-2 has it, whatever the card is under.
            act.fact(*card, collection.state(*card), tags, today)
        });
        facts.collect()
    });
    if facts.is_empty() {
        return Status {
            words: "Nothing to change: the cards are so already".to_owned(),
            events: Vec::new(),
        };
    }
    let changed = facts.len();
    match record(study, facts) {
        Some(events) => Status {
            words: capitalised(&act.done(changed, today)),
            events,
        },
        None => refused(),
    }
}

/// Records facts, and gives the ids of their events; `None` where storage refused.
pub fn record(study: Study, facts: Vec<Fact>) -> Option<Vec<EventId>> {
    let recorded = facts.len();
    match study.record_all(facts) {
        Outcome::Stored => Some(study.now(|learner| {
            let replica = learner.replica();
            let events = learner.journal().events().iter().rev();
            let own = events
                .map(|event| event.id)
                .filter(|id| id.replica == replica);
            own.take(recorded).collect()
        })),
        Outcome::Refused => None,
    }
}

fn refused() -> Status {
    Status {
        words: "Nothing was changed: the browser refused to store it".to_owned(),
        events: Vec::new(),
    }
}

/// Takes back all that the last act did.
fn undo(study: Study, events: &[EventId]) -> Status {
    let facts = events.iter().copied().map(Fact::Reverted).collect();
    match study.record_all(facts) {
        Outcome::Stored => Status {
            words: format!("Taken back on {}", count(events.len(), "card", "cards")),
            events: Vec::new(),
        },
        Outcome::Refused => refused(),
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    [first.as_deref().unwrap_or_default(), letters.as_str()].concat()
}

/// What was done last, with what takes it back.
pub fn status_line(study: Study, status: RwSignal<Option<Status>>) -> View {
    let words = move || match status.get() {
        Some(status) => element("span").text(status.words).view(),
        None => nothing(),
    };
    let said = Reference::new();
    let undoing = move || match status.get() {
        Some(last) if !last.events.is_empty() => element("button")
            .class("button")
            .attribute("type", "button")
            .on("click", move |_| {
                // The button goes, and the focus with it, to what is said of it.
                said.focus();
                status.set(Some(undo(study, &last.events)))
            })
            .text("Undo")
            .view(),
        _ => nothing(),
    };
    element("div")
        .class("acting-status")
        .child(
            element("p")
                .attribute("role", "status")
                .attribute("tabindex", "-1")
                .refer(said)
                .live(words)
                .view(),
        )
        .child(live(undoing))
        .view()
}

/// The buttons for all that can be done with `cards`.
pub fn acting(
    study: Study,
    cards: impl Fn() -> Vec<CardId> + Copy + Send + 'static,
    status: RwSignal<Option<Status>>,
) -> View {
    let act = move |act: Act| status.set(Some(perform(study, &cards(), &act)));
    let button = |words: &'static str, what: Act| {
        element("button")
            .class("button")
            .attribute("type", "button")
            .on("click", move |_| act(what.clone()))
            .text(words)
            .view()
    };
    let more = element("details")
        .class("acting-more")
        .child(element("summary").class("button").text("More").view())
        .child(
            element("div")
                .class("acting-panel")
                .child(flags(act))
                .child(tags(act, status))
                .child(days(act, status))
                .child(button("Reset to new", Act::Reset))
                .view(),
        );
    element("div")
        .class("acting")
        .attribute("role", "group")
        .attribute("aria-label", "What to do with the selected cards")
        .child(button("Suspend", Act::Suspend))
        .child(button("Resume", Act::Resume))
        .child(button("Bury", Act::Bury))
        .child(more.view())
        .view()
}

fn flags(act: impl Fn(Act) + Copy + 'static) -> View {
    let flags = [Flag::Red, Flag::Orange, Flag::Green, Flag::Blue, Flag::None];
    let buttons = flags.into_iter().map(|flag| {
        let words = match flag {
            Flag::None => "No flag".to_owned(),
            flag => capitalised(flag.name()),
        };
        element("button")
            .class("button acting-flag")
            .attribute("type", "button")
            .attribute("data-flag", flag.name())
            .on("click", move |_| act(Act::Flag(flag)))
            .text(words)
            .view()
    });
    element("div")
        .class("acting-flags")
        .attribute("role", "group")
        .attribute("aria-label", "Flag")
        .children(buttons)
        .view()
}

/// A field with buttons for what is typed in it.
fn field(
    label: &'static str,
    kind: &'static str,
    value: RwSignal<String>,
    buttons: Vec<View>,
) -> View {
    let input = element("input")
        .attribute("type", kind)
        .attribute("autocapitalize", "off")
        .optional("min", (kind == "number").then_some("0"))
        .optional("max", (kind == "number").then_some("36500"))
        .optional("inputmode", (kind == "number").then_some("numeric"))
        .property("value", value.get_untracked())
        .on("input", move |event| value.set(event_target_value(&event)));
    element("div")
        .class("acting-field")
        .child(
            element("label")
                .child(element("span").text(label).view())
                .child(input.view())
                .view(),
        )
        .children(buttons)
        .view()
}

fn tags(act: impl Fn(Act) + Copy + 'static, status: RwSignal<Option<Status>>) -> View {
    let value = RwSignal::new(String::new());
    let button = |words: &'static str, change: Change| {
        element("button")
            .class("button")
            .attribute("type", "button")
            .on("click", move |_| {
                match value.with_untracked(|value| value.trim().parse::<Tag>()) {
                    Ok(tag) => act(Act::Tag(tag, change)),
                    Err(error) => status.set(Some(Status {
                        words: capitalised(&error.to_string()),
                        events: Vec::new(),
                    })),
                }
            })
            .text(words)
            .view()
    };
    let buttons = vec![
        button("Add tag", Change::Added),
        button("Remove tag", Change::Removed),
    ];
    field("Tag", "text", value, buttons)
}

fn days(act: impl Fn(Act) + Copy + 'static, status: RwSignal<Option<Status>>) -> View {
    let value = RwSignal::new("1".to_owned());
    let button = element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| {
            let days = value.with_untracked(|value| value.trim().parse::<u32>());
            match days {
                Ok(days @ ..=36_500) => act(Act::Reschedule(Days::new(days))),
                _ => status.set(Some(Status {
                    words: "Type a number of days from 0 to 36500".to_owned(),
                    events: Vec::new(),
                })),
            }
        })
        .text("Reschedule");
    field("Due in days", "number", value, vec![button.view()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark_core::id::CardId;

    #[test]
    fn what_changes_nothing_is_not_recorded() {
        let card = CardId::from_bits(1);
        let today = StudyDay::from_unix_day(100);
        let tag: Tag = "exam".parse().expect("a tag");
        #[track_caller]
        fn check(fact: Option<Fact>, is_recorded: bool) {
            assert_eq!(fact.is_some(), is_recorded, "{fact:?}");
        }
        let fresh = CardState::UNTOUCHED;
        let suspended = CardState {
            activity: Activity::Suspended,
            ..fresh
        };
        let buried = |day| CardState {
            activity: Activity::Buried(day),
            ..fresh
        };
        let on = |act: Act, state: &CardState, tags: &[Tag]| act.fact(card, state, tags, today);
        check(on(Act::Suspend, &fresh, &[]), true);
        check(on(Act::Suspend, &suspended, &[]), false);
        check(on(Act::Resume, &suspended, &[]), true);
        check(on(Act::Resume, &buried(today), &[]), true);
        check(on(Act::Resume, &buried(today.minus(Days::ONE)), &[]), false);
        check(on(Act::Bury, &suspended, &[]), false);
        check(on(Act::Flag(Flag::None), &fresh, &[]), false);
        check(on(Act::Flag(Flag::Red), &fresh, &[]), true);
        check(on(Act::Tag(tag.clone(), Change::Added), &fresh, &[]), true);
        let tags = [tag.clone()];
        check(
            on(Act::Tag(tag.clone(), Change::Added), &fresh, &tags),
            false,
        );
        check(on(Act::Tag(tag, Change::Removed), &fresh, &[]), false);
        check(on(Act::Reset, &fresh, &[]), false);
        check(on(Act::Reschedule(Days::new(0)), &fresh, &[]), true);
    }
}
