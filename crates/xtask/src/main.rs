//! `cargo xtask`: set-up, build, serve, dist, test, size, lighthouse, bench, fuzz.
//!
//! Errors are typed where they arise; only here, where they are printed, they become of one kind.

mod anki_worker;
mod apart;
mod arguments;
mod build;
mod compiler;
mod compress;
mod content;
mod evidence_worker;
mod fuzz;
mod glue;
mod hosting;
mod html;
mod importer;
mod minify;
mod offline;
mod packages;
mod process;
mod safe_mode;
mod scripts;
mod serve;
mod setup;
mod site;
mod size;
mod steps;
mod workspace;

use std::env;
use std::error::Error;
use std::process::ExitCode;

use arguments::{Build, Task};
use serve::Server;
use workspace::Workspace;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            report(&*error);
            ExitCode::FAILURE
        }
    }
}

/// Prints an error and what caused it, outermost first.
fn report(error: &dyn Error) {
    eprintln!("error: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        eprintln!("  because: {error}");
        cause = error.source();
    }
}

fn run() -> Result<ExitCode, Box<dyn Error>> {
    let task = arguments::read(env::args_os().skip(1))?;
    if task == Task::Help {
        println!("{}", arguments::USAGE);
        return Ok(ExitCode::SUCCESS);
    }
    let workspace = Workspace::find()?;
    match task {
        Task::Help => {}
        Task::Setup => setup::prepare(&workspace, setup::ALL)?,
        Task::Build => fresh_site(&workspace, Build::Fresh)?,
        Task::Serve { port, build } => {
            fresh_site(&workspace, build)?;
            let server = Server::listen(&workspace.site(), port)?;
            println!("serving {}", server.url());
            server.run();
        }
        Task::Dist(build) => {
            fresh_site(&workspace, build)?;
            hosting::distribute(&workspace.site(), &workspace.dist())?;
            println!("the folder to upload is {}", workspace.dist().display());
        }
        Task::Relist(site) => offline::list(&workspace.root, &site)?,
        Task::Size => {
            let sizes = size::measure(&workspace.site())?;
            print!("{sizes}");
            sizes.check()?;
        }
        Task::Test(selection) => return Ok(steps::run(&workspace, &selection)),
        Task::Bench(arguments) => {
            // By pattern, so that only benchmarks run and not the unit tests of each crate.
            let mut bench = workspace.cargo(["bench", "--workspace", "--bench", "*", "--"]);
            process::show(bench.args(arguments))?;
        }
        Task::BenchInBrowser(build) => {
            setup::prepare(&workspace, setup::BROWSE)?;
            fresh_site(&workspace, build)?;
            scripts::bench(&workspace)?;
        }
        Task::Fuzz { minutes, target } => {
            setup::prepare(&workspace, setup::FUZZ)?;
            fuzz::run(&workspace, minutes, target.as_deref())?;
        }
        Task::Soak => {
            let mut soak = workspace.cargo(["test", "--release", "--package", "waymark-fuzz"]);
            soak.env("SOAK_BYTES", "10000000");
            process::show(soak.args(["--test", "full_size", "--", "--nocapture"]))?;
            setup::prepare(&workspace, setup::BROWSE)?;
            fresh_site(&workspace, Build::Fresh)?;
            scripts::soak(&workspace)?;
        }
        Task::Shots(build) => {
            setup::prepare(&workspace, setup::BROWSE)?;
            fresh_site(&workspace, build)?;
            scripts::shots(&workspace)?;
        }
        Task::Pictures(build) => {
            setup::prepare(&workspace, setup::BROWSE)?;
            fresh_site(&workspace, build)?;
            scripts::pictures(&workspace)?;
        }
        Task::Lighthouse(build) => {
            setup::prepare(&workspace, setup::LIGHTHOUSE)?;
            fresh_site(&workspace, build)?;
            scripts::lighthouse(&workspace)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn fresh_site(workspace: &Workspace, build: Build) -> Result<(), Box<dyn Error>> {
    if build == Build::Fresh {
        setup::prepare(workspace, setup::BUILD)?;
        build::build(workspace)?;
    }
    Ok(())
}
