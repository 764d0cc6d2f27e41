//! `waymark`: what the application does, done on files.
//!
//! Each command has a file of its own and writes to the output it is given. Only here are a
//! process, its streams and its exit status known.

mod arguments;
mod backup;
mod cards;
mod check;
mod clock;
mod compare;
mod diff;
mod export;
mod failure;
mod fit;
mod import;
mod input;
mod manual;
mod media;
mod merge;
mod output;
mod replay;
mod report;
mod search;
mod stats;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, BackupCommand, Command};
use check::Verdict;
use failure::Failure;
use input::{Documents, Lines};
use search::Search;
use waymark_anki::export::Progress;

/// The documents have faults, or a backup is damaged.
const FAULTY: u8 = 1;
/// The program was called wrongly, or an input cannot be read.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    let result = run(arguments.command, &mut out);
    // What was written before a failure is shown before it.
    let flushed = out.flush().map_err(Failure::Output);
    match result.and_then(|code| flushed.map(|()| code)) {
        Ok(code) => code,
        Err(failure) if failure.is_closed_output() => ExitCode::SUCCESS,
        Err(failure) => {
            // Where even this cannot be written, the exit status still says it.
            let _written = writeln!(io::stderr(), "error: {failure}");
            ExitCode::from(UNUSABLE)
        }
    }
}

fn run(command: Command, out: &mut impl Write) -> Result<ExitCode, Failure> {
    match command {
        Command::Cards { inputs, format } => {
            let documents = Documents::read(&inputs)?;
            cards::write(&documents, format, out)?;
        }
        Command::Check { inputs, format } => {
            let documents = Documents::read(&inputs)?;
            if check::write(&documents, format, out)? == Verdict::Faulty {
                return Ok(ExitCode::from(FAULTY));
            }
        }
        Command::Diff { old, new, format } => {
            let (old, new) = Documents::read_pair(&old, &new)?;
            diff::write(&old, &new, format, out)?;
        }
        Command::Replay {
            input,
            scheduler,
            exact,
            retention,
            parameters,
        } => {
            let method = replay::Method::new(scheduler, retention, parameters.as_deref())?;
            let scale = if exact {
                replay::Scale::QualitiesOnly
            } else {
                replay::Scale::QualitiesAndRatings
            };
            replay::run(Lines::open(&input)?, &method, scale, out)?;
        }
        Command::Fit { backup } => {
            fit::write(&backup::read(&backup)?, input::name(&backup), out)?;
        }
        Command::Compare { backup, at, format } => {
            let now = at.unwrap_or_else(clock::now);
            let file = input::name(&backup);
            compare::write(&backup::read(&backup)?, file, now, format, out)?;
        }
        Command::Search {
            query,
            inputs,
            backup,
            at,
            order,
            format,
        } => {
            let documents = Documents::read(&inputs)?;
            let backup = backup.map(|path| backup::read(&path)).transpose()?;
            let search = Search {
                query: &query,
                backup: backup.as_ref(),
                now: at.unwrap_or_else(clock::now),
                order,
            };
            search::write(&documents, &search, format, out)?;
        }
        Command::Stats {
            backup,
            inputs,
            at,
            format,
        } => {
            let now = at.unwrap_or_else(clock::now);
            let backup = backup::read(&backup)?;
            let documents = Documents::read(&inputs)?;
            stats::write(&backup, &documents, now, format, out)?;
        }
        Command::Export {
            inputs,
            output,
            backup,
            no_schedule,
            select,
            format,
            at,
        } => {
            let order = export::Order {
                inputs,
                backup,
                output,
                format,
                select,
                progress: if no_schedule {
                    Progress::Left
                } else {
                    Progress::Included
                },
                now: at.unwrap_or_else(clock::now),
            };
            export::run(&order, out)?;
        }
        Command::Import {
            package,
            output,
            backup,
            replace,
        } => {
            let standing = if replace {
                import::Standing::Replaced
            } else {
                import::Standing::Kept
            };
            let order = import::Order {
                package,
                output,
                backup,
                standing,
            };
            import::run(&order, out)?;
        }
        Command::Merge { inputs, output } => merge::run(&inputs, output.as_deref(), out)?,
        Command::Backup {
            command: BackupCommand::Check { inputs, format },
        } => {
            if backup::check::write(&inputs, format, out)? == Verdict::Faulty {
                return Ok(ExitCode::from(FAULTY));
            }
        }
        Command::Completions { shell } => manual::completions(shell, out)?,
        Command::Man => manual::page(out)?,
    }
    Ok(ExitCode::SUCCESS)
}
