//! The note types: which fields a note has and how its cards are drawn.
//!
//! Anki knows a type, its fields and its templates by their ids, and will not update notes of a
//! type whose fields changed. So none of the numbers here ever changes, nor does the list of
//! fields of a type that was exported once.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A type of notes; each has the fields and templates of its kind of cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NoteType {
    /// A question and its answer.
    Question,
    /// A term and its meaning.
    Definition,
    /// A cell of a table, with its whole row.
    TableRow,
    /// Steps in their order.
    Steps,
    /// An item of a mastery checklist.
    Checklist,
    /// A sentence with words left out.
    Cloze,
    /// Code or a command.
    Code,
}

/// The second at which the styles and templates below were changed last. Anki takes them over
/// only where this is later than what it has.
const CHANGED_S: i64 = 1_704_067_200;

/// How often the way in which notes are written has changed. It is added to the time of each note,
/// so that all are updated once when a new version of Waymark writes the same content otherwise.
pub(crate) const REVISION: i64 = 0;

/// The earliest id of a note, as the millisecond at which it was made.
pub(crate) const EARLIEST_MS: i64 = 1_600_000_000_000;

/// The first of the ids; the types' own are this and the next ones.
const FIRST_ID: i64 = 1_704_067_200_000;

/// The style of every card.
const STYLE: &str = include_str!("style.css");

/// The fields that end the list of each type.
const PLACE: [&str; 4] = ["Context", "Section", "Roadmap", "Card"];

const FRONT_END: &str = "<div class=\"place\">{{Section}}</div>";

impl NoteType {
    /// Every type, in the order of their ids.
    pub const ALL: [Self; 7] = [
        Self::Question,
        Self::Definition,
        Self::TableRow,
        Self::Steps,
        Self::Checklist,
        Self::Cloze,
        Self::Code,
    ];

    /// The id by which Anki knows the type.
    pub const fn id(self) -> i64 {
        FIRST_ID + self as i64
    }

    /// The type of that id.
    pub fn from_id(id: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|found| found.id() == id)
    }

    /// Its name in Anki.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Question => "Waymark question",
            Self::Definition => "Waymark definition",
            Self::TableRow => "Waymark table row",
            Self::Steps => "Waymark steps",
            Self::Checklist => "Waymark checklist",
            Self::Cloze => "Waymark cloze",
            Self::Code => "Waymark code",
        }
    }

    /// The names of the fields that it does not share with the others: first the one that is
    /// asked, then the answer, then those whose presence chooses the template.
    const fn own_fields(self) -> &'static [&'static str] {
        match self {
            Self::Question => &["Question", "Answer"],
            Self::Definition => &["Term", "Meaning"],
            Self::TableRow => &["Question", "Answer", "Cell", "Reverse", "Contrast"],
            Self::Steps => &["Question", "Answer", "All", "Next"],
            Self::Checklist => &["Item", "Evidence"],
            Self::Cloze => &["Text", "Extra"],
            Self::Code => &["Question", "Code"],
        }
    }

    /// The names of its fields in their order.
    pub fn fields(self) -> impl Iterator<Item = &'static str> {
        self.own_fields().iter().chain(&PLACE).copied()
    }

    /// The names of its templates; of several, each is drawn where the field of that name is not
    /// empty.
    const fn templates(self) -> &'static [&'static str] {
        match self {
            Self::TableRow => &["Cell", "Reverse", "Contrast"],
            Self::Steps => &["All", "Next"],
            _ => &["Card"],
        }
    }

    /// What an empty back says, where the answer is the learner's own.
    const fn own_answer(self) -> &'static str {
        match self {
            Self::Checklist => "Show it to yourself, then compare with the section.",
            _ => "Answer in your own words, then compare with the section.",
        }
    }

    fn template(self, place: usize, name: &str) -> Value {
        let [asked, answer, ..] = self.own_fields() else {
            return Value::Null;
        };
        let (question, back) = match self {
            Self::Cloze => (
                format!("<div class=\"ask\">{{{{cloze:{asked}}}}}</div>{FRONT_END}"),
                format!(
                    "<div class=\"ask\">{{{{cloze:{asked}}}}}</div>{{{{#{answer}}}}}<div class=\"answer\">{{{{{answer}}}}}</div>{{{{/{answer}}}}}"
                ),
            ),
            _ => (
                format!("<div class=\"ask\">{{{{{asked}}}}}</div>{FRONT_END}"),
                format!(
                    "<div class=\"ask\">{{{{{asked}}}}}</div><hr id=\"answer\">{{{{#{answer}}}}}<div class=\"answer\">{{{{{answer}}}}}</div>{{{{/{answer}}}}}{{{{^{answer}}}}}<p class=\"own\">{}</p>{{{{/{answer}}}}}",
                    self.own_answer()
                ),
            ),
        };
        let back = format!(
            "{back}{{{{#Context}}}}<div class=\"context\">{{{{Context}}}}</div>{{{{/Context}}}}{FRONT_END}"
        );
        let question = match self.templates() {
            [_] => question,
            _ => format!("{{{{#{name}}}}}{question}{{{{/{name}}}}}"),
        };
        json!({
            "id": self.id() * 1000 + 500 + place as i64,
            "name": name,
            "ord": place,
            "qfmt": question,
            "afmt": back,
            "bqfmt": "",
            "bafmt": "",
            "did": null,
            "bfont": "",
            "bsize": 0,
        })
    }

    fn field(self, place: usize, name: &str) -> Value {
        json!({
            "id": self.id() * 1000 + place as i64,
            "name": name,
            "ord": place,
            "font": "Arial",
            "size": 20,
            "rtl": false,
            "sticky": false,
            "media": [],
        })
    }

    fn json(self) -> Value {
        let fields = self.fields().enumerate();
        let fields: Vec<Value> = fields
            .map(|(place, name)| self.field(place, name))
            .collect();
        let templates = self.templates().iter().enumerate();
        let templates: Vec<Value> = templates
            .map(|(place, name)| self.template(place, name))
            .collect();
        json!({
            "id": self.id(),
            "name": self.name(),
            "type": u8::from(self == Self::Cloze),
            "mod": CHANGED_S,
            "usn": -1,
            "sortf": 0,
            "did": 1,
            "flds": fields,
            "tmpls": templates,
            "css": STYLE,
            "latexPre": "\\documentclass[12pt]{article}\n\\begin{document}\n",
            "latexPost": "\\end{document}",
            "latexsvg": false,
            "req": [],
            "tags": [],
            "vers": [],
        })
    }
}

/// All types, as the column `models` has them.
pub(super) fn json() -> Value {
    let types = NoteType::ALL.into_iter();
    Value::Object(
        types
            .map(|one| (one.id().to_string(), one.json()))
            .collect(),
    )
}
