//! A word of a query as what it says of a card.

use super::diagnostic::Problem;
use super::pattern::Pattern;
use super::query::{Button, Comparison, Family, NO_TAG, Phase, Property, State, Term};
use super::word::Word;
use crate::annotation::Flag;

/// What came of a word.
pub type Read = (Option<Term>, Option<Problem>);

/// What Anki can ask for, and no event says.
const NOT_RECORDED: [&str; 5] = ["added", "edited", "resched", "nid", "cid"];

/// What Anki writes before its properties.
const ANKI_PROPERTY: &str = "prop:";

/// Reads a word.
pub fn read(word: &Word) -> Read {
    if let Some(read) = property(word) {
        return read;
    }
    let name = word.bare_start(|c| c.is_ascii_alphabetic());
    let at = name.len();
    // Two colons or a slash after one are code or an address.
    let is_field =
        at > 0 && word.has_at(at, ":") && !word.has_at(at, "::") && !word.has_at(at, ":/");
    if !is_field {
        return (Some(Term::Text(word.pattern())), None);
    }
    let value = word.after(at + 1);
    match field(&name.to_ascii_lowercase(), &value) {
        Field::Term(term) => (Some(term), None),
        Field::Empty(problem) => (None, Some(problem)),
        Field::Problem(problem) => (Some(Term::Text(word.pattern())), Some(problem)),
    }
}

enum Field {
    Term(Term),
    Empty(Problem),
    Problem(Problem),
}

impl Field {
    fn of(term: Option<Term>, problem: Problem) -> Self {
        term.map_or(Self::Problem(problem), Self::Term)
    }
}

fn field(name: &str, value: &Word) -> Field {
    let empty = |name, example| Field::Empty(Problem::NoValue { name, example });
    let is_empty = value.is_empty();
    match name {
        "is" if is_empty => empty("is:", "due"),
        "is" => Field::of(state(value).map(Term::Is), Problem::UnknownState),
        "flag" if is_empty => empty("flag:", "red"),
        "flag" => Field::of(flag(value).map(Term::Flag), Problem::UnknownFlag),
        "tag" if is_empty => empty("tag:", "exam"),
        "tag" if value.is_bare() && value.value().as_deref() == Some(NO_TAG) => {
            Field::Term(Term::Untagged)
        }
        "tag" => Field::Term(Term::Tag(value.pattern())),
        "roadmap" | "deck" if is_empty => empty("roadmap:", "kubernetes"),
        "roadmap" | "deck" => Field::Term(Term::Roadmap(value.pattern())),
        "phase" if is_empty => empty("phase:", "3"),
        "phase" => Field::Term(Term::Phase(phase(value))),
        "section" if is_empty => empty("section:", "networking"),
        "section" => Field::Term(Term::Section(value.pattern())),
        "kind" if is_empty => empty("kind:", "table"),
        "kind" => Field::of(kind(value).map(Term::Kind), Problem::UnknownKind),
        "rated" if is_empty => empty("rated:", "7"),
        "rated" => rated(value),
        "introduced" if is_empty => empty("introduced:", "7"),
        "introduced" => {
            let days = days(value.value().as_deref());
            let term = days.map(|days| Term::Introduced { days });
            let name = "introduced";
            Field::of(term, Problem::NoDays { name })
        }
        name => Field::Problem(match NOT_RECORDED.iter().find(|known| **known == name) {
            Some(name) => Problem::NotRecorded { name },
            None => Problem::UnknownField {
                name: name.to_owned(),
            },
        }),
    }
}

fn state(value: &Word) -> Option<State> {
    let value = value.value()?;
    let value = if value == "learn" { "learning" } else { &value };
    State::ALL.into_iter().find(|state| state.name() == value)
}

fn flag(value: &Word) -> Option<Flag> {
    let value = value.value()?;
    let number = value.parse().ok().and_then(Flag::from_number);
    number.or_else(|| Flag::ALL.into_iter().find(|flag| flag.name() == value))
}

fn phase(value: &Word) -> Phase {
    let number = value.value().and_then(|value| {
        let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
        value.parse().ok().filter(|_| is_number)
    });
    match number {
        // A number in quotation marks is a word of the heading.
        Some(number) if value.is_bare() => Phase::Number(number),
        _ => Phase::Words(value.pattern()),
    }
}

fn kind(value: &Word) -> Option<Family> {
    let value = value.value()?;
    Family::all().find(|family| family.name() == value)
}

fn days(value: Option<&str>) -> Option<u32> {
    let digits = value.filter(|value| value.bytes().all(|byte| byte.is_ascii_digit()))?;
    digits.parse().ok().filter(|days| *days > 0)
}

fn rated(value: &Word) -> Field {
    let value = value.value();
    let (number, button) = match value.as_deref().and_then(|value| value.split_once(':')) {
        Some((number, button)) => (Some(number), Some(button)),
        None => (value.as_deref(), None),
    };
    let Some(days) = days(number) else {
        return Field::Problem(Problem::NoDays { name: "rated" });
    };
    let Some(button) = button.filter(|button| !button.is_empty()) else {
        return Field::Term(Term::Rated { days, button: None });
    };
    let named = |(number, name): &(usize, Button)| {
        name.name() == button || (number + 1).to_string() == button
    };
    let button = Button::ALL.into_iter().enumerate().find(named);
    let term = button.map(|(_, button)| Term::Rated {
        days,
        button: Some(button),
    });
    Field::of(term, Problem::UnknownRating)
}

/// `ease<1.8`, also as Anki writes it, `prop:ease<1.8`; `None` if the word is nothing of the kind.
fn property(word: &Word) -> Option<Read> {
    let start = if word.has_at(0, ANKI_PROPERTY) {
        ANKI_PROPERTY.len()
    } else {
        0
    };
    let rest = word.after(start);
    let name = rest.bare_start(|c| c.is_ascii_alphabetic());
    let property = match name.to_ascii_lowercase().as_str() {
        "ivl" => Property::Interval,
        "reps" => Property::Reviews,
        name => Property::ALL.into_iter().find(|p| p.name() == name)?,
    };
    let at = name.len();
    let mut signs = Comparison::ALL.into_iter();
    let sign = signs.find(|sign| rest.has_at(at, sign.sign()));
    let (comparison, length) = match sign {
        Some(sign) => (sign, sign.sign().len()),
        None if rest.has_at(at, ":") => (Comparison::Equal, 1),
        None => return None,
    };
    let value = rest.after(at + length);
    if value.is_empty() {
        let (name, example) = match property {
            Property::Ease => ("ease", "<1.8"),
            Property::Interval => ("interval", ">=21"),
            Property::Lapses => ("lapses", ">3"),
            Property::Reviews => ("reviews", ">5"),
            Property::Due => ("due", "<7"),
        };
        return Some((None, Some(Problem::NoValue { name, example })));
    }
    let number = value.value().and_then(|value| match property {
        Property::Ease => hundredths(&value),
        _ => value.parse().ok(),
    });
    Some(match number {
        Some(number) => (Some(Term::Property(property, comparison, number)), None),
        None => {
            let text: Pattern = word.pattern();
            (Some(Term::Text(text)), Some(Problem::NoNumber { property }))
        }
    })
}

/// A number from 0 on with up to two decimals, in hundredths.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = [whole, decimals].concat();
    let is_number = !whole.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || decimals.len() > 2 || whole.len() > 9 {
        return None;
    }
    let decimals = format!("{decimals:0<2}");
    Some(whole.parse::<i64>().ok()? * 100 + decimals.parse::<i64>().ok()?)
}
