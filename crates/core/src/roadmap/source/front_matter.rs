//! What a document says of itself before it begins.

/// The entries that Waymark reads.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::roadmap) struct FrontMatter {
    /// The name that the roadmap keeps whatever its title becomes.
    pub id: Option<String>,
    /// The title to show.
    pub title: Option<String>,
    /// Whether the document is to make cards.
    pub cards: Wanted,
}

/// What an author wants of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::roadmap) enum Wanted {
    /// Cards, wherever something makes one.
    #[default]
    Cards,
    /// Only what is written as a flashcard or a cloze, whatever else looks like a question.
    Flashcards,
    /// No cards: it is only to be read.
    Nothing,
}

/// What stands where front matter would begin.
pub(super) enum Fence {
    None,
    Unclosed,
    Closed(FrontMatter, usize),
}

impl FrontMatter {
    /// Reads YAML between lines of `---`, or TOML between lines of `+++`.
    pub(super) fn read(text: &str) -> Fence {
        let mut lines = text.split_inclusive('\n');
        let Some(first) = lines.next() else {
            return Fence::None;
        };
        let (separator, ends): (_, &[&str]) = match first.trim_end() {
            "---" => (':', &["---", "..."]),
            "+++" => ('=', &["+++"]),
            _ => return Fence::None,
        };
        let mut front_matter = Self::default();
        let mut at = first.len();
        let mut entries = 0_usize;
        for line in lines {
            at += line.len();
            let line = line.trim_end();
            if ends.contains(&line) {
                return Fence::Closed(front_matter, at);
            }
            // A rule at the very start of a text is followed by a blank line or by Markdown.
            if entries == 0 && !opens_entry(line, separator) {
                return Fence::None;
            }
            // A rule further down does not end what was never closed.
            if line.starts_with("##") || line.starts_with("```") {
                return Fence::Unclosed;
            }
            entries += 1;
            let Some((key, value)) = line.split_once(separator) else {
                continue;
            };
            let value = unquoted(value.trim());
            match key.trim_end() {
                "id" if !value.is_empty() => front_matter.id = Some(value.to_owned()),
                "title" if !value.is_empty() => front_matter.title = Some(value.to_owned()),
                "cards" if value.eq_ignore_ascii_case("none") => {
                    front_matter.cards = Wanted::Nothing;
                }
                "cards" if value.eq_ignore_ascii_case("flashcards") => {
                    front_matter.cards = Wanted::Flashcards;
                }
                _ => {}
            }
        }
        if entries == 0 {
            return Fence::None;
        }
        Fence::Unclosed
    }
}

/// Whether a line can be the first of a front matter: an entry, a comment, or its end.
fn opens_entry(line: &str, separator: char) -> bool {
    if line.starts_with("# ") {
        return true;
    }
    line.split_once(separator).is_some_and(|(key, _)| {
        let key = key.trim_end();
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    })
}

fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value)
}
