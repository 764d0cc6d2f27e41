//! The JSON of events, read and written by hand: what a tab writes at every rating, and what every
//! start reads, has few shapes, and a reader for all of JSON would be a good part of the first page.

use std::fmt;

use super::event::{EventRecord, RunRecord};
use super::fact::FactRecord;

/// Deeper than this no version writes.
const DEEPEST: usize = 16;

/// A text that is not the JSON of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// What is there, or is not.
    what: &'static str,
    /// How many bytes come before it.
    at: usize,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} after {} bytes", self.what, self.at)
    }
}

/// The text of a run of events.
pub fn of_run(run: &RunRecord) -> String {
    let RunRecord {
        replica,
        first,
        instant,
        offset,
        events,
    } = run;
    let mut json = format!(
        "{{\"replica\":\"{replica}\",\"first\":{first},\"instant\":{instant},\
         \"offset\":{offset},\"events\":["
    );
    for (number, EventRecord(after, fact)) in events.iter().enumerate() {
        json.push_str(if number == 0 { "[" } else { ",[" });
        json.push_str(&after.to_string());
        json.push(',');
        write(&mut json, fact);
        json.push(']');
    }
    json.push_str("]}");
    json
}

/// The text of a fact.
pub fn of_fact(fact: &FactRecord) -> String {
    let mut json = String::new();
    write(&mut json, fact);
    json
}

fn write(json: &mut String, fact: &FactRecord) {
    match fact {
        FactRecord::Number(number) => json.push_str(&number.to_string()),
        FactRecord::Text(text) => write_text(json, text),
        FactRecord::List(items) => {
            json.push('[');
            for (number, item) in items.iter().enumerate() {
                if number > 0 {
                    json.push(',');
                }
                write(json, item);
            }
            json.push(']');
        }
        FactRecord::Named(name, said) => {
            json.push('{');
            write_text(json, name);
            json.push(':');
            write(json, said);
            json.push('}');
        }
    }
}

fn write_text(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        let escaped = match character {
            '"' | '\\' => character,
            '\u{8}' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\u{c}' => 'f',
            '\r' => 'r',
            '\0'..' ' => {
                json.push_str(&format!("\\u{:04x}", u32::from(character)));
                continue;
            }
            plain => {
                json.push(plain);
                continue;
            }
        };
        json.push('\\');
        json.push(escaped);
    }
    json.push('"');
}

/// Reads a run of events.
pub fn read_run(json: &str) -> Result<RunRecord, JsonError> {
    let mut reader = Reader::new(json);
    let mut run = RunRecord::default();
    // Each member is there once.
    let mut found = 0_u8;
    reader.expect(b'{')?;
    loop {
        let at = reader.at;
        let name = reader.text()?;
        reader.expect(b':')?;
        let member = match name.as_str() {
            "replica" => {
                run.replica = reader.text()?;
                1
            }
            "first" => {
                run.first = reader.small()?;
                2
            }
            "instant" => {
                run.instant = reader.number()?;
                4
            }
            "offset" => {
                run.offset = reader.small()?;
                8
            }
            "events" => {
                reader.list(&mut |reader| {
                    reader.expect(b'[')?;
                    let after = reader.number()?;
                    reader.expect(b',')?;
                    let fact = reader.fact()?;
                    reader.expect(b']')?;
                    run.events.push(EventRecord(after, fact));
                    Ok(())
                })?;
                16
            }
            _ => 32,
        };
        if member == 32 || found & member != 0 {
            reader.at = at;
            return Err(reader.no("no member of a run, or a second one,"));
        }
        found |= member;
        if !reader.goes_on() {
            break;
        }
    }
    if found != 31 {
        return Err(reader.no("a run that lacks a member"));
    }
    reader.expect(b'}')?;
    reader.end()?;
    Ok(run)
}

/// Reads one fact.
pub fn read_fact(json: &str) -> Result<FactRecord, JsonError> {
    let mut reader = Reader::new(json);
    let fact = reader.fact()?;
    reader.end()?;
    Ok(fact)
}

struct Reader<'a> {
    json: &'a [u8],
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    const fn new(json: &'a str) -> Self {
        Self {
            json: json.as_bytes(),
            at: 0,
            depth: 0,
        }
    }

    const fn no(&self, what: &'static str) -> JsonError {
        JsonError { what, at: self.at }
    }

    /// The next byte that is no white space; 0 at the end, which stands nowhere in JSON.
    fn next(&mut self) -> u8 {
        while matches!(self.byte(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
        self.byte()
    }

    fn byte(&self) -> u8 {
        self.json.get(self.at).copied().unwrap_or(0)
    }

    #[inline(never)]
    fn expect(&mut self, mark: u8) -> Result<(), JsonError> {
        if self.next() != mark {
            return Err(self.no(match mark {
                b'{' => "no `{`",
                b'}' => "no `}`",
                b'[' => "no `[`",
                b']' => "no `]`",
                b':' => "no `:`",
                b'"' => "no `\"`",
                _ => "no `,`",
            }));
        }
        self.at += 1;
        Ok(())
    }

    /// Whether a comma follows, which is taken.
    fn goes_on(&mut self) -> bool {
        let goes_on = self.next() == b',';
        self.at += usize::from(goes_on);
        goes_on
    }

    fn end(&mut self) -> Result<(), JsonError> {
        self.next();
        if self.at == self.json.len() {
            Ok(())
        } else {
            Err(self.no("more than there should be"))
        }
    }

    fn list(
        &mut self,
        item: &mut dyn FnMut(&mut Self) -> Result<(), JsonError>,
    ) -> Result<(), JsonError> {
        self.expect(b'[')?;
        if self.next() != b']' {
            loop {
                item(self)?;
                if !self.goes_on() {
                    break;
                }
            }
        }
        self.expect(b']')
    }

    fn fact(&mut self) -> Result<FactRecord, JsonError> {
        if self.depth == DEEPEST {
            return Err(self.no("lists too deep in each other"));
        }
        self.depth += 1;
        let fact = match self.next() {
            b'"' => FactRecord::Text(self.text()?),
            b'[' => {
                let mut items = Vec::new();
                self.list(&mut |reader| {
                    items.push(reader.fact()?);
                    Ok(())
                })?;
                FactRecord::List(items)
            }
            b'{' => {
                self.at += 1;
                if self.next() == b'}' {
                    return Err(self.no("a fact without a name"));
                }
                let name = self.text()?;
                self.expect(b':')?;
                let said = self.fact()?;
                if self.next() == b',' {
                    return Err(self.no("a fact with two names"));
                }
                self.expect(b'}')?;
                FactRecord::Named(name, Box::new(said))
            }
            _ => FactRecord::Number(self.number()?),
        };
        self.depth -= 1;
        Ok(fact)
    }

    /// A whole number, as JSON writes one.
    fn number(&mut self) -> Result<i64, JsonError> {
        let is_negative = self.next() == b'-';
        self.at += usize::from(is_negative);
        let begin = self.at;
        // Below zero there is room for one more.
        let mut number = 0_i64;
        while let digit @ b'0'..=b'9' = self.byte() {
            let ten = number.checked_mul(10);
            number = ten
                .and_then(|ten| ten.checked_sub(i64::from(digit - b'0')))
                .ok_or_else(|| self.no("a number too large"))?;
            self.at += 1;
        }
        let digits = self.at - begin;
        let leads_with_zero = digits > 1 && self.json.get(begin) == Some(&b'0');
        if digits == 0 || leads_with_zero || matches!(self.byte(), b'.' | b'e' | b'E') {
            return Err(self.no("no text, list, fact or whole number"));
        }
        if is_negative {
            return Ok(number);
        }
        let number = number.checked_neg();
        number.ok_or_else(|| self.no("a number too large"))
    }

    fn small<T: TryFrom<i64>>(&mut self) -> Result<T, JsonError> {
        let number = self.number()?;
        T::try_from(number).map_err(|_| self.no("a number too large or too small"))
    }

    #[inline(never)]
    fn text(&mut self) -> Result<String, JsonError> {
        self.expect(b'"')?;
        let mut text = Vec::new();
        loop {
            let byte = self.byte();
            match byte {
                b'"' => break,
                b'\\' => {
                    self.at += 1;
                    let escaped = match self.byte() {
                        byte @ (b'"' | b'\\' | b'/') => char::from(byte),
                        b'b' => '\u{8}',
                        b't' => '\t',
                        b'n' => '\n',
                        b'f' => '\u{c}',
                        b'r' => '\r',
                        b'u' => self.escaped()?,
                        _ => return Err(self.no("an escape that is none")),
                    };
                    let mut bytes = [0; 4];
                    text.extend_from_slice(escaped.encode_utf8(&mut bytes).as_bytes());
                }
                0..b' ' => return Err(self.no("no `\"`")),
                plain => text.push(plain),
            }
            self.at += 1;
        }
        self.at += 1;
        // Only whole characters were taken.
        String::from_utf8(text).map_err(|_| self.no("no text"))
    }

    /// The character of four digits after `\u`, or of twice as many; stops at the last digit.
    fn escaped(&mut self) -> Result<char, JsonError> {
        let mut code = self.unit()?;
        if (0xd800..0xdc00).contains(&code) {
            let is_escaped = self.json.get(self.at + 1..self.at + 3) == Some(b"\\u");
            if is_escaped {
                self.at += 2;
                let second = self.unit()?;
                if (0xdc00..0xe000).contains(&second) {
                    code = 0x1_0000 + ((code - 0xd800) << 10) + (second - 0xdc00);
                }
            }
        }
        char::from_u32(code).ok_or_else(|| self.no("half a character"))
    }

    fn unit(&mut self) -> Result<u32, JsonError> {
        let mut unit = 0;
        for _ in 0..4 {
            self.at += 1;
            let digit = char::from(self.byte()).to_digit(16);
            unit = unit * 16 + digit.ok_or_else(|| self.no("an escape that is none"))?;
        }
        Ok(unit)
    }
}

#[cfg(test)]
mod tests;
