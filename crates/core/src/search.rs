//! Finding cards: a query language that users of Anki know, and an index that answers it.
//!
//! [`parse`] reads any text as a query. An [`Index`] is built once from roadmaps, a [`Record`]
//! once for each state of the journal and each study day; then [`Index::search`] is a matter of
//! milliseconds, so that a page can search as one types. `docs/searching.md` is the manual.

mod diagnostic;
mod folding;
mod index;
mod matching;
mod order;
mod parser;
mod pattern;
mod query;
mod record;
mod set;
mod term;
mod word;

pub use diagnostic::{Diagnostic, Problem};
pub use index::{Entry, Index, Position};
pub use order::{Direction, Order};
pub use parser::{Parsed, parse};
pub use pattern::Pattern;
pub use query::{Button, Comparison, Family, Phase, Property, Query, State, Term};
pub use record::Record;
