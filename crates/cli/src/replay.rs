//! `waymark replay`: reviews through a scheduler, line by line.
//!
//! Each line takes the step that the fold of the journal takes, and the application with it.

mod known;
mod method;

use std::collections::HashMap;
use std::io::Write;

use serde::Deserialize;
use thiserror::Error;
use waymark_core::id::CardId;
use waymark_core::journal::Review;
use waymark_core::rating::{Purpose, Rating};
use waymark_core::time::{Moment, Took};

use crate::clock;
use crate::failure::Failure;
use crate::input::Lines;

use known::Known;
pub use method::{Method, MethodError};

/// Which judgements a replay reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// The numbers of the paper.
    QualitiesOnly,
    /// The numbers, and the four buttons that stand for some of them.
    QualitiesAndRatings,
}

/// A line that is no review.
#[derive(Debug, Error)]
#[error("{file}:{line}: {cause}")]
pub struct ReplayError {
    file: String,
    line: usize,
    cause: LineError,
}

/// Why a line is no review.
#[derive(Debug, Error)]
enum LineError {
    #[error("{what} at column {column}; expected an object such as {EXAMPLE}")]
    Json { what: String, column: usize },
    #[error("an array; expected an object such as {EXAMPLE}")]
    Array,
    #[error("`at` is `{found}`; {expected}")]
    Time { found: String, expected: String },
    #[error("quality is {0}; expected a whole number from 0 to 5")]
    Quality(String),
    #[error("neither quality nor rating; expected one of them")]
    NoJudgement,
    #[error("both quality and rating; expected one of them")]
    TwoJudgements,
    #[error("a rating; expected a quality from 0 to 5, as --exact reads nothing else")]
    RatingRefused,
}

const EXAMPLE: &str = r#"{"card":"a","at":"2026-01-01T09:00:00Z","quality":4}"#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReviewRecord {
    card: String,
    at: String,
    quality: Option<serde_json::Value>,
    rating: Option<RatingRecord>,
    #[serde(default)]
    purpose: PurposeRecord,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RatingRecord {
    Again,
    Hard,
    Good,
    Easy,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PurposeRecord {
    #[default]
    Scheduled,
    Drill,
    Cram,
}

/// Replays `lines` and writes the state of each line's card after it.
///
/// # Errors
/// [`Failure::Replay`] for the first line that is no review; what came before it is written.
pub fn run(
    mut lines: Lines,
    method: &Method,
    scale: Scale,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut states: HashMap<String, Known> = HashMap::new();
    let mut text = Vec::new();
    let mut number = 0;
    while lines.next(&mut text)? {
        number += 1;
        if text.trim_ascii().is_empty() {
            continue;
        }
        let (card, moment, review) = read(&text, scale).map_err(|cause| ReplayError {
            file: lines.file.clone(),
            line: number,
            cause,
        })?;
        let known = states.entry(card.clone()).or_insert(Known::NOTHING);
        known.follow(moment, &review, method);
        known.write(&card, method, out)?;
        if lines.may_wait() {
            // Whoever sends line by line sees each answer before sending the next.
            out.flush()?;
        }
    }
    Ok(())
}

fn read(text: &[u8], scale: Scale) -> Result<(String, Moment, Review), LineError> {
    let text = text.trim_ascii();
    // The parser alone would take an array for an object with its fields in order.
    if text.starts_with(b"[") {
        return Err(LineError::Array);
    }
    let record: ReviewRecord = serde_json::from_slice(text).map_err(|error| json_error(&error))?;
    let moment = clock::parse(&record.at).map_err(|expected| LineError::Time {
        found: record.at,
        expected,
    })?;
    let rating = match (record.quality, record.rating) {
        (Some(quality), None) => of_quality(&quality)?,
        (None, Some(_)) if scale == Scale::QualitiesOnly => return Err(LineError::RatingRefused),
        (None, Some(rating)) => match rating {
            RatingRecord::Again => Rating::Again,
            RatingRecord::Hard => Rating::Hard,
            RatingRecord::Good => Rating::Good,
            RatingRecord::Easy => Rating::Easy,
        },
        (None, None) => return Err(LineError::NoJudgement),
        (Some(_), Some(_)) => return Err(LineError::TwoJudgements),
    };
    let purpose = match record.purpose {
        PurposeRecord::Scheduled => Purpose::Scheduled,
        PurposeRecord::Drill => Purpose::Drill,
        PurposeRecord::Cram => Purpose::Cram,
    };
    let review = Review {
        // The step does not ask which card it is: here a card is any text.
        card: CardId::from_bits(0),
        rating,
        took: Took::from_ms(0),
        purpose,
    };
    Ok((record.card, moment, review))
}

/// What the parser says, without its line number: to it each line is the first.
fn json_error(error: &serde_json::Error) -> LineError {
    let (line, column) = (error.line(), error.column());
    let what = error.to_string();
    let place = format!(" at line {line} column {column}");
    LineError::Json {
        what: what.trim_end_matches(&place).to_owned(),
        column,
    }
}

/// The rating that a quality stands for; each of the six has one.
fn of_quality(quality: &serde_json::Value) -> Result<Rating, LineError> {
    let number = quality.as_u64().and_then(|n| usize::try_from(n).ok());
    let rating = number.and_then(|number| Rating::ALL.get(number));
    rating
        .copied()
        .ok_or_else(|| LineError::Quality(quality.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark_core::scheduler::sm2::Quality;

    #[test]
    fn a_quality_is_read_as_the_rating_that_has_it() {
        for number in 0..=5 {
            let rating = of_quality(&number.into()).expect("a quality");
            assert_eq!(
                Quality::of(rating),
                Quality::new(number).expect("at most 5")
            );
        }
        assert!(of_quality(&6.into()).is_err());
        assert!(of_quality(&(-1).into()).is_err());
        assert!(of_quality(&4.0.into()).is_err());
    }
}
