//! Numbers of any length in bits, as printable ASCII: thirteen bits make two characters.
//!
//! The 91 characters leave out the quotation mark, the backslash and the apostrophe, so that such
//! a text stays as it is in JSON and in scripts. Two of them hold 8,281 values, 2 to the power of
//! 13 is 8,192: six and a half bits a character, where base 64 has six.

/// Bits in a pair of characters.
const PAIR: u32 = 13;
/// Bits that can always be read at once.
const AT_ONCE: u32 = 48;
/// Printable characters, and those among them that are left out.
const LOWEST: u8 = b'!';
const LEFT_OUT: [u8; 3] = [b'"', b'\'', b'\\'];
const DIGITS: u16 = 91;

/// The text ends too early, or is none that [`BitWriter`] makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    /// How many characters were read.
    pub at: usize,
}

/// Writes numbers one after the other, lowest bits first.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    /// Nothing but digits, which are ASCII.
    text: Vec<u8>,
    /// Bits that make no pair yet; fewer than thirteen.
    waiting: u32,
    count: u32,
}

impl BitWriter {
    /// Writes the lowest `count` bits of `value`; at most 64.
    pub fn bits(&mut self, mut value: u64, count: u32) {
        let mut left = count;
        while left > 0 {
            let taken = left.min(PAIR - self.count);
            let low = value & ((1 << taken) - 1);
            self.waiting |= (low as u32) << self.count;
            self.count += taken;
            left -= taken;
            value = value.checked_shr(taken).unwrap_or(0);
            if self.count == PAIR {
                self.pair();
            }
        }
    }

    /// Writes a number in an exponential Golomb code of order `order`: short for small numbers,
    /// of any size all the same.
    pub fn golomb(&mut self, value: u64, order: u32) {
        let raised = u128::from(value) + (1 << order);
        let extra = raised.ilog2() - order;
        // A one for each bit more than the order, and a zero.
        self.bits(u64::MAX, extra);
        self.bits(0, 1);
        // The highest bit is known from their number.
        self.bits(raised as u64, order + extra);
    }

    /// Writes a number below `bound`, which is above 0, in as few bits as all can have.
    pub fn below(&mut self, value: u64, bound: u64) {
        let (width, short) = widths(bound);
        if value < short {
            self.bits(value, width);
        } else {
            // The first bit of a long one goes first, so that the reader knows it from a short one.
            let long = value + short;
            self.bits(long >> 1, width);
            self.bits(long & 1, 1);
        }
    }

    /// The text.
    pub fn finish(mut self) -> String {
        if self.count > 0 {
            self.pair();
        }
        String::from_utf8_lossy(&self.text).into_owned()
    }

    fn pair(&mut self) {
        let value = self.waiting as u16;
        self.text
            .extend([digit(value % DIGITS), digit(value / DIGITS)]);
        self.waiting = 0;
        self.count = 0;
    }
}

/// Reads what [`BitWriter`] wrote.
#[derive(Debug)]
pub(super) struct BitReader<'a> {
    text: &'a [u8],
    at: usize,
    waiting: u64,
    count: u32,
}

impl<'a> BitReader<'a> {
    /// Reads from the beginning of `text`.
    pub const fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            waiting: 0,
            count: 0,
        }
    }

    /// What is wrong at this place.
    pub const fn malformed(&self) -> Malformed {
        Malformed { at: self.at }
    }

    /// The next `count` bits; at most 64.
    pub fn bits(&mut self, count: u32) -> Result<u64, Malformed> {
        // With thirteen more there would be no room for more than 51 at once.
        if count > AT_ONCE {
            let low = self.bits(AT_ONCE)?;
            return Ok(low | self.bits(count - AT_ONCE)? << AT_ONCE);
        }
        while self.count < count {
            if !self.fill()? {
                return Err(self.malformed());
            }
        }
        let value = self.waiting & ((1 << count) - 1);
        self.waiting >>= count;
        self.count -= count;
        Ok(value)
    }

    /// Takes in one more pair, if there is one and there is room for it.
    fn fill(&mut self) -> Result<bool, Malformed> {
        let pair = self.text.get(self.at..self.at + 2);
        let (Some(&[low, high]), true) = (pair, self.count <= u64::BITS - PAIR) else {
            return Ok(false);
        };
        // What is no digit is above every pair.
        let value = value_of(low) + value_of(high) * DIGITS as u32;
        if value >= 1 << PAIR {
            return Err(self.malformed());
        }
        self.at += 2;
        self.waiting |= u64::from(value) << self.count;
        self.count += PAIR;
        Ok(true)
    }

    /// The next number in an exponential Golomb code of that order.
    pub fn golomb(&mut self, order: u32) -> Result<u64, Malformed> {
        let mut extra = 0;
        loop {
            let ones = self.waiting.trailing_ones().min(self.count);
            self.waiting = self.waiting.checked_shr(ones).unwrap_or(0);
            self.count -= ones;
            extra += ones;
            if order + extra > u64::BITS {
                return Err(self.malformed());
            }
            if self.count > 0 {
                break;
            }
            if !self.fill()? {
                return Err(self.malformed());
            }
        }
        // The zero after the ones.
        self.bits(1)?;
        let low = u128::from(self.bits(order + extra)?);
        let value = low + (1 << (order + extra)) - (1 << order);
        u64::try_from(value).map_err(|_| self.malformed())
    }

    /// The next number below `bound`, which is above 0.
    pub fn below(&mut self, bound: u64) -> Result<u64, Malformed> {
        let (width, short) = widths(bound);
        let value = self.bits(width)?;
        if value < short {
            return Ok(value);
        }
        Ok((value << 1 | self.bits(1)?) - short)
    }

    /// Makes sure that nothing is left but the zeros that fill the last pair.
    pub fn finish(self) -> Result<(), Malformed> {
        if self.at == self.text.len() && self.count < PAIR && self.waiting == 0 {
            Ok(())
        } else {
            Err(self.malformed())
        }
    }
}

/// The bits of the shorter numbers below `bound`, and how many of those there are.
const fn widths(bound: u64) -> (u32, u64) {
    let width = bound.ilog2();
    let above = bound - (1 << width);
    (width, (1 << width) - above)
}

/// The character of each digit.
const CHARACTERS: [u8; DIGITS as usize] = {
    let mut characters = [0; DIGITS as usize];
    let (mut byte, mut value) = (LOWEST, 0);
    while value < characters.len() {
        if byte != LEFT_OUT[0] && byte != LEFT_OUT[1] && byte != LEFT_OUT[2] {
            characters[value] = byte;
            value += 1;
        }
        byte += 1;
    }
    characters
};

const fn digit(value: u16) -> u8 {
    CHARACTERS[value as usize]
}

/// What each character stands for; no pair begins or ends with one that stands for nothing.
const VALUES: [u16; 256] = {
    let mut values = [NO_DIGIT; 256];
    let mut value = 0;
    while value < DIGITS {
        values[digit(value) as usize] = value;
        value += 1;
    }
    values
};
/// In either place of a pair it makes a value that no pair has.
const NO_DIGIT: u16 = 1 << PAIR;

const fn value_of(byte: u8) -> u32 {
    VALUES[byte as usize] as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_digit_has_a_character_of_its_own() {
        for value in 0..DIGITS {
            let character = digit(value);
            assert!(character.is_ascii_graphic());
            assert_eq!(value_of(character), u32::from(value));
        }
        let is_digit = |byte: &u8| value_of(*byte) < u32::from(DIGITS);
        assert_eq!((0..=u8::MAX).filter(is_digit).count(), usize::from(DIGITS));
    }

    #[track_caller]
    fn check(write: impl FnOnce(&mut BitWriter), expected: &str) {
        let mut writer = BitWriter::default();
        write(&mut writer);
        assert_eq!(writer.finish(), expected);
    }

    /// The samples of `docs/storage-format.md`.
    #[test]
    fn numbers_are_written_as_the_manual_says() {
        check(|_| {}, "");
        check(|writer| writer.bits(1, 1), "#!");
        check(|writer| writer.bits(8_191, 13), "#~");
        check(|writer| writer.golomb(0, 0), "!!");
        check(|writer| writer.golomb(5, 2), "(!");
        check(|writer| writer.below(2, 3), "%!");
    }

    #[derive(Clone, Copy, Debug)]
    enum Number {
        Bits(u64, u32),
        Golomb(u64, u32),
        Below(u64, u64),
    }

    fn numbers() -> impl Strategy<Value = Vec<Number>> {
        let any_size = || (any::<u64>(), 0_u32..64).prop_map(|(value, shift)| value >> shift);
        let one = prop_oneof![
            (any_size(), 0_u32..=64).prop_map(|(value, count)| {
                let kept = value.checked_shl(64 - count).unwrap_or(0);
                Number::Bits(kept.checked_shr(64 - count).unwrap_or(0), count)
            }),
            (any_size(), 0_u32..48).prop_map(|(value, order)| Number::Golomb(value, order)),
            (any_size(), 1_u64..1 << 40)
                .prop_map(|(value, bound)| Number::Below(value % bound, bound)),
        ];
        prop::collection::vec(one, 0..40)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

        #[test]
        fn what_is_written_is_read(numbers in numbers()) {
            let mut writer = BitWriter::default();
            for number in &numbers {
                match *number {
                    Number::Bits(value, count) => writer.bits(value, count),
                    Number::Golomb(value, order) => writer.golomb(value, order),
                    Number::Below(value, bound) => writer.below(value, bound),
                }
            }
            let text = writer.finish();
            let mut reader = BitReader::new(&text);
            for number in numbers {
                let (read, expected) = match number {
                    Number::Bits(value, count) => (reader.bits(count), value),
                    Number::Golomb(value, order) => (reader.golomb(order), value),
                    Number::Below(value, bound) => (reader.below(bound), value),
                };
                prop_assert_eq!(read, Ok(expected));
            }
            prop_assert_eq!(reader.finish(), Ok(()));
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in "\\PC{0,20}", order in 0_u32..64) {
            let mut reader = BitReader::new(&text);
            while reader.golomb(order).is_ok() {}
        }
    }
}
