//! Which cards of an index a query finds.

use super::index::{BETWEEN_PARTS, Entry, Index, Position};
use super::pattern::{Compiled, Pattern};
use super::query::{Phase, Property, Query, State, Term};
use super::record::{Asked, Record};
use super::set::Set;
use crate::annotation::Flag;
use crate::collection::{Activity, CardState, Learning};
use crate::mastery::{Standing, standing};
use crate::time::{Days, StudyDay};

impl Index {
    /// The cards that `query` finds by `record`, in roadmap order.
    pub fn search(&self, query: &Query, record: &Record) -> Vec<Position> {
        self.set(query, record).places().map(Position).collect()
    }

    fn set(&self, query: &Query, record: &Record) -> Set {
        match query {
            Query::Everything => Set::all(self.len()),
            Query::Term(term) => self.term(term, record),
            Query::Not(query) => {
                let mut set = self.set(query, record);
                set.complement();
                set
            }
            Query::And(queries) => {
                let mut all = Set::all(self.len());
                for query in queries {
                    all.intersect(&self.set(query, record));
                }
                all
            }
            Query::Or(queries) => {
                let mut some = Set::none(self.len());
                for query in queries {
                    some.unite(&self.set(query, record));
                }
                some
            }
        }
    }

    fn term(&self, term: &Term, record: &Record) -> Set {
        match term {
            Term::Text(pattern) => self.text(pattern, record),
            Term::Is(state) => self.is(*state, record),
            Term::Flag(flag) => self.states(record, |card| card.flag == *flag),
            Term::Tag(pattern) => {
                let pattern = pattern.compile();
                self.tagged(record, |tags| tags.iter().any(|tag| has_tag(tag, &pattern)))
            }
            Term::Untagged => {
                let mut tagged = self.tagged(record, |_| true);
                tagged.complement();
                tagged
            }
            Term::Roadmap(pattern) => {
                let pattern = pattern.compile();
                let is_named = |names: &[String; 2]| names.iter().any(|name| pattern.is_in(name));
                let found: Vec<bool> = self.roadmaps.iter().map(is_named).collect();
                self.entries(|entry| found.get(entry.roadmap).copied())
            }
            Term::Phase(phase) => self.phase(phase),
            Term::Section(pattern) => {
                let pattern = pattern.compile();
                let sections = self.sections.iter();
                let is_in = |headings: &String| {
                    let mut headings = headings.split(BETWEEN_PARTS);
                    headings.any(|heading| pattern.is_in(heading))
                };
                let found: Vec<bool> = sections.map(|section| is_in(&section.headings)).collect();
                self.entries(|entry| found.get(entry.section).copied())
            }
            Term::Kind(family) => self.entries(|entry| Some(family.has(entry.kind))),
            Term::Property(property, comparison, with) => self.states(record, |card| {
                number(*property, card, record.today)
                    .is_some_and(|number| comparison.holds(number, *with))
            }),
            Term::Rated { days, button } => {
                let first = first_of_last(*days, record.today);
                let is_rated = |last: &Option<StudyDay>| *last >= Some(first);
                self.asked(record, |asked| match button {
                    Some(button) => asked.last.get(*button as usize).is_some_and(is_rated),
                    None => asked.last.iter().any(is_rated),
                })
            }
            Term::Introduced { days } => {
                let first = first_of_last(*days, record.today);
                self.asked(record, |asked| asked.first >= Some(first))
            }
        }
    }

    /// The cards that hold a text in one of their parts.
    fn text(&self, pattern: &Pattern, record: &Record) -> Set {
        let compiled = pattern.compile();
        let Some(piece) = compiled.longest() else {
            return Set::all(self.len());
        };
        let mut found = Set::none(self.len());
        let text = self.text.as_bytes();
        let mut entries = self.entries.iter().enumerate();
        let mut at = 0;
        while let Some(hit) = text.get(at..).and_then(|text| piece.find(text)) {
            let hit = at + hit;
            let Some((place, entry)) = entries.find(|(_, entry)| entry.end > hit) else {
                break;
            };
            // The whole text is searched at once; a card with a hit is looked at once.
            let start = place
                .checked_sub(1)
                .and_then(|before| self.entries.get(before));
            let start = start.map_or(0, |before| before.end);
            if compiled.is_one_piece() || in_parts(self.text.get(start..entry.end), &compiled) {
                found.insert(place);
            }
            at = entry.end;
        }
        for (position, answer) in &record.answers {
            if compiled.is_in(answer) {
                found.insert(position.0);
            }
        }
        found
    }

    fn is(&self, state: State, record: &Record) -> Set {
        let today = record.today;
        let learning = |wanted| self.states(record, move |card| standing(card.learning) == wanted);
        match state {
            State::Due => self.states(record, |card| {
                let is_due = number(Property::Due, card, today).is_some_and(|days| days <= 0);
                is_due && card.activity.is_asked(today)
            }),
            State::New => learning(Standing::New),
            State::Learning => learning(Standing::Learning),
            State::Strong => learning(Standing::Strong),
            State::Review => self.states(record, |card| card.learning != Learning::New),
            State::Suspended => self.states(record, |card| card.activity == Activity::Suspended),
            State::Buried => self.states(record, |card| card.activity == Activity::Buried(today)),
            State::Leech => self.states(record, |card| card.is_leech()),
            State::Flagged => self.states(record, |card| card.flag != Flag::None),
            State::Answered => self.answered(record),
            State::Unanswered => {
                let mut answered = self.answered(record);
                answered.complement();
                answered
            }
        }
    }

    fn answered(&self, record: &Record) -> Set {
        let mut answered = self.entries(|entry| Some(entry.is_given));
        for (position, _) in &record.answers {
            answered.insert(position.0);
        }
        answered
    }

    fn phase(&self, phase: &Phase) -> Set {
        let sections = self.sections.iter();
        let found: Vec<bool> = match phase {
            Phase::Number(number) => sections
                .map(|section| section.number == Some(*number))
                .collect(),
            Phase::Words(pattern) => {
                let pattern = pattern.compile();
                let is_named = |phase: &String| pattern.is_in(phase);
                sections
                    .map(|section| section.phase.as_ref().is_some_and(is_named))
                    .collect()
            }
        };
        self.entries(|entry| found.get(entry.section).copied())
    }

    fn entries(&self, is_wanted: impl Fn(&Entry) -> Option<bool>) -> Set {
        let mut found = Set::none(self.len());
        for (place, entry) in self.entries.iter().enumerate() {
            if is_wanted(entry) == Some(true) {
                found.insert(place);
            }
        }
        found
    }

    fn states(&self, record: &Record, is_wanted: impl Fn(&CardState) -> bool) -> Set {
        let mut found = Set::none(self.len());
        for (place, card) in record.states.iter().enumerate() {
            if is_wanted(card) {
                found.insert(place);
            }
        }
        found
    }

    fn asked(&self, record: &Record, is_wanted: impl Fn(&Asked) -> bool) -> Set {
        let mut found = Set::none(self.len());
        for (place, asked) in record.asked.iter().enumerate() {
            if is_wanted(asked) {
                found.insert(place);
            }
        }
        found
    }

    fn tagged(&self, record: &Record, is_wanted: impl Fn(&[String]) -> bool) -> Set {
        let mut found = Set::none(self.len());
        for (position, tags) in &record.tags {
            if is_wanted(tags) {
                found.insert(position.0);
            }
        }
        found
    }
}

/// Whether one part of a card's text holds a pattern.
fn in_parts(text: Option<&str>, pattern: &Compiled) -> bool {
    let mut parts = text.unwrap_or_default().split(BETWEEN_PARTS);
    parts.any(|part| pattern.is_in(part))
}

/// Whether a tag, or one above it, is the pattern.
fn has_tag(tag: &str, pattern: &Compiled) -> bool {
    let ends = tag.match_indices("::").map(|(at, _)| at);
    let mut above = ends.chain([tag.len()]).filter_map(|end| tag.get(..end));
    above.any(|tag| pattern.is_all_of(tag))
}

/// The number of a card, if it has it: a card that was never studied has no ease factor.
pub(super) fn number(property: Property, card: &CardState, today: StudyDay) -> Option<i64> {
    let progress = match card.learning {
        Learning::New => None,
        Learning::Begun(progress) => Some(progress),
    };
    match property {
        Property::Lapses => Some(progress.map_or(0, |progress| progress.lapses.into())),
        Property::Reviews => Some(progress.map_or(0, |progress| progress.reviews.into())),
        Property::Ease => Some(progress?.memory.ease.hundredths().into()),
        Property::Interval => Some(progress?.memory.interval.count().into()),
        Property::Due => {
            let due = progress?.due.unix_day();
            Some(i64::from(due) - i64::from(today.unix_day()))
        }
    }
}

/// The first of the last `days` days, of which today is the last.
fn first_of_last(days: u32, today: StudyDay) -> StudyDay {
    today.minus(Days::new(days.saturating_sub(1)))
}
