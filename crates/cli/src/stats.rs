//! `waymark stats`: how it is going, by a backup.

mod report;

use std::io::{self, Write};

use waymark_core::time::Moment;
use waymark_store::backup::Backup;

use crate::arguments::ReportFormat;
use crate::check::count;
use crate::input::Documents;

use report::{Rated, Report};

/// Writes what `backup` says at the moment `now`.
///
/// # Errors
/// What the output says.
pub fn write(
    backup: &Backup,
    documents: &Documents,
    now: Moment,
    format: ReportFormat,
    out: &mut impl Write,
) -> io::Result<()> {
    let report = Report::new(backup, documents, now);
    crate::report::write(&report, format, write_text, out)
}

fn write_text(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let Report {
        today,
        studied,
        learning,
        strong,
        suspended,
        due_today,
        due_tomorrow,
        ..
    } = report;
    writeln!(out, "study day {today}")?;
    writeln!(
        out,
        "{} studied: {learning} learning, {strong} strong; {suspended} suspended",
        count(*studied as usize, "card")
    )?;
    writeln!(out, "{due_today} due today, {due_tomorrow} due tomorrow")?;
    write_unreadable(report, out)?;
    for roadmap in &report.by_sm2 {
        writeln!(
            out,
            "{roadmap} is under FSRS-6, but which cards it has is not in the backup: their days are those \
             of SM-2; give its document too"
        )?;
    }
    if !report.days.is_empty() {
        writeln!(out, "\nreviews by day, the last 30 days")?;
    }
    for day in &report.days {
        let reviews = count(day.reviews as usize, "review");
        let minutes = day.took_ms.div_ceil(60_000);
        writeln!(
            out,
            "  {}  {reviews}, {} recalled, {minutes} min",
            day.day, day.recalled
        )?;
    }
    writeln!(out, "\nscheduled reviews by rating")?;
    for rated in &report.ratings {
        let Rated {
            rating,
            reviews,
            next_reviews,
            next_recalled,
        } = rated;
        let next = share(*next_recalled, *next_reviews);
        writeln!(out, "  {rating:<8}  {reviews:>6}  next time: {next}")?;
    }
    writeln!(
        out,
        "  recalled when due: {}",
        share(report.repeated_recalled, report.repeated)
    )?;
    if !report.leeches.is_empty() {
        writeln!(out, "\nleeches: reword these cards, or divide them")?;
    }
    for leech in &report.leeches {
        writeln!(
            out,
            "  {}  {}",
            leech.card,
            count(leech.lapses as usize, "lapse")
        )?;
    }
    Ok(())
}

fn write_unreadable(report: &Report, out: &mut impl Write) -> io::Result<()> {
    if report.unreadable > 0 {
        let pieces = count(report.unreadable, "piece");
        writeln!(
            out,
            "not counted, as it cannot be read: {pieces} of the history"
        )?;
    }
    Ok(())
}

/// A part of a whole, in words: `9 of 12 recalled (75%)`.
fn share(part: u32, whole: u32) -> String {
    if whole == 0 {
        return "none yet".to_owned();
    }
    let (one, all) = (u64::from(part), u64::from(whole));
    let percent = (one * 200 + all) / (all * 2);
    format!("{part} of {whole} recalled ({percent}%)")
}
