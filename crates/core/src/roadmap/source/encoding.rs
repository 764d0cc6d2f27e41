//! The bytes of a document as characters.

use std::borrow::Cow;

use memchr::memchr2;

use crate::roadmap::diagnostic::Code;
use crate::roadmap::repair::charset::Charset;

/// The text of `bytes`, and what was done to read it.
///
/// Every line of the text ends with a line feed, alone or after a carriage return.
pub(super) fn decode(bytes: &[u8]) -> (String, Vec<(usize, Code)>) {
    let mut remarks = Vec::new();
    let text = match utf16(bytes) {
        Some(text) => {
            remarks.push((0, Code::DecodedUtf16));
            Cow::Owned(text)
        }
        None => {
            let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
            utf8(bytes, &mut remarks)
        }
    };
    let mut text = text.into_owned();
    if memchr2(0, b'\r', text.as_bytes()).is_some() {
        text = without_controls(text, &mut remarks);
    }
    (text, remarks)
}

fn utf8<'a>(bytes: &'a [u8], remarks: &mut Vec<(usize, Code)>) -> Cow<'a, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    if let Some(text) = windows_1252(bytes) {
        let first = text.bytes().position(|byte| !byte.is_ascii());
        remarks.push((first.unwrap_or(0), Code::DecodedWindows1252));
        return Cow::Owned(text);
    }
    let text = String::from_utf8_lossy(bytes);
    // The first replacement may be the author's own; the first fault is where UTF-8 ends.
    let at = bytes.utf8_chunks().next().map_or(0, |c| c.valid().len());
    remarks.push((at, Code::InvalidUtf8));
    text
}

/// The text of `bytes` as Windows-1252 if nothing in them is UTF-8 beyond ASCII and they look
/// like words of a western language.
fn windows_1252(bytes: &[u8]) -> Option<String> {
    let (mut words, mut others) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        if !chunk.valid().is_ascii() {
            return None;
        }
        for &byte in chunk.invalid() {
            match byte {
                // Signs: quotes, dashes, ellipsis, euro, bullet, no-break space and the like.
                0x80 | 0x82 | 0x84..=0x86 | 0x8a | 0x8c | 0x8e | 0x91..=0x97 | 0x99..=0x9c => {
                    words += 1;
                }
                0x9e..=0xd6 | 0xd8..=0xf6 | 0xf8..=0xfe => words += 1,
                _ => others += 1,
            }
        }
    }
    (words > 0 && others == 0).then(|| {
        let chars = bytes.iter().map(|&byte| Charset::Windows1252.char(byte));
        chars.collect()
    })
}

/// The text of `bytes` if they are UTF-16: by their mark, or by their zero bytes.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (from_bytes, body): (fn([u8; 2]) -> u16, _) = match bytes {
        [0xff, 0xfe, body @ ..] => (u16::from_le_bytes, body),
        [0xfe, 0xff, body @ ..] => (u16::from_be_bytes, body),
        body => {
            let (even, odd) = zeros(body.get(..4096).unwrap_or(body));
            match (even, odd) {
                (0, 4..) => (u16::from_le_bytes, body),
                (4.., 0) => (u16::from_be_bytes, body),
                _ => return None,
            }
        }
    };
    let (units, _) = body.as_chunks::<2>();
    let units = units.iter().map(|&unit| from_bytes(unit));
    let chars = char::decode_utf16(units);
    Some(
        chars
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}

/// How many bytes at even and at odd places are zero, where they are at least a tenth of them.
fn zeros(bytes: &[u8]) -> (usize, usize) {
    let (mut even, mut odd) = (0, 0);
    for pair in bytes.as_chunks::<2>().0 {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    if (even + odd) * 20 < bytes.len() {
        return (0, 0);
    }
    (even, odd)
}

/// The text with a line feed for each carriage return that stands alone, and without zeros.
fn without_controls(text: String, remarks: &mut Vec<(usize, Code)>) -> String {
    let bytes = text.as_bytes();
    let zero = memchr::memchr(0, bytes);
    let mut returns = memchr::memchr_iter(b'\r', bytes);
    if zero.is_none() && returns.all(|at| bytes.get(at + 1) == Some(&b'\n')) {
        return text;
    }
    if let Some(at) = zero {
        remarks.push((at, Code::ZeroBytesLeftOut));
    }
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().filter(|&c| c != '\0').peekable();
    while let Some(c) = chars.next() {
        if c == '\r' && chars.peek() != Some(&'\n') {
            clean.push('\n');
        } else {
            clean.push(c);
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, codes: &[Code]) {
        let (found, remarks) = decode(bytes);
        assert_eq!(found, text);
        let found: Vec<_> = remarks.into_iter().map(|(_, code)| code).collect();
        assert_eq!(found, codes);
    }

    #[test]
    fn utf8_is_kept_and_its_mark_dropped() {
        check("é".as_bytes(), "é", &[]);
        check(b"\xef\xbb\xbfa", "a", &[]);
        check(b"a\xffb", "a\u{fffd}b", &[Code::InvalidUtf8]);
        // A replacement character that the author wrote is no decoding error.
        check("a\u{fffd}".as_bytes(), "a\u{fffd}", &[]);
    }

    #[test]
    fn bytes_of_windows_1252_are_read_as_that() {
        let western = [Code::DecodedWindows1252];
        check(
            b"caf\xe9 \x93na\xefve\x94",
            "café \u{201c}naïve\u{201d}",
            &western,
        );
        check(b"a\xe9\xc3\xa9", "a\u{fffd}é", &[Code::InvalidUtf8]);
        check(b"a\x81\xe9", "a\u{fffd}\u{fffd}", &[Code::InvalidUtf8]);
    }

    #[test]
    fn utf16_is_known_with_and_without_its_mark() {
        let units: Vec<u16> = "# Größe 🚀\n".encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for (mark, bytes) in [([0xff, 0xfe], &little), ([0xfe, 0xff], &big)] {
            check(bytes, "# Größe 🚀\n", &[Code::DecodedUtf16]);
            let marked = [&mark[..], bytes].concat();
            check(&marked, "# Größe 🚀\n", &[Code::DecodedUtf16]);
        }
        check(&[0xff, 0xfe, 0x00, 0xd8], "\u{fffd}", &[Code::DecodedUtf16]);
        check(&[0xff, 0xfe], "", &[Code::DecodedUtf16]);
    }

    #[test]
    fn line_ends_are_line_feeds_and_zeros_go() {
        check(b"a\r\nb", "a\r\nb", &[]);
        check(b"a\rb\r\n\rc\r", "a\nb\r\n\nc\n", &[]);
        check(b"a\0b", "ab", &[Code::ZeroBytesLeftOut]);
    }
}
