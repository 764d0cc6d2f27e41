//! Runs of events in as few characters as they need: what a segment of version 2 holds.
//!
//! Each card is written once for the whole segment, each number in the code that suits the
//! segment's own. `docs/storage-format.md` describes every bit.

use waymark_core::id::{CardId, EventId, ReplicaId};
use waymark_core::journal::{Event, Fact, Review};
use waymark_core::ordering::put_in_order;
use waymark_core::rating::{Purpose, Rating};
use waymark_core::time::{Instant, Moment, Took, UtcOffset};

use super::SegmentError;
use super::bits::{BitReader, BitWriter, Malformed};
use crate::record::RecordError;
use crate::record::event::follows;
use crate::record::fact::{FactRecord, rating_number, read_rating};
use crate::record::json;

/// Orders of the codes that are the same in every segment: counts, sequence numbers, the time
/// from run to run, the length of a fact.
const COUNT: u32 = 6;
const SEQUENCE: u32 = 2;
const BETWEEN_RUNS: u32 = 26;
const LENGTH: u32 = 6;
/// Offsets are written from the lowest on.
const LOWEST_OFFSET: i16 = -1_080;
const OFFSETS: u64 = 2_161;
/// Bits of an order that the segment chooses, below 48.
const ORDER_BITS: u32 = 6;
const HIGHEST_ORDER: u32 = 47;

impl From<Malformed> for SegmentError {
    fn from(malformed: Malformed) -> Self {
        Self::Packed { at: malformed.at }
    }
}

/// Writes events, which come in the order of their ids.
pub(super) fn encode(events: &[&Event]) -> String {
    let mut cards: Vec<u64> = events.iter().filter_map(|event| card_of(event)).collect();
    put_in_order(&mut cards, |card| [*card, 0, 0]);
    cards.dedup();
    let runs = runs(events);
    let took = order(events.iter().filter_map(|event| match &event.fact {
        Fact::Reviewed(review) => Some(u64::from(review.took.tenths())),
        _ => None,
    }));
    let pause = order(runs.iter().flat_map(|run| pauses(run)));
    let mut writer = BitWriter::default();
    writer.bits(u64::from(took), ORDER_BITS);
    writer.bits(u64::from(pause), ORDER_BITS);
    write_cards(&mut writer, &cards);
    writer.golomb(runs.len() as u64, COUNT);
    let mut last = 0;
    for run in runs {
        let Some(first) = run.first() else {
            continue;
        };
        writer.bits(first.id.replica.bits(), 64);
        writer.golomb(u64::from(first.id.sequence), SEQUENCE);
        let offset = first.moment.offset.minutes_east() - LOWEST_OFFSET;
        writer.below(offset as u64, OFFSETS);
        writer.golomb(zigzag(unix_ms(first).wrapping_sub(last)), BETWEEN_RUNS);
        writer.golomb(run.len() as u64, COUNT);
        write_fact(&mut writer, &first.fact, &cards, took);
        for (event, pause_ms) in run.iter().skip(1).zip(pauses(run)) {
            writer.golomb(pause_ms, pause);
            write_fact(&mut writer, &event.fact, &cards, took);
        }
        last = run.last().map_or(last, |event| unix_ms(event));
    }
    writer.finish()
}

/// Reads what [`encode`] wrote.
pub(super) fn decode(text: &str) -> Result<Vec<Event>, SegmentError> {
    let mut reader = BitReader::new(text);
    let took = order_of(&mut reader)?;
    let pause = order_of(&mut reader)?;
    let cards = read_cards(&mut reader)?;
    let runs = reader.golomb(COUNT)?;
    // A review takes five characters and more, and damage must not ask for more than there is.
    let mut events: Vec<Event> = Vec::with_capacity(text.len() / 5);
    let mut last = 0_i64;
    for _ in 0..runs {
        let replica = ReplicaId::from_bits(reader.bits(64)?);
        let first = reader.golomb(SEQUENCE)?;
        let first = u32::try_from(first).map_err(|_| record("sequence number", first))?;
        let offset = reader.below(OFFSETS)? as i16 + LOWEST_OFFSET;
        let offset = UtcOffset::from_minutes_east(offset);
        last = last.wrapping_add(unzigzag(reader.golomb(BETWEEN_RUNS)?));
        for number in 0..reader.golomb(COUNT)? {
            let sequence = u32::try_from(number).ok();
            let sequence = sequence.and_then(|number| first.checked_add(number));
            let sequence = sequence.ok_or_else(|| record("sequence number", first))?;
            let pause_ms = match number {
                0 => None,
                _ => Some(unzigzag(reader.golomb(pause)?)),
            };
            let fact = read_fact(&mut reader, &cards, took)?;
            if let Some(pause_ms) = pause_ms {
                last = last.wrapping_add(pause_ms).wrapping_add(took_ms(&fact));
            }
            events.push(Event {
                id: EventId { replica, sequence },
                moment: Moment {
                    instant: Instant::from_unix_ms(last),
                    offset,
                },
                fact,
            });
        }
    }
    reader.finish()?;
    Ok(events)
}

/// Stretches in which each event follows the one before, the earliest first: so the time from run
/// to run is short, and a reader finds the events almost in order.
fn runs<'a, 'b>(events: &'a [&'b Event]) -> Vec<&'a [&'b Event]> {
    let runs = events.chunk_by(|last, event| follows(event, last));
    let mut runs: Vec<&[&Event]> = runs.collect();
    put_in_order(&mut runs, |run| {
        run.first().map_or([0; 3], |event| event.order().key())
    });
    runs
}

/// What passed before each event but the first besides answering it, in milliseconds.
///
/// A learner who goes from card to card answers all the time, so little is left.
fn pauses<'a>(run: &'a [&Event]) -> impl Iterator<Item = u64> + 'a {
    run.iter().zip(run.iter().skip(1)).map(|(last, event)| {
        let passed = unix_ms(event).wrapping_sub(unix_ms(last));
        zigzag(passed.wrapping_sub(took_ms(&event.fact)))
    })
}

/// The part of the time since the event before that was spent on this one.
const fn took_ms(fact: &Fact) -> i64 {
    match fact {
        Fact::Reviewed(review) => review.took.ms() as i64,
        _ => 0,
    }
}

const fn unix_ms(event: &Event) -> i64 {
    event.moment.instant.unix_ms()
}

const fn card_of(event: &Event) -> Option<u64> {
    match &event.fact {
        Fact::Reviewed(review) => Some(review.card.bits()),
        _ => None,
    }
}

/// The order in which all these numbers take the fewest bits.
fn order(numbers: impl Iterator<Item = u64>) -> u32 {
    let mut bits = [0_u64; HIGHEST_ORDER as usize + 1];
    let mut count = 0;
    for number in numbers {
        count += 1;
        for (order, bits) in (0_u32..).zip(&mut bits) {
            // In this order and higher ones the number has no bit more than the order.
            if number >> order == 0 {
                break;
            }
            let raised = u128::from(number) + (1 << order);
            *bits += u64::from(2 * (raised.ilog2() - order));
        }
    }
    for (order, bits) in (0_u64..).zip(&mut bits) {
        *bits += count * order;
    }
    let fewest = (0_u32..).zip(bits).min_by_key(|(_, bits)| *bits);
    fewest.map_or(0, |(order, _)| order)
}

fn order_of(reader: &mut BitReader<'_>) -> Result<u32, SegmentError> {
    match reader.bits(ORDER_BITS)? as u32 {
        order @ 0..=HIGHEST_ORDER => Ok(order),
        _ => Err(reader.malformed().into()),
    }
}

/// Cards in order, each as its distance from the one before: ids are spread evenly.
fn write_cards(writer: &mut BitWriter, cards: &[u64]) {
    writer.golomb(cards.len() as u64, COUNT);
    let order = distance_order(cards.len() as u64);
    let mut last = 0;
    for card in cards {
        writer.golomb(card - last, order);
        last = *card;
    }
}

fn read_cards(reader: &mut BitReader<'_>) -> Result<Vec<CardId>, SegmentError> {
    let count = reader.golomb(COUNT)?;
    let order = distance_order(count);
    let mut cards = Vec::new();
    let mut last = 0_u64;
    for _ in 0..count {
        let distance = reader.golomb(order)?;
        let card = last.checked_add(distance);
        last = card.ok_or_else(|| SegmentError::from(reader.malformed()))?;
        cards.push(CardId::from_bits(last));
    }
    Ok(cards)
}

const fn distance_order(cards: u64) -> u32 {
    match cards {
        0..=0xffff => 48,
        _ => 44,
    }
}

/// Bits 0, then two for the rating: a scheduled review with one of the four buttons. Else 1, then
/// two for the sort of fact.
fn write_fact(writer: &mut BitWriter, fact: &Fact, cards: &[u64], took: u32) {
    let Fact::Reviewed(review) = fact else {
        writer.bits(0b111, 3);
        let json = json::of_fact(&FactRecord::of(fact));
        writer.golomb(json.len() as u64, LENGTH);
        for byte in json.bytes() {
            writer.bits(u64::from(byte), 8);
        }
        return;
    };
    let rating = u64::from(rating_number(review.rating));
    let button = rating.checked_sub(u64::from(rating_number(Rating::Again)));
    match (review.purpose, button) {
        (Purpose::Scheduled, Some(button)) => writer.bits(button << 1, 3),
        (purpose, _) => {
            writer.bits(1 | sort_of(purpose) << 1, 3);
            writer.below(rating, Rating::ALL.len() as u64);
        }
    }
    // Every card that is asked for was put there.
    let index = cards.binary_search(&review.card.bits()).unwrap_or(0);
    writer.below(index as u64, cards.len().max(1) as u64);
    writer.golomb(u64::from(review.took.tenths()), took);
}

const fn sort_of(purpose: Purpose) -> u64 {
    match purpose {
        Purpose::Scheduled => 0,
        Purpose::Drill => 1,
        Purpose::Cram => 2,
    }
}

fn read_fact(
    reader: &mut BitReader<'_>,
    cards: &[CardId],
    took: u32,
) -> Result<Fact, SegmentError> {
    let head = reader.bits(3)?;
    let (purpose, rating) = match (head & 1, head >> 1) {
        (0, button) => (
            Purpose::Scheduled,
            button + u64::from(rating_number(Rating::Again)),
        ),
        (_, 3) => return read_other(reader),
        (_, sort) => {
            let purposes = [Purpose::Scheduled, Purpose::Drill, Purpose::Cram];
            let purpose = purposes
                .into_iter()
                .find(|purpose| sort_of(*purpose) == sort);
            let purpose = purpose.ok_or_else(|| SegmentError::from(reader.malformed()))?;
            (purpose, reader.below(Rating::ALL.len() as u64)?)
        }
    };
    let index = reader.below(cards.len().max(1) as u64)?;
    let card = cards.get(index as usize);
    let card = card.ok_or_else(|| SegmentError::from(reader.malformed()))?;
    let tenths = reader.golomb(took)?;
    let tenths = u32::try_from(tenths).map_err(|_| record("time taken", tenths))?;
    Ok(Fact::Reviewed(Review {
        card: *card,
        rating: read_rating(rating as u8).map_err(SegmentError::Record)?,
        took: Took::from_tenths(tenths),
        purpose,
    }))
}

fn read_other(reader: &mut BitReader<'_>) -> Result<Fact, SegmentError> {
    let mut json = Vec::new();
    for _ in 0..reader.golomb(LENGTH)? {
        json.push(reader.bits(8)? as u8);
    }
    let json = String::from_utf8(json).map_err(|_| SegmentError::from(reader.malformed()))?;
    let record = json::read_fact(&json).map_err(SegmentError::Json)?;
    record.read().map_err(SegmentError::Record)
}

fn record(field: &'static str, found: impl std::fmt::Display) -> SegmentError {
    SegmentError::Record(RecordError::new(field, found))
}

/// Small numbers of either sign as small ones: 0, -1, 1, -2 …
const fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

const fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}
