//! What the program can be asked. The texts here are its reference: `docs/command-line.md`.

mod epilogue;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use waymark_core::scheduler::fsrs::Retention;
use waymark_core::time::Moment;

use crate::clock;
use epilogue::{
    AFTER, AFTER_BACKUP_CHECK, AFTER_CARDS, AFTER_CHECK, AFTER_COMPARE, AFTER_COMPLETIONS,
    AFTER_DIFF, AFTER_EXPORT, AFTER_FIT, AFTER_IMPORT, AFTER_MERGE, AFTER_REPLAY, AFTER_SEARCH,
    AFTER_STATS,
};

/// Turn Markdown roadmaps into flashcards, check them, and replay their schedule
#[derive(Parser)]
#[command(name = "waymark", version, after_long_help = AFTER, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A command with its arguments.
#[derive(Subcommand)]
pub enum Command {
    /// Show the cards that documents make
    #[command(after_long_help = AFTER_CARDS)]
    Cards {
        /// Markdown files or folders; - is standard input
        #[arg(required = true, value_name = "FILE")]
        inputs: Vec<PathBuf>,
        /// How to write them
        #[arg(long, value_enum, default_value_t = CardsFormat::Text)]
        format: CardsFormat,
    },
    /// Say what became a card, what did not, and what to mend
    #[command(after_long_help = AFTER_CHECK)]
    Check {
        /// Markdown files or folders; - is standard input
        #[arg(required = true, value_name = "FILE")]
        inputs: Vec<PathBuf>,
        /// How to write the report
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Compare the cards of two versions of a document
    #[command(after_long_help = AFTER_DIFF)]
    Diff {
        /// The document as it was, or a folder; - is standard input
        old: PathBuf,
        /// The document as it is now, or a folder; - is standard input
        new: PathBuf,
        /// How to write the report
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Replay reviews through a scheduler, a line out for each line in
    #[command(after_long_help = AFTER_REPLAY)]
    Replay {
        /// Reviews as JSON lines; - is standard input
        #[arg(value_name = "FILE", default_value = crate::input::STANDARD_INPUT)]
        input: PathBuf,
        /// The scheduler that plans
        #[arg(long, value_enum, default_value_t = Scheduler::Sm2)]
        scheduler: Scheduler,
        /// The published method and nothing else: only qualities are read, ratings are errors
        #[arg(long, conflicts_with_all = ["retention", "parameters"])]
        exact: bool,
        /// fsrs6: the percentage of due cards that is to be recalled, 70 to 97; 90 unless given
        #[arg(long, value_name = "PERCENT", value_parser = retention)]
        retention: Option<Retention>,
        /// fsrs6: a file with its 21 parameters; those of its authors unless given
        #[arg(long, value_name = "FILE")]
        parameters: Option<PathBuf>,
    },
    /// Fit FSRS-6 to the reviews of a backup, and write its parameters
    #[command(after_long_help = AFTER_FIT)]
    Fit {
        /// A backup that the application saved; - is standard input
        #[arg(value_name = "BACKUP.json")]
        backup: PathBuf,
    },
    /// Weigh SM-2, FSRS-6 and FSRS-6 fitted by the reviews of a backup
    #[command(after_long_help = AFTER_COMPARE)]
    Compare {
        /// A backup that the application saved; - is standard input
        #[arg(value_name = "BACKUP.json")]
        backup: PathBuf,
        /// The time to look from, RFC 3339; now unless given
        #[arg(long, value_name = "TIME", value_parser = clock::parse)]
        at: Option<Moment>,
        /// How to write the report
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Find the cards of documents, by words, by place, by how it goes
    #[command(after_long_help = AFTER_SEARCH)]
    Search {
        /// What to search for
        #[arg(allow_hyphen_values = true)]
        query: String,
        /// Markdown files or folders; - is standard input
        #[arg(required = true, value_name = "FILE")]
        inputs: Vec<PathBuf>,
        /// A backup that the application saved, which says how it goes
        #[arg(long, value_name = "BACKUP.json")]
        backup: Option<PathBuf>,
        /// The time to look from, RFC 3339; now unless given
        #[arg(long, value_name = "TIME", value_parser = clock::parse)]
        at: Option<Moment>,
        /// In which order to write them
        #[arg(long, value_enum, default_value_t = SearchOrder::Roadmap)]
        order: SearchOrder,
        /// How to write them
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Sum up a backup: standings, reviews by day, what is recalled, what is due
    #[command(after_long_help = AFTER_STATS)]
    Stats {
        /// A backup that the application saved; - is standard input
        #[arg(value_name = "BACKUP.json")]
        backup: PathBuf,
        /// Markdown files or folders: roadmaps under FSRS-6 that the backup does not hold
        #[arg(value_name = "FILE")]
        inputs: Vec<PathBuf>,
        /// The time to look from, RFC 3339; now unless given
        #[arg(long, value_name = "TIME", value_parser = clock::parse)]
        at: Option<Moment>,
        /// How to write the report
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Write cards as a package for Anki
    #[command(after_long_help = AFTER_EXPORT)]
    Export {
        /// Markdown files or folders; - is standard input; those of the backup unless given
        #[arg(required_unless_present = "backup", value_name = "FILE")]
        inputs: Vec<PathBuf>,
        /// The file to write; - is standard output
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// A backup that the application saved: what you learned goes along
        #[arg(long, value_name = "BACKUP.json")]
        backup: Option<PathBuf>,
        /// Leave out what you learned: every card is new
        #[arg(long)]
        no_schedule: bool,
        /// Only the cards that this query finds (docs/searching.md)
        #[arg(long, value_name = "QUERY")]
        select: Option<String>,
        /// What to write; unless told, what the ending of the file says, else apkg
        #[arg(long, value_enum)]
        format: Option<ExportFormat>,
        /// The time at which it is made, RFC 3339; now unless given
        #[arg(long, value_name = "TIME", value_parser = clock::parse)]
        at: Option<Moment>,
    },
    /// Read a package of Anki's: its decks as documents, its history as a backup
    #[command(after_long_help = AFTER_IMPORT)]
    Import {
        /// An .apkg or .colpkg; - is standard input
        #[arg(value_name = "PACKAGE")]
        package: PathBuf,
        /// The folder to write to; made if it is not there
        #[arg(short, long, value_name = "FOLDER")]
        output: PathBuf,
        /// A backup that the application saved: what came with the package joins it
        #[arg(long, value_name = "BACKUP.json")]
        backup: Option<PathBuf>,
        /// Write over files that are there already
        #[arg(long)]
        replace: bool,
    },
    /// Merge backups into one that holds everything of each
    #[command(after_long_help = AFTER_MERGE)]
    Merge {
        /// Backups that the application saved; - is standard input
        #[arg(required = true, value_name = "BACKUP.json")]
        inputs: Vec<PathBuf>,
        /// The file to write; standard output unless given
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Look at backups
    Backup {
        /// What to do with them.
        #[command(subcommand)]
        command: BackupCommand,
    },
    /// Write the completions for a shell
    #[command(after_long_help = AFTER_COMPLETIONS)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write the manual page
    #[command(after_long_help = "Example:\n  waymark man > waymark.1 && man ./waymark.1")]
    Man,
}

/// What can be done with backups.
#[derive(Subcommand)]
pub enum BackupCommand {
    /// Say what backups hold, and whether they are whole
    #[command(after_long_help = AFTER_BACKUP_CHECK)]
    Check {
        /// Backups that the application saved; - is standard input
        #[arg(required = true, value_name = "BACKUP.json")]
        inputs: Vec<PathBuf>,
        /// How to write the report
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
}

/// A form in which cards are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CardsFormat {
    /// To read: place, question and answer
    Text,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values
    Csv,
    /// Tab-separated values
    Tsv,
}

/// A form in which cards are exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A package for Anki
    Apkg,
    /// Comma-separated values with Anki's header lines
    Csv,
    /// Tab-separated values with Anki's header lines
    Tsv,
    /// Markdown, to read
    Md,
}

impl ExportFormat {
    /// The form that the ending of a file stands for.
    pub fn of(file: &Path) -> Self {
        let ending = file.extension().and_then(OsStr::to_str).unwrap_or("");
        match ending {
            "csv" => Self::Csv,
            "tsv" => Self::Tsv,
            "md" => Self::Md,
            _ => Self::Apkg,
        }
    }
}

/// A form in which a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// To read
    Text,
    /// JSON
    Json,
}

/// In which order cards that were found are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SearchOrder {
    /// As they stand in the documents
    Roadmap,
    /// The ones due first
    Due,
    /// The shortest interval first
    Interval,
    /// The hardest first
    Ease,
    /// The most often forgotten first
    Lapses,
    /// The ones studied first most lately
    Introduced,
    /// The ones asked last
    Asked,
}

/// A scheduler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Scheduler {
    /// SM-2 as published in 1990
    Sm2,
    /// FSRS-6, the free spaced repetition scheduler
    Fsrs6,
}

/// Reads a percentage, or a share such as 0.9.
fn retention(text: &str) -> Result<Retention, String> {
    let number: Option<f64> = text.trim_end_matches('%').parse().ok();
    let percent = number.map(|number| {
        if number <= 1.0 {
            number * 100.0
        } else {
            number
        }
    });
    let whole = percent.map(f64::round);
    let near = percent
        .zip(whole)
        .filter(|(one, other)| (one - other).abs() < 1e-9);
    near.and_then(|(_, whole)| Retention::new(whole as u8))
        .ok_or_else(|| "expected a whole number of percent from 70 to 97".to_owned())
}
