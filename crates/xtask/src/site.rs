//! The files of the built application: what they are called and what that says about them.

use std::fs;
use std::hash::Hasher;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use siphasher::sip::SipHasher13;
use thiserror::Error;

/// Why the built application could not be read or written.
#[derive(Debug, Error)]
#[error("cannot {act} {path}")]
pub struct SiteError {
    /// What was attempted.
    pub act: &'static str,
    /// On which file or folder.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

impl SiteError {
    /// An attempt at `path` that failed.
    pub fn at(act: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self { act, path, source }
    }
}

/// What stands directly in `folder`, sorted.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, SiteError> {
    let read: Result<Vec<fs::DirEntry>, io::Error> =
        fs::read_dir(folder).and_then(Iterator::collect);
    let read = read.map_err(SiteError::at("read", folder))?;
    let mut paths: Vec<PathBuf> = read.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    Ok(paths)
}

/// Every file below `folder`, as paths relative to it, with `/` and sorted.
pub fn files(folder: &Path) -> Result<Vec<String>, SiteError> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((path, prefix)) = folders.pop() {
        for path in entries(&path)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = format!("{prefix}{name}");
            if path.is_dir() {
                folders.push((path, format!("{name}/")));
            } else {
                found.push(name);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// What comes after the last point of a file's name.
pub fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Whether the file gains from compression.
pub fn is_compressible(name: &str) -> bool {
    const COMPRESSIBLE: [&str; 12] = [
        "bin",
        "css",
        "html",
        "ico",
        "js",
        "json",
        "md",
        "mjs",
        "svg",
        "txt",
        "wasm",
        "webmanifest",
    ];
    COMPRESSIBLE.contains(&extension(name))
}

/// How many hexadecimal digits a hash in a name has; Trunk leaves out leading zeros.
const DIGITS: RangeInclusive<usize> = 12..=16;

/// Whether the name holds a hash of the content, so that the file never changes under it.
///
/// Trunk and this program write `name-0123456789abcdef.js`, wasm-bindgen adds `_bg`.
pub fn is_hashed(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    let stem = name.split('.').next().unwrap_or(name);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        DIGITS.contains(&hash.len()) && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// A name that changes when the content does.
pub fn hashed_name(stem: &str, content: &[u8], extension: &str) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(content);
    format!("{stem}-{:016x}.{extension}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_name_is_told_from_others() {
        assert!(is_hashed("waymark-web-0123456789abcdef.js"));
        assert!(is_hashed("waymark-web-0123456789abcdef_bg.wasm"));
        assert!(is_hashed("waymark-web-123456789abcdef.js"));
        assert!(is_hashed("styles/base-0123456789abcdef.css.br"));
        assert!(!is_hashed("index.html"));
        assert!(!is_hashed("waymark-web-0123456789ABCDEF.js"));
        assert!(!is_hashed("waymark-web-01234567.js"));
        assert!(!is_hashed("icon-512.png"));
    }

    #[test]
    fn the_name_follows_the_content() {
        let name = hashed_name("start", b"import", "js");
        assert!(is_hashed(&name), "{name}");
        assert_eq!(name, hashed_name("start", b"import", "js"));
        assert_ne!(name, hashed_name("start", b"import ", "js"));
    }

    #[test]
    fn pictures_are_left_as_they_are() {
        assert!(is_compressible("a.wasm") && is_compressible("manifest.webmanifest"));
        assert!(!is_compressible("icon-512.png") && !is_compressible("a.js.br"));
    }
}
