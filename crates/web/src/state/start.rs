//! The start: what must be there before the first page.

use waymark_store::StoreError;
use waymark_store::bundle::{self, BundledRoadmap};

use super::learner::Learner;
use super::shelf::Shelf;
use crate::platform::network::{self, FetchError};
use crate::platform::random;
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

/// Opens storage and fetches the roadmaps.
///
/// # Errors
/// One variant of [`StartFailure`] for each thing that can be missing.
pub async fn open() -> Result<(Learner<BrowserStore>, Shelf), StartFailure> {
    let learner = Learner::open(BrowserStore, random::replica_id).map_err(StartFailure::Storage)?;
    Ok((learner, Shelf::new(fetch_roadmaps().await?)))
}

async fn fetch_roadmaps() -> Result<Vec<BundledRoadmap>, StartFailure> {
    let bytes = network::fetch_preloaded(BUNDLED_ROADMAPS)
        .await
        .map_err(StartFailure::Fetch)?;
    bundle::from_bytes(&bytes).map_err(StartFailure::Bundle)
}
