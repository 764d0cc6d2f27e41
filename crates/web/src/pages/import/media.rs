//! Pictures and sounds that come with documents: which are kept, and which are lacking.

use std::collections::BTreeSet;

use leptos::prelude::*;
use waymark_core::rich_text::{MediaName, MediaType};

use super::importing::Importing;
use super::preview::STEP;
use crate::components::element::{Presence, View, element, live, nothing};
use crate::components::fold::{fold, long_list};
use crate::platform::{media, persistence};
use crate::state::candidate::{PassedOver, Standing};
use crate::state::offered::{self, Offer, Plan, Showing, plan};
use crate::state::shelf::Origin;
use crate::state::wording::{count, size};

/// The largest file that is kept, in bytes: it is in memory as a whole when it is shown.
const LARGEST: u64 = 64 * 1024 * 1024;
/// The share of the browser's room that media may fill, in percent: the history must always fit.
const SHARE: f64 = 90.0;

/// What is known of the files that are offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Media {
    offers: Vec<Offer>,
    kept: BTreeSet<(String, String)>,
    room: Option<u64>,
}

/// What became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// How many are kept now.
    pub files: usize,
    /// Those that are not, and why.
    pub lacking: Vec<String>,
}

impl Importing {
    /// Looks at the files that the documents show, and says what is wrong with them.
    pub(super) async fn look_at_media(&self) {
        let turn = self.turn.get_value();
        self.offer_to_candidates();
        loop {
            let refused = self.unfit().await;
            if self.is_over(turn) {
                return;
            }
            if refused.is_empty() {
                break;
            }
            // Another file of that name may be meant then, which is looked at in its turn.
            offered::refuse(&refused.iter().map(|(place, _)| *place).collect());
            let refused = refused.into_iter().map(|(_, refused)| refused);
            self.passed_over.update(|all| all.extend(refused));
        }
        let offers = offered::offers();
        let shown = untrack(|| self.showings(&offers));
        if offers.is_empty() && shown.iter().all(|showing| showing.names.is_empty()) {
            return;
        }
        let kept = media::held().await.unwrap_or_else(|error| {
            leptos::logging::log!("it is not known which pictures and sounds are here: {error}");
            Vec::new()
        });
        let kept = kept.into_iter().map(|held| (held.roadmap, held.name));
        let estimate = persistence::estimate().await;
        let room = estimate.map(|estimate| estimate.quota * SHARE / 100.0 - estimate.usage);
        if self.is_over(turn) {
            return;
        }
        self.media.set(Media {
            offers,
            kept: kept.collect(),
            room: room.map(|room| room.max(0.0) as u64),
        });
    }

    /// Offers the files to the candidates, whatever their roadmaps are called by now.
    pub(super) fn offer_to_candidates(&self) {
        let candidates = self.candidates.get_untracked();
        let documents = candidates.iter();
        let documents =
            documents.map(|known| (known.roadmap().id.clone(), known.path().to_owned()));
        offered::offer_to(documents);
    }

    /// The files that some document shows and that cannot be kept, with the reasons.
    async fn unfit(&self) -> Vec<(usize, PassedOver)> {
        let offers = offered::offers();
        let showings = untrack(|| self.showings(&offers));
        let plan = plan(&offers, &showings, |_, _| true, None);
        let shown: BTreeSet<usize> = plan.pieces.iter().map(|piece| piece.offer).collect();
        let mut unfit = Vec::new();
        for place in shown {
            if let Some(offer) = offers.get(place)
                && let Some(why) = fault(place, offer).await
            {
                let path = offer.path.clone();
                unfit.push((place, PassedOver { path, why }));
            }
        }
        unfit
    }

    /// What the documents show that are to be added or are here already; where only pictures and sounds
    /// were chosen, what the roadmaps show that are here.
    fn showings(&self, offers: &[Offer]) -> Vec<Showing> {
        let named = |names: Vec<&MediaName>| names.into_iter().cloned().collect();
        let left_out = self.left_out.get();
        let candidates = self.candidates.get();
        let only_media = candidates.is_empty() && self.packages.with(Vec::is_empty);
        if only_media {
            let shelf = self.study.shelf_now();
            let sources = shelf.sources().iter();
            let own = sources.filter(|source| source.origin == Origin::Imported);
            let showings = own.map(|source| {
                let mut names = source.roadmap.media();
                names.retain(|name| offers.iter().any(|offer| offer.name == **name));
                Showing {
                    roadmap: source.roadmap.id.clone(),
                    path: source.path.clone(),
                    names: named(names),
                }
            });
            return showings.collect();
        }
        let wanted = candidates.iter().enumerate().filter(|(place, candidate)| {
            let is_here = candidate.standing == Standing::Unchanged;
            is_here || (candidate.can_be_added() && !left_out.contains(place))
        });
        let showings = wanted.map(|(_, candidate)| Showing {
            roadmap: candidate.roadmap().id.clone(),
            path: candidate.path().to_owned(),
            names: named(candidate.roadmap().media()),
        });
        showings.collect()
    }

    /// What is to be kept.
    pub(super) fn plan(&self) -> Plan {
        self.media.with(|media| {
            let is_kept = |roadmap: &waymark_core::id::RoadmapId, name: &MediaName| {
                let key = (roadmap.as_str().to_owned(), name.as_str().to_owned());
                media.kept.contains(&key)
            };
            plan(
                &media.offers,
                &self.showings(&media.offers),
                is_kept,
                media.room,
            )
        })
    }

    /// Keeps what is planned, file by file.
    pub(super) async fn keep_media(&self, plan: Plan) -> Kept {
        let mut kept = Kept::default();
        for piece in plan.pieces {
            let Some(content) = offered::content(piece.offer) else {
                continue;
            };
            let done = match content.bytes().await {
                Ok(bytes) => media::keep(&piece.roadmap, &piece.name, &bytes).await,
                Err(error) => Err(error.into()),
            };
            match done {
                Ok(()) => kept.files += 1,
                Err(error) if error.is_of_room() => {
                    kept.lacking.push(no_room(&piece.name));
                }
                Err(error) => kept
                    .lacking
                    .push(format!("{}: {error}", piece.name.as_str())),
            }
        }
        let too_much = plan.too_much.iter();
        let too_much = too_much.map(|piece| no_room(&piece.name));
        kept.lacking.extend(too_much);
        kept
    }
}

fn no_room(name: &MediaName) -> String {
    format!("{}: there is no room for it", name.as_str())
}

/// Why a file cannot be kept.
async fn fault(place: usize, offer: &Offer) -> Option<String> {
    if offer.bytes > LARGEST {
        return Some("it is larger than 64 MB".to_owned());
    }
    let content = offered::content(place)?;
    match content.beginning().await {
        Err(error) => Some(format!("the browser cannot read it: {error:?}")),
        Ok(beginning) => {
            let is_fit = MediaType::of(&offer.name, &beginning).is_some();
            (!is_fit).then(|| "it is no picture or sound, whatever its name says".to_owned())
        }
    }
}

/// What comes along, and what is lacking.
pub fn media_panel(importing: Importing) -> View {
    live(move || panel(&importing.plan(), importing.media.with(|media| media.room)))
}

fn panel(plan: &Plan, room: Option<u64>) -> View {
    if *plan == Plan::default() {
        return nothing();
    }
    let mut children = Vec::new();
    let words = |words: String| element("p").text(words).view();
    if !plan.pieces.is_empty() {
        let files = count(
            plan.pieces.len(),
            "picture or sound comes",
            "pictures and sounds come",
        );
        let bytes = plan.pieces.iter().map(|piece| piece.bytes).sum();
        children.push(words(format!("{files} along, {}.", size(bytes))));
    }
    if !plan.missing.is_empty() {
        let files = count(
            plan.missing.len(),
            "file that cards show does",
            "files that cards show do",
        );
        children.push(words(format!(
            "{files} not come along. Choose the folder, or the files together with \
             the document. Without them, cards have their descriptions."
        )));
        let lines = plan.missing.iter();
        let lines = lines.map(|(path, name)| format!("{name}, in {path}"));
        children.push(list("Do not come along", lines.collect()));
    }
    if !plan.too_much.is_empty() {
        let files = count(plan.too_much.len(), "file does", "files do");
        let room = size(room.unwrap_or_default());
        children.push(words(format!(
            "{files} not fit: this browser has room for {room} of pictures and sounds. The \
             documents are added without them."
        )));
        let lines = plan.too_much.iter();
        let lines = lines.map(|piece| format!("{}, {}", piece.name.as_str(), size(piece.bytes)));
        children.push(list("Do not fit", lines.collect()));
    }
    if plan.unused > 0 {
        let files = count(
            plan.unused,
            "picture or sound is",
            "pictures and sounds are",
        );
        children.push(words(format!("{files} shown by no document, and left.")));
    }
    element("section")
        .class("panel")
        .attribute("aria-labelledby", "media-heading")
        .child(
            element("h3")
                .attribute("id", "media-heading")
                .text("Pictures and sounds")
                .view(),
        )
        .children(children)
        .view()
}

/// What became of the files, after the documents were added.
pub fn kept_words(kept: &Kept) -> Vec<View> {
    let mut words = Vec::new();
    if kept.files > 0 {
        let files = count(kept.files, "picture or sound is", "pictures and sounds are");
        let sentence = format!("{files} kept in this browser. Backups do not hold them.");
        words.push(element("p").text(sentence).view());
    }
    if !kept.lacking.is_empty() {
        let files = count(kept.lacking.len(), "file was", "files were");
        words.push(element("p").text(format!("{files} not kept.")).view());
        words.push(list("Not kept", kept.lacking.clone()));
    }
    words
}

fn list(heading: &'static str, lines: Vec<String>) -> View {
    let open = Presence::when(lines.len() <= 3);
    fold(heading, None, open, move || {
        let lines = lines.clone();
        long_list("import-list", lines.len(), STEP, move |place| {
            let line = lines.get(place).cloned();
            line.map_or_else(nothing, |line| {
                element("li").attribute("dir", "auto").text(line).view()
            })
        })
    })
}
