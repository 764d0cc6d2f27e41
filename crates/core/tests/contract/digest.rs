//! One journal, folded: every machine must come to the same digest.

use waymark_core::collection::{Activity, Collection, Drill, Learning};
use waymark_core::id::{CardId, EventId, ReplicaId};
use waymark_core::journal::{Event, Fact, Journal, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::time::{Instant, Moment, Took, UtcOffset};

const CARDS: u64 = 200;
const EVENTS: u32 = 20_000;

/// The digest that every machine comes to.
pub const EXPECTED: u64 = 17_910_056_097_734_388_679;

/// Folds some twenty thousand events that look random and are always the same.
pub fn digest() -> u64 {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut draw = move |below: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % below
    };
    let mut events = Vec::new();
    for number in 0..EVENTS {
        let card = CardId::from_bits(draw(CARDS));
        let review = |rating: u64, purpose| {
            Fact::Reviewed(Review {
                card,
                rating: Rating::ALL[rating as usize],
                took: Took::from_ms(number),
                purpose,
            })
        };
        let fact = match draw(20) {
            0 => Fact::Suspended(card),
            1 => Fact::Resumed(card),
            2 => Fact::Reverted(EventId {
                replica: ReplicaId::from_bits(draw(3)),
                sequence: draw(u64::from(number) + 1) as u32,
            }),
            3 => review(draw(6), Purpose::Cram),
            4..7 => review(draw(6), Purpose::Drill),
            _ => review(draw(6), Purpose::Scheduled),
        };
        events.push(Event {
            id: EventId {
                replica: ReplicaId::from_bits(draw(3)),
                sequence: number,
            },
            moment: Moment {
                instant: Instant::from_unix_ms(1_700_000_000_000 + i64::from(number) * 3_600_000),
                offset: UtcOffset::from_minutes_east(draw(1_440) as i16 - 720),
            },
            fact,
        });
    }
    let collection = Collection::fold(&Journal::from_events(events));
    (0..CARDS).fold(0xcbf2_9ce4_8422_2325, |digest, card| {
        let state = collection.card(CardId::from_bits(card));
        let mut numbers = vec![
            u64::from(state.activity == Activity::Suspended),
            state.last_asked.map_or(0, |asked| asked.unix_ms() as u64),
        ];
        if let Learning::Begun(progress) = state.learning {
            numbers.extend([
                u64::from(progress.memory.successes),
                u64::from(progress.memory.ease.hundredths()),
                u64::from(progress.memory.interval.count()),
                progress.begun.unix_day() as u64,
                progress.reviewed.unix_day() as u64,
                progress.due.unix_day() as u64,
                u64::from(progress.reviews),
                u64::from(progress.lapses),
                u64::from(progress.drill == Drill::Pending),
            ]);
        }
        // FNV-1a over the numbers (Fowler, Noll and Vo).
        numbers
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .fold(digest, |digest, byte| {
                (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            })
    })
}
