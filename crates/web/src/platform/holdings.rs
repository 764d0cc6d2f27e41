//! What the databases of this page hold, in numbers.

use wasm_bindgen::JsValue;

use super::database::{self, DatabaseError, answer};
use super::{media, mirror};

/// A database, and how many entries each of its object stores has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The name of the database.
    pub name: &'static str,
    /// The object stores by name.
    pub entries: Result<Vec<(&'static str, u32)>, DatabaseError>,
}

/// Counts what is in each database.
pub async fn holdings() -> Vec<Holding> {
    let databases: [(&'static str, &'static [&'static str]); 4] = [
        (mirror::NAME, &mirror::STORES),
        (database::NAME, &database::STORES),
        (database::SNAPSHOTS, &database::STORES),
        (media::NAME, &media::STORES),
    ];
    let mut holdings = Vec::new();
    for (name, stores) in databases {
        let entries = count(name, stores).await;
        holdings.push(Holding {
            name,
            entries: entries.map_err(DatabaseError::from),
        });
    }
    holdings
}

async fn count(name: &str, stores: &[&'static str]) -> Result<Vec<(&'static str, u32)>, JsValue> {
    let database = database::open(name, stores).await?;
    let counted = async {
        let mut counted = Vec::new();
        for store in stores {
            let transaction = database.transaction_with_str(store)?;
            let entries = answer(&transaction.object_store(store)?.count()?).await?;
            // The browser counts in whole numbers.
            counted.push((*store, entries.as_f64().unwrap_or_default() as u32));
        }
        Ok(counted)
    };
    let counted = counted.await;
    database.close();
    counted
}
