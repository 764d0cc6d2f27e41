//! What `cargo xtask` was asked to do.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::ValueExt;
use lexopt::prelude::{Long, Short, Value};
use thiserror::Error;

/// How to call the program.
pub const USAGE: &str = "\
cargo xtask <task>

  setup                        install everything that the other tasks need
  build                        build the release application into target/site
  serve [--port N] [--no-build]  build it and serve it; port 8080 unless told, 0 is any free one
  dist [--no-build]            make the folder to upload, target/dist
  relist SITE                  list the files of a changed site anew: another version of it,
                               whose compressed copies are left as they are
  test [--only STEP] [--list]  run every check, or one; list them
  size                         weigh the built application against its budget
  lighthouse [--no-build]      let Lighthouse judge the application, as on a phone
  bench [-- ARGUMENTS]         run the benchmarks
  bench --browser [--no-build]  time grades in a browser with a slow processor
  fuzz [--minutes N] [--target T]  look for input that breaks a law, 10 minutes unless told
  soak                         import 10 MB of each worst case, kill browsers, fill storage;
                               it takes half an hour
  shots [--no-build]           photograph every page into target/screenshots
  pictures [--no-build]        draw the icons and screenshots of the manifest anew

What a task needs is installed when it is missing.";

/// A task with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    /// Say how to call the program.
    Help,
    /// Install everything.
    Setup,
    /// Build the application.
    Build,
    /// Serve the application.
    Serve {
        /// The port to listen on; 0 is any free one.
        port: u16,
        /// Whether to build it or take what is there.
        build: Build,
    },
    /// Make the folder to upload.
    Dist(Build),
    /// List the files of the site in this folder anew.
    Relist(PathBuf),
    /// Run the checks.
    Test(Selection),
    /// Weigh the application.
    Size,
    /// Run the benchmarks with these further arguments.
    Bench(Vec<OsString>),
    /// Time what a learner waits for in a browser.
    BenchInBrowser(Build),
    /// Photograph every page.
    Shots(Build),
    /// Draw the icons and screenshots of the manifest.
    Pictures(Build),
    /// Let Lighthouse judge the application.
    Lighthouse(Build),
    /// Import 10 MB of each worst case.
    Soak,
    /// Look for input that breaks a law.
    Fuzz {
        /// How long, over all targets.
        minutes: u32,
        /// The one target to run; all of them if none is named.
        target: Option<String>,
    },
}

/// Whether to build the application first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// Build it.
    Fresh,
    /// Take what is there.
    AsItIs,
}

/// Which checks to run.
#[derive(Debug, PartialEq, Eq)]
pub enum Selection {
    /// All of them.
    All,
    /// The one of this name.
    Only(String),
    /// None: name them.
    List,
}

/// Arguments that make no task.
#[derive(Debug, Error)]
pub enum ArgumentError {
    /// An option that is not known here, or lacks its value.
    #[error("{0}; `cargo xtask help` lists the tasks")]
    Option(#[from] lexopt::Error),
    /// A word that is no task.
    #[error("there is no task `{0}`; `cargo xtask help` lists them")]
    Task(String),
    /// The folder of the site is not named.
    #[error("which site? `cargo xtask relist FOLDER`")]
    NoSite,
    /// Nothing was asked for.
    #[error("which task?\n\n{USAGE}")]
    None,
}

/// Reads the arguments that follow the program's name.
pub fn read(words: impl IntoIterator<Item = OsString>) -> Result<Task, ArgumentError> {
    let mut parser = lexopt::Parser::from_args(words);
    let name = match parser.next()? {
        Some(Value(word)) => word.string()?,
        Some(Long("help") | Short('h')) => return Ok(Task::Help),
        Some(other) => return Err(other.unexpected().into()),
        None => return Err(ArgumentError::None),
    };
    if name == "bench" {
        let words: Vec<OsString> = parser.raw_args()?.collect();
        if let Some((first, rest)) = words.split_first()
            && first == "--browser"
        {
            return in_browser(rest);
        }
        let separated = words.first().is_some_and(|word| word == "--");
        return Ok(Task::Bench(
            words.into_iter().skip(usize::from(separated)).collect(),
        ));
    }
    let mut port = 8080;
    let mut build = Build::Fresh;
    let mut selection = Selection::All;
    let (mut minutes, mut target) = (10, None);
    let mut site = None;
    while let Some(argument) = parser.next()? {
        match (name.as_str(), argument) {
            ("serve", Long("port")) => port = parser.value()?.parse()?,
            ("serve" | "dist" | "shots" | "pictures" | "lighthouse", Long("no-build")) => {
                build = Build::AsItIs
            }
            ("relist", Value(folder)) => site = Some(PathBuf::from(folder)),
            ("test", Long("only")) => selection = Selection::Only(parser.value()?.string()?),
            ("test", Long("list")) => selection = Selection::List,
            ("fuzz", Long("minutes")) => minutes = parser.value()?.parse()?,
            ("fuzz", Long("target")) => target = Some(parser.value()?.string()?),
            (_, Long("help") | Short('h')) => return Ok(Task::Help),
            (_, other) => return Err(other.unexpected().into()),
        }
    }
    match name.as_str() {
        "help" => Ok(Task::Help),
        "setup" => Ok(Task::Setup),
        "build" => Ok(Task::Build),
        "serve" => Ok(Task::Serve { port, build }),
        "test" => Ok(Task::Test(selection)),
        "size" => Ok(Task::Size),
        "shots" => Ok(Task::Shots(build)),
        "pictures" => Ok(Task::Pictures(build)),
        "lighthouse" => Ok(Task::Lighthouse(build)),
        "dist" => Ok(Task::Dist(build)),
        "relist" => site.map(Task::Relist).ok_or(ArgumentError::NoSite),
        "soak" => Ok(Task::Soak),
        "fuzz" => Ok(Task::Fuzz { minutes, target }),
        _ => Err(ArgumentError::Task(name)),
    }
}

/// What follows `bench --browser`.
fn in_browser(words: &[OsString]) -> Result<Task, ArgumentError> {
    let mut parser = lexopt::Parser::from_args(words);
    let mut build = Build::Fresh;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("no-build") => build = Build::AsItIs,
            Long("help") | Short('h') => return Ok(Task::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::BenchInBrowser(build))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(line: &str) -> Result<Task, String> {
        read(line.split_whitespace().map(OsString::from)).map_err(|error| error.to_string())
    }

    #[test]
    fn each_task_is_read_with_its_options() {
        let fresh = |port| Task::Serve {
            port,
            build: Build::Fresh,
        };
        assert_eq!(task("serve"), Ok(fresh(8080)));
        assert_eq!(task("serve --port=0"), Ok(fresh(0)));
        assert_eq!(task("shots --no-build"), Ok(Task::Shots(Build::AsItIs)));
        assert_eq!(task("test"), Ok(Task::Test(Selection::All)));
        assert_eq!(
            task("test --only lint"),
            Ok(Task::Test(Selection::Only("lint".to_owned())))
        );
        assert_eq!(task("test --list"), Ok(Task::Test(Selection::List)));
        assert_eq!(
            task("bench -- sm2 --quick"),
            Ok(Task::Bench(vec!["sm2".into(), "--quick".into()]))
        );
        assert_eq!(
            task("bench --browser"),
            Ok(Task::BenchInBrowser(Build::Fresh))
        );
        assert_eq!(
            task("bench --browser --no-build"),
            Ok(Task::BenchInBrowser(Build::AsItIs))
        );
        let fuzz = |minutes, target: Option<&str>| Task::Fuzz {
            minutes,
            target: target.map(str::to_owned),
        };
        assert_eq!(task("soak"), Ok(Task::Soak));
        assert_eq!(task("fuzz"), Ok(fuzz(10, None)));
        assert_eq!(
            task("fuzz --minutes 1 --target import"),
            Ok(fuzz(1, Some("import")))
        );
        assert_eq!(task("dist --no-build"), Ok(Task::Dist(Build::AsItIs)));
        assert_eq!(task("lighthouse"), Ok(Task::Lighthouse(Build::Fresh)));
        assert_eq!(task("relist site"), Ok(Task::Relist("site".into())));
        assert_eq!(task("build --help"), Ok(Task::Help));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        assert!(task("").is_err_and(|error| error.starts_with("which task?")));
        assert!(task("fly").is_err_and(|error| error.contains("`fly`")));
        assert!(task("relist").is_err_and(|error| error.starts_with("which site?")));
        assert!(task("bench --browser fly").is_err_and(|error| error.contains("fly")));
        assert!(task("build --port 1").is_err_and(|error| error.contains("--port")));
        assert!(task("serve --port 65536").is_err_and(|error| error.contains("65536")));
    }
}
