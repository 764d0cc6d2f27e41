//! Pictures and sounds that were chosen beside documents, until the import is over.
//!
//! The page shows them from here before anything is kept.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use waymark_core::id::RoadmapId;
use waymark_core::rich_text::MediaName;
use waymark_core::rich_text::media::{self, FOLDER};
use web_sys::File;

use crate::platform::chosen;

/// A file that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Where it lies.
    pub path: String,
    /// What texts call it.
    pub name: MediaName,
    /// How many bytes it has.
    pub bytes: u64,
}

impl Offer {
    /// The offer of a file; `None` if no text can name it.
    pub fn new(path: String, bytes: u64) -> Option<Self> {
        let name = media::file_name(last(&path))?;
        let name = MediaName::new(&name)?;
        Some(Self { path, name, bytes })
    }
}

/// A document of which the pictures and sounds are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Showing {
    /// Its roadmap.
    pub roadmap: RoadmapId,
    /// Where it lies.
    pub path: String,
    /// What it shows.
    pub names: Vec<MediaName>,
}

/// What is to be kept of what was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The files, each for the roadmap that shows it.
    pub pieces: Vec<Piece>,
    /// What is shown, was not chosen and is not kept, with the path of the document.
    pub missing: Vec<(String, String)>,
    /// What does not fit into the room that there is.
    pub too_much: Vec<Piece>,
    /// How many files no document shows.
    pub unused: usize,
}

/// A file for a roadmap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The roadmap.
    pub roadmap: RoadmapId,
    /// The place of the file among the offers.
    pub offer: usize,
    /// Its name.
    pub name: MediaName,
    /// How many bytes it has.
    pub bytes: u64,
}

/// Plans what is kept, where `is_kept` knows what is there already and `room` how many bytes are free;
/// nothing is known of them where the browser does not say.
pub fn plan(
    offers: &[Offer],
    showings: &[Showing],
    is_kept: impl Fn(&RoadmapId, &MediaName) -> bool,
    room: Option<u64>,
) -> Plan {
    let mut plan = Plan::default();
    let mut used = BTreeSet::new();
    let mut left = room.unwrap_or(u64::MAX);
    let mut named: BTreeMap<&str, Vec<(usize, &Offer)>> = BTreeMap::new();
    for (place, offer) in offers.iter().enumerate() {
        let of_name = named.entry(offer.name.as_str()).or_default();
        of_name.push((place, offer));
    }
    for showing in showings {
        for name in &showing.names {
            let of_name = named.get(name.as_str()).into_iter().flatten().copied();
            let Some(place) = meant(of_name, &showing.path, name) else {
                if !is_kept(&showing.roadmap, name) {
                    let missing = (showing.path.clone(), name.as_str().to_owned());
                    plan.missing.push(missing);
                }
                continue;
            };
            used.insert(place);
            let bytes = offers.get(place).map_or(0, |offer| offer.bytes);
            let piece = Piece {
                roadmap: showing.roadmap.clone(),
                offer: place,
                name: name.clone(),
                bytes,
            };
            match left.checked_sub(bytes) {
                Some(rest) => {
                    left = rest;
                    plan.pieces.push(piece);
                }
                None => plan.too_much.push(piece),
            }
        }
    }
    plan.unused = offers.len() - used.len();
    plan
}

/// The place of the offer that a document means by a name: what lies beside it, then what lies in
/// `media` there, then in its other folders, then anywhere; of several the first by its path.
fn meant<'a>(
    offers: impl Iterator<Item = (usize, &'a Offer)>,
    document: &str,
    name: &MediaName,
) -> Option<usize> {
    let beside = folder(document);
    let distance = |path: &str| match folder(path).strip_prefix(beside) {
        Some("") => 0,
        Some(below) if below.trim_matches('/') == FOLDER => 1,
        Some(_) => 2,
        None => 3,
    };
    let named = offers.filter(|(_, offer)| offer.name == *name);
    let nearest = named.min_by_key(|(_, offer)| (distance(&offer.path), &offer.path));
    nearest.map(|(place, _)| place)
}

/// The folder of a path, with its last slash.
fn folder(path: &str) -> &str {
    path.strip_suffix(last(path)).unwrap_or_default()
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What an offered file holds.
#[derive(Clone)]
pub enum Content {
    /// The file of the learner's.
    File(File),
    /// Bytes of a package.
    Bytes(Uint8Array),
}

impl Content {
    /// All of it.
    ///
    /// # Errors
    /// What the browser said, when the file cannot be read.
    pub async fn bytes(&self) -> Result<Uint8Array, JsValue> {
        match self {
            Self::File(file) => chosen::array(file).await,
            Self::Bytes(bytes) => Ok(bytes.clone()),
        }
    }

    /// Its first bytes.
    ///
    /// # Errors
    /// What the browser said, when the file cannot be read.
    pub async fn beginning(&self) -> Result<Vec<u8>, JsValue> {
        match self {
            Self::File(file) => chosen::beginning(file, media::BEGINNING).await,
            Self::Bytes(bytes) => {
                let end = bytes.length().min(media::BEGINNING as u32);
                Ok(bytes.subarray(0, end).to_vec())
            }
        }
    }
}

/// What is offered now.
#[derive(Default)]
struct Offered {
    files: Vec<(Offer, Content)>,
    documents: BTreeMap<RoadmapId, String>,
}

thread_local! {
    static OFFERED: RefCell<Offered> = RefCell::default();
}

/// Offers files in the place of those before.
pub fn offer(files: Vec<(Offer, Content)>) {
    OFFERED.replace(Offered {
        files,
        documents: BTreeMap::new(),
    });
}

/// Offers these files besides.
pub fn offer_more(files: Vec<(Offer, Content)>) {
    OFFERED.with_borrow_mut(|offered| offered.files.extend(files));
}

/// Offers nothing any more.
pub fn withdraw() {
    OFFERED.take();
}

/// The files that are offered.
pub fn offers() -> Vec<Offer> {
    OFFERED.with_borrow(|offered| {
        offered
            .files
            .iter()
            .map(|(offer, _)| offer.clone())
            .collect()
    })
}

/// What the file at that place holds.
pub fn content(place: usize) -> Option<Content> {
    OFFERED.with_borrow(|offered| offered.files.get(place).map(|(_, content)| content.clone()))
}

/// Takes back the files at those places.
pub fn refuse(places: &BTreeSet<usize>) {
    OFFERED.with_borrow_mut(|offered| {
        let mut place = 0;
        offered.files.retain(|_| {
            place += 1;
            !places.contains(&(place - 1))
        });
    });
}

/// Says which documents the files are offered to.
pub fn offer_to(documents: impl IntoIterator<Item = (RoadmapId, String)>) {
    OFFERED.with_borrow_mut(|offered| offered.documents = documents.into_iter().collect());
}

/// What is offered to a document.
pub enum ToDocument {
    /// A file of that name.
    File(Content),
    /// None of that name.
    Nothing,
    /// The document itself is not being imported.
    Unknown,
}

/// What is offered to a roadmap under a name.
pub fn find(roadmap: &str, name: &MediaName) -> ToDocument {
    OFFERED.with_borrow(|offered| {
        let mut documents = offered.documents.iter();
        let Some((_, path)) = documents.find(|(known, _)| known.as_str() == roadmap) else {
            return ToDocument::Unknown;
        };
        let offers = offered.files.iter().map(|(offer, _)| offer);
        let place = meant(offers.enumerate(), path, name);
        let found = place.and_then(|place| offered.files.get(place));
        found.map_or(ToDocument::Nothing, |(_, content)| {
            ToDocument::File(content.clone())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers(paths: &[&str]) -> Vec<Offer> {
        let offers = paths.iter().map(|path| Offer::new((*path).to_owned(), 10));
        offers.map(|offer| offer.expect("a picture")).collect()
    }

    fn name(name: &str) -> MediaName {
        MediaName::new(name).expect("a name of a picture")
    }

    #[test]
    fn a_document_means_the_file_that_lies_nearest() {
        #[track_caller]
        fn check(paths: &[&str], document: &str, expected: Option<usize>) {
            assert_eq!(
                meant(offers(paths).iter().enumerate(), document, &name("a.png")),
                expected
            );
        }
        check(&[], "t.md", None);
        check(&["b.png"], "t.md", None);
        check(
            &["n/b/a.png", "n/media/a.png", "n/a.png"],
            "n/t.md",
            Some(2),
        );
        check(&["n/b/a.png", "n/media/a.png"], "n/t.md", Some(1));
        check(&["x/a.png", "n/b/a.png"], "n/t.md", Some(1));
        check(&["x/a.png", "w/a.png"], "n/t.md", Some(1));
        check(&["nn/a.png", "n/c/a.png"], "n/t.md", Some(1));
        check(&["img/a.png"], "t.md", Some(0));
    }

    #[test]
    fn what_is_planned_fits_and_what_lacks_is_named() {
        let showing = |id: &str, names: &[&str]| Showing {
            roadmap: id.parse().expect("an id"),
            path: format!("{id}.md"),
            names: names.iter().map(|known| name(known)).collect(),
        };
        let showings = [
            showing("heart", &["a.png", "lost.png", "old.png"]),
            showing("lung", &["a.png"]),
        ];
        let is_kept = |_: &RoadmapId, name: &MediaName| name.as_str() == "old.png";
        let check = |room: Option<u64>, pieces: usize, too_much: usize| {
            let plan = plan(&offers(&["a.png", "b.png"]), &showings, is_kept, room);
            assert_eq!((plan.pieces.len(), plan.too_much.len()), (pieces, too_much));
            assert_eq!(
                plan.missing,
                [("heart.md".to_owned(), "lost.png".to_owned())]
            );
            assert_eq!(plan.unused, 1);
        };
        check(None, 2, 0);
        check(Some(20), 2, 0);
        check(Some(19), 1, 1);
        check(Some(0), 0, 2);
    }
}
