//! Facts as JSON: a name, and what it says.
//!
//! One small shape of JSON stands for all of them, read and written by hand: a derived reader
//! for each would be a good part of the first page. Segments know no other JSON (`json.rs`);
//! backups hold the same facts among other records, and go through serde.

use std::fmt;
use std::slice;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use waymark_core::annotation::Flag;
use waymark_core::arrangement::Arranged;
use waymark_core::journal::{
    Answered, Carried, Fact, Flagged, Imported, Placed, Reclocked, Review, Tagged,
};
use waymark_core::practice::{PracticeStep, Practised};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::time::{Shift, Took};

use super::placement::{
    of_arrangement, of_change, of_parameters, of_placed, read_arrangement, read_baseline,
    read_change, read_parameters,
};
use super::setting::{of_setting, read_setting};
use super::{RecordError, parse};

/// The JSON that facts are made of.
#[derive(Clone, Debug)]
pub enum FactRecord {
    Number(i64),
    Text(String),
    List(Vec<FactRecord>),
    /// An object of one member.
    Named(String, Box<FactRecord>),
}

use FactRecord::{List, Named, Number, Text};

impl FactRecord {
    /// The written form of a fact.
    pub fn of(fact: &Fact) -> Self {
        let text = |id: &dyn fmt::Display| Text(id.to_string());
        match fact {
            Fact::Reviewed(review) => {
                let name = match review.purpose {
                    Purpose::Scheduled => "r",
                    Purpose::Drill => "d",
                    Purpose::Cram => "c",
                };
                let rating = i64::from(rating_number(review.rating));
                let took_ms = i64::from(review.took.ms());
                let said = vec![text(&review.card), Number(rating), Number(took_ms)];
                Self::named(name, List(said))
            }
            Fact::Reverted(event) => Self::named("reverted", text(event)),
            Fact::Suspended(card) => Self::named("suspended", text(card)),
            Fact::Resumed(card) => Self::named("resumed", text(card)),
            Fact::Buried(card) => Self::named("buried", text(card)),
            Fact::Answered(answered) => {
                let Answered { card, text: words } = &**answered;
                Self::named("answered", List(vec![text(card), text(words)]))
            }
            Fact::Flagged(Flagged { card, flag }) => {
                let flag = i64::from(flag.number());
                Self::named("flagged", List(vec![text(card), Number(flag)]))
            }
            Fact::Tagged(tagged) => {
                let Tagged { card, tag, change } = &**tagged;
                let said = vec![text(card), text(tag), of_change(*change)];
                Self::named("tagged", List(said))
            }
            Fact::Placed(placed) => Self::named("placed", List(of_placed(placed))),
            Fact::Arranged(arranged) => {
                let Arranged {
                    roadmap,
                    arrangement,
                } = &**arranged;
                let said = vec![text(roadmap), of_arrangement(*arrangement)];
                Self::named("arranged", List(said))
            }
            Fact::Practised(Practised {
                section,
                step,
                change,
            }) => {
                let step = Number(i64::from(step.number()));
                Self::named(
                    "practised",
                    List(vec![text(section), step, of_change(*change)]),
                )
            }
            Fact::Configured(setting) => Self::named("configured", of_setting(*setting)),
            Fact::Fitted(parameters) => Self::named("fitted", of_parameters(parameters)),
            Fact::Imported(imported) => {
                let Imported {
                    roadmap,
                    path,
                    content,
                } = &**imported;
                let said = vec![text(roadmap), text(path), text(content)];
                Self::named("imported", List(said))
            }
            Fact::Carried(Carried { from, to }) => {
                Self::named("carried", List(vec![text(from), text(to)]))
            }
            Fact::Reclocked(reclocked) => {
                let numbers = [
                    i64::from(reclocked.first),
                    i64::from(reclocked.last),
                    reclocked.shift.ms(),
                ];
                let mut said = vec![text(&reclocked.replica)];
                said.extend(numbers.map(Number));
                Self::named("reclocked", List(said))
            }
        }
    }

    pub(super) fn named(name: &str, said: Self) -> Self {
        Named(name.to_owned(), Box::new(said))
    }

    /// The fact that is written here.
    ///
    /// # Errors
    /// [`RecordError`] where there is none, or one that no version writes.
    pub fn read(&self) -> Result<Fact, RecordError> {
        let Named(name, said) = self else {
            return Err(self.is_no("fact"));
        };
        let said = match &**said {
            List(items) if items.len() > 1 => items.as_slice(),
            one => slice::from_ref(one),
        };
        match (name.as_str(), said) {
            ("r", [card, rating, ms]) => review(Purpose::Scheduled, card, rating, ms),
            ("d", [card, rating, ms]) => review(Purpose::Drill, card, rating, ms),
            ("c", [card, rating, ms]) => review(Purpose::Cram, card, rating, ms),
            ("reverted", [event]) => Ok(Fact::Reverted(event.id("event")?)),
            ("suspended", [card]) => Ok(Fact::Suspended(card.id("card")?)),
            ("resumed", [card]) => Ok(Fact::Resumed(card.id("card")?)),
            ("buried", [card]) => Ok(Fact::Buried(card.id("card")?)),
            ("answered", [card, Text(text)]) => Ok(Fact::Answered(Box::new(Answered {
                card: card.id("card")?,
                text: text.clone(),
            }))),
            ("flagged", [card, flag]) => Ok(Fact::Flagged(Flagged {
                card: card.id("card")?,
                flag: Flag::from_number(flag.number("flag")?).ok_or_else(|| flag.is_no("flag"))?,
            })),
            ("tagged", [card, tag, change]) => Ok(Fact::Tagged(Box::new(Tagged {
                card: card.id("card")?,
                tag: tag.id("tag")?,
                change: read_change(change)?,
            }))),
            ("placed", [card, baseline @ ..]) => Ok(Fact::Placed(Placed {
                card: card.id("card")?,
                baseline: read_baseline(baseline).ok_or_else(|| self.is_no("baseline"))??,
            })),
            ("arranged", [roadmap, arrangement]) => Ok(Fact::Arranged(Box::new(Arranged {
                roadmap: roadmap.id("roadmap")?,
                arrangement: read_arrangement(arrangement)?,
            }))),
            ("practised", [section, step, change]) => {
                let number = step.number("step")?;
                Ok(Fact::Practised(Practised {
                    section: section.id("section")?,
                    step: PracticeStep::from_number(number).ok_or_else(|| step.is_no("step"))?,
                    change: read_change(change)?,
                }))
            }
            ("fitted", numbers) => {
                let parameters = read_parameters(numbers, self)?;
                Ok(Fact::Fitted(Box::new(parameters)))
            }
            ("configured", [setting]) => Ok(Fact::Configured(read_setting(setting)?)),
            ("imported", [roadmap, Text(path), content]) => {
                Ok(Fact::Imported(Box::new(Imported {
                    roadmap: roadmap.id("roadmap")?,
                    path: path.clone(),
                    content: content.id("content hash")?,
                })))
            }
            ("carried", [from, to]) => Ok(Fact::Carried(Carried {
                from: from.id("card")?,
                to: to.id("card")?,
            })),
            ("reclocked", [replica, first, last, Number(ms)]) => Ok(Fact::Reclocked(Reclocked {
                replica: replica.id("replica")?,
                first: first.number("sequence number")?,
                last: last.number("sequence number")?,
                shift: Shift::from_ms(*ms),
            })),
            _ => Err(self.is_no("fact")),
        }
    }

    pub(super) fn id<T: std::str::FromStr>(&self, field: &'static str) -> Result<T, RecordError> {
        match self {
            Text(text) => parse(field, text),
            _ => Err(self.is_no(field)),
        }
    }

    pub(super) fn number<T: TryFrom<i64>>(&self, field: &'static str) -> Result<T, RecordError> {
        let number = match self {
            Number(number) => T::try_from(*number).ok(),
            _ => None,
        };
        number.ok_or_else(|| self.is_no(field))
    }

    pub(super) fn is_no(&self, field: &'static str) -> RecordError {
        RecordError::new(field, self)
    }
}

fn review(
    purpose: Purpose,
    card: &FactRecord,
    rating: &FactRecord,
    took_ms: &FactRecord,
) -> Result<Fact, RecordError> {
    Ok(Fact::Reviewed(Review {
        card: card.id("card")?,
        rating: read_rating(rating.number("rating")?)?,
        took: Took::from_ms(took_ms.number("time taken")?),
        purpose,
    }))
}

/// Says enough to find it: a number, a text or a name.
impl fmt::Display for FactRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number(number) => number.fmt(f),
            Text(text) | Named(text, _) => f.write_str(text),
            List(_) => f.write_str("[…]"),
        }
    }
}

impl Serialize for FactRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Number(number) => serializer.serialize_i64(*number),
            Text(text) => serializer.serialize_str(text),
            List(items) => serializer.collect_seq(items),
            Named(name, said) => serializer.collect_map([(name, said)]),
        }
    }
}

impl<'de> Deserialize<'de> for FactRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = FactRecord;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fact")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<FactRecord, E> {
        Ok(Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<FactRecord, E> {
        let number = i64::try_from(number);
        number
            .map(Number)
            .map_err(|_| E::custom("a number too large"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<FactRecord, E> {
        Ok(Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<FactRecord, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<FactRecord, A::Error> {
        let member: Option<(String, FactRecord)> = members.next_entry()?;
        let (name, said) = member.ok_or_else(|| A::Error::custom("a fact without a name"))?;
        match members.next_key::<String>()? {
            None => Ok(Named(name, Box::new(said))),
            Some(_) => Err(A::Error::custom("a fact with two names")),
        }
    }
}

/// The number that is written for a rating: no other than it was in the first version, whatever
/// schedulers call it later.
pub const fn rating_number(rating: Rating) -> u8 {
    match rating {
        Rating::Blackout => 0,
        Rating::Familiar => 1,
        Rating::Again => 2,
        Rating::Hard => 3,
        Rating::Good => 4,
        Rating::Easy => 5,
    }
}

/// The rating that is written as this number.
pub fn read_rating(number: u8) -> Result<Rating, RecordError> {
    Rating::ALL
        .into_iter()
        .find(|rating| rating_number(*rating) == number)
        .ok_or_else(|| RecordError::new("rating", number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: &str) {
        let read = serde_json::from_str::<FactRecord>(json).map(|record| record.read());
        let error = match read {
            Ok(Ok(fact)) => format!("{fact:?}"),
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(error, expected);
    }

    #[test]
    fn what_is_no_fact_is_named() {
        check(r#"{"r":["00000000000000aa",6,0]}"#, "`6` is no rating");
        check(
            r#"{"r":["00000000000000aa",4,-1]}"#,
            "`-1` is no time taken",
        );
        check(r#"{"r":["00000000000000aa",4]}"#, "`r` is no fact");
        check(r#"{"r":[17,4,0]}"#, "`17` is no card");
        check(r#"{"resumed":["00000000000000aa"]}"#, "`[…]` is no card");
        check(r#"{"unheard-of":"x"}"#, "`unheard-of` is no fact");
        check(
            r#"{"configured":{"ratings":5}}"#,
            "`5` is no number of ratings",
        );
        check(
            r#"{"configured":{"day-start":1440}}"#,
            "`1440` is no day start",
        );
        check(r#"{"configured":{"colour":1}}"#, "`colour` is no setting");
        check(
            r#"{"configured":{"fuzz":2}}"#,
            "`2` is no value of a setting",
        );
        check(
            r#"{"configured":{"interval-modifier":9}}"#,
            "`9` is no value of a setting",
        );
        check(
            r#"{"arranged":["tee",{"fsrs6":69}]}"#,
            "`69` is no retention",
        );
        check(
            r#"{"arranged":["tee",{"fsrs6":98}]}"#,
            "`98` is no retention",
        );
        check(r#"{"fitted":[1,2]}"#, "`fitted` is no list of parameters");
        check(r#""r""#, "`r` is no fact");
        check("{}", "a fact without a name at line 1 column 2");
        check(
            r#"{"resumed":"x","suspended":"x"}"#,
            "a fact with two names at line 1 column 26",
        );
        check(
            "18446744073709551615",
            "a number too large at line 1 column 20",
        );
        check(
            "true",
            "invalid type: boolean `true`, expected a fact at line 1 column 4",
        );
    }
}
