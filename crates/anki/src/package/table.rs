//! A table of a new database.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Statement};

use super::PackageError;

/// A table that is being filled.
pub struct Table<'a> {
    insert: Statement<'a>,
}

/// What is in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(&'a str),
}

impl<'a> Table<'a> {
    /// Makes the table `name` by the statement `create`; its rows have `columns` values beside their id.
    pub fn new(
        database: &'a Connection,
        name: &str,
        create: &str,
        columns: usize,
    ) -> Result<Self, PackageError> {
        database.execute_batch(create)?;
        let values = ", ?".repeat(columns);
        let insert = database.prepare(&format!("INSERT INTO {name} VALUES (?{values})"))?;
        Ok(Self { insert })
    }

    /// Adds a row.
    pub fn row(&mut self, id: i64, values: &[Value<'_>]) -> Result<(), PackageError> {
        self.insert.raw_bind_parameter(1, id)?;
        for (value, place) in values.iter().zip(2..) {
            let value = match value {
                Value::Integer(number) => ValueRef::Integer(*number),
                Value::Text(text) => ValueRef::Text(text.as_bytes()),
            };
            self.insert
                .raw_bind_parameter(place, ToSqlOutput::Borrowed(value))?;
        }
        self.insert.raw_execute()?;
        Ok(())
    }
}
