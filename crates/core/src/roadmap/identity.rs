//! What a card's id is made of: its question, within its roadmap.
//!
//! The answer, the place, the numbering, the markup and the words that Waymark adds to the
//! question are not in it, so that they may change and the history of the card stays.

use siphasher::sip::SipHasher24;
use unicode_normalization::UnicodeNormalization as _;

use crate::card::CardKind;
use crate::id::{CardId, NoteId, RoadmapId, SectionId};
use crate::rich_text::Inline;

/// Raised when what goes into an id changes, which needs a migration of everybody's history.
const VERSION: u8 = 1;

/// What names a card within its roadmap.
#[derive(Clone, Copy, Debug)]
pub(super) struct Identity<'a> {
    /// The roadmap.
    pub roadmap: &'a RoadmapId,
    /// The shape it was made from.
    pub kind: CardKind,
    /// The words of the source that ask, normalised.
    pub prompt: &'a str,
    /// What tells it from its siblings, normalised; empty for a card that has none.
    pub facet: &'a str,
    /// What tells it from another card that asks the same; empty for the first.
    pub context: &'a str,
}

impl Identity<'_> {
    /// The id of the card.
    pub fn card(&self) -> CardId {
        CardId::from_bits(hash(&[
            self.roadmap.as_str(),
            self.kind.name(),
            self.prompt,
            self.facet,
            self.context,
        ]))
    }

    /// The id of the unit it is made from: that of its card, were it the only one.
    pub fn note(&self) -> NoteId {
        let unit = Self {
            kind: self.kind.of_note(),
            facet: "",
            ..*self
        };
        NoteId::from_bits(unit.card().bits())
    }
}

/// The id of a card whose author gave it one: that text, and what tells it from its siblings,
/// which is nothing for most, `reverse` for the other direction of a flashcard, and its number for
/// a deletion.
pub fn named_card(roadmap: &RoadmapId, id: &str, facet: &str) -> CardId {
    CardId::from_bits(hash(&[roadmap.as_str(), "\u{0}id", id, facet]))
}

/// The id of a unit whose author gave it one.
pub(super) fn named_note(roadmap: &RoadmapId, id: &str) -> NoteId {
    NoteId::from_bits(named_card(roadmap, id, "").bits())
}

/// The id of a section that these headings lead to, outermost first.
pub(super) fn section(roadmap: &RoadmapId, headings: &[&str]) -> SectionId {
    let fields = [roadmap.as_str(), "\u{0}section"];
    SectionId::from_bits(hash(&[&fields, headings].concat()))
}

/// SipHash-2-4 with keys of zero over the version and the fields, each after its length, so that
/// no two lists of fields are the same bytes.
fn hash(fields: &[&str]) -> u64 {
    let size = 1 + fields.iter().map(|field| 4 + field.len()).sum::<usize>();
    // Few questions are longer than this, and the rest need not pay for memory of their own.
    let (mut short, mut long) = ([0; 256], Vec::new());
    let bytes = short.get_mut(..size).unwrap_or_else(|| {
        long.resize(size, 0);
        &mut long
    });
    let (version, mut rest) = bytes.split_at_mut(1);
    version.fill(VERSION);
    for field in fields {
        // A field of 4 GiB does not occur; its length would only tell less.
        let length = u32::try_from(field.len()).unwrap_or(u32::MAX);
        let (prefix, after) = rest.split_at_mut(4);
        prefix.copy_from_slice(&length.to_le_bytes());
        let (words, after) = after.split_at_mut(field.len());
        words.copy_from_slice(field.as_bytes());
        rest = after;
    }
    SipHasher24::new().hash(bytes)
}

/// The words of `inlines` as they go into an id.
///
/// Markup, leading numbering, emoji and bullets, and trailing punctuation are gone, white space
/// is folded, and letters are lower-case unless there is only one word: `Secret` is a Kubernetes
/// object and `secret` is not.
pub(super) fn normalised(inlines: &[Inline]) -> String {
    normalised_words(&Inline::plain(inlines))
}

/// [`normalised`] of words without markup.
pub(super) fn normalised_words(words: &str) -> String {
    let core = without_numbering(words).trim_end_matches(is_trailing);
    // Of a prompt that is all punctuation, everything counts.
    let core = if core.is_empty() { words.trim() } else { core };
    if core.is_ascii() {
        return normalised_ascii(core);
    }
    let composed = core.chars().all(is_composed);
    let mut out = String::with_capacity(core.len());
    let mut single = true;
    for (index, part) in core.split_whitespace().enumerate() {
        if index > 0 {
            single = false;
            out.push(' ');
        }
        if composed {
            out.push_str(part);
        } else {
            // A letter and its accent may be written as one character or as two.
            out.extend(part.nfc());
        }
    }
    if single {
        return out;
    }
    out.to_lowercase()
}

/// What is longer than this and is part of many ids goes into them by its beginning and its hash.
const LONGEST_SHARED: usize = 1000;

/// Normalised words that go into the ids of many cards, each of which must not cost all of them.
pub(super) fn shared(words: String) -> String {
    if words.len() <= LONGEST_SHARED {
        return words;
    }
    let kept = words.floor_char_boundary(LONGEST_SHARED);
    format!("{} {:016x}", &words[..kept], hash(&[&words]))
}

/// Whether `c` is known to stay as it is beside others of its kind: accents begin at U+0300,
/// and of the dashes, quotation marks and other punctuation none is written in two ways.
fn is_composed(c: char) -> bool {
    matches!(c, ..'\u{300}' | '\u{2010}'..='\u{205e}')
}

/// The same for text whose characters are bytes, which most is.
fn normalised_ascii(core: &str) -> String {
    let folded = core.bytes().fold((false, b'a'), |(uneven, before), byte| {
        let double = (byte == b' ') & (before == b' ');
        (uneven | double | matches!(byte, b'\t'..=b'\r'), byte)
    });
    if !folded.0 {
        // White space is single already, as mostly: the words are copied as a whole.
        let mut out = core.to_owned();
        if out.contains(' ') {
            out.make_ascii_lowercase();
        }
        return out;
    }
    let mut out = String::with_capacity(core.len());
    let mut words = 0;
    for word in core.split_ascii_whitespace() {
        if words > 0 {
            out.push(' ');
        }
        out.push_str(word);
        words += 1;
    }
    if words > 1 {
        out.make_ascii_lowercase();
    }
    out
}

/// `words` without what numbers or decorates them at the beginning.
pub(super) fn without_numbering(words: &str) -> &str {
    let words = words.trim_start_matches(is_decoration);
    match numbering(words) {
        0 => words,
        // What follows a number may be decorated again, and must not be nothing.
        length => match words[length..].trim_start_matches(is_decoration) {
            "" => words,
            rest => rest,
        },
    }
}

/// The length of a leading `1.`, `2.3)`, `(4)`, `Q5:` or `Question 6:`.
fn numbering(words: &str) -> usize {
    let bytes = words.as_bytes();
    let mut at = 0;
    let bracket = bytes.first() == Some(&b'(');
    at += usize::from(bracket);
    let mut question = false;
    for word in ["Question ", "Q"] {
        if words[at..].starts_with(word) {
            at += word.len();
            question = true;
            break;
        }
    }
    let digits = at;
    let mut dotted = false;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => {}
            b'.' if at > digits && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {
                dotted = true;
            }
            _ => break,
        }
        at += 1;
    }
    if at == digits && !question {
        return 0;
    }
    let ends = match bytes.get(at) {
        Some(b')') => true,
        Some(b'.' | b':') => !bracket,
        // `1.2 Title` is numbered without a mark; `3 nodes` is not.
        Some(b' ') => return if dotted { at } else { 0 },
        _ => false,
    };
    let spaced = matches!(bytes.get(at + 1), None | Some(b' ' | b'\t' | b'\n'));
    if ends && spaced { at + 1 } else { 0 }
}

/// Whether `c` only decorates when words begin with it.
fn is_decoration(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '#' | '*' | '•' | '·' | '–' | '—' | '→' | '-' | '>')
        // Emoji and their joiners; scripts without capital letters are alphabetic.
        || (!c.is_ascii() && !c.is_alphanumeric() && !matches!(c, '“' | '‘' | '«' | '¿' | '¡'))
}

fn is_trailing(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '.' | '?' | '!' | ':' | ';' | ',' | '…' | '？' | '。' | '؟'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_characters_are_their_own_normal_form() {
        let composed = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
        for c in composed.filter(|c| is_composed(*c)) {
            let written = String::from_iter(['e', c, 'e', c]);
            assert!(written.nfc().eq(written.chars()), "{c:?}");
        }
    }

    #[track_caller]
    fn check(words: &str, expected: &str) {
        assert_eq!(normalised_words(words), expected);
    }

    #[test]
    fn numbering_decoration_and_case_are_normalised_away() {
        check("What is a Pod?", "what is a pod");
        check("1. What  is\na Pod ?", "what is a pod");
        check("Q12: What is a Pod?", "what is a pod");
        check("Question 3: What is a Pod?", "what is a pod");
        check("🛡️ 2.3 What is a Pod??", "what is a pod");
        check("(4) What is a Pod", "what is a pod");
        check("• What is a Pod", "what is a pod");
        check("Secret", "Secret");
        check("Secret:", "Secret");
        check("3 nodes or 5?", "3 nodes or 5");
        check("QoS classes", "qos classes");
        check("1.", "1");
        check("???", "???");
        check("Qu'est-ce que c'est ?", "qu'est-ce que c'est");
        check("什么是Pod？", "什么是Pod");
        check("Cafe\u{301} au lait", "café au lait");
        check("`", "`");
        check("", "");
    }

    #[test]
    fn long_words_that_are_shared_keep_what_tells_them_apart() {
        let long = "a".repeat(LONGEST_SHARED);
        assert_eq!(shared(long.clone()), long);
        let (one, other) = (shared(format!("{long}b")), shared(format!("{long}c")));
        assert_eq!(one.len(), LONGEST_SHARED + 17);
        assert_ne!(one, other);
    }

    #[test]
    fn fields_do_not_run_into_each_other() {
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["a", ""]), hash(&["a"]));
    }
}
