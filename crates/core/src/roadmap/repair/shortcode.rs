//! Lines that are for a site generator and not for readers.

use super::Repair;
use super::walk::{self, Line};
use crate::roadmap::diagnostic::Code;

/// What a line is for a site generator.
enum Shortcode<'a> {
    /// It begins code in this language.
    BeginCode(&'a str),
    EndCode,
    Other,
}

/// Leaves the lines out; those around code become fences.
pub(super) fn leave_out(text: &str, body: usize, repair: &mut Repair) {
    let (mut first, mut lines) = (None, 0_u32);
    for line in walk::lines(text, body).filter(Line::is_prose) {
        let Some(shortcode) = shortcode(&line) else {
            continue;
        };
        first = first.or(Some(line.start));
        lines = lines.saturating_add(1);
        let words = match shortcode {
            Shortcode::BeginCode(language) => format!("```{language}"),
            Shortcode::EndCode => "```".to_owned(),
            Shortcode::Other => String::new(),
        };
        repair.edits.replace(line.start..line.end(), words);
    }
    if let Some(first) = first {
        repair.remark(first, Code::ShortcodeLeftOut { lines });
    }
}

fn shortcode<'a>(line: &Line<'a>) -> Option<Shortcode<'a>> {
    let words = line.words();
    let pairs = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];
    for (open, close) in pairs {
        let inner = words.strip_prefix(open).and_then(|w| w.strip_suffix(close));
        if let Some(inner) = inner {
            // With text between two of them, the line is also for readers.
            let alone = inner.match_indices(close).all(|(at, _)| {
                let after = inner.get(at + close.len()..).unwrap_or("");
                after.trim_start().starts_with(open)
            });
            return alone.then(|| named(inner));
        }
    }
    let macros = ["{{query", "{{embed", "{{renderer", "{{video", "{{cards"];
    let item = words.strip_prefix("- ").unwrap_or(words);
    if macros.iter().any(|name| item.starts_with(name)) && item.ends_with("}}") {
        return Some(Shortcode::Other);
    }
    let module = words.ends_with(['\'', '"', ';'])
        && (words.contains(" from '") || words.contains(" from \""));
    (line.indent() == 0 && words.starts_with("import ") && module).then_some(Shortcode::Other)
}

fn named(inner: &str) -> Shortcode<'_> {
    let inner = inner.trim().trim_matches(['-', '/']).trim();
    let ends = inner == "endhighlight" || inner == "highlight";
    match inner.strip_prefix("highlight ") {
        Some(rest) => Shortcode::BeginCode(
            rest.split_whitespace()
                .next()
                .unwrap_or("")
                .trim_matches('"'),
        ),
        None if ends => Shortcode::EndCode,
        None => Shortcode::Other,
    }
}
