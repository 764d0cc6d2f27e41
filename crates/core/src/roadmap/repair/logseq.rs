//! Logseq's outlines, in which everything is a list item, headings too.

use super::Repair;
use super::walk;
use crate::roadmap::diagnostic::Code;

/// Properties that Logseq writes itself or that its manual names.
const PROPERTIES: &[&str] = &[
    "id",
    "collapsed",
    "title",
    "tags",
    "alias",
    "type",
    "public",
    "icon",
    "template",
    "deck",
    "heading",
    "background-color",
    "created-at",
    "updated-at",
    "filters",
    "exclude-from-graph-view",
    "card-last-interval",
    "card-repeats",
    "card-ease-factor",
    "card-next-schedule",
    "card-last-reviewed",
    "card-last-score",
    "hl-page",
    "hl-color",
    "hl-type",
    "ls-type",
    "query-table",
    "query-properties",
    "query-sort-by",
    "query-sort-desc",
];

/// Reads an outline as headings with lists under them, and leaves its properties out.
pub(super) fn unfold(text: &str, body: usize, repair: &mut Repair) {
    let Some(unit) = indentation(text, body) else {
        return;
    };
    // The depth of each heading that the line is under.
    let mut open: Vec<usize> = Vec::new();
    // How far the last item was indented, and how far it is now.
    let mut item = (0, 0);
    let mut in_page = true;
    let (mut first_heading, mut headings) = (None, 0_u32);
    let (mut first_property, mut properties) = (None, 0_u32);
    for line in walk::lines(text, body) {
        if line.is_blank() {
            continue;
        }
        let marker =
            walk::marker(line.text).filter(|_| line.is_prose() || line.place == walk::Place::Fence);
        let words = line
            .text
            .get(marker.map_or(line.indent(), |m| m.words)..)
            .unwrap_or("");
        let property = property(words).filter(|(key, _)| {
            line.is_prose() && (PROPERTIES.contains(key) || (in_page && marker.is_none()))
        });
        if let Some((key, value)) = property {
            first_property = first_property.or(Some(line.start));
            properties = properties.saturating_add(1);
            if key == "title" && in_page && marker.is_none() {
                repair
                    .edits
                    .replace(line.start..line.end(), format!("# {value}"));
            } else if marker.is_some() {
                repair
                    .edits
                    .remove(line.start + line.text.len() - words.len()..line.end());
            } else {
                repair.edits.remove(line.start..line.next);
            }
            continue;
        }
        if let Some(marker) = marker {
            in_page = false;
            let depth = depth(line.text.get(..marker.indent).unwrap_or(""), unit);
            while open.last().is_some_and(|&above| above >= depth) {
                open.pop();
            }
            let (signs, rest) = walk::number_signs(words);
            let shift = open.last().map_or(0, |above| above + 1);
            if (1..=6).contains(&signs) && rest.starts_with(' ') {
                first_heading = first_heading.or(Some(line.start));
                headings = headings.saturating_add(1);
                open.push(depth);
                item = (marker.words, 0);
                repair.edits.remove(line.start..line.start + marker.words);
            } else {
                let indent = (depth - shift) * 2;
                item = (marker.indent + 2, indent + 2);
                if shift > 0 {
                    repair
                        .edits
                        .replace(line.start..line.start + marker.indent, " ".repeat(indent));
                }
            }
        } else if !open.is_empty() {
            let taken = line.indent().min(item.0);
            repair
                .edits
                .replace(line.start..line.start + taken, " ".repeat(item.1));
        }
    }
    if let Some(first) = first_heading {
        repair.remark(first, Code::OutlineUnfolded { headings });
    }
    if let Some(first) = first_property {
        repair.remark(first, Code::PropertyLeftOut { lines: properties });
    }
}

/// The bytes of one step of indentation, if the text is an outline: all that begins in the first
/// column is an item or a property of the page, and there are headings or properties in items.
fn indentation(text: &str, body: usize) -> Option<usize> {
    let mut unit = usize::MAX;
    let (mut items, mut signs) = (0_usize, false);
    for line in walk::lines(text, body) {
        if !line.is_prose() || line.is_blank() {
            continue;
        }
        let Some(marker) = walk::marker(line.text) else {
            let property = property(line.words());
            signs |= property.is_some_and(|(key, _)| items > 0 && PROPERTIES.contains(&key));
            if line.indent() == 0 && (items > 0 || property.is_none()) {
                return None;
            }
            continue;
        };
        items += 1;
        if marker.indent > 0 {
            unit = unit.min(if line.text.starts_with('\t') {
                1
            } else {
                marker.indent
            });
        }
        let words = line.text.get(marker.words..).unwrap_or("");
        let (marks, rest) = walk::number_signs(words);
        signs |= (1..=6).contains(&marks) && rest.starts_with(' ');
        signs |= property(words).is_some_and(|(key, _)| PROPERTIES.contains(&key));
    }
    (signs && items > 1).then_some(if unit == usize::MAX { 1 } else { unit })
}

fn depth(indent: &str, unit: usize) -> usize {
    indent.len() / unit.max(1)
}

/// The key and the value of a property.
fn property(words: &str) -> Option<(&str, &str)> {
    let (key, value) = words.split_once("::")?;
    let named = key.starts_with(|c: char| c.is_ascii_lowercase())
        && key
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
    let apart = value.is_empty() || value.starts_with(' ');
    (named && apart).then_some((key, value.trim()))
}
