//! Anki's templates: from the fields of a note to the two sides of a card, as HTML.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::cloze::{self, Side};
use super::limits;

/// Why a template is not followed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unfaithful {
    /// It has a program in it.
    Script,
    /// It names a field that its type does not have.
    Field(String),
    /// It changes a field in a way that is not known.
    Filter(String),
    /// Its sections do not end where they should.
    Sections,
    /// What it makes is too long.
    TooLong,
}

impl std::fmt::Display for Unfaithful {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Script => f.write_str("it runs a script"),
            Self::Field(name) => write!(f, "it names the field {name:?}, which is not there"),
            Self::Filter(name) => write!(f, "it changes a field by {name:?}, which is not known"),
            Self::Sections => f.write_str("its sections do not end where they should"),
            Self::TooLong => f.write_str("what it makes is too long"),
        }
    }
}

/// What a template is filled with.
pub struct Context<'a> {
    /// The fields by their names.
    pub fields: &'a FxHashMap<&'a str, &'a str>,
    /// What else may be named.
    pub specials: &'a [(&'static str, Cow<'a, str>)],
    /// The number of the deletion that is asked for, in a card of a sentence.
    pub deletion: Option<u32>,
    /// Which side is drawn.
    pub side: Side,
}

/// How many sections may stand within each other.
const DEPTH: usize = 32;

impl Context<'_> {
    /// Fills `template`; `{{FrontSide}}` becomes nothing.
    pub fn fill(&self, template: &str) -> Result<String, Unfaithful> {
        if holds_script(template) {
            return Err(Unfaithful::Script);
        }
        let mut out = String::new();
        // The sections that are open, and whether each is shown.
        let mut open: Vec<(&str, bool)> = Vec::new();
        let mut rest = template;
        while let Some(at) = rest.find("{{") {
            let shown = open.iter().all(|(_, shown)| *shown);
            let (before, tag) = rest.split_at(at);
            if shown {
                push(&mut out, before)?;
            }
            let tag = tag.get(2..).unwrap_or_default();
            let Some((tag, after)) = tag.split_once("}}") else {
                return Err(Unfaithful::Sections);
            };
            rest = after
                .strip_prefix('}')
                .filter(|_| tag.starts_with('{'))
                .unwrap_or(after);
            let tag = tag.trim_start_matches('{').trim();
            match tag.chars().next() {
                Some(mark @ ('#' | '^')) => {
                    let name = tag.get(1..).unwrap_or_default().trim();
                    if open.len() >= DEPTH {
                        return Err(Unfaithful::Sections);
                    }
                    open.push((name, self.is_filled(name)? == (mark == '#')));
                }
                Some('/') => {
                    let name = tag.get(1..).unwrap_or_default().trim();
                    if open.pop().map(|(open, _)| open) != Some(name) {
                        return Err(Unfaithful::Sections);
                    }
                }
                Some('!') => {}
                _ if shown => push(&mut out, &self.value(tag)?)?,
                _ => {}
            }
        }
        push(&mut out, rest)?;
        match open.as_slice() {
            [] => Ok(out),
            _ => Err(Unfaithful::Sections),
        }
    }

    fn field(&self, name: &str) -> Result<&str, Unfaithful> {
        let special = || {
            let mut specials = self.specials.iter();
            specials
                .find(|(known, _)| *known == name)
                .map(|(_, value)| &**value)
        };
        let field = self.fields.get(name).copied().or_else(special);
        field.ok_or_else(|| Unfaithful::Field(name.to_owned()))
    }

    fn is_filled(&self, name: &str) -> Result<bool, Unfaithful> {
        // `{{#c1}}` asks whether the card is of that deletion.
        if let (Some(deletion), Some(number)) = (self.deletion, name.strip_prefix('c'))
            && let Ok(number) = number.parse::<u32>()
            && !self.fields.contains_key(name)
        {
            return Ok(number == deletion);
        }
        Ok(!is_blank(self.field(name)?))
    }

    /// The field that a tag names at its end, after the filters before it, the last one first.
    fn value(&self, tag: &str) -> Result<Cow<'_, str>, Unfaithful> {
        if tag == "FrontSide" {
            return Ok(Cow::Borrowed(""));
        }
        // A field may have a colon in its name.
        let (filters, name) = match self.fields.contains_key(tag) {
            true => ("", tag),
            false => tag.rsplit_once(':').unwrap_or(("", tag)),
        };
        if filters.starts_with("tts") {
            // Anki speaks the field, and shows nothing.
            self.field(name.trim())?;
            return Ok(Cow::Borrowed(""));
        }
        let mut value = Cow::Borrowed(self.field(name.trim())?);
        for filter in filters.rsplit(':').map(str::trim) {
            value = match filter {
                "" | "text" | "hint" | "nc" => value,
                "type" if self.side == Side::Question => Cow::Borrowed(""),
                "type" => value,
                "cloze" | "cloze-only" => match self.deletion {
                    Some(number) => Cow::Owned(cloze::show(&value, number, self.side)),
                    None => value,
                },
                "furigana" => Cow::Owned(readings(&value, "$1($2)")),
                "kanji" => Cow::Owned(readings(&value, "$1")),
                "kana" => Cow::Owned(readings(&value, "$2")),
                other => return Err(Unfaithful::Filter(other.to_owned())),
            };
        }
        Ok(value)
    }
}

fn push(out: &mut String, words: &str) -> Result<(), Unfaithful> {
    if out.len() + words.len() > limits::SIDE_BYTES {
        return Err(Unfaithful::TooLong);
    }
    out.push_str(words);
    Ok(())
}

fn holds_script(template: &str) -> bool {
    let bytes = template.as_bytes();
    let mut windows = bytes.windows("<script".len());
    windows.any(|window| window.eq_ignore_ascii_case(b"<script"))
}

/// Whether a field shows nothing: white space and empty lines.
pub fn is_blank(field: &str) -> bool {
    let mut rest = field;
    loop {
        rest = rest.trim_start();
        let Some(tag) = rest.strip_prefix('<') else {
            return rest.is_empty() || rest.strip_prefix("&nbsp;").is_some_and(is_blank_end);
        };
        let Some((tag, after)) = tag.split_once('>') else {
            return false;
        };
        let name = tag.trim_matches(|c: char| c == '/' || c.is_whitespace());
        if !["br", "div", "p", "span"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
        {
            return false;
        }
        rest = after;
    }
}

fn is_blank_end(rest: &str) -> bool {
    rest.replace("&nbsp;", "").trim().is_empty()
}

/// Japanese words with their readings, ` 漢字[かんじ]`, in another form: `$1` is the word, `$2` the
/// reading.
fn readings(value: &str, form: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('[') {
        let (before, bracket) = rest.split_at(at);
        let inner = bracket.get(1..).unwrap_or_default();
        let start = before.rfind([' ', '>']).map_or(0, |at| at + 1);
        let (kept, word) = before.split_at(start);
        match inner.split_once(']') {
            Some((reading, after)) if !word.is_empty() && !reading.starts_with("sound:") => {
                out.push_str(kept.strip_suffix(' ').unwrap_or(kept));
                out.push_str(&form.replace("$1", word).replace("$2", reading));
                rest = after;
            }
            _ => {
                out.push_str(before);
                out.push('[');
                rest = inner;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, expected: Result<&str, Unfaithful>) {
        let fields: FxHashMap<&str, &str> = [
            ("Front", "Pod"),
            ("Empty", "<br> "),
            ("Text", "a {{c1::b::hint}} {{c2::c}}"),
            ("Word", "日本[にほん] 語[ご]"),
        ]
        .into_iter()
        .collect();
        let context = Context {
            fields: &fields,
            specials: &[("Deck", Cow::Borrowed("A::B"))],
            deletion: Some(1),
            side: Side::Question,
        };
        let filled = context.fill(template);
        assert_eq!(filled.as_deref(), expected.as_ref().copied(), "{template}");
    }

    #[test]
    fn fields_fill_their_places() {
        check("<b>{{Front}}</b>", Ok("<b>Pod</b>"));
        check("{{ Front }} {{{Front}}} {{text:Front}}", Ok("Pod Pod Pod"));
        check("{{Deck}}{{!words}}", Ok("A::B"));
        check("{{type:Front}}", Ok(""));
        check("{{FrontSide}}<hr>", Ok("<hr>"));
        check("{{cloze:Text}}", Ok("a [hint] c"));
        check("{{furigana:Word}}", Ok("日本(にほん)語(ご)"));
        check("{{kana:Word}}", Ok("にほんご"));
        check("{{tts en_US voices=a:Front}}", Ok(""));
    }

    #[test]
    fn sections_are_shown_where_their_field_is_filled() {
        check("{{#Front}}a{{/Front}}{{^Front}}b{{/Front}}", Ok("a"));
        check("{{#Empty}}a{{/Empty}}{{^Empty}}b{{/Empty}}", Ok("b"));
        check("{{#c1}}a{{/c1}}{{#c2}}b{{/c2}}", Ok("a"));
        check("{{#Empty}}{{#Front}}a{{/Front}}{{/Empty}}c", Ok("c"));
    }

    #[test]
    fn what_cannot_be_followed_is_said() {
        check("{{Nowhere}}", Err(Unfaithful::Field("Nowhere".to_owned())));
        check("{{odd:Front}}", Err(Unfaithful::Filter("odd".to_owned())));
        check("{{#Front}}", Err(Unfaithful::Sections));
        check("{{/Front}}", Err(Unfaithful::Sections));
        check("{{Front", Err(Unfaithful::Sections));
        check("<SCRIPT src=x>", Err(Unfaithful::Script));
        let long = "{{Front}}".repeat(limits::SIDE_BYTES / 3 + 1);
        check(&long, Err(Unfaithful::TooLong));
    }
}
