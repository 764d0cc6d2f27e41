//! Twice the document takes about twice the work, whatever is in it.
//!
//! The work is counted, not timed: the importer runs as WebAssembly in an interpreter that takes
//! fuel for every instruction of each block that is entered, and for the bytes that are copied.
//! That is no less than what is executed, and the same on every machine.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{array, fs, thread};

use wasmi::{Config, Engine, Linker, Module, Store};
use waymark_fuzz::adversary;

/// The smaller document, in bytes.
const SIZE: usize = 10_000;
/// By how much the work may grow when the document grows to twice its size.
const GROWTH: f64 = 2.3;
/// More than any case needs that grows as it should.
const FUEL: u64 = 20_000_000_000;

/// How many cases are tried at a time: machines that test have as many cores.
const THREADS: usize = 2;

#[test]
fn twice_the_document_is_about_twice_the_work() {
    let engine = Engine::new(Config::default().consume_fuel(true));
    let wasm = fs::read(probe()).expect("the probe was built just now");
    let module = Module::new(&engine, wasm).expect("the compiler writes valid modules");
    let cases: Vec<_> = adversary::cases().map(|case| case.name).collect();
    // Each thread takes the next case that no other has.
    let next = AtomicUsize::new(0);
    let judge = || {
        let mut faults = Vec::new();
        while let number = next.fetch_add(1, Ordering::Relaxed)
            && let Some(name) = cases.get(number)
        {
            faults.extend(fault(&engine, &module, number, name));
        }
        faults
    };
    let faults = thread::scope(|scope| {
        let threads: [_; THREADS] = array::from_fn(|_| scope.spawn(judge));
        let faults = threads.map(|thread| thread.join().expect("no case ends the test"));
        faults.concat()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What is wrong with how the work of a case grows, if anything is.
fn fault(engine: &Engine, module: &Module, case: usize, name: &str) -> Option<String> {
    match [0, SIZE, 2 * SIZE].map(|size| work(engine, module, case, size)) {
        [Ok(none), Ok(once), Ok(twice)] => {
            let growth = (twice - none) as f64 / (once - none).max(1) as f64;
            println!("{growth:.2} {:6} a byte: {name}", once / SIZE as u64);
            (growth > GROWTH).then(|| format!("{name}: {growth:.2} times the work"))
        }
        failed => Some(format!("{name}: {failed:?}")),
    }
}

/// The fuel that importing one document takes.
fn work(engine: &Engine, module: &Module, case: usize, size: usize) -> Result<u64, String> {
    let count = || -> Result<u64, wasmi::Error> {
        // A new instance for each, so that memory is as fresh for one as for the other.
        let mut store = Store::new(engine, ());
        store.set_fuel(u64::MAX)?;
        let mut linker = Linker::new(engine);
        for import in module.imports() {
            // What describes the exports to JavaScript is never called.
            if let Some(kind) = import.ty().func() {
                linker.func_new(import.module(), import.name(), kind.clone(), |_, _, _| {
                    Ok(())
                })?;
            }
        }
        let instance = linker.instantiate_and_start(&mut store, module)?;
        let prepare =
            instance.get_typed_func::<(u32, u32), u32>(&store, export(module, "prepare_"))?;
        let read = instance.get_typed_func::<(), u32>(&store, export(module, "read_"))?;
        prepare.call(&mut store, (case as u32, size as u32))?;
        store.set_fuel(FUEL)?;
        read.call(&mut store, ())?;
        Ok(FUEL - store.get_fuel()?)
    };
    count().map_err(|error| error.to_string())
}

/// The whole name of an export, which the compiler makes unique at its end.
fn export<'a>(module: &'a Module, name: &'a str) -> &'a str {
    let mut names = module.exports().map(|export| export.name());
    names.find(|found| found.starts_with(name)).unwrap_or(name)
}

/// Builds the importer as WebAssembly.
fn probe() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("probe");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release", "--package", "waymark-fuzz"])
        .args(["--bin", "probe", "--target", "wasm32-unknown-unknown"])
        .arg("--target-dir")
        .arg(&target)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .expect("cargo runs this test, so it can be run");
    assert!(status.success(), "the probe does not build");
    target.join("wasm32-unknown-unknown/release/probe.wasm")
}
