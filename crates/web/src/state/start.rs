//! The start: what must be there before the first page.

use waymark_store::StoreError;
use waymark_store::bundle::{self, BundledRoadmap};

use super::documents;
use super::learner::Learner;
use super::shelf::{Origin, Shelf, Source};
use super::upkeep::{self, Upkeep, healing};
use crate::platform::network::{self, FetchError};
use crate::platform::storage::BrowserStore;

/// The `<link>` of the page that names the bundled roadmaps.
const BUNDLED_ROADMAPS: &str = "bundled-roadmaps";

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

/// Opens storage and the database for the page, and fetches the roadmaps.
///
/// # Errors
/// One variant of [`StartFailure`] for each thing that can be missing.
pub async fn open() -> Result<Started, StartFailure> {
    let (learner, upkeep) = upkeep::open().await.map_err(StartFailure::Storage)?;
    with_shelf(learner, upkeep).await
}

/// The same for the importer, which sees to the two stores itself.
///
/// # Errors
/// One variant of [`StartFailure`] for each thing that can be missing.
pub async fn open_apart() -> Result<Started, StartFailure> {
    let learner = healing::open().await.map_err(StartFailure::Storage)?;
    with_shelf(learner, Upkeep::Done).await
}

async fn with_shelf(
    mut learner: Learner<BrowserStore>,
    upkeep: Upkeep,
) -> Result<Started, StartFailure> {
    // The page preloads the roadmaps, so they are on their way while the database opens.
    let kept = documents::kept().await;
    let bundled = fetch_roadmaps().await?.into_iter();
    let bundled = bundled.map(|roadmap| Source::new(roadmap, Origin::Bundled));
    let shelf = Shelf::assemble(bundled.collect(), kept);
    learner.join(shelf.members());
    Ok(Started {
        learner,
        upkeep,
        shelf,
    })
}

async fn fetch_roadmaps() -> Result<Vec<BundledRoadmap>, StartFailure> {
    let bytes = network::fetch_preloaded(BUNDLED_ROADMAPS)
        .await
        .map_err(StartFailure::Fetch)?;
    bundle::from_bytes(&bytes).map_err(StartFailure::Bundle)
}
