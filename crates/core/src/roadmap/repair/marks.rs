//! Marks of Markdown that are written almost right.

use super::Repair;
use super::survey::is_bullet;
use super::walk::{self, Line};
use crate::roadmap::diagnostic::Code;

/// How many lines were mended, and the first.
#[derive(Default)]
struct Count(Option<usize>, u32);

impl Count {
    fn add(&mut self, at: usize) {
        self.0.get_or_insert(at);
        self.1 = self.1.saturating_add(1);
    }
}

/// Mends headings and bullets.
pub(super) fn mend(text: &str, body: usize, repair: &mut Repair) {
    let lines: Vec<_> = walk::lines(text, body).collect();
    let prose = || lines.iter().filter(|line| line.is_prose());
    let tight_below_first = prose().any(|line| is_tight_heading(line.text, 2));
    let glyphs: Vec<char> = repeated(prose().filter_map(|line| glyph(line.words())));
    let outer = glyphs.iter().any(|glyph| matches!(glyph, '•' | '●'));
    let (mut headings, mut bullets) = <(Count, Count)>::default();
    for (place, line) in lines.iter().enumerate().filter(|(_, line)| line.is_prose()) {
        let inner = line.words();
        let at = line.start + line.indent();
        let before = place.checked_sub(1).and_then(|before| lines.get(before));
        let after = lines.get(place + 1);
        let is_tight =
            |other: Option<&Line<'_>>| other.is_some_and(|other| is_tight_item(other.text));
        if is_tight_heading(line.text, if tight_below_first { 1 } else { 2 }) {
            headings.add(line.start);
            repair.edits.insert(at + walk::number_signs(inner).0, " ");
        } else if let Some(glyph) = glyph(inner).filter(|glyph| glyphs.contains(glyph)) {
            bullets.add(line.start);
            let rest = inner.get(glyph.len_utf8()..).unwrap_or("");
            let end = at + inner.len() - rest.trim_start().len();
            let is_inner = matches!(glyph, '◦' | '▪' | '○' | '□') && outer && line.indent() == 0;
            repair
                .edits
                .replace(at..end, if is_inner { "  - " } else { "- " });
        } else if is_tight_item(line.text) && (is_tight(before) || is_tight(after)) {
            bullets.add(line.start);
            repair.edits.insert(at + 1, " ");
        }
    }
    if let Count(Some(at), lines) = headings {
        repair.remark(at, Code::HeadingSpaced { lines });
    }
    if let Count(Some(at), lines) = bullets {
        repair.remark(at, Code::BulletsRead { lines });
    }
}

/// Puts a blank line before each label that stands between two lists.
pub(super) fn set_labels_apart(text: &str, body: usize, repair: &mut Repair) {
    let lines: Vec<_> = walk::lines(text, body).collect();
    let mut labels = Count::default();
    for (place, line) in lines.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| lines.get(before));
        if line.is_prose() && is_label_in_list(line, before, lines.get(place + 1)) {
            labels.add(line.start);
            repair.edits.insert(line.start, "\n");
        }
    }
    if let Count(Some(at), lines) = labels {
        repair.remark(at, Code::LabelSetApart { lines });
    }
}

/// Whether a line is a heading of at least `least` number signs without a space after them. With
/// one sign it may be a tag.
fn is_tight_heading(line: &str, least: usize) -> bool {
    let (signs, rest) = walk::number_signs(line);
    let begins = rest.starts_with(|c: char| {
        c.is_uppercase() || c.is_numeric() || c == '*' || (!c.is_ascii() && c.is_alphabetic())
    });
    (least..=6).contains(&signs) && begins && (signs > 1 || !rest.contains('#'))
}

/// The character that a line begins with if it may be a bullet.
fn glyph(words: &str) -> Option<char> {
    if !is_bullet(words) {
        return None;
    }
    let glyph = words.chars().next()?;
    let rest = words.get(glyph.len_utf8()..)?;
    // Dots and dashes occur in text; a row of bullets divides the words of one line.
    let apart = rest.starts_with(char::is_whitespace);
    let only = !rest.contains(glyph) && !rest.trim().is_empty();
    (only && (apart || !matches!(glyph, '·' | '–' | '○' | '□'))).then_some(glyph)
}

/// The characters that occur at least twice.
fn repeated(glyphs: impl Iterator<Item = char>) -> Vec<char> {
    let (mut once, mut twice) = (Vec::new(), Vec::new());
    for glyph in glyphs {
        if !once.contains(&glyph) {
            once.push(glyph);
        } else if !twice.contains(&glyph) {
            twice.push(glyph);
        }
    }
    twice
}

/// Whether a line is a list item without the space after its hyphen.
fn is_tight_item(line: &str) -> bool {
    let Some(rest) = line.trim_start().strip_prefix('-') else {
        return false;
    };
    let word = rest.split(char::is_whitespace).next().unwrap_or("");
    let letters = word.chars().take_while(|c| c.is_alphabetic()).count();
    // One letter, or a word with a sign of assignment, is an option of a command.
    letters >= 2 && !word.contains('=') || rest.starts_with("[ ]") || rest.starts_with("**")
}

/// Whether a line ends one list and names the next, with nothing between.
fn is_label_in_list(line: &Line<'_>, before: Option<&Line<'_>>, after: Option<&Line<'_>>) -> bool {
    let item = |other: Option<&Line<'_>>| {
        other.is_some_and(|other| {
            other.is_prose() && walk::marker(other.text).is_some_and(|marker| marker.indent == 0)
        })
    };
    line.indent() == 0
        && line.text.trim_end().ends_with(':')
        && line.text.starts_with(|c: char| c.is_uppercase())
        && walk::marker(line.text).is_none()
        && line.text.len() <= 100
        && item(before)
        && item(after)
}
