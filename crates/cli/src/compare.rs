//! `waymark compare`: which scheduler serves the learner of a backup.

use std::io::{self, Write};

use serde::Serialize;
use waymark_core::scheduler::fsrs::Parameters;
use waymark_core::time::Moment;
use waymark_evidence::{AHEAD, Bin, Evidence, Gain, Method, Outlook, Past, Scored, Verdict};
use waymark_store::backup::Backup;

use crate::arguments::ReportFormat;
use crate::failure::Failure;
use crate::fit::{RefusedError, log_of};

/// What is said of three models.
#[derive(Serialize)]
struct Report {
    /// Usable reviews that the fit saw.
    seen: usize,
    /// Later ones, which the scores are about.
    held_out: usize,
    /// Reviews of cards that were placed without their log.
    left_out: usize,
    models: Vec<ModelRecord>,
    /// What FSRS-6 by default gains over SM-2.
    changing: GainRecord,
    /// What fitting gains over the default.
    fitting: GainRecord,
    /// What to take: fitted parameters, or the default where fitting gains nothing for sure.
    parameters: [f64; 21],
    past: PastRecord,
    outlooks: Vec<OutlookRecord>,
}

#[derive(Serialize)]
struct ModelRecord {
    model: &'static str,
    log_loss: f64,
    rmse_in_bins: f64,
    predicted: f64,
    recalled: f64,
    calibration: Vec<BinRecord>,
}

#[derive(Serialize)]
struct BinRecord {
    predicted: f64,
    recalled: f64,
    reviews: usize,
}

#[derive(Serialize)]
struct GainRecord {
    log_loss_per_review: f64,
    standard_error: f64,
    verdict: &'static str,
}

/// The days of the log, as they were and as they would have been.
#[derive(Serialize)]
struct PastRecord {
    days: usize,
    reviews_a_day: f64,
    methods: Vec<OutlookRecord>,
}

#[derive(Serialize)]
struct OutlookRecord {
    scheduler: &'static str,
    retention_percent: Option<u8>,
    reviews_a_day: f64,
    minutes_a_day: f64,
    recalled_at_the_end: f64,
}

/// Writes what `backup`, which was read from `file`, says at the moment `now`.
///
/// # Errors
/// [`Failure::Refused`] where there are too few reviews, or what the output says.
pub fn write(
    backup: &Backup,
    file: String,
    now: Moment,
    format: ReportFormat,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let (collection, log) = log_of(backup);
    let evidence = Evidence::weigh(&log, |_| {}).map_err(|cause| RefusedError { file, cause })?;
    let today = now.study_day(collection.settings().day_start);
    let past = Past::of(&log, &evidence, |_, _| {});
    let outlooks = evidence.outlooks(&log, today);
    let report = Report {
        seen: evidence.seen,
        held_out: evidence.held_out,
        left_out: log.left_out(),
        models: vec![
            ModelRecord::of("SM-2", &evidence.sm2),
            ModelRecord::of("FSRS-6", &evidence.standard),
            ModelRecord::of("FSRS-6, fitted", &evidence.fitted),
        ],
        changing: GainRecord::of(&evidence.changing),
        fitting: GainRecord::of(&evidence.fitting),
        parameters: evidence.best_parameters().values(),
        past: PastRecord {
            days: past.days,
            reviews_a_day: past.reviews_a_day,
            methods: past.methods.iter().map(OutlookRecord::of).collect(),
        },
        outlooks: outlooks.iter().map(OutlookRecord::of).collect(),
    };
    crate::report::write(&report, format, write_text, out)?;
    Ok(())
}

fn write_text(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let Report {
        seen,
        held_out,
        left_out,
        ..
    } = report;
    writeln!(
        out,
        "{} usable reviews: the first {seen} are fitted, the last {held_out} are foretold",
        seen + held_out
    )?;
    if *left_out > 0 {
        writeln!(
            out,
            "{left_out} reviews of cards that came without their log are left out"
        )?;
    }
    writeln!(
        out,
        "\n                  log loss  RMSE in bins  foretold  recalled"
    )?;
    for model in &report.models {
        let [rmse, predicted, recalled] =
            [model.rmse_in_bins, model.predicted, model.recalled].map(percent);
        writeln!(
            out,
            "  {:<14}    {:.4}  {rmse:>12}  {predicted:>8}  {recalled:>8}",
            model.model, model.log_loss
        )?;
    }
    writeln!(out)?;
    write_gain("FSRS-6", "SM-2", &report.changing, out)?;
    write_gain("FSRS-6, fitted", "FSRS-6", &report.fitting, out)?;
    writeln!(
        out,
        "SM-2 states no probability: a card that is due counts as recalled as often as was so among \
         the\nfitted reviews, and later ones as less by its interval"
    )?;
    let past = &report.past;
    let heading = format!("the {} days of this log, simulated", past.days);
    write_outlooks(&heading, &past.methods, out)?;
    writeln!(out, "  {:<34}  {:>13.1}", "in fact", past.reviews_a_day)?;
    let heading = format!("the next {} days without new cards", AHEAD.count());
    write_outlooks(&heading, &report.outlooks, out)
}

fn write_outlooks(
    heading: &str,
    outlooks: &[OutlookRecord],
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(
        out,
        "\n{heading:<36}  reviews a day  minutes a day  recalled then"
    )?;
    for outlook in outlooks {
        let name = match outlook.retention_percent {
            None => outlook.scheduler.to_owned(),
            Some(percent) => format!("{} at {percent}%", outlook.scheduler),
        };
        writeln!(
            out,
            "  {name:<34}  {:>13.1}  {:>13.1}  {:>13}",
            outlook.reviews_a_day,
            outlook.minutes_a_day,
            percent(outlook.recalled_at_the_end)
        )?;
    }
    Ok(())
}

fn write_gain(name: &str, other: &str, gain: &GainRecord, out: &mut impl Write) -> io::Result<()> {
    let (mean, error) = (gain.log_loss_per_review, gain.standard_error);
    writeln!(
        out,
        "{name} against {other}: {} (log loss {:+.4} a review, give or take {error:.4})",
        gain.verdict, -mean
    )
}

fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

impl ModelRecord {
    fn of(model: &'static str, Scored { score, .. }: &Scored) -> Self {
        let bin = |bin: &Bin| BinRecord {
            predicted: bin.predicted,
            recalled: bin.recalled,
            reviews: bin.reviews,
        };
        Self {
            model,
            log_loss: score.log_loss,
            rmse_in_bins: score.rmse_in_bins,
            predicted: score.predicted,
            recalled: score.recalled,
            calibration: score.calibration.iter().map(bin).collect(),
        }
    }
}

impl GainRecord {
    fn of(gain: &Gain) -> Self {
        Self {
            log_loss_per_review: gain.mean,
            standard_error: gain.error,
            verdict: match gain.verdict() {
                Verdict::Better => "foretells better",
                Verdict::Worse => "foretells worse",
                Verdict::Open => "no difference beyond chance",
            },
        }
    }
}

impl OutlookRecord {
    fn of(outlook: &Outlook) -> Self {
        let (scheduler, retention_percent) = match outlook.method {
            Method::Sm2 => ("SM-2", None),
            Method::Fsrs6(Parameters::DEFAULT, retention) => ("FSRS-6", Some(retention.percent())),
            Method::Fsrs6(_, retention) => ("FSRS-6 (fitted)", Some(retention.percent())),
        };
        Self {
            scheduler,
            retention_percent,
            reviews_a_day: outlook.reviews_a_day,
            minutes_a_day: outlook.minutes_a_day,
            recalled_at_the_end: outlook.retained,
        }
    }
}
