//! The numbers by which FSRS-6 knows a learner.

use std::str::FromStr;

/// How many parts a parameter is counted in.
const PARTS: f64 = 10_000.0;

/// The 21 parameters of FSRS-6, each in ten-thousandths.
///
/// Whole numbers, so that every device reads them alike; four decimals are what the default has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Parameters([u32; Self::COUNT]);

/// The least and the most of each parameter, in ten-thousandths: those of the crate `fsrs`, which
/// lets 17 and 18 be 0 and 19 at least 0.01 where same-day reviews are learned from; here all may be 0.
const BOUNDS: [(u32, u32); Parameters::COUNT] = [
    (10, 1_000_000),
    (10, 1_000_000),
    (10, 1_000_000),
    (10, 1_000_000),
    (10_000, 100_000),
    (10, 40_000),
    (10, 40_000),
    (10, 7_500),
    (0, 45_000),
    (0, 8_000),
    (10, 35_000),
    (10, 50_000),
    (10, 2_500),
    (10, 9_000),
    (0, 40_000),
    (0, 10_000),
    (10_000, 60_000),
    (0, 20_000),
    (0, 20_000),
    (0, 8_000),
    (1_000, 8_000),
];

impl Parameters {
    /// How many there are.
    pub const COUNT: usize = 21;

    /// Those that its authors fitted to the reviews of many learners.
    pub const DEFAULT: Self = Self([
        2_120, 12_931, 23_065, 82_956, 64_133, 8_334, 30_194, 10, 18_722, 1_666, 7_960, 14_835,
        614, 2_629, 16_483, 6_014, 18_729, 5_425, 912, 658, 1_542,
    ]);

    /// Makes parameters from ten-thousandths; `None` where one lies beyond its bounds.
    pub const fn new(parts: [u32; Self::COUNT]) -> Option<Self> {
        let mut index = 0;
        while index < Self::COUNT {
            let (least, most) = BOUNDS[index];
            if parts[index] < least || parts[index] > most {
                return None;
            }
            index += 1;
        }
        Some(Self(parts))
    }

    /// The nearest parameters to these numbers; `None` where there are not 21 finite ones.
    pub fn nearest(numbers: &[f64]) -> Option<Self> {
        if numbers.len() != Self::COUNT || !numbers.iter().all(|number| number.is_finite()) {
            return None;
        }
        let mut parts = [0; Self::COUNT];
        for ((part, number), (least, most)) in parts.iter_mut().zip(numbers).zip(BOUNDS) {
            *part = ((number * PARTS).round().max(0.0) as u32).clamp(least, most);
        }
        Some(Self(parts))
    }

    /// The parameters in ten-thousandths.
    pub const fn parts(&self) -> &[u32; Self::COUNT] {
        &self.0
    }

    /// The value of one of them.
    pub(super) fn get(&self, index: usize) -> f64 {
        self.0
            .get(index)
            .map_or(0.0, |part| f64::from(*part) / PARTS)
    }

    /// All values.
    pub fn values(&self) -> [f64; Self::COUNT] {
        self.0.map(|part| f64::from(part) / PARTS)
    }
}

/// Reads 21 decimal numbers between commas, spaces or brackets, as other tools write them.
impl FromStr for Parameters {
    type Err = ParametersError;

    fn from_str(text: &str) -> Result<Self, ParametersError> {
        let separates = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '[' | ']');
        let mut numbers = Vec::new();
        for word in text.split(separates).filter(|word| !word.is_empty()) {
            let number = word.parse::<f64>().ok().filter(|number| number.is_finite());
            numbers.push(number.ok_or_else(|| ParametersError::NoNumber(word.to_owned()))?);
        }
        let count = numbers.len();
        let nearest = Self::nearest(&numbers).ok_or(ParametersError::Count(count))?;
        for (index, (number, near)) in numbers.iter().zip(nearest.values()).enumerate() {
            if (number - near).abs() > 1.0 / PARTS {
                let (number, nearest) = (*number, near);
                return Err(ParametersError::Bounds {
                    index,
                    number,
                    nearest,
                });
            }
        }
        Ok(nearest)
    }
}

/// Why a text has no parameters of FSRS-6.
#[derive(Clone, Debug, PartialEq)]
pub enum ParametersError {
    /// A word that is no number.
    NoNumber(String),
    /// There are so many numbers.
    Count(usize),
    /// One lies beyond its bounds.
    Bounds {
        /// Which, from 0.
        index: usize,
        /// What was found.
        number: f64,
        /// The bound that it passes.
        nearest: f64,
    },
}

impl std::fmt::Display for ParametersError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoNumber(word) => write!(f, "`{word}` is no number"),
            Self::Count(count) => write!(f, "{count} numbers; FSRS-6 has {}", Parameters::COUNT),
            Self::Bounds {
                index,
                number,
                nearest,
            } => {
                let side = if number < nearest { "least" } else { "most" };
                write!(f, "parameter {index} is {number}; the {side} is {nearest}")
            }
        }
    }
}

impl std::error::Error for ParametersError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<Parameters, &str>) {
        let read = text
            .parse::<Parameters>()
            .map_err(|error| error.to_string());
        assert_eq!(read, expected.map_err(str::to_owned));
    }

    #[test]
    fn parameters_are_read_as_other_tools_write_them() {
        let default = Parameters::DEFAULT;
        let spaced = default.values().map(|value| value.to_string()).join(" ");
        check(&spaced, Ok(default));
        check(&format!("{:?}", default.values()), Ok(default));
        check("1, 2, x", Err("`x` is no number"));
        check("1, NaN", Err("`NaN` is no number"));
        check("1, 2", Err("2 numbers; FSRS-6 has 21"));
        check(
            &spaced.replacen("0.212", "101", 1),
            Err("parameter 0 is 101; the most is 100"),
        );
        check(
            &spaced.replacen("6.4133", "0.5", 1),
            Err("parameter 4 is 0.5; the least is 1"),
        );
    }

    #[test]
    fn numbers_beyond_their_bounds_make_no_parameters() {
        let mut parts = *Parameters::DEFAULT.parts();
        assert_eq!(Parameters::new(parts), Some(Parameters::DEFAULT));
        parts[20] = 8_001;
        assert_eq!(Parameters::new(parts), None);
        assert_eq!(Parameters::nearest(&[1.0]), None);
    }
}
