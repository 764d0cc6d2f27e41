//! What the page has the importer do besides reading documents: what carries too much code for the
//! first page.

use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::File;

use super::{mathematics, media};
use crate::platform::files::{self, Shared};
use crate::platform::method::is_named;
use crate::platform::module;
use crate::platform::storage::words;
use crate::state::backup::{Brought, Gathered, gather, restore};
use crate::state::documents;
use crate::state::folder_backup;
use crate::state::order;
use crate::state::room::share;
use crate::state::upkeep::{archiving, healing};
use crate::state::wording::{count, grouped};

/// What is left to do after the orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Only what they asked for was wanted.
    Nothing,
    /// The roadmaps have changed.
    Changed,
    /// Nothing was ordered: a page is to be drawn.
    Page,
}

/// Does what was ordered.
pub async fn carry_out() -> Rest {
    let orders = module::orders();
    let mut rest = if orders.is_empty() {
        Rest::Page
    } else {
        Rest::Nothing
    };
    for order in orders {
        let answer = match order.what.as_str() {
            order::SAVE => save().await.map_err(|cause| unsaved(&cause)),
            order::SHARE => hand_over().await.map_err(|cause| unsaved(&cause)),
            order::RESTORE => {
                let brought = restored(&order.with).await;
                if brought.is_ok() {
                    rest = Rest::Changed;
                }
                brought.map_err(|cause| format!("Nothing was changed: {cause}."))
            }
            order::CHOOSE_FOLDER => silent(folder_backup::choose().await),
            order::ALLOW_FOLDER => silent(folder_backup::allow().await),
            order::WRITE_TO_FOLDER => silent(folder_backup::write().await),
            order::LEAVE_FOLDER => silent(folder_backup::stop().await),
            order::ARCHIVE => archive().await,
            order::BRING_BACK => bring_back().await,
            order::UPKEEP => Ok(healing::keep_up().await),
            order::SHOW => media::show(&order.with).await.map(|()| String::new()),
            order::TYPESET => mathematics::typeset(&order.with).map(|()| String::new()),
            what => Err(format!("`{what}` is not known")),
        };
        order.answer(answer);
    }
    rest
}

/// What there is to say of the folder is kept; here comes only the trouble.
fn silent(done: Result<(), String>) -> Result<String, String> {
    match done {
        Ok(()) => Ok(String::new()),
        Err(cause) => Err(format!("The folder could not be used: {cause}.")),
    }
}

fn unsaved(cause: &str) -> String {
    format!("The backup could not be saved: {cause}.")
}

async fn save() -> Result<String, String> {
    let gathered = gather().await?;
    let name = format!("waymark-{}.json", gathered.day);
    files::download(&name, "application/json", gathered.json.as_bytes())
        .map_err(|error| words(&error))?;
    Ok(saved(&gathered))
}

async fn hand_over() -> Result<String, String> {
    let gathered = gather().await?;
    // Browsers hand on text, and not all of them JSON.
    let name = format!("waymark-{}.txt", gathered.day);
    match files::share(&name, &gathered.json).await {
        Ok(Shared::Sent) => Ok(saved(&gathered)),
        Ok(Shared::Cancelled) => Ok(String::new()),
        Err(error) if is_named(&error, "NotAllowedError") => {
            Err("the browser wants another tap; please try again".to_owned())
        }
        Err(error) => Err(words(&error)),
    }
}

fn saved(gathered: &Gathered) -> String {
    gathered.is_saved();
    match &gathered.lacking {
        None => String::new(),
        Some(what) => format!("The backup is saved, but this is not in it: {what}."),
    }
}

async fn restored(file: &JsValue) -> Result<String, String> {
    let file: &File = file.dyn_ref().ok_or("there is no file")?;
    let text = files::read(file).await;
    let text = text.map_err(|error| format!("the file cannot be read: {}", words(&error)))?;
    let brought = restore(&text).await?;
    documents::announce();
    Ok(summary(&brought))
}

/// Saves a backup first: an archived piece has one copy in this browser.
async fn archive() -> Result<String, String> {
    let foreseen = archiving::foresee().await;
    foreseen.map_err(|refusal| format!("Nothing was archived: {refusal}."))?;
    let saved = save().await.map_err(|cause| unsaved(&cause))?;
    let gain = archiving::archive().await;
    let gain = gain.map_err(|refusal| {
        format!("The backup is saved, and nothing more was archived: {refusal}.")
    })?;
    documents::announce();
    let words = format!(
        "Archived: {}. {} of the room came free. Keep the backup that was just saved somewhere else \
         than in this browser.",
        count(gain.events, "event", "events"),
        share(gain.characters)
    );
    Ok(if saved.is_empty() {
        words
    } else {
        format!("{words} {saved}")
    })
}

async fn bring_back() -> Result<String, String> {
    let brought = archiving::bring_back().await;
    let (brought, left) =
        brought.map_err(|refusal| format!("Not everything was brought back: {refusal}."))?;
    documents::announce();
    let pieces = count(brought, "piece", "pieces");
    Ok(match left {
        0 => format!("Brought back: {pieces}. All of your history is kept twice again."),
        left => format!("Brought back: {pieces}. For {left} more there is not enough room."),
    })
}

/// What came of restoring, in words; what is nothing is left out.
fn summary(brought: &Brought) -> String {
    let events = count(brought.events.new, "event", "events");
    let mut words = format!(
        "Restored: {events} added, {} here already.",
        grouped(brought.events.known as u64)
    );
    match &brought.documents {
        Ok(documents) => {
            if documents.new + documents.known > 0 {
                let new = count(documents.new, "roadmap", "roadmaps");
                let known = documents.known;
                words.push_str(&format!(" {new} of your own added, {known} here already."));
            }
            if documents.put_away > 0 {
                let away = count(documents.put_away, "roadmap", "roadmaps");
                words.push_str(&format!(" {away} put away, as there."));
            }
        }
        Err(error) => {
            words.push_str(&format!(
                " The roadmaps in it could not be kept: {error}. Restore it again later."
            ));
        }
    }
    if brought.unreadable > 0 {
        let pieces = count(brought.unreadable, "piece", "pieces");
        words.push_str(&format!(" {pieces} that cannot be read: kept as it is."));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::database::DatabaseError;
    use crate::state::backup::BroughtDocuments;
    use crate::state::learner::Restored;

    #[test]
    fn the_summary_says_what_came_and_no_more() {
        #[track_caller]
        fn check(documents: Result<BroughtDocuments, &str>, unreadable: usize, expected: &str) {
            let brought = Brought {
                events: Restored { new: 1, known: 3 },
                documents: documents.map_err(|cause| DatabaseError {
                    cause: cause.to_owned(),
                }),
                unreadable,
            };
            let whole = format!("Restored: 1 event added, 3 here already.{expected}");
            assert_eq!(summary(&brought), whole);
        }
        let documents = |new, known, put_away| {
            Ok(BroughtDocuments {
                new,
                known,
                put_away,
            })
        };
        check(documents(0, 0, 0), 0, "");
        check(
            documents(1, 0, 0),
            0,
            " 1 roadmap of your own added, 0 here already.",
        );
        check(
            documents(0, 2, 1),
            1,
            " 0 roadmaps of your own added, 2 here already. 1 roadmap put away, as there. \
             1 piece that cannot be read: kept as it is.",
        );
        check(
            Err("no database"),
            0,
            " The roadmaps in it could not be kept: no database. Restore it again later.",
        );
    }
}
