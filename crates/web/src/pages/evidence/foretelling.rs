//! How well each foretold: scores and calibration.

use waymark_evidence::{Bin, LEAST_HELD_OUT, Scored, Weighed};

use super::phrase::{Fitted, model};
use crate::components::element::View;
use crate::components::plot::{Bar, Plot, Point, Table, bars, calibration, multiples};
use crate::state::wording::{count, grouped, percent};

/// Below so many reviews a bin is drawn small and claims nothing.
const FEW: usize = 20;

fn models(weighed: &Weighed) -> [(&'static str, &Scored); 3] {
    let evidence = &weighed.evidence;
    [
        (&evidence.sm2, Fitted::No),
        (&evidence.standard, Fitted::No),
        (&evidence.fitted, Fitted::Yes),
    ]
    .map(|(scored, fitted)| (model(&scored.model, fitted), scored))
}

/// Log loss and RMSE in bins.
pub fn score_plot(weighed: &Weighed) -> View {
    let models = models(weighed);
    let losses = models.iter().map(|(_, scored)| scored.score.log_loss);
    let most = losses.fold(0.0_f64, f64::max);
    let thousandths = |number: f64| (number * 10_000.0).round().max(0.0) as u64;
    let drawn = models.iter().map(|(name, scored)| Bar {
        name: (*name).to_owned(),
        link: None,
        value: Some(thousandths(scored.score.log_loss)),
        words: format!("{:.4}", scored.score.log_loss),
    });
    let rows = models.iter().map(|(name, scored)| {
        let score = &scored.score;
        vec![
            (*name).to_owned(),
            format!("{:.4}", score.log_loss),
            format!("{:.1}%", score.rmse_in_bins * 100.0),
            percent(score.predicted),
            percent(score.recalled),
        ]
    });
    Plot {
        id: "evidence-scores",
        title: "Log loss",
        caption: format!(
            "Shorter is better. On the last {}, which the fit has not seen.",
            count(weighed.evidence.held_out, "usable review", "usable reviews")
        ),
        definition: "Log loss is the mean surprise: what a forecast loses by how improbable it held \
                     what came. RMSE in bins is how far the mean forecast is from what came, over \
                     reviews alike in delay, count and lapses. SM-2 states no probability. It is \
                     taken to hold that a card is recalled on its day as often as was so among the \
                     earlier reviews, and later that share to the power of elapsed by planned days. \
                     That is kinder to it than the usual comparison, which takes 90%.",
        drawing: bars(drawn.collect(), thousandths(most)),
        table: Table {
            heads: vec!["Scheduler", "Log loss", "RMSE in bins", "Expected", "Recalled"],
            rows: rows.collect(),
        },
    }
    .view()
}

/// What was foretold against what came.
pub fn calibration_plot(weighed: &Weighed) -> View {
    let models = models(weighed);
    let drawings = models.iter().map(|(name, scored)| {
        let points = scored.score.calibration.iter().map(|bin| Point {
            foretold: bin.predicted,
            came: bin.recalled,
            weight: bin.reviews,
        });
        ((*name).to_owned(), calibration(&points.collect::<Vec<_>>()))
    });
    let rows = models.iter().flat_map(|(name, scored)| {
        let bins = scored.score.calibration.iter();
        bins.map(|bin| bin_row(name, bin)).collect::<Vec<_>>()
    });
    let farthest = models.iter().filter_map(|(name, scored)| {
        let bins = scored.score.calibration.iter();
        let known = bins.filter(|bin| bin.reviews >= FEW);
        let apart = known.map(|bin| (bin.predicted - bin.recalled).abs());
        Some(format!("{name}: {}", points(apart.reduce(f64::max)?)))
    });
    let farthest: Vec<String> = farthest.collect();
    let caption = format!(
        "A circle on the line was foretold rightly, above it too low, below it too high; the larger, \
         the more reviews. Farthest off, among tenths with {FEW} reviews or more: {}.",
        farthest.join("; ")
    );
    Plot {
        id: "evidence-calibration",
        title: "Foretold and recalled",
        caption,
        definition: "The reviews that the fit has not seen, in tenths by the probability of recall \
                     that was foretold, against the share that you recalled. With few reviews a \
                     circle lies off the line by chance.",
        drawing: multiples(drawings.collect()),
        table: Table {
            heads: vec!["Scheduler", "Foretold", "Recalled", "Reviews"],
            rows: rows.collect(),
        },
    }
    .view()
}

fn points(apart: f64) -> String {
    let points = (apart * 100.0).round() as usize;
    count(points, "point", "points")
}

fn bin_row(name: &str, bin: &Bin) -> Vec<String> {
    vec![
        name.to_owned(),
        percent(bin.predicted),
        match bin.reviews {
            0..FEW => "too few".to_owned(),
            _ => percent(bin.recalled),
        },
        grouped(bin.reviews as u64),
    ]
}

const _: () = assert!(
    FEW < LEAST_HELD_OUT,
    "there is a tenth with enough reviews of those that are held out"
);
