//! The start: what must be there before the first page.

use std::fmt;

use waymark_store::StoreError;
use waymark_store::bundle::{self, BundledRoadmap};
use waymark_store::document::Kept;

use super::documents;
use super::learner::Learner;
use super::shelf::{Origin, Shelf, Source};
use super::upkeep::{self, Upkeep, healing};
use crate::platform::database::DatabaseError;
use crate::platform::network::{self, FetchError};
use crate::platform::page;
use crate::platform::storage::BrowserStore;

/// The `<link>` of the page that names the bundled roadmaps.
const BUNDLED_ROADMAPS: &str = "bundled-roadmaps";
/// The `<meta>` that names those of their texts that no study session shows.
const TEXTS: &str = "meta[name=texts]";

/// Why the application cannot start.
#[derive(Clone, Debug)]
pub enum StartFailure {
    /// Storage cannot be reached.
    Storage(StoreError),
    /// The roadmaps could not be fetched.
    Fetch(FetchError),
    /// The roadmaps could not be read.
    Bundle(bundle::BundleError),
}

impl fmt::Display for StartFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Storage(cause) => write!(f, "storage cannot be reached: {cause}"),
            Self::Fetch(cause) => write!(f, "the roadmaps did not arrive: {cause}"),
            Self::Bundle(cause) => write!(f, "the roadmaps cannot be read: {cause}"),
        }
    }
}

impl std::error::Error for StartFailure {}

/// What the pages start from.
#[derive(Debug)]
pub struct Started {
    /// The learner.
    pub learner: Learner<BrowserStore>,
    /// Whether storage wants to be seen to.
    pub upkeep: Upkeep,
    /// The roadmaps.
    pub shelf: Shelf,
}

/// Opens storage and the database for the page, and fetches the roadmaps: all that a study session
/// shows of them.
///
/// # Errors
/// One variant of [`StartFailure`] for each thing that can be missing.
pub async fn open() -> Result<Started, StartFailure> {
    let (learner, upkeep) = upkeep::open().await.map_err(StartFailure::Storage)?;
    // The page preloads the roadmaps, so they are on their way while the database opens.
    let kept = documents::kept().await;
    let bundled = fetch_roadmaps().await?;
    Ok(with_shelf(learner, upkeep, bundled, kept))
}

/// The same for the importer, which sees to the two stores itself.
///
/// # Errors
/// One variant of [`StartFailure`] for each thing that can be missing.
pub async fn open_apart() -> Result<Started, StartFailure> {
    let learner = healing::open().await.map_err(StartFailure::Storage)?;
    let kept = documents::kept().await;
    let bundled = fetch_roadmaps().await?;
    Ok(with_shelf(learner, Upkeep::Done, bundled, kept))
}

/// The same for a page of the importer, which shows of the bundled roadmaps also what no study
/// session does.
///
/// # Errors
/// One variant of [`StartFailure`] for each thing that can be missing.
pub async fn open_to_draw() -> Result<Started, StartFailure> {
    let learner = healing::open().await.map_err(StartFailure::Storage)?;
    let kept = documents::kept().await;
    let bundled = fetch_whole_roadmaps().await?;
    Ok(with_shelf(learner, Upkeep::Done, bundled, kept))
}

fn with_shelf(
    mut learner: Learner<BrowserStore>,
    upkeep: Upkeep,
    bundled: Vec<BundledRoadmap>,
    kept: Result<Vec<Kept>, DatabaseError>,
) -> Started {
    let bundled = bundled.into_iter();
    let bundled = bundled.map(|roadmap| Source::new(roadmap, Origin::Bundled));
    let shelf = Shelf::assemble(bundled.collect(), kept);
    learner.join(shelf.members());
    Started {
        learner,
        upkeep,
        shelf,
    }
}

async fn fetch_roadmaps() -> Result<Vec<BundledRoadmap>, StartFailure> {
    let bytes = network::fetch_preloaded(BUNDLED_ROADMAPS)
        .await
        .map_err(StartFailure::Fetch)?;
    bundle::from_bytes(&bytes).map_err(StartFailure::Bundle)
}

async fn fetch_whole_roadmaps() -> Result<Vec<BundledRoadmap>, StartFailure> {
    let mut roadmaps = fetch_roadmaps().await?;
    let address = page::meta(TEXTS).ok_or(StartFailure::Fetch(FetchError::NoAddress))?;
    let texts = network::fetch(&address)
        .await
        .map_err(StartFailure::Fetch)?;
    bundle::complete(&mut roadmaps, &texts).map_err(StartFailure::Bundle)?;
    Ok(roadmaps)
}
