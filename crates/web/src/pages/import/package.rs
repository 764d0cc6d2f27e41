//! Packages of Anki's: their decks become documents, and the rest of them is shown and kept here.

use js_sys::Uint8Array;
use leptos::prelude::*;
use waymark_core::journal::Event;
use waymark_core::rich_text::media::kind_of;
use waymark_store::packaging::{Answer, Events, MediaFile, Order, Package, Progress};

use super::importing::Importing;
use super::preview::STEP;
use super::stage::Chosen;
use crate::components::element::{Presence, View, element, nothing, row};
use crate::components::fold::{fold, long_list};
use crate::platform::chosen::{self, ChosenFile};
use crate::platform::packager::{self, Answered, Ready, SOMETHING_ELSE, Task};
use crate::platform::page;
use crate::platform::storage::BrowserStore;
use crate::state::candidate::LARGEST_PACKAGE;
use crate::state::context::Outcome;
use crate::state::offered::{self, Content, Offer};
use crate::state::wording::count;

/// A package without its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// The file.
    pub path: String,
    /// What came with it.
    pub package: Package,
    /// The files in it that do not come along, and why.
    pub left: Vec<String>,
}

/// Reads a package, and gives what came with it, and its decks as documents; nothing of it is kept yet.
///
/// # Errors
/// What is wrong with it, in words.
pub async fn unpack(
    file: &ChosenFile,
    begun: impl Fn(Task),
    progress: impl Fn(Progress) + Clone + 'static,
) -> Result<(Unpacked, Vec<Chosen>), String> {
    if file.file.size() > LARGEST_PACKAGE {
        return Err(
            "it is larger than 256 MB; export the deck from Anki without its media".to_owned(),
        );
    }
    // Each starts while there is something else to wait for.
    let start = |program| Ready::start(program).map_err(|error| error.to_string());
    let (packages, importer) = (start(packager::PACKAGES)?, start(packager::IMPORTER)?);
    let bytes = chosen::array(&file.file).await;
    let bytes = bytes.map_err(|error| format!("the browser cannot read it: {error:?}"))?;
    let past = Events::stored(&BrowserStore).map_err(|error| error.to_string())?;
    let (order, bytes) = (Order::Unpack, [bytes]);
    let unpacked = packager::carry_out(packages, &order, &bytes, &begun, progress.clone());
    let Answered { answer, beside } = unpacked.await.map_err(|error| error.to_string())?;
    match answer {
        Answer::Unpacked => {}
        Answer::Failed(cause) => return Err(cause),
        _ => return Err(SOMETHING_ELSE.to_owned()),
    }
    let order = Order::Understand(past);
    let tell = progress.clone();
    let understood = packager::carry_out(importer, &order, &beside, &begun, tell);
    let Answered { answer, beside } = understood.await.map_err(|error| error.to_string())?;
    page::pause().await;
    let mut package = match answer {
        Answer::Package(package) => package,
        Answer::Failed(cause) => return Err(cause),
        _ => return Err(SOMETHING_ELSE.to_owned()),
    };
    let paths = std::mem::take(&mut package.documents).into_iter();
    let mut parts = beside.iter();
    let decks = paths.map(|path| match (parts.next(), parts.next()) {
        (Some(markdown), Some(reading)) => Ok(Chosen::Deck {
            path,
            bytes: markdown.to_vec(),
            reading: reading.to_vec(),
        }),
        _ => Err(SOMETHING_ELSE.to_owned()),
    });
    let decks = decks.collect::<Result<_, String>>()?;
    let files = std::mem::take(&mut package.media);
    let left = bring_media(file, files, begun, progress).await;
    let path = file.path.clone();
    let unpacked = Unpacked {
        path,
        package,
        left,
    };
    Ok((unpacked, decks))
}

/// Offers the pictures and sounds of a package to its decks, and says which are left in it and why.
async fn bring_media(
    file: &ChosenFile,
    files: Vec<MediaFile>,
    begun: impl Fn(Task),
    progress: impl Fn(Progress) + 'static,
) -> Vec<String> {
    let is_media = |file: &MediaFile| kind_of(&file.name).is_some();
    let (wanted, others): (Vec<_>, Vec<_>) = files.into_iter().partition(is_media);
    let others = others.into_iter();
    let others = others.map(|file| format!("{}: it is no picture or sound", file.name));
    let mut left: Vec<String> = others.collect();
    if wanted.is_empty() {
        return left;
    }
    match unpack_media(file, &wanted, begun, progress).await {
        Err(cause) => {
            let wanted = wanted.into_iter();
            left.extend(wanted.map(|file| format!("{}: {cause}", file.name)));
        }
        Ok((fates, files)) => {
            let mut files = files.into_iter();
            let mut offers = Vec::new();
            for (member, fate) in wanted.into_iter().zip(fates) {
                let path = format!("{}/{}", file.path, member.name);
                match fate.map(|()| files.next()) {
                    Ok(bytes) => offers.extend(bytes.and_then(|bytes| {
                        let offer = Offer::new(path, bytes.length().into())?;
                        Some((offer, Content::Bytes(bytes)))
                    })),
                    Err(cause) => left.push(format!("{}: {cause}", member.name)),
                }
            }
            offered::offer_more(offers);
        }
    }
    left
}

/// What became of files of a package, and of those that were unpacked the bytes.
type UnpackedMedia = (Vec<Result<(), String>>, Vec<Uint8Array>);

async fn unpack_media(
    file: &ChosenFile,
    wanted: &[MediaFile],
    begun: impl Fn(Task),
    progress: impl Fn(Progress) + 'static,
) -> Result<UnpackedMedia, String> {
    // The bytes went to the worker that read the rest.
    let bytes = chosen::array(&file.file).await;
    let bytes = [bytes.map_err(|error| format!("the browser cannot read it: {error:?}"))?];
    let order = Order::UnpackMedia(wanted.to_vec());
    let worker = Ready::start(packager::PACKAGES).map_err(|error| error.to_string())?;
    let unpacked = packager::carry_out(worker, &order, &bytes, begun, progress);
    let Answered { answer, beside } = unpacked.await.map_err(|error| error.to_string())?;
    match answer {
        Answer::Media(fates) => Ok((fates, beside)),
        Answer::Failed(cause) => Err(cause),
        _ => Err(SOMETHING_ELSE.to_owned()),
    }
}

/// History was not recorded; the page says why.
pub struct Refused;

/// Records what came with packages, all or nothing, and says in words what that was.
///
/// # Errors
/// [`Refused`]; nothing has changed then.
pub fn add_history(importing: Importing) -> Result<Option<String>, Refused> {
    let packages = importing.packages.get_untracked();
    let events = events(&packages).map_err(|cause| {
        importing.failure.set(Some(cause));
        Refused
    })?;
    if events.is_empty() {
        return Ok(None);
    }
    match importing.study.adopt(&events) {
        Outcome::Stored => Ok(words(&packages)),
        Outcome::Refused => Err(Refused),
    }
}

/// Everything that happened to the cards of packages and is not here yet.
fn events(packages: &[Unpacked]) -> Result<Vec<Event>, String> {
    let mut events = Vec::new();
    for unpacked in packages {
        let read = unpacked.package.events.read();
        events.extend(read.map_err(|error| format!("`{}`: {error}", unpacked.path))?);
    }
    Ok(events)
}

/// What of a history comes with packages, in words, if anything does.
pub fn words(packages: &[Unpacked]) -> Option<String> {
    let sum = |of: fn(&Package) -> usize| packages.iter().map(|p| of(&p.package)).sum();
    sentence(
        sum(|package| package.reviews),
        sum(|package| package.others),
    )
}

fn sentence(reviews: usize, others: usize) -> Option<String> {
    let reviews_said = count(reviews, "review", "reviews");
    let others_said = count(others, "standing, tag or flag", "standings, tags and flags");
    match (reviews, others) {
        (0, 0) => None,
        (_, 0) => Some(format!("With {reviews_said}.")),
        (0, _) => Some(format!("With {others_said} of cards.")),
        (..) => Some(format!("With {reviews_said}, and {others_said} of cards.")),
    }
}

/// What came with each package besides its documents.
pub fn packages(importing: Importing) -> View {
    let packages = importing.packages.get_untracked();
    row(packages.iter().map(package).collect())
}

fn package(unpacked: &Unpacked) -> View {
    let Package {
        reviews,
        others,
        remarks,
        ..
    } = &unpacked.package;
    let words = sentence(*reviews, *others)
        .unwrap_or_else(|| "It brings no history that is not here already.".to_owned());
    let left = match unpacked.left.as_slice() {
        [] => nothing(),
        left => list("Left in the package", left.to_vec()),
    };
    element("section")
        .class("panel")
        .attribute("aria-label", "History")
        .child(
            element("h3")
                .attribute("dir", "auto")
                .text(unpacked.path.clone())
                .view(),
        )
        .child(element("p").text(words).view())
        .child(left)
        .child(if remarks.is_empty() {
            nothing()
        } else {
            list("Remarks", remarks.clone())
        })
        .view()
}

fn list(heading: &'static str, lines: Vec<String>) -> View {
    let remark = Some(lines.len().to_string());
    fold(heading, remark, Presence::Absent, move || {
        let lines = lines.clone();
        long_list("import-list", lines.len(), STEP, move |place| {
            lines.get(place).map_or_else(nothing, |line| {
                element("li")
                    .attribute("dir", "auto")
                    .text(line.clone())
                    .view()
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_is_told_in_a_sentence() {
        #[track_caller]
        fn check(reviews: usize, others: usize, expected: Option<&str>) {
            assert_eq!(sentence(reviews, others).as_deref(), expected);
        }
        check(0, 0, None);
        check(1, 0, Some("With 1 review."));
        check(0, 2, Some("With 2 standings, tags and flags of cards."));
        check(
            1_000,
            1,
            Some("With 1,000 reviews, and 1 standing, tag or flag of cards."),
        );
    }
}
