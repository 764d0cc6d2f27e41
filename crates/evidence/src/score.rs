//! How good predictions were.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use waymark_core::rating::Rating;

use crate::prediction::Prediction;
use crate::review_log::ReviewLog;

/// How many bins the calibration has.
const BINS: usize = 10;

/// How good predictions were, in three figures and a curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The mean of the logarithms of what was held improbable and came: lower is better, and 0 is
    /// certainty that is always right.
    pub log_loss: f64,
    /// How far the mean prediction is from what came, over reviews alike in delay, count and lapses.
    pub rmse_in_bins: f64,
    /// The share that was recalled.
    pub recalled: f64,
    /// The mean prediction.
    pub predicted: f64,
    /// Where predictions lay, and what came of them; empty ones are left out.
    pub calibration: Vec<Bin>,
}

/// Reviews of which about the same was foretold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// The mean prediction.
    pub predicted: f64,
    /// The share that was recalled.
    pub recalled: f64,
    /// How many reviews they are.
    pub reviews: usize,
}

/// Sums over some reviews.
#[derive(Clone, Copy, Default)]
struct Sums {
    predicted: f64,
    recalled: f64,
    reviews: usize,
}

impl Sums {
    fn add(&mut self, prediction: &Prediction) {
        self.predicted += prediction.probability;
        self.recalled += f64::from(u8::from(prediction.recalled));
        self.reviews += 1;
    }

    fn bin(self) -> Bin {
        let reviews = self.reviews as f64;
        Bin {
            predicted: self.predicted / reviews,
            recalled: self.recalled / reviews,
            reviews: self.reviews,
        }
    }
}

/// What a prediction costs: the logarithm of how improbable it held what came.
pub(crate) fn loss(prediction: &Prediction) -> f64 {
    let held = if prediction.recalled {
        prediction.probability
    } else {
        1.0 - prediction.probability
    };
    -held.ln()
}

impl Score {
    /// The score of some predictions about a log; all zero if there are none.
    pub fn of(log: &ReviewLog, predictions: &[Prediction]) -> Self {
        let mut all = Sums::default();
        let mut bins = [Sums::default(); BINS];
        let mut alike: FxHashMap<[u32; 3], Sums> = FxHashMap::default();
        let mut cost = 0.0;
        for prediction in predictions {
            cost += loss(prediction);
            all.add(prediction);
            let bin = (prediction.probability * BINS as f64) as usize;
            if let Some(bin) = bins.get_mut(bin.min(BINS - 1)) {
                bin.add(prediction);
            }
            let group = alike.entry(group_of(log, prediction)).or_default();
            group.add(prediction);
        }
        let reviews = all.reviews.max(1) as f64;
        // In an order of their own, so that the sum is always the same.
        let mut groups: Vec<_> = alike.into_iter().collect();
        groups.sort_unstable_by_key(|(group, _)| *group);
        let squares = groups.into_iter().map(|(_, sums)| {
            let bin = sums.bin();
            (bin.predicted - bin.recalled).powi(2) * sums.reviews as f64
        });
        Self {
            log_loss: cost / reviews,
            rmse_in_bins: (squares.sum::<f64>() / reviews).sqrt(),
            recalled: all.recalled / reviews,
            predicted: all.predicted / reviews,
            calibration: bins
                .into_iter()
                .filter(|sums| sums.reviews > 0)
                .map(Sums::bin)
                .collect(),
        }
    }
}

/// Which reviews one is alike: by the days since the last, the reviews so far and the lapses, each in
/// steps that grow, as the crate `fsrs` bins them (`FSRSItem::r_matrix_index`).
fn group_of(log: &ReviewLog, prediction: &Prediction) -> [u32; 3] {
    let reviews = log.reviews_to(prediction.trial);
    let step = |number: f64, base: f64| number.log(base).floor();
    let Some((current, before)) = reviews.split_last() else {
        return [0; 3];
    };
    let days = f64::from(current.elapsed.count());
    let long = reviews.iter().filter(|one| one.elapsed.count() > 0).count();
    let lapses = before
        .iter()
        .filter(|one| one.elapsed.count() > 0 && one.rating < Rating::Hard)
        .count();
    let lapses = match lapses {
        0 => 0,
        some => (1.65 * 1.73_f64.powf(step(some as f64, 1.73))).round() as u32,
    };
    [
        (248.0 * 3.62_f64.powf(step(days, 3.62))).round() as u32,
        (1.99 * 1.89_f64.powf(step(long as f64 + 1.0, 1.89))).round() as u32,
        lapses,
    ]
}
