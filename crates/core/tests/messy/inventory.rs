//! Inventories: what a document holds, one unit a line.
//!
//! `LINE KIND [xN] # words`. LINE is the line of the document on which the unit begins, `xN` says
//! that N of them begin there, and `?` before LINE that teachers differ about the unit. A line that
//! begins with `#` is a comment.

use std::fmt;

/// What a unit may be.
const KINDS: [&str; 15] = [
    "question",
    "mastery",
    "table-row",
    "definition",
    "steps",
    "step",
    "mistake",
    "guidance",
    "goal",
    "example",
    "code",
    "commands",
    "topic",
    "flashcard",
    "cloze",
];

/// Something to ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Where it begins, counted from 1.
    pub line: u32,
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// How many of it begin on this line.
    pub times: usize,
    /// Whether a card is missed where there is none.
    pub demand: Demand,
}

/// Whether a card is missed where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Every good teacher would ask.
    Required,
    /// Some would: a card is neither found nor false.
    Optional,
}

/// Why an inventory cannot be read, and on which of its lines.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    at: usize,
    what: What,
}

#[derive(Debug, PartialEq, Eq)]
enum What {
    Words,
    Line,
    NoText,
    Order,
    Kind,
    Times,
    Rest,
    Empty,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.what {
            What::Words => "say in a few words what the unit is, after a `#`",
            What::Line => "the unit begins with no line number",
            What::NoText => "the document has no text on that line",
            What::Order => "the unit stands before the one above",
            What::Kind => "unknown kind",
            What::Times => "the number of units is to be written `x2` or more",
            What::Rest => "more than a line, a kind and a number",
            What::Empty => "the inventory names no unit",
        };
        write!(f, "{}: {what}", self.at)
    }
}

/// Reads an inventory of the document with these lines.
pub fn parse(written: &str, document: &[String]) -> Result<Vec<Unit>, Fault> {
    let mut units: Vec<Unit> = Vec::new();
    for (at, line) in (1..).zip(written.lines()) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let unit = unit(line, document).map_err(|what| Fault { at, what })?;
        if units.last().is_some_and(|last| last.line > unit.line) {
            return Err(Fault {
                at,
                what: What::Order,
            });
        }
        units.push(unit);
    }
    if units.is_empty() {
        return Err(Fault {
            at: 1,
            what: What::Empty,
        });
    }
    Ok(units)
}

fn unit(line: &str, document: &[String]) -> Result<Unit, What> {
    let (unit, words) = line.split_once('#').ok_or(What::Words)?;
    if words.trim().is_empty() {
        return Err(What::Words);
    }
    let (demand, unit) = match unit.strip_prefix('?') {
        Some(unit) => (Demand::Optional, unit),
        None => (Demand::Required, unit),
    };
    let mut fields = unit.split_whitespace();
    let line: u32 = fields
        .next()
        .and_then(|number| number.parse().ok())
        .ok_or(What::Line)?;
    let text = (line as usize)
        .checked_sub(1)
        .and_then(|index| document.get(index));
    if text.is_none_or(|text| text.trim().is_empty()) {
        return Err(What::NoText);
    }
    let kind = fields.next().ok_or(What::Kind)?;
    let kind = KINDS
        .into_iter()
        .find(|known| *known == kind)
        .ok_or(What::Kind)?;
    let times = match fields.next() {
        None => 1,
        Some(times) => times
            .strip_prefix('x')
            .and_then(|times| times.parse().ok())
            .filter(|times| *times > 1)
            .ok_or(What::Times)?,
    };
    match fields.next() {
        None => Ok(Unit {
            line,
            kind,
            times,
            demand,
        }),
        Some(_) => Err(What::Rest),
    }
}

/// Checks what is read of an inventory of a document with text on lines 1, 2 and 4 of four.
#[track_caller]
fn check(written: &str, expected: Result<Vec<Unit>, Fault>) {
    let document = ["one", "two", " ", "four"].map(str::to_owned);
    assert_eq!(parse(written, &document), expected, "{written}");
}

#[test]
fn units_are_read() {
    let check = |written, expected: &[(u32, &'static str, usize, Demand)]| {
        let unit = |&(line, kind, times, demand): &_| Unit {
            line,
            kind,
            times,
            demand,
        };
        check(written, Ok(expected.iter().map(unit).collect()));
    };
    use Demand::{Optional, Required};
    check("1 goal # a", &[(1, "goal", 1, Required)]);
    check("4 table-row   # a", &[(4, "table-row", 1, Required)]);
    check("2 topic x3 # a # b", &[(2, "topic", 3, Required)]);
    check("?2 code # a", &[(2, "code", 1, Optional)]);
    check("? 2 step x2 # a", &[(2, "step", 2, Optional)]);
    check(
        "# first part\n\n1 steps # a\n1 step # b\n?2 step # c\n",
        &[
            (1, "steps", 1, Required),
            (1, "step", 1, Required),
            (2, "step", 1, Optional),
        ],
    );
}

#[test]
fn what_is_no_unit_is_refused() {
    let check = |written, at, what| check(written, Err(Fault { at, what }));
    check("", 1, What::Empty);
    check("# nothing to ask", 1, What::Empty);
    check("1 goal", 1, What::Words);
    check("1 goal #", 1, What::Words);
    check("goal # a", 1, What::Line);
    check("-1 goal # a", 1, What::Line);
    check("1? goal # a", 1, What::Line);
    check("0 goal # a", 1, What::NoText);
    check("3 goal # blank", 1, What::NoText);
    check("5 goal # past the end", 1, What::NoText);
    check("1 # a", 1, What::Kind);
    check("1 gaol # a", 1, What::Kind);
    check("1 goal 2 # a", 1, What::Times);
    check("1 goal x1 # a", 1, What::Times);
    check("1 goal x2 code # a", 1, What::Rest);
    check("# one\n2 goal # a\n1 goal # b", 3, What::Order);
}
