//! UTF-8 that was read as a legacy character set and written down again.
//!
//! Each character of such text is two to four characters of the legacy set. What is right
//! already must stay, so a sequence counts only if it stands in no text that people write, or if
//! the whole document is made of such sequences.

use std::ops::Range;

use super::Repair;
use super::charset::{Charset, Encoder};
use crate::roadmap::diagnostic::Code;

/// What may be a character that was broken.
struct Sequence {
    range: Range<usize>,
    /// What it was before.
    original: char,
    evidence: Evidence,
}

/// How sure a sequence is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Evidence {
    /// Nobody writes this.
    Strong,
    /// Somebody might: "l’été" and "café »" hold valid sequences.
    Weak,
}

/// Mends what is broken in `text`; once for each time that it was broken.
pub(super) fn mend(text: &str, repair: &mut Repair) {
    let found = [Charset::Windows1252, Charset::MacRoman].map(|charset| {
        let (sequences, whole) = sequences(text, charset);
        let strong = sequences
            .iter()
            .filter(|found| found.evidence == Evidence::Strong)
            .count();
        (strong, charset, sequences, whole)
    });
    let Some((strong, charset, sequences, whole)) =
        found.into_iter().max_by_key(|(strong, ..)| *strong)
    else {
        return;
    };
    if strong == 0 {
        return;
    }
    let mut first = None;
    let mut places = 0_u32;
    for found in sequences {
        if !whole && found.evidence == Evidence::Weak {
            continue;
        }
        first = first.or(Some(found.range.start));
        places = places.saturating_add(1);
        // A mark of the byte order is no part of the text.
        match found.original {
            '\u{feff}' => repair.edits.remove(found.range),
            original => repair.edits.replace(found.range, original),
        }
    }
    if let Some(first) = first {
        repair.remark(first, Code::MojibakeMended { charset, places });
    }
}

/// What may be broken, and whether nothing beyond ASCII is anything else.
fn sequences(text: &str, charset: Charset) -> (Vec<Sequence>, bool) {
    let encoder = charset.encoder();
    let mut found: Vec<Sequence> = Vec::new();
    let mut whole = true;
    let mut at = 0;
    while let Some(next) = next_beyond_ascii(text, at) {
        let rest = text.get(next..).unwrap_or("");
        let Some(c) = rest.chars().next() else { break };
        at = next + c.len_utf8();
        match sequence(rest, charset, &encoder) {
            Some((length, original)) => {
                let before = text.get(..next).and_then(|t| t.chars().next_back());
                let words = rest.get(..length).unwrap_or("");
                let evidence = evidence(charset, words, original, before);
                let range = next..next + length;
                at = range.end;
                found.push(Sequence {
                    range,
                    original,
                    evidence,
                });
            }
            None => whole = false,
        }
    }
    trust_words(&mut found);
    (found, whole)
}

/// Trusts sequences that make a word of one script.
fn trust_words(found: &mut [Sequence]) {
    let touches = |one: &Sequence, other: &Sequence| {
        one.range.end == other.range.start && same_script(one.original, other.original)
    };
    for word in found.chunk_by_mut(touches) {
        let Some(first) = word.first().map(|first| first.original) else {
            continue;
        };
        // Two characters for one come together by chance more easily than three: "—é—é".
        let least = if first < '\u{800}' { 3 } else { 2 };
        let varied = first >= '\u{800}' || word.iter().any(|next| next.original != first);
        if word.len() >= least && varied {
            for sequence in word {
                sequence.evidence = Evidence::Strong;
            }
        }
    }
}

fn next_beyond_ascii(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    let mut at = from;
    for chunk in bytes.chunks(64) {
        if !chunk.is_ascii() {
            let within = chunk.iter().position(|byte| !byte.is_ascii());
            return within.map(|within| at + within);
        }
        at += chunk.len();
    }
    None
}

/// The length of the sequence that `text` begins with, and its character.
fn sequence(text: &str, charset: Charset, encoder: &Encoder) -> Option<(usize, char)> {
    let mut chars = text.char_indices();
    let (_, lead) = chars.next()?;
    let lead = encoder.byte(lead)?;
    let count = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut length = text.chars().next().map_or(0, char::len_utf8);
    for byte in bytes.get_mut(1..count)? {
        let (at, c) = chars.next()?;
        *byte = encoder.byte(c)?;
        length = at + c.len_utf8();
    }
    let decoded = std::str::from_utf8(bytes.get(..count)?).ok()?;
    let original = decoded.chars().next()?;
    let twice = matches!(original, '\u{80}'..='\u{9f}') && charset == Charset::Windows1252;
    (is_written(original) || twice).then_some((length, original))
}

/// Whether people write the character: it is in no private, reserved or forgotten block.
fn is_written(c: char) -> bool {
    matches!(c,
        '\u{a0}'..='\u{24f}' | '\u{2b0}'..='\u{36f}' | '\u{370}'..='\u{6ff}' | '\u{750}'..='\u{77f}'
        | '\u{900}'..='\u{1fff}' | '\u{2010}'..='\u{2bff}' | '\u{200b}'..='\u{200f}'
        | '\u{2000}'..='\u{200a}' | '\u{2c60}'..='\u{2c7f}' | '\u{2e80}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{fb06}' | '\u{fe00}'..='\u{fe4f}'
        | '\u{feff}'..='\u{ffef}' | '\u{fffd}'
        | '\u{1d400}'..='\u{1d7ff}' | '\u{1f000}'..='\u{1faff}' | '\u{20000}'..='\u{2ffff}'
        | '\u{e0020}'..='\u{e007f}')
}

/// What writers put directly after a word, even one in capitals.
fn ends_word(c: char) -> bool {
    matches!(
        c,
        '…' | '”' | '“' | '’' | '‘' | '»' | '›' | '–' | '—' | '\u{a0}'
    )
}

/// What writers put directly after a word.
fn closes(c: char) -> bool {
    matches!(
        c,
        '…' | '”' | '“' | '’' | '‘' | '»' | '«' | '›' | '‹' | '–' | '—' | '\u{a0}'
    ) || matches!(
        c,
        '™' | '®' | '©' | '°' | 'ª' | 'º' | '¹' | '²' | '³' | '·' | '•' | '†' | '‡'
    )
}

fn evidence(charset: Charset, words: &str, original: char, before: Option<char>) -> Evidence {
    let lead = words.chars().next().unwrap_or(' ');
    let mut rest = words.chars().skip(1);
    let strong = match (charset, words.chars().count()) {
        (_, 4) => matches!(original, '\u{1f000}'..),
        (Charset::Windows1252, 3) => match lead {
            'â' | 'ï' => !rest.all(ends_word),
            // "é »" and "é…”" are French.
            _ => !rest.any(closes),
        },
        (Charset::MacRoman, 3) => true,
        (Charset::Windows1252, _) => {
            let second = rest.next().unwrap_or(' ');
            match lead {
                'Ã' => !ends_word(second),
                'Â' => original >= '\u{a0}' && !matches!(second, '»' | '«'),
                _ => {
                    matches!(original, '\u{100}'..='\u{17f}') && !closes(second) && second != '‚'
                        || matches!((lead, second), ('Å', '‚'))
                }
            }
        }
        (Charset::MacRoman, _) => {
            let after_letter = before.is_some_and(|c| c.is_ascii_alphabetic());
            match lead {
                // Roots are of numbers and stand after spaces, letters within words.
                '√' => {
                    after_letter
                        || rest.all(|c| {
                            !matches!(
                                c,
                                'π' | '∑'
                                    | 'Ω'
                                    | '∂'
                                    | 'µ'
                                    | '∏'
                                    | '∫'
                                    | '∞'
                                    | '±'
                                    | 'º'
                                    | 'ª'
                            )
                        })
                }
                '¬' => before.is_some_and(|c| c.is_ascii_alphanumeric()),
                _ => false,
            }
        }
    };
    if strong {
        Evidence::Strong
    } else {
        Evidence::Weak
    }
}

/// Whether two neighbours are letters of one script that no legacy set here has, so that they
/// do not come together by chance.
fn same_script(one: char, other: char) -> bool {
    let script = |c: char| match c {
        '\u{370}'..='\u{3ff}' => Some(0),
        '\u{400}'..='\u{52f}' => Some(1),
        '\u{531}'..='\u{58f}' => Some(2),
        '\u{590}'..='\u{5ff}' => Some(3),
        '\u{600}'..='\u{6ff}' => Some(4),
        '\u{900}'..='\u{1fff}' => Some(5),
        '\u{3000}'..='\u{9fff}' => Some(6),
        '\u{ac00}'..='\u{d7af}' => Some(7),
        '\u{1f000}'.. => Some(8),
        _ => None,
    };
    script(one).is_some() && script(one) == script(other)
}
