//! A package as documents and a history: what the command line's `waymark import` does.

use waymark_anki::import::{Known, Progress as Step, Unpacked};
use waymark_core::collection::Collection;
use waymark_core::journal::{Event, Fact};
use waymark_store::packaging::{Document, Events, MediaFile, Package, Progress};

/// How many notes pass between two words about them.
const STEP: usize = 100;

/// Understands what was read of a package, by what the learner did.
///
/// # Errors
/// What is wrong with it, in words.
pub fn understand(
    past: &Events,
    parts: &[u8],
    progress: &mut dyn FnMut(Progress),
) -> Result<Package, String> {
    let unpacked = Unpacked::from_parts(parts).map_err(|error| error.to_string())?;
    let journal = past.journal();
    let collection = Collection::fold(&journal);
    let known = Known {
        journal: &journal,
        collection: &collection,
    };
    let import = unpacked.understand(Some(known), &mut |step| match step {
        Step::Reading => {}
        Step::Notes { done, all } => {
            if done % STEP == 0 {
                progress(Progress::Notes { done, all });
            }
        }
        Step::Documents { done, all } => progress(Progress::Documents { done, all }),
    });
    let import = import.map_err(|error| error.to_string())?;
    let new = import.events.into_iter();
    let new: Vec<Event> = new.filter(|event| !journal.holds(event)).collect();
    let is_review = |event: &&Event| matches!(event.fact, Fact::Reviewed(_));
    let reviews = new.iter().filter(is_review).count();
    let documents = import.documents.into_iter().map(|document| Document {
        path: document.path,
        markdown: document.markdown,
    });
    let media = import.media.into_iter().map(|file| MediaFile {
        name: file.name,
        member: file.member,
    });
    Ok(Package {
        documents: documents.collect(),
        events: Events::of(&new),
        reviews,
        others: new.len() - reviews,
        own: import.counts.own,
        media: media.collect(),
        remarks: import.diagnostics.iter().map(ToString::to_string).collect(),
    })
}
