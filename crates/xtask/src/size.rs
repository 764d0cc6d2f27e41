//! What a browser fetches before the first card, counted against its budget.

use std::fmt;
use std::fs;
use std::path::Path;

use thiserror::Error;

use crate::anki_worker;
use crate::evidence_worker;
use crate::importer;
use crate::offline;
use crate::safe_mode;
use crate::site::{self, SiteError};

/// All code and CSS before the first card, after brotli, in bytes.
/// `docs/decisions/0016-weight-of-the-first-page.md` says how it is kept.
pub const BUDGET: u64 = 150_000;
/// Where that figure ought to be.
pub const GOAL: u64 = 90_000;
/// The bundled roadmaps, after brotli, in bytes.
pub const ROADMAPS_BUDGET: u64 = 85_000;
/// The worker for Anki packages, after brotli, in bytes.
/// `docs/decisions/0017-a-worker-for-anki.md` says how it is kept.
pub const ANKI_BUDGET: u64 = 450_000;
/// The worker for the evidence, which has the optimiser, after brotli, in bytes: what no build may
/// exceed; only ever lowered.
pub const EVIDENCE_CEILING: u64 = 55_000;

/// Why the sizes are not within their budgets, or not known.
#[derive(Debug, Error)]
pub enum SizeError {
    /// The site could not be read.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The site is not there, or lacks its parts.
    #[error("no built application to measure; `cargo xtask build` makes it")]
    NotBuilt,
    /// More than the budget.
    #[error("{what}: {bytes} bytes after brotli, {over} above the limit of {budget}")]
    Over {
        /// What is too large.
        what: &'static str,
        /// How large it is.
        bytes: u64,
        /// What it may be.
        budget: u64,
        /// The difference.
        over: u64,
    },
}

/// The size of one file in bytes: as it is, after gzip, and after brotli.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bytes {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Bytes {
    fn plus(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// The files that are measured, apart by what their budget is.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    code: Vec<(String, Bytes)>,
    roadmaps: Vec<(String, Bytes)>,
    /// Fetched when documents are imported and not before, as `tests/acceptance/import.test.mjs`
    /// sees; weighed here and counted against nothing.
    importer: Vec<(String, Bytes)>,
    /// Fetched when a package is made or read, as `tests/acceptance/anki.test.mjs` sees.
    anki: Vec<(String, Bytes)>,
    /// Fetched when a log is weighed, as `tests/acceptance/evidence.test.mjs` sees.
    evidence: Vec<(String, Bytes)>,
}

/// Whether the file holds code or style. Every such file is counted as fetched before the first
/// card; one that is fetched later must be left out here by name, and its test must show it.
fn is_code(name: &str) -> bool {
    // `tests/acceptance/offline.test.mjs` sees that the worker is fetched when the page is up, and
    // `health.test.mjs` that a page fetches safe mode for its address and after a failed start only.
    name != offline::WORKER
        && !name.starts_with(safe_mode::PREFIX)
        && matches!(
            site::extension(name),
            "css" | "html" | "js" | "mjs" | "wasm"
        )
}

fn is_roadmaps(name: &str) -> bool {
    name.starts_with("roadmaps-") && site::extension(name) == "bin"
}

/// Whether the file is one of the importer's, or holds texts for it.
fn is_importer(name: &str) -> bool {
    (name.starts_with(importer::PREFIX) && is_code(name))
        || (name.starts_with(offline::TEXTS) && site::extension(name) == "bin")
}

/// Whether the file is one of the worker for Anki packages.
fn is_anki(name: &str) -> bool {
    name.starts_with(anki_worker::PREFIX) && is_code(name)
}

/// Whether the file is one of the worker for the evidence.
fn is_evidence(name: &str) -> bool {
    name.starts_with(evidence_worker::PREFIX) && is_code(name)
}

/// Measures the site in `folder` by the compressed copies that a host sends.
pub fn measure(folder: &Path) -> Result<Sizes, SizeError> {
    if !folder.join("index.html").is_file() {
        return Err(SizeError::NotBuilt);
    }
    let length = |name: String| {
        let path = folder.join(name);
        fs::metadata(&path)
            .map(|found| found.len())
            .map_err(SiteError::at("measure", &path))
    };
    let mut sizes = Sizes::default();
    for name in site::files(folder)? {
        let list = match name.as_str() {
            name if is_importer(name) => &mut sizes.importer,
            name if is_anki(name) => &mut sizes.anki,
            name if is_evidence(name) => &mut sizes.evidence,
            name if is_code(name) => &mut sizes.code,
            name if is_roadmaps(name) => &mut sizes.roadmaps,
            _ => continue,
        };
        let bytes = Bytes {
            raw: length(name.clone())?,
            gzip: length(format!("{name}.gz"))?,
            brotli: length(format!("{name}.br"))?,
        };
        list.push((name, bytes));
    }
    if sizes.roadmaps.is_empty() || !sizes.code.iter().any(|(name, _)| name.ends_with(".wasm")) {
        return Err(SizeError::NotBuilt);
    }
    Ok(sizes)
}

impl Sizes {
    fn total(list: &[(String, Bytes)]) -> Bytes {
        list.iter()
            .fold(Bytes::default(), |sum, (_, bytes)| sum.plus(*bytes))
    }

    /// Fails if the first page or the roadmaps exceed their budget, or the worker its ceiling.
    pub fn check(&self) -> Result<(), SizeError> {
        let within = |what, list, budget| {
            let bytes = Self::total(list).brotli;
            match bytes.checked_sub(budget) {
                None | Some(0) => Ok(()),
                Some(over) => Err(SizeError::Over {
                    what,
                    bytes,
                    budget,
                    over,
                }),
            }
        };
        within("code and CSS before the first card", &self.code, BUDGET)?;
        within("bundled roadmaps", &self.roadmaps, ROADMAPS_BUDGET)?;
        within("worker for Anki packages", &self.anki, ANKI_BUDGET)?;
        within("worker for the evidence", &self.evidence, EVIDENCE_CEILING)
    }
}

/// Writes a table, the totals, and what remains of the budgets.
impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<44} {:>9} {:>9} {:>9}",
            "bytes", "raw", "gzip", "brotli"
        )?;
        let mut row = |name: &str, bytes: Bytes| {
            let Bytes { raw, gzip, brotli } = bytes;
            writeln!(f, "{name:<44} {raw:>9} {gzip:>9} {brotli:>9}")
        };
        let total = Self::total(&self.code);
        let roadmaps = Self::total(&self.roadmaps);
        for (name, bytes) in &self.code {
            row(name, *bytes)?;
        }
        row("before the first card", total)?;
        let others = [&self.roadmaps, &self.importer, &self.anki, &self.evidence];
        for (name, bytes) in others.into_iter().flatten() {
            row(name, *bytes)?;
        }
        let anki = Self::total(&self.anki).brotli;
        writeln!(
            f,
            "code and CSS: {} of {BUDGET} bytes after brotli (goal {GOAL}); roadmaps: {} of {ROADMAPS_BUDGET}",
            total.brotli, roadmaps.brotli
        )?;
        writeln!(f, "worker for Anki packages: {anki} of {ANKI_BUDGET}")?;
        let evidence = Self::total(&self.evidence).brotli;
        writeln!(
            f,
            "worker for the evidence: {evidence} of {EVIDENCE_CEILING}"
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(code: u64, roadmaps: u64) -> Sizes {
        let file = |name: &str, brotli| {
            let bytes = Bytes {
                raw: brotli * 3,
                gzip: brotli * 2,
                brotli,
            };
            (name.to_owned(), bytes)
        };
        Sizes {
            code: vec![file("a.wasm", code - 1), file("a.css", 1)],
            roadmaps: vec![file("roadmaps-0123456789abcdef.bin", roadmaps)],
            importer: vec![file("importer-0123456789abcdef.wasm", 1_000_000)],
            anki: vec![file("anki-0123456789abcdef.wasm", 450_000)],
            evidence: vec![file("evidence-0123456789abcdef.wasm", 25_000)],
        }
    }

    #[test]
    fn the_limits_themselves_are_allowed_and_no_byte_more() {
        assert!(sizes(BUDGET, ROADMAPS_BUDGET).check().is_ok());
        let error = sizes(BUDGET + 1, 1).check().expect_err("one byte above");
        assert_eq!(
            error.to_string(),
            "code and CSS before the first card: 150001 bytes after brotli, 1 above the limit of 150000"
        );
        assert!(sizes(2, ROADMAPS_BUDGET + 1).check().is_err());
        let mut large = sizes(2, 1);
        large.anki.extend(large.anki.clone());
        assert!(large.check().is_err());
        let mut large = sizes(2, 1);
        large.evidence.extend(large.evidence.clone());
        large.evidence.extend(large.evidence.clone());
        assert!(large.check().is_err());
    }

    #[test]
    fn the_table_has_a_head_and_totals() {
        let table = sizes(100, 7).to_string();
        let lines: Vec<&str> = table.lines().collect();
        assert!(
            lines[0].starts_with("bytes") && lines[0].ends_with("brotli"),
            "{table}"
        );
        assert!(lines[3].starts_with("before the first card"), "{table}");
        assert!(
            lines[3].ends_with("       300       200       100"),
            "{table}"
        );
        assert!(table.contains("100 of 150000 bytes"), "{table}");
    }

    #[test]
    fn what_is_counted_is_code_and_css() {
        assert!(is_code("index.html") && is_code("a-0_bg.wasm") && is_code("sub/a.css"));
        assert!(!is_code("service-worker.js") && is_code("installation-0.js"));
        assert!(!is_code("recover-0.js") && is_code("start-0.js"));
        assert!(!is_code("icon.svg") && !is_code("roadmaps-0.bin") && !is_code("a.js.br"));
        assert!(is_importer("importer-0.wasm") && is_importer("importer-glue-0.js"));
        assert!(is_importer("texts-0.bin") && !is_importer("texts-0.bin.br"));
        assert!(!is_importer("importer-0.wasm.br") && !is_importer("waymark-importer-0.wasm"));
        assert!(is_anki("anki-0.wasm") && is_anki("anki-start-0.js") && !is_anki("anki-0.wasm.gz"));
        assert!(is_evidence("evidence-0.wasm") && !is_evidence("evidence-0.wasm.br"));
        assert!(is_roadmaps("roadmaps-0.bin") && !is_roadmaps("roadmaps-0.bin.br"));
    }
}
