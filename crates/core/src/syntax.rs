//! The words of code by what they are, for a reader's eye: comments, strings, keys, numbers,
//! keywords.
//!
//! One pass over the text, for the languages of the roadmaps. It parses nothing: where it is
//! mistaken a word has another colour, and no character is lost.

/// A language whose words are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// YAML, and what looks like it.
    Yaml,
    /// The command lines of shells.
    Shell,
    /// JSON.
    Json,
    /// Go.
    Go,
}

/// What a piece of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// None of the others.
    Plain,
    /// A remark for people.
    Comment,
    /// Text in quotation marks.
    String,
    /// A name that something is given to: a key, an option, a variable.
    Key,
    /// A number, or a word for a value.
    Value,
    /// A word of the language.
    Keyword,
}

impl Syntax {
    /// The syntax of a language by the name that a fence gives it.
    pub fn of(language: &str) -> Option<Self> {
        Some(match &*language.to_ascii_lowercase() {
            "yaml" | "yml" => Self::Yaml,
            "bash" | "sh" | "shell" | "zsh" | "console" | "shell-session" => Self::Shell,
            "json" | "jsonc" => Self::Json,
            "go" | "golang" => Self::Go,
            _ => return None,
        })
    }

    /// The pieces of `code`, which put together are `code` again; no two plain ones are neighbours.
    pub fn words(self, code: &str) -> Vec<(Word, &str)> {
        let mut words = Vec::new();
        let (mut plain, mut at) = (0, 0);
        while let Some(rest) = code.get(at..).filter(|rest| !rest.is_empty()) {
            let before = code.get(..at).and_then(|before| before.chars().next_back());
            let (word, length) = self.word(before, rest);
            if word != Word::Plain {
                words.extend(
                    code.get(plain..at)
                        .filter(|text| !text.is_empty())
                        .map(|text| (Word::Plain, text)),
                );
                words.extend(code.get(at..at + length).map(|text| (word, text)));
                plain = at + length;
            }
            at += length;
        }
        words.extend(
            code.get(plain..)
                .filter(|text| !text.is_empty())
                .map(|text| (Word::Plain, text)),
        );
        words
    }

    /// What `rest` begins with, and how many bytes that has: at least one character.
    fn word(self, before: Option<char>, rest: &str) -> (Word, usize) {
        let first = rest.chars().next().unwrap_or_default();
        let is_apart = before.is_none_or(|c| c.is_ascii_whitespace());
        if self.opens_comment(rest, is_apart) {
            return (Word::Comment, line_of(rest));
        }
        if self == Self::Go && rest.starts_with("/*") {
            let length = rest.find("*/").map_or(rest.len(), |end| end + 2);
            return (Word::Comment, length);
        }
        let opens = match first {
            '"' => true,
            '\'' => self != Self::Json && (self != Self::Yaml || !before.is_some_and(is_of_word)),
            '`' => self == Self::Go,
            _ => false,
        };
        if opens {
            let length = self.quoted(first, rest);
            let after = rest.get(length..).unwrap_or_default();
            let is_key = matches!(self, Self::Json | Self::Yaml)
                && after.trim_start_matches(' ').starts_with(':');
            return (if is_key { Word::Key } else { Word::String }, length);
        }
        if first == '$' && self == Self::Shell {
            let name = rest.get(1..).unwrap_or_default();
            let name = name
                .find(|c: char| !is_of_word(c) && c != '_')
                .unwrap_or(name.len());
            return (Word::Key, 1 + name);
        }
        let length = rest
            .find(|c: char| !is_of_word(c) && !self.joins(c))
            .unwrap_or(rest.len());
        if length == 0 {
            return (Word::Plain, first.len_utf8());
        }
        let (text, after) = rest.split_at(length);
        (self.kind(text, is_apart, after), length)
    }

    fn opens_comment(self, rest: &str, is_apart: bool) -> bool {
        match self {
            Self::Yaml | Self::Shell => is_apart && rest.starts_with('#'),
            Self::Json | Self::Go => rest.starts_with("//"),
        }
    }

    /// The length of what stands in quotation marks; without a second mark it ends with its line.
    fn quoted(self, mark: char, rest: &str) -> usize {
        let has_escapes = match mark {
            '"' => true,
            '\'' => self == Self::Go,
            _ => false,
        };
        let is_long = mark == '`' || self == Self::Shell;
        let mut is_escaped = false;
        for (at, c) in rest.char_indices().skip(1) {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' if has_escapes => is_escaped = true,
                '\n' if !is_long => return at,
                c if c == mark => return at + c.len_utf8(),
                _ => {}
            }
        }
        rest.len()
    }

    /// Whether a character is within a word.
    const fn joins(self, c: char) -> bool {
        match self {
            Self::Go => matches!(c, '_'),
            Self::Json => matches!(c, '_' | '-' | '+' | '.'),
            Self::Yaml => matches!(c, '_' | '-' | '.' | '/'),
            // An option is one word with what it is set to.
            Self::Shell => matches!(c, '_' | '-' | '.' | '/' | '='),
        }
    }

    fn kind(self, text: &str, is_apart: bool, after: &str) -> Word {
        let ends = after.is_empty() || after.starts_with([' ', '\n', '\r']);
        match self {
            Self::Yaml => match after.strip_prefix(':') {
                Some(after) if after.is_empty() || after.starts_with([' ', '\n', '\r']) => {
                    Word::Key
                }
                _ if is_apart && ends && is_value(text) => Word::Value,
                _ => Word::Plain,
            },
            Self::Json if is_value(text) => Word::Value,
            Self::Json => Word::Plain,
            Self::Shell if is_apart && text.starts_with('-') && text.len() > 1 => Word::Key,
            Self::Shell if is_apart && SHELL.contains(&text) => Word::Keyword,
            Self::Shell => Word::Plain,
            Self::Go if GO.contains(&text) => Word::Keyword,
            Self::Go if is_value(text) => Word::Value,
            Self::Go => Word::Plain,
        }
    }
}

/// The length of the first line, without its end.
fn line_of(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

fn is_value(text: &str) -> bool {
    let digits = text.trim_start_matches('-');
    matches!(text, "true" | "false" | "null" | "nil" | "iota")
        || digits.starts_with(|c: char| c.is_ascii_digit())
}

const SHELL: [&str; 14] = [
    "if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac",
    "in", "export",
];

const GO: [&str; 25] = [
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var",
];

/// Whether a character can be part of a name or a number.
///
/// Beyond ASCII every one counts: the tables of all letters are larger than this module.
const fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Syntax; 4] = [Syntax::Yaml, Syntax::Shell, Syntax::Json, Syntax::Go];

    #[test]
    fn words_are_told_apart() {
        #[track_caller]
        fn check(syntax: Syntax, code: &str, expected: &[(Word, &str)]) {
            let words = syntax.words(code);
            let words: Vec<_> = words
                .into_iter()
                .filter(|(word, _)| *word != Word::Plain)
                .collect();
            assert_eq!(words, expected, "{code}");
        }
        use Word::{Comment, Key, Keyword, String, Value};
        check(
            Syntax::Yaml,
            "kind: Pod # one\nreplicas: 3\n- image: nginx:1.27\n\"a b\": 'it''s'\nurl: http://x#y\nok: true",
            &[
                (Key, "kind"),
                (Comment, "# one"),
                (Key, "replicas"),
                (Value, "3"),
                (Key, "image"),
                (Key, "\"a b\""),
                (String, "'it'"),
                (String, "'s'"),
                (Key, "url"),
                (Key, "ok"),
                (Value, "true"),
            ],
        );
        check(
            Syntax::Shell,
            "for p in $PODS; do kubectl get -o json \"$p\" --watch # all\ndone",
            &[
                (Keyword, "for"),
                (Keyword, "in"),
                (Key, "$PODS"),
                (Keyword, "do"),
                (Key, "-o"),
                (String, "\"$p\""),
                (Key, "--watch"),
                (Comment, "# all"),
                (Keyword, "done"),
            ],
        );
        check(
            Syntax::Json,
            "{\"a\" : \"x\\\"y\", \"b\": [-1.5e3, null]}",
            &[
                (Key, "\"a\""),
                (String, "\"x\\\"y\""),
                (Key, "\"b\""),
                (Value, "-1.5e3"),
                (Value, "null"),
            ],
        );
        check(
            Syntax::Go,
            "func f(c rune) bool { return c == '\\'' } // end\n/* two\nlines */ var s = `a\nb`",
            &[
                (Keyword, "func"),
                (Keyword, "return"),
                (String, "'\\''"),
                (Comment, "// end"),
                (Comment, "/* two\nlines */"),
                (Keyword, "var"),
                (String, "`a\nb`"),
            ],
        );
        check(
            Syntax::Go,
            "x := \"never closed\ny",
            &[(String, "\"never closed")],
        );
    }

    #[test]
    fn languages_have_names() {
        assert_eq!(Syntax::of("YAML"), Some(Syntax::Yaml));
        assert_eq!(Syntax::of("golang"), Some(Syntax::Go));
        assert_eq!(Syntax::of("rust"), None);
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(code in "(\\PC|[\n\"'`$#/*:\\\\ -]){0,80}") {
            for syntax in ALL {
                let words = syntax.words(&code);
                let whole: String = words.iter().map(|(_, text)| *text).collect();
                prop_assert_eq!(&whole, &code);
                prop_assert!(words.iter().all(|(_, text)| !text.is_empty()));
            }
        }
    }

    #[test]
    fn the_work_grows_with_the_text() {
        // Each piece is at least a character and is looked at a fixed number of times: what is
        // never closed ends with its line, or takes all that is left.
        for syntax in ALL {
            for unit in ["\"", "'", "`", "/*", "#", "$", "a:", "\\\"\n", "- "] {
                let code = unit.repeat(20_000);
                let whole: usize = syntax.words(&code).iter().map(|(_, text)| text.len()).sum();
                assert_eq!(whole, code.len());
            }
        }
    }
}
