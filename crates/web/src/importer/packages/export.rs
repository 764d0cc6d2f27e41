//! Cards as a file, or as the parts of a package: what the command line's `waymark export` does, of what
//! a browser holds.

use rustc_hash::FxHashSet;
use waymark_anki::export::sheet::{self, Separator};
use waymark_anki::export::{self, Progress as Learned, Selection, Source, Versions};
use waymark_anki::package::Package;
use waymark_anki::package::previous::{Edition, Previous};
use waymark_core::collection::{Collection, Members};
use waymark_core::id::CardId;
use waymark_core::journal::Journal;
use waymark_core::roadmap::Roadmap;
use waymark_core::search::{self, Index, Record};
use waymark_core::time::Moment;
use waymark_store::bundle;
use waymark_store::exported::{Exported, ExportedNote};
use waymark_store::packaging::{Export, Form, Progress, Schedule, Size};

/// Counts what would be exported of the roadmaps, which are as [`bundle`] writes them.
///
/// # Errors
/// What went wrong, in words.
pub fn size(
    wanted: &Export,
    roadmaps: &[u8],
    progress: &mut dyn FnMut(Progress),
) -> Result<Size, String> {
    progress(Progress::Reading);
    with(wanted, roadmaps, |export| {
        progress(Progress::Gathering);
        Ok(counted(export))
    })
}

/// What was made.
pub struct Made {
    /// How much it holds.
    pub size: Size,
    /// The names of the pictures and sounds that belong to a package.
    pub media: Vec<String>,
    /// The file; or the parts of a package, and what it and those before it say.
    pub files: Vec<Vec<u8>>,
}

/// Makes a file of it; or the parts of a package, with what it and those that were `exported` before say.
///
/// # Errors
/// What went wrong, in words; also where there is no card.
pub fn gather(
    wanted: &Export,
    form: Form,
    roadmaps: &[u8],
    exported: &[u8],
    progress: &mut dyn FnMut(Progress),
) -> Result<Made, String> {
    progress(Progress::Reading);
    with(wanted, roadmaps, |export| {
        progress(Progress::Gathering);
        let mut media = Vec::new();
        let (size, files) = match form {
            Form::Apkg => {
                let mut package = export::package(export);
                media.extend(package.media_names());
                let exported = follow(&mut package, &Exported::from_bytes(exported));
                let exported = exported.to_bytes().map_err(|error| error.to_string())?;
                let parts = package.to_parts().map_err(|error| error.to_string())?;
                (of(package.size()), vec![parts, exported])
            }
            Form::Csv => {
                let table = sheet::table(export, Separator::Comma);
                (counted(export), vec![table.into_bytes()])
            }
            Form::Tsv => {
                let table = sheet::table(export, Separator::Tab);
                (counted(export), vec![table.into_bytes()])
            }
            Form::Markdown => (counted(export), vec![sheet::plain(export).into_bytes()]),
        };
        if size.cards == 0 {
            return Err("there is no card to export".to_owned());
        }
        Ok(Made { size, media, files })
    })
}

/// Notes that are as they were exported keep the time that they had: Anki updates the others. What the
/// packages say now.
fn follow(package: &mut Package, exported: &Exported) -> Exported {
    let before = exported.0.iter().map(|(guid, note)| {
        let ExportedNote { modified_s, said } = *note;
        (guid.clone(), Edition { modified_s, said })
    });
    let mut previous: Previous = before.collect();
    package.follow(&previous);
    previous.remember(package);
    let notes = previous.notes().map(|(guid, edition)| {
        let Edition { modified_s, said } = edition;
        (guid.to_owned(), ExportedNote { modified_s, said })
    });
    Exported(notes.collect())
}

fn counted(export: &export::Export<'_>) -> Size {
    of(export::size(export))
}

const fn of(size: waymark_anki::package::Size) -> Size {
    Size {
        cards: size.notes,
        decks: size.decks,
        reviews: size.log,
    }
}

fn with<T>(
    wanted: &Export,
    roadmaps: &[u8],
    act: impl FnOnce(&export::Export<'_>) -> Result<T, String>,
) -> Result<T, String> {
    let roadmaps = bundle::from_bytes(roadmaps);
    let roadmaps = roadmaps.map_err(|error| format!("the roadmaps: {error}"))?;
    let journal = wanted.past.journal();
    let mut collection = Collection::fold(&journal);
    collection.join(Members::of(roadmaps.iter().map(|kept| &kept.roadmap)));
    let now = Moment::from(wanted.now);
    let versions: Vec<Versions> = roadmaps
        .iter()
        // The browser keeps the current version of each document only.
        .map(|kept| Versions::of(&kept.roadmap.id, kept.content, &journal, |_| None))
        .collect();
    let sources: Vec<Source<'_>> = roadmaps
        .iter()
        .zip(&versions)
        .map(|(kept, versions)| Source {
            roadmap: &kept.roadmap,
            since: versions.since(None),
            earlier: &versions.earlier,
        })
        .collect();
    let selected = match &wanted.query {
        Some(query) => {
            let roadmaps = sources.iter().map(|source| source.roadmap);
            Some(found(query, roadmaps, &journal, &collection, now)?)
        }
        None => None,
    };
    act(&export::Export {
        sources: &sources,
        selection: selected.as_ref().map_or(Selection::All, Selection::Cards),
        journal: &journal,
        collection: &collection,
        progress: match wanted.schedule {
            Schedule::Included => Learned::Included,
            Schedule::Left => Learned::Left,
        },
        now,
    })
}

/// The cards that a query finds.
fn found<'a>(
    query: &str,
    roadmaps: impl Iterator<Item = &'a Roadmap>,
    journal: &Journal,
    collection: &Collection,
    now: Moment,
) -> Result<FxHashSet<CardId>, String> {
    let parsed = search::parse(query);
    if let Some(diagnostic) = parsed.diagnostics.into_iter().next() {
        return Err(format!("the search: {}", diagnostic.problem));
    }
    let today = now.study_day(collection.settings().day_start);
    let index = Index::new(roadmaps);
    let record = Record::new(&index, journal, collection, today);
    let found = index.search(&parsed.query, &record).into_iter();
    let ids = found.filter_map(|position| index.entry(position).map(|entry| entry.id));
    Ok(ids.collect())
}
