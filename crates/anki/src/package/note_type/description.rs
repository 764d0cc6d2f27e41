//! The note types as a collection describes them: their fields, templates and styles.

use serde_json::{Value, json};

use super::NoteType;

/// The second at which the styles and templates were changed last. Anki takes them over
/// only where this is later than what it has.
const CHANGED_S: i64 = 1_704_067_200;

/// The style of every card.
const STYLE: &str = include_str!("../style.css");

const FRONT_END: &str = "<div class=\"place\">{{Section}}</div>";

impl NoteType {
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
pub fn json() -> Value {
    let types = NoteType::ALL.into_iter();
    Value::Object(
        types
            .map(|one| (one.id().to_string(), one.json()))
            .collect(),
    )
}
