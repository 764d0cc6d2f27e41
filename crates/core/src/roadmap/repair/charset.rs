//! Two legacy character sets, as browsers and editors know them.

/// A set of 256 characters of which the first 128 are ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// The western set of Windows. Bytes that it leaves open are control characters, as in
    /// Latin-1.
    Windows1252,
    /// The western set of the Macintosh.
    MacRoman,
}

const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡\u{2c6}‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

const MAC_ROMAN: &str = "\
    ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü\
    †°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
    ¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ\
    ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙı\u{2c6}\u{2dc}¯\u{2d8}\u{2d9}\u{2da}¸\u{2dd}\u{2db}\u{2c7}";

impl Charset {
    /// Its name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Windows1252 => "Windows-1252",
            Self::MacRoman => "Mac Roman",
        }
    }

    /// The characters from 128 upwards, as far as they are not those of Unicode.
    const fn upper(self) -> &'static str {
        match self {
            Self::Windows1252 => WINDOWS_1252,
            Self::MacRoman => MAC_ROMAN,
        }
    }

    /// The character of a byte.
    pub fn char(self, byte: u8) -> char {
        let place = usize::from(byte).checked_sub(128);
        let upper = place.and_then(|place| self.upper().chars().nth(place));
        upper.unwrap_or(char::from(byte))
    }

    /// Finds the bytes of characters.
    pub(in crate::roadmap) fn encoder(self) -> Encoder {
        let mut bytes: Vec<_> = (128..=255).map(|byte| (self.char(byte), byte)).collect();
        if self == Self::Windows1252 {
            // Latin-1 reads these bytes as control characters that nobody sees.
            bytes.extend((0x80..=0x9f).map(|byte| (char::from(byte), byte)));
        }
        let mut encoder = Encoder {
            low: [0; 256],
            high: Vec::new(),
        };
        for (c, byte) in bytes {
            match encoder.low.get_mut(u32::from(c) as usize - 128) {
                Some(place) => *place = byte,
                None => encoder.high.push((c, byte)),
            }
        }
        encoder.high.sort_unstable();
        encoder
    }
}

/// The bytes of the characters from 128 upwards, by character.
pub(in crate::roadmap) struct Encoder {
    /// Of the characters from 128 to 383; zero where the set lacks one.
    low: [u8; 256],
    /// Of those above, in order.
    high: Vec<(char, u8)>,
}

impl Encoder {
    /// The byte of a character beyond ASCII, if the set has it.
    pub fn byte(&self, c: char) -> Option<u8> {
        let place = (u32::from(c) as usize).checked_sub(128)?;
        if let Some(&byte) = self.low.get(place) {
            return Some(byte).filter(|&byte| byte > 0);
        }
        // Most of what no legacy set has is in other scripts.
        if matches!(c, '\u{3c1}'..'\u{2013}' | '\u{25cb}'..'\u{f8ff}' | '\u{fb03}'..) {
            return None;
        }
        let place = self.high.binary_search_by_key(&c, |(c, _)| *c).ok()?;
        self.high.get(place).map(|(_, byte)| *byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_those_of_the_standard() {
        for (charset, standard) in [
            (Charset::Windows1252, encoding_rs::WINDOWS_1252),
            (Charset::MacRoman, encoding_rs::MACINTOSH),
        ] {
            let encoder = charset.encoder();
            for byte in 0..=255_u8 {
                let bytes = [byte];
                let (expected, _) = standard.decode_without_bom_handling(&bytes);
                let c = charset.char(byte);
                assert_eq!(expected.chars().next(), Some(c), "{charset:?} {byte:x}");
                if byte >= 128 {
                    assert_eq!(encoder.byte(c), Some(byte), "{charset:?} {byte:x}");
                }
            }
        }
        let latin_1 = Charset::Windows1252.encoder();
        assert_eq!(latin_1.byte('\u{99}'), Some(0x99));
        assert_eq!(latin_1.byte('я'), None);
    }
}
