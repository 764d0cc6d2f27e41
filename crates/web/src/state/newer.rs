//! Bundled roadmaps that the learner has edited, and of which this version of Waymark brings
//! another text than the one that was edited.

use std::sync::Arc;

use waymark_core::id::{ContentHash, RoadmapId};
use waymark_core::roadmap::content_hash;

use super::shelf::{Origin, Shelf, Source};
use crate::platform::database::{self, DatabaseError};

/// The bundled roadmaps whose text the learner has not been shown yet.
///
/// # Errors
/// What the browser said, when it opens no database.
pub async fn newer(shelf: &Shelf) -> Result<Vec<Arc<Source>>, DatabaseError> {
    let mut bases = Vec::new();
    for bundled in edited(shelf) {
        let roadmap = &bundled.roadmap.id;
        if let Some(base) = database::base(roadmap).await? {
            bases.push((roadmap.clone(), content_hash(&base)));
        }
    }
    Ok(since(shelf, &bases))
}

/// Whether a document is one that comes with this version of Waymark, byte by byte.
pub fn is_bundled(shelf: &Shelf, content: ContentHash) -> bool {
    let mut bundled = shelf.bundled().iter();
    bundled.any(|bundled| bundled.content == content)
}

/// The bundled roadmaps in whose place a document of the same name stands: an edited one.
fn edited(shelf: &Shelf) -> impl Iterator<Item = &Arc<Source>> {
    shelf.bundled().iter().filter(|bundled| {
        shelf.sources().iter().any(|own| {
            own.origin == Origin::Imported
                && own.roadmap.id == bundled.roadmap.id
                && own.path == bundled.path
        })
    })
}

/// Those whose text is another than the one from which the learner's was made.
fn since(shelf: &Shelf, bases: &[(RoadmapId, ContentHash)]) -> Vec<Arc<Source>> {
    let is_newer = |bundled: &&Arc<Source>| {
        let mut bases = bases.iter();
        let base = bases.find(|(roadmap, _)| *roadmap == bundled.roadmap.id);
        base.is_some_and(|(_, base)| *base != bundled.content)
    };
    edited(shelf).filter(is_newer).map(Arc::clone).collect()
}

#[cfg(test)]
mod tests {
    use waymark_core::reimport::IMPORTER_VERSION;
    use waymark_core::roadmap::import;
    use waymark_store::bundle::BundledRoadmap;
    use waymark_store::document::{Compiled, Document, Kept};

    use super::*;

    const OLD: &str = "# Tea\n\n- **Green**: short.\n";
    const NEW: &str = "# Tea\n\n- **Green**: two minutes.\n";
    const OWN: &str = "# Tea\n\n- **Green**: mine.\n";

    fn compiled(path: &str, text: &str) -> BundledRoadmap {
        BundledRoadmap {
            path: path.to_owned(),
            content: content_hash(text.as_bytes()),
            roadmap: import(text.as_bytes(), path).roadmap,
        }
    }

    #[test]
    fn a_newer_text_is_told_where_the_older_was_edited() {
        #[track_caller]
        fn check(own: Option<&str>, base: Option<&str>, expected: &[&str]) {
            let bundled = vec![Source::new(compiled("tea.md", NEW), Origin::Bundled)];
            let kept = own.map(|path| {
                let compiled = compiled(path, OWN);
                Kept::Document(Document {
                    roadmap: compiled.roadmap.id.clone(),
                    path: compiled.path.clone(),
                    content: compiled.content,
                    importer: IMPORTER_VERSION.0,
                    compiled: Compiled::of(&compiled).expect("it can be written"),
                })
            });
            let shelf = Shelf::assemble(bundled, Ok(kept.into_iter().collect()));
            let tea: RoadmapId = "tea".parse().expect("a slug");
            let bases = base.map(|base| (tea, content_hash(base.as_bytes())));
            let bases: Vec<_> = bases.into_iter().collect();
            let found = since(&shelf, &bases);
            let found: Vec<&str> = found.iter().map(|s| s.roadmap.id.as_str()).collect();
            assert_eq!(found, expected, "{own:?} made from {base:?}");
        }
        check(Some("tea.md"), Some(OLD), &["tea"]);
        check(Some("tea.md"), Some(NEW), &[]);
        check(Some("tea.md"), None, &[]);
        check(Some("my-tea.md"), Some(OLD), &[]);
        check(None, Some(OLD), &[]);
    }
}
