//! Reads the collection's database, which anybody may have written.
//!
//! It is opened for reading only, with triggers and views switched off and nothing in its schema
//! trusted; every query names plain tables, and everything is counted.

use std::cmp::Ordering;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering as Memory};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, MAIN_DB, Row};

use super::error::{ImportError, What};
use super::limits;

/// Bytes of the header that say whether a log lies beside the file; in a package there is none.
const LOG_FLAGS: std::ops::Range<usize> = 18..20;
const NO_LOG: [u8; 2] = [1, 1];
/// After so many steps of SQLite's machine the count is looked at.
const STEPS_AT_ONCE: i32 = 100_000;

/// The database of a collection.
pub struct Database {
    connection: Connection,
}

/// A row that is being read.
pub struct Reading<'a> {
    row: &'a Row<'a>,
    what: What,
}

impl Database {
    /// Opens the bytes of a database.
    pub fn open(mut bytes: Vec<u8>) -> Result<Self, ImportError> {
        let task = |cause| ImportError::Database {
            task: What::Schema,
            cause,
        };
        if let Some(flags) = bytes.get_mut(LOG_FLAGS) {
            flags.copy_from_slice(&NO_LOG);
        }
        let mut connection = Connection::open_in_memory().map_err(task)?;
        connection
            .create_collation("unicase", |one: &str, other: &str| unicase(one, other))
            .map_err(task)?;
        let length = bytes.len();
        connection
            .deserialize_read_exact(MAIN_DB, bytes.as_slice(), length, true)
            .map_err(task)?;
        drop(bytes);
        let mut database = Self { connection };
        database.confine().map_err(task)?;
        Ok(database)
    }

    /// Takes away what a schema could do besides holding rows.
    fn confine(&mut self) -> rusqlite::Result<()> {
        let connection = &mut self.connection;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
        connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, limits::VALUE_BYTES)?;
        connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        let steps = Arc::new(AtomicU64::new(0));
        let more = STEPS_AT_ONCE as u64;
        let spent = move || steps.fetch_add(more, Memory::Relaxed) > limits::DATABASE_STEPS;
        connection.progress_handler(STEPS_AT_ONCE, Some(spent))?;
        connection.execute_batch("PRAGMA cell_size_check = ON; PRAGMA query_only = ON;")
    }

    /// Whether there is a plain table of that name.
    pub fn has_table(&self, name: &str) -> Result<bool, ImportError> {
        let mut found = false;
        let query = "SELECT type, rootpage FROM sqlite_master WHERE name = ?1";
        let failed = |cause| ImportError::Database {
            task: What::Schema,
            cause,
        };
        let mut statement = self.connection.prepare(query).map_err(failed)?;
        let mut rows = statement.query([name]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let reading = Reading {
                row,
                what: What::Schema,
            };
            // A table that is computed has no page of its own.
            found |= reading.text(0, "type")? == "table" && reading.integer(1, "rootpage")? > 0;
        }
        Ok(found)
    }

    /// Calls `each` for the rows that `query` finds in the plain table `name`, at most `limit`.
    pub fn read(
        &self,
        (what, name): (What, &'static str),
        query: &str,
        limit: usize,
        mut each: impl FnMut(&Reading<'_>) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        if !self.has_table(name)? {
            return Err(ImportError::NoTable { name });
        }
        let failed = |cause| ImportError::Database { task: what, cause };
        let mut statement = self.connection.prepare(query).map_err(failed)?;
        let mut rows = statement.query(()).map_err(failed)?;
        let mut count = 0;
        while let Some(row) = rows.next().map_err(failed)? {
            count += 1;
            if count > limit {
                return Err(ImportError::TooMany { what, limit });
            }
            each(&Reading { row, what })?;
        }
        Ok(())
    }
}

impl Reading<'_> {
    fn value(&self, place: usize) -> Result<ValueRef<'_>, ImportError> {
        self.row
            .get_ref(place)
            .map_err(|cause| ImportError::Database {
                task: self.what,
                cause,
            })
    }

    /// A whole number; fractions, which some tools wrote, are cut.
    pub fn integer(&self, place: usize, column: &'static str) -> Result<i64, ImportError> {
        match self.value(place)? {
            ValueRef::Integer(number) => Ok(number),
            // Saturates, and makes 0 of what is no number.
            ValueRef::Real(number) => Ok(number as i64),
            other => Err(self.unexpected(column, "number", other)),
        }
    }

    /// A text; numbers are read as their digits, since SQLite may have made them so.
    pub fn text(&self, place: usize, column: &'static str) -> Result<String, ImportError> {
        match self.value(place)? {
            ValueRef::Text(bytes) => Ok(String::from_utf8_lossy(bytes).into_owned()),
            ValueRef::Integer(number) => Ok(number.to_string()),
            ValueRef::Real(number) => Ok(number.to_string()),
            other => Err(self.unexpected(column, "text", other)),
        }
    }

    /// Bytes.
    pub fn bytes(&self, place: usize, column: &'static str) -> Result<Vec<u8>, ImportError> {
        match self.value(place)? {
            ValueRef::Blob(bytes) | ValueRef::Text(bytes) => Ok(bytes.to_vec()),
            other => Err(self.unexpected(column, "blob", other)),
        }
    }

    fn unexpected(
        &self,
        column: &'static str,
        expected: &'static str,
        found: ValueRef<'_>,
    ) -> ImportError {
        ImportError::Value {
            what: self.what,
            column,
            expected,
            found: match found {
                ValueRef::Null => "nothing",
                ValueRef::Integer(_) | ValueRef::Real(_) => "a number",
                ValueRef::Text(_) => "a text",
                ValueRef::Blob(_) => "a blob",
            },
        }
    }
}

/// The order of names in newer collections, which do not tell capital letters from small ones.
fn unicase(one: &str, other: &str) -> Ordering {
    let folded = |text: &str| {
        text.chars()
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    folded(one).cmp(&folded(other))
}
