//! Running other programs: with their output shown, read, or told as one line of progress.

use std::collections::VecDeque;
use std::env;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use thiserror::Error;

/// Why another program did not do its work.
#[derive(Debug, Error)]
pub enum ProcessError {
    /// It could not be started.
    #[error("cannot start `{program}`")]
    Start {
        /// The program's name or path.
        program: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Its end could not be awaited.
    #[error("lost track of `{program}`")]
    Lost {
        /// The program's name or path.
        program: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// It ended with a failure, which its own output explains.
    #[error("`{program}` ended with {status}{output}")]
    Failed {
        /// The program's name or path.
        program: String,
        /// How it ended.
        status: ExitStatus,
        /// The end of its output, on lines of its own; empty if it was shown while it ran.
        output: String,
    },
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn ended(command: &Command, status: ExitStatus, output: &str) -> Result<(), ProcessError> {
    if status.success() {
        return Ok(());
    }
    let output = output.trim_end();
    Err(ProcessError::Failed {
        program: program(command),
        status,
        output: if output.is_empty() {
            String::new()
        } else {
            format!(":\n{output}")
        },
    })
}

/// Runs a command with its output shown as it comes.
pub fn show(command: &mut Command) -> Result<(), ProcessError> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|source| ProcessError::Start {
            program: program(command),
            source,
        })?;
    ended(command, status, "")
}

/// Runs a command and returns what it wrote to its standard output.
pub fn capture(command: &mut Command) -> Result<String, ProcessError> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|source| ProcessError::Start {
            program: program(command),
            source,
        })?;
    ended(
        command,
        output.status,
        &String::from_utf8_lossy(&output.stderr),
    )?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command with its output shown, and hands each line of its standard output to `read`.
pub fn show_and_read(
    command: &mut Command,
    mut read: impl FnMut(&str),
) -> Result<(), ProcessError> {
    if io::stdout().is_terminal() {
        // A pipe hides the terminal from the program; it may keep its colours.
        command.env("CARGO_TERM_COLOR", "always");
        command.env("FORCE_COLOR", "1");
    }
    let name = program(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|source| ProcessError::Start {
            program: name.clone(),
            source,
        })?;
    let lost = |source| ProcessError::Lost {
        program: name.clone(),
        source,
    };
    if let Some(output) = child.stdout.take() {
        let mut output = BufReader::new(output);
        let mut line = Vec::new();
        while output.read_until(b'\n', &mut line).map_err(lost)? > 0 {
            // As it comes: a line may hold anything that a test prints.
            let mut shown = io::stdout().lock();
            shown.write_all(&line).map_err(lost)?;
            shown.flush().map_err(lost)?;
            read(&without_colours(&String::from_utf8_lossy(&line)));
            line.clear();
        }
    }
    let status = child.wait().map_err(lost)?;
    ended(command, status, "")
}

/// Drops the escape sequences that colour a line.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, escaped)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = escaped.split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

/// How often a line of progress is written where lines cannot be rewritten.
const PROGRESS_EVERY: Duration = Duration::from_secs(10);
/// How much of the output is shown when the program fails.
const LINES_KEPT: usize = 60;

/// Runs a command that takes long and says much: shows its newest line and the time passed, and
/// its last lines if it fails.
pub fn tell(what: &str, command: &mut Command) -> Result<(), ProcessError> {
    let name = program(command);
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|source| ProcessError::Start {
            program: name.clone(),
            source,
        })?;
    let (sender, lines) = mpsc::channel();
    let mut readers = Vec::new();
    if let Some(output) = child.stdout.take() {
        readers.push(send_lines(output, sender.clone()));
    }
    if let Some(output) = child.stderr.take() {
        readers.push(send_lines(output, sender.clone()));
    }
    drop(sender);

    let mut progress = Progress::new(what, started);
    let mut kept: VecDeque<String> = VecDeque::new();
    loop {
        match lines.recv_timeout(Duration::from_secs(1)) {
            Ok(line) => {
                if kept.len() == LINES_KEPT {
                    kept.pop_front();
                }
                progress.newest = line.trim().to_owned();
                kept.push_back(line);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        progress.show();
    }
    for reader in readers {
        // A reader ends with its pipe; there is nothing to learn from it.
        drop(reader.join());
    }
    let status = child.wait().map_err(|source| ProcessError::Lost {
        program: name,
        source,
    })?;
    progress.end(status.success());
    ended(command, status, &Vec::from(kept).join("\n"))
}

fn send_lines(
    output: impl Read + Send + 'static,
    sender: Sender<String>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            if sender
                .send(String::from_utf8_lossy(&line).into_owned())
                .is_err()
            {
                break;
            }
        }
    })
}

/// One line that says what is going on.
struct Progress<'a> {
    what: &'a str,
    newest: String,
    started: Instant,
    shown: Instant,
    rewrites: bool,
}

impl<'a> Progress<'a> {
    fn new(what: &'a str, started: Instant) -> Self {
        Self {
            what,
            newest: String::new(),
            started,
            shown: started,
            rewrites: io::stderr().is_terminal(),
        }
    }

    fn show(&mut self) {
        let every = if self.rewrites {
            Duration::from_millis(200)
        } else {
            PROGRESS_EVERY
        };
        if self.shown.elapsed() < every {
            return;
        }
        self.shown = Instant::now();
        let line = format!(
            "  {}, {} s: {}",
            self.what,
            self.started.elapsed().as_secs(),
            self.newest
        );
        let line: String = line.chars().take(78).collect();
        if self.rewrites {
            eprint!("\r\u{1b}[2K{line}");
        } else {
            eprintln!("{line}");
        }
    }

    fn end(&self, well: bool) {
        if self.rewrites {
            eprint!("\r\u{1b}[2K");
        }
        let seconds = self.started.elapsed().as_secs();
        let how = if well { "done" } else { "failed" };
        eprintln!("  {}: {how} after {seconds} s", self.what);
    }
}

/// Finds a program by its name in the folders of `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_dropped_and_words_kept() {
        let coloured = "test result: \u{1b}[32mok\u{1b}(B\u{1b}[m. 3 passed";
        assert_eq!(without_colours("plain"), "plain");
        assert!(without_colours(coloured).starts_with("test result: ok"));
        assert!(without_colours(coloured).ends_with(". 3 passed"));
    }

    #[test]
    fn a_failure_tells_the_last_words_of_the_program() {
        let mut command = Command::new("cargo");
        command.arg("no-such-command-here");
        let error = capture(&mut command).expect_err("cargo knows no such command");
        assert!(
            error.to_string().contains("no-such-command-here"),
            "{error}"
        );
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = capture(&mut Command::new("waymark-no-such-program")).expect_err("not there");
        assert_eq!(error.to_string(), "cannot start `waymark-no-such-program`");
    }
}
