//! Names the fold: a hash of the sources that decide what follows from a journal.
//!
//! A checkpoint of another program is never gone on from, whoever forgot to count up a version.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What folds, and what reads events.
const SOURCES: [&str; 2] = ["../core/src", "src"];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for folder in SOURCES {
        println!("cargo::rerun-if-changed={folder}");
        list(Path::new(folder), &mut files)?;
    }
    files.sort();
    // FNV-1a (Fowler, Noll and Vo), for the program that builds must not need a crate for it.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        let text = fs::read(&file)?;
        let name = file.to_string_lossy().replace('\\', "/");
        for byte in name.bytes().chain([0]).chain(text).chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=WAYMARK_FOLD={hash}");
    Ok(())
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
