//! What makes the site an application that works without a network: the manifest with its
//! pictures, the service worker with its list, and the page's side of both.

use std::fs;
use std::hash::Hasher;
use std::path::Path;

use serde_json::json;
use siphasher::sip::SipHasher13;
use thiserror::Error;

use crate::anki_worker;
use crate::evidence_worker;
use crate::glue;
use crate::html::{self, HtmlError, Place};
use crate::importer;
use crate::minify::{Minifier, MinifyError};
use crate::site::{self, SiteError};

/// The worker's name, which never changes: browsers look for a new one under the old name.
pub const WORKER: &str = "service-worker.js";
/// The manifest's name.
pub const MANIFEST: &str = "manifest.webmanifest";

/// What the name of the file of texts begins with that the importer adds to the bundled roadmaps.
pub const TEXTS: &str = "texts";

/// What the names of the manifest's icons begin with.
const ICON: &str = "icon";

/// Why the site does not work offline.
#[derive(Debug, Error)]
pub enum OfflineError {
    /// A file could not be read or written.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The page's script could not be made smaller.
    #[error(transparent)]
    Minify(#[from] MinifyError),
    /// The page has no place for what it must name.
    #[error(transparent)]
    Page(#[from] HtmlError),
}

/// Adds the manifest, its pictures and the page's script to the site in `bundle`.
pub fn add_files(root: &Path, minifier: &Minifier, bundle: &Path) -> Result<(), OfflineError> {
    let web = root.join("crates").join("web");
    let plain = web.join("static");
    for name in site::files(&plain)? {
        copy(&plain.join(&name), &bundle.join(&name))?;
    }
    copy(&web.join("icon.svg"), &bundle.join("icon.svg"))?;
    let script = minifier.module(read(&web.join("scripts").join("installation.js"))?)?;
    let name = site::hashed_name("installation", script.as_bytes(), "js");
    write(&bundle.join(&name), &script)?;
    let index = bundle.join("index.html");
    let page = html::point(&read(&index)?, Place::Installation, &name)?;
    html::check_policy(&page)?;
    Ok(write(&index, &page)?)
}

/// Writes the version into the page, and the worker with the list of the site's files.
///
/// Done again after a change by hand it gives the site of another version.
pub fn list(root: &Path, bundle: &Path) -> Result<(), OfflineError> {
    let scripts = root.join("crates").join("web").join("scripts");
    let worker = glue::without_comments(&read(&scripts.join(WORKER))?);
    let index = bundle.join("index.html");
    let page = html::point(&read(&index)?, Place::Build, "")?;
    let list = List::of(site::files(bundle)?);
    let mut texts = vec![page.clone().into_bytes(), worker.clone().into_bytes()];
    for name in &list.plain {
        let path = bundle.join(name);
        texts.push(fs::read(&path).map_err(SiteError::at("read", &path))?);
    }
    let version = list.version(&texts);
    write(&index, &html::point(&page, Place::Build, &version)?)?;
    Ok(write(
        &bundle.join(WORKER),
        &list.before(&version, &worker),
    )?)
}

/// What the worker has to know of the site, all names in order.
#[derive(Debug, PartialEq, Eq)]
struct List {
    /// What a page needs to start.
    first: Vec<String>,
    /// What only the importer and its workers need, and what a learner may edit.
    later: Vec<String>,
    /// What few learners ever need: fetched when it is asked for.
    asked: Vec<String>,
    /// The manifest and its icons, whose names hold no hash.
    plain: Vec<String>,
}

impl List {
    /// Takes the files that an application without a network needs; compressed copies are the
    /// host's affair.
    fn of(mut names: Vec<String>) -> Self {
        names.retain(|name| !matches!(site::extension(name), "br" | "gz"));
        names.sort();
        let (hashed, mut plain): (Vec<String>, Vec<String>) =
            names.into_iter().partition(|name| site::is_hashed(name));
        plain.retain(|name| name == MANIFEST || name.starts_with(ICON));
        let (asked, hashed): (Vec<String>, Vec<String>) = hashed
            .into_iter()
            .partition(|name| name.starts_with(evidence_worker::PREFIX));
        let (later, first) = hashed.into_iter().partition(|name| {
            let apart = [importer::PREFIX, anki_worker::PREFIX, TEXTS];
            let is_apart = apart.into_iter().any(|prefix| name.starts_with(prefix));
            is_apart || site::extension(name) == "md"
        });
        Self {
            first,
            later,
            asked,
            plain,
        }
    }

    /// A hash of the list and of `contents`, those of files whose names hold no hash.
    fn version(&self, contents: &[Vec<u8>]) -> String {
        let names = self.first.iter().chain(&self.later).chain(&self.asked);
        let names = names.map(String::as_bytes);
        let mut hasher = SipHasher13::new();
        for content in names.chain(contents.iter().map(Vec::as_slice)) {
            // With its length, so that none runs into the next.
            hasher.write_usize(content.len());
            hasher.write(content);
        }
        format!("{:016x}", hasher.finish())
    }

    /// The worker with the list before it.
    fn before(&self, version: &str, worker: &str) -> String {
        let list = json!({
            "version": version,
            "first": self.first,
            "later": self.later,
            "asked": self.asked,
            "plain": self.plain,
        });
        format!("const BUILD = {list};\n{worker}")
    }
}

fn read(path: &Path) -> Result<String, SiteError> {
    fs::read_to_string(path).map_err(SiteError::at("read", path))
}

fn write(path: &Path, content: &str) -> Result<(), SiteError> {
    fs::write(path, content).map_err(SiteError::at("write", path))
}

fn copy(from: &Path, to: &Path) -> Result<(), SiteError> {
    fs::copy(from, to)
        .map(drop)
        .map_err(SiteError::at("copy", from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[&str]) -> List {
        List::of(names.iter().map(|&name| name.to_owned()).collect())
    }

    const SITE: [&str; 12] = [
        "anki-0123456789abcdef.wasm",
        "waymark-0123456789abcdef.wasm",
        "waymark-0123456789abcdef.wasm.br",
        "base-0123456789abc.css",
        "evidence-0123456789abcdef.wasm",
        "importer-0123456789abcdef.wasm",
        "importer-start-0123456789abcdef.js",
        "icon-192.png",
        "index.html",
        "service-worker.js",
        "source-0123456789abcdef.md",
        "texts-0123456789abcdef.bin",
    ];

    #[test]
    fn hashed_files_are_listed_once_and_those_of_programs_apart_by_themselves() {
        let list = list(&SITE);
        assert_eq!(
            list.first,
            ["base-0123456789abc.css", "waymark-0123456789abcdef.wasm"]
        );
        assert_eq!(
            list.later,
            [
                "anki-0123456789abcdef.wasm",
                "importer-0123456789abcdef.wasm",
                "importer-start-0123456789abcdef.js",
                "source-0123456789abcdef.md",
                "texts-0123456789abcdef.bin"
            ]
        );
        assert_eq!(list.asked, ["evidence-0123456789abcdef.wasm"]);
        assert_eq!(list.plain, ["icon-192.png"]);
        let worker = list.before("f", "self;\n");
        assert!(worker.starts_with("const BUILD = {") && worker.ends_with("};\nself;\n"));
        assert_eq!(worker.lines().count(), 2);
    }

    #[test]
    fn the_version_follows_every_name_and_every_text() {
        let version = |names: &[&str], contents: [&str; 2]| {
            list(names).version(&contents.map(|content| content.as_bytes().to_vec()))
        };
        let first = version(&SITE, ["page", "worker"]);
        assert_eq!(first.len(), 16);
        assert_eq!(first, version(&SITE, ["page", "worker"]));
        assert_ne!(first, version(&SITE[2..], ["page", "worker"]));
        assert_ne!(first, version(&SITE, ["page", "another worker"]));
        assert_ne!(first, version(&SITE, ["pagew", "orker"]));
    }
}
