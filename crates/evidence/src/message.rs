//! A log on its way to the worker that weighs it, and what that answers.
//!
//! Both ends are of one build, so this is no storage format and has no version.

use std::fmt;

use serde::{Deserialize, Serialize};
use waymark_core::id::CardId;
use waymark_core::rating::Rating;
use waymark_core::time::{StudyDay, Took};

use crate::evidence::Evidence;
use crate::outlook::Outlook;
use crate::past::Past;
use crate::refusal::FitError;
use crate::review_log::ReviewLog;
use crate::stage::Stage;

/// What the worker is to weigh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The log.
    pub log: ReviewLog,
    /// From which day is looked ahead.
    pub today: StudyDay,
}

/// What the worker says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// It is at work; more follows.
    Working(Stage),
    /// What the log says.
    Weighed(Box<Weighed>),
    /// The log says nothing, and why.
    Refused(FitError),
    /// The order was not understood, and why.
    Failed(String),
}

/// What a log says, with what its days would have brought and the next ones would bring.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weighed {
    /// What it says of the three.
    pub evidence: Evidence,
    /// What its days would have brought.
    pub past: Past,
    /// What would come under each method.
    pub outlooks: Vec<Outlook>,
}

/// A review on its way: the history it belongs to, the study day, the rating, how long it took.
type ReviewRecord = (u32, i32, u8, u32);

/// An order on its way. Nothing that is said of cards names them, so their ids stay behind.
#[derive(Serialize, Deserialize)]
struct OrderRecord {
    today: i32,
    cards: u32,
    reviews: Vec<ReviewRecord>,
}

/// Why a message could not be written or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageError {
    /// The bytes are none of this version.
    Bytes(postcard::Error),
    /// A review has a rating that there is not.
    Rating(u8),
}

impl fmt::Display for MessageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(cause) => write!(f, "not a message of this version: {cause}"),
            Self::Rating(rating) => write!(f, "not a message of this version: rating {rating}"),
        }
    }
}

impl std::error::Error for MessageError {}

impl Order {
    /// Writes it.
    ///
    /// # Errors
    /// [`MessageError`] if the encoder fails, which nothing is known to make it do.
    pub fn to_bytes(&self) -> Result<Vec<u8>, MessageError> {
        let reviews = self.log.reviews().map(|(history, answered)| {
            (
                history as u32,
                answered.day.unix_day(),
                answered.rating as u8,
                answered.took.ms(),
            )
        });
        let record = OrderRecord {
            today: self.today.unix_day(),
            cards: self.log.histories().len() as u32,
            reviews: reviews.collect(),
        };
        postcard::to_allocvec(&record).map_err(MessageError::Bytes)
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`MessageError`] for other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageError> {
        let record: OrderRecord = postcard::from_bytes(bytes).map_err(MessageError::Bytes)?;
        let mut log = ReviewLog::default();
        for card in 0..record.cards {
            log.begin(CardId::from_bits(card.into()));
        }
        for (history, day, rating, took) in record.reviews {
            let known = Rating::ALL.get(usize::from(rating));
            let rating = *known.ok_or(MessageError::Rating(rating))?;
            let day = StudyDay::from_unix_day(day);
            log.add(history as usize, day, rating, Took::from_ms(took));
        }
        Ok(Self {
            log,
            today: StudyDay::from_unix_day(record.today),
        })
    }
}

impl Answer {
    /// Writes it.
    ///
    /// # Errors
    /// [`MessageError`] if the encoder fails, which nothing is known to make it do.
    pub fn to_bytes(&self) -> Result<Vec<u8>, MessageError> {
        postcard::to_allocvec(self).map_err(MessageError::Bytes)
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`MessageError`] for other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageError> {
        postcard::from_bytes(bytes).map_err(MessageError::Bytes)
    }
}

/// Parameters on their way, in ten-thousandths.
pub(crate) mod parameters {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};
    use waymark_core::scheduler::fsrs::Parameters;

    pub(crate) fn serialize<S: Serializer>(
        parameters: &Parameters,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        parameters.parts().serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Parameters, D::Error> {
        let parts = <[u32; Parameters::COUNT]>::deserialize(deserializer)?;
        Parameters::new(parts).ok_or_else(|| D::Error::custom("parameters beyond their bounds"))
    }
}

/// A retention on its way, in percent.
pub(crate) mod retention {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};
    use waymark_core::scheduler::fsrs::Retention;

    pub(crate) fn serialize<S: Serializer>(
        retention: &Retention,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        retention.percent().serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Retention, D::Error> {
        let percent = u8::deserialize(deserializer)?;
        Retention::new(percent).ok_or_else(|| D::Error::custom("a retention beyond its bounds"))
    }
}
