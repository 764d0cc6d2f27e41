//! Text as it is compared: without case, accents and typographic finesse.

use std::fmt;

use unicode_normalization::char::decompose_compatible;

/// Text that is folded while it is written.
#[derive(Debug, Default)]
pub struct Folded {
    text: String,
    /// White space came last, and is written as one space if something follows.
    is_spaced: bool,
}

/// The folded form of a text: any run of white space in it is one space, none at its ends.
pub fn folded(text: &str) -> String {
    let mut folded = Folded::default();
    folded.push(text);
    folded.text
}

/// The folded form of a part of a text, whose spaces at its ends count.
pub fn folded_part(text: &str) -> String {
    let mut words = folded(text);
    if words.is_empty() {
        return if text.is_empty() { "" } else { " " }.to_owned();
    }
    if text.starts_with(char::is_whitespace) {
        words.insert(0, ' ');
    }
    if text.ends_with(char::is_whitespace) {
        words.push(' ');
    }
    words
}

impl Folded {
    /// Adds a text, folded.
    pub fn push(&mut self, text: &str) {
        if text.is_ascii() {
            for byte in text.bytes() {
                self.push_char(byte.to_ascii_lowercase().into());
            }
            return;
        }
        for c in text.chars() {
            if c.is_ascii() {
                self.push_char(c.to_ascii_lowercase());
            } else {
                decompose_compatible(c, |c| self.push_decomposed(c));
            }
        }
    }

    /// Adds a letter that stands for no other ones.
    fn push_decomposed(&mut self, c: char) {
        match c {
            'ß' | 'ẞ' => self.push_plain("ss"),
            'æ' | 'Æ' => self.push_plain("ae"),
            'œ' | 'Œ' => self.push_plain("oe"),
            'ø' | 'Ø' => self.push_char('o'),
            'đ' | 'Đ' => self.push_char('d'),
            'ł' | 'Ł' => self.push_char('l'),
            'ı' => self.push_char('i'),
            'ς' => self.push_char('σ'),
            '\u{2018}' | '\u{2019}' => self.push_char('\''),
            '\u{201c}'..='\u{201e}' => self.push_char('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => self.push_char('-'),
            c if is_silent(c) => {}
            c => c.to_lowercase().for_each(|c| self.push_char(c)),
        }
    }

    fn push_plain(&mut self, text: &str) {
        text.chars().for_each(|c| self.push_char(c));
    }

    fn push_char(&mut self, c: char) {
        if c.is_whitespace() || c.is_control() {
            self.is_spaced = true;
            return;
        }
        if std::mem::take(&mut self.is_spaced) && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push(c);
    }

    /// The folded text.
    pub fn into_text(self) -> String {
        self.text
    }
}

impl fmt::Write for Folded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text);
        Ok(())
    }
}

/// Accents and points that stand on another letter, and what is not seen.
const fn is_silent(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5c7}'
            | '\u{64b}'..='\u{65f}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200d}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_accents_and_finesse_make_no_difference() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(folded(text), expected, "{text}");
        }
        check("  Two \n\t words ", "two words");
        check("Café", "cafe");
        check("Cafe\u{301}", "cafe");
        check("Straße ÆØŁ", "strasse aeol");
        check("ΛΟΓΟΣ λόγος", "λογοσ λογοσ");
        check("don’t – “so”", "don't - \"so\"");
        check("soft\u{ad}hyphen", "softhyphen");
        check("Ｋ８ｓ ﬁt", "k8s fit");
        check("日本 語", "日本 語");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_text_in_pieces_folds_as_a_whole(start in "[a-zA-Z \\n]{0,8}", end in "[a-zA-Z \\n]{0,8}") {
            let mut pieces = Folded::default();
            pieces.push(&start);
            pieces.push(&end);
            prop_assert_eq!(pieces.into_text(), folded(&[start, end].concat()));
        }

        #[test]
        fn folded_text_stays_as_it_is_in_latin(text in "[a-zA-Zäöüßéñø \\n]{0,20}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }
    }
}
