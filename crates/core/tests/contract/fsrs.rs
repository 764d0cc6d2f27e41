//! The reference trajectories of FSRS-6, which every machine reproduces, and all of them alike.

use waymark_core::rating::Rating;
use waymark_core::scheduler::fsrs::{Memory, Parameters, Retention};
use waymark_core::time::Days;

/// The digest of all memories and intervals that every machine comes to.
pub const EXPECTED: u64 = 8_534_738_447_557_869_827;

/// One review and what is expected after it: stability, difficulty, intervals.
type Expected = (f64, f64, [u64; 3]);

/// Replays every trajectory, compares within the tolerance that their schema states, and gives the
/// digest of what was computed.
///
/// # Errors
/// The first difference, or what is not as the schema says.
pub fn replay() -> Result<u64, String> {
    let text = include_str!("../vectors/fsrs6.json");
    let vectors: serde_json::Value = serde_json::from_str(text).map_err(told)?;
    let parameters: Vec<f64> =
        serde_json::from_value(vectors["parameters"].clone()).map_err(told)?;
    if parameters != Parameters::DEFAULT.values() {
        return Err(format!("other parameters: {parameters:?}"));
    }
    let rows = vectors["rows"].as_array().ok_or("no rows")?;
    if rows.len() != 120 {
        return Err(format!("{} rows", rows.len()));
    }
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    for row in rows {
        let reviews: Vec<(usize, u32)> =
            serde_json::from_value(row["reviews"].clone()).map_err(told)?;
        let expected: Vec<Expected> =
            serde_json::from_value(row["expected"].clone()).map_err(told)?;
        let mut last: Option<Memory> = None;
        for ((grade, days), expected) in reviews.into_iter().zip(expected) {
            let ratings = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];
            let rating = ratings[grade - 1];
            let memory = match last {
                None => Memory::first(rating, &Parameters::DEFAULT),
                Some(last) => last.after(rating, Days::new(days), &Parameters::DEFAULT),
            };
            last = Some(memory);
            let mut numbers = vec![
                memory.stability_millionths(),
                memory.difficulty_millionths().into(),
            ];
            numbers.extend(compare(memory, expected).map_err(|what| {
                format!("row {}, {memory:?}: {what}, not {expected:?}", row["id"])
            })?);
            for number in numbers {
                digest = (digest ^ number).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    Ok(digest)
}

/// The intervals at the three retentions, if all is as expected.
fn compare(memory: Memory, expected: Expected) -> Result<[u64; 3], String> {
    let (stability, difficulty, intervals) = expected;
    let found = memory.stability_millionths() as f64 / 1e6;
    if (found / stability - 1.0).abs() > 1e-4 {
        return Err(format!("stability {found}"));
    }
    let found = f64::from(memory.difficulty_millionths()) / 1e6;
    if (found / difficulty - 1.0).abs() > 1e-4 {
        return Err(format!("difficulty {found}"));
    }
    let mut all = [0; 3];
    for ((percent, expected), found) in [90, 80, 95].into_iter().zip(intervals).zip(&mut all) {
        let retention = Retention::new(percent).ok_or("a retention from 70 to 97")?;
        *found = memory
            .interval(retention, &Parameters::DEFAULT)
            .count()
            .into();
        let decay = Parameters::DEFAULT.values()[20];
        let at = |recall: f64| recall.powf(-1.0 / decay) - 1.0;
        let exact = stability * at(f64::from(percent) / 100.0) / at(0.9);
        if *found != expected && (exact.fract() - 0.5).abs() > 1e-4 {
            return Err(format!("{found} days at {percent}%"));
        }
    }
    Ok(all)
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}
