//! A package as documents and a history: what the command line's `waymark import` does.

use waymark_anki::import::{Known, Progress as Step, Unpacked};
use waymark_core::collection::Collection;
use waymark_core::journal::{Event, Fact};
use waymark_store::packaging::{Events, MediaFile, Package, Progress};

use crate::importer::reading_of;

/// How many notes pass between two words about them.
const STEP: usize = 100;

/// Understands what was read of a package, by what the learner did; beside it is what
/// [`Package::documents`] says.
///
/// # Errors
/// What is wrong with it, in words.
pub fn understand(
    past: &Events,
    parts: &[u8],
    progress: &mut dyn FnMut(Progress),
) -> Result<(Package, Vec<Vec<u8>>), String> {
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
    let mut documents = Vec::new();
    let mut beside = Vec::new();
    for document in import.documents {
        let markdown = document.markdown.into_bytes();
        let reading = reading_of(&document.path, &markdown, document.read);
        beside.push(markdown);
        beside.push(reading.map_err(|error| error.to_string())?);
        documents.push(document.path);
    }
    let media = import.media.into_iter().map(|file| MediaFile {
        name: file.name,
        member: file.member,
    });
    let package = Package {
        documents,
        events: Events::of(&new),
        reviews,
        others: new.len() - reviews,
        own: import.counts.own,
        media: media.collect(),
        remarks: import.diagnostics.iter().map(ToString::to_string).collect(),
    };
    Ok((package, beside))
}
