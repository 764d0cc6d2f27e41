//! Waymark in the browser.
//!
//! Pages are built of components, components read and change state, state reaches the browser
//! through `platform`; never the other way round. What can be decided without a browser is
//! decided in plain structs under `state`, which are tested natively.

pub mod platform;
pub mod route;
pub mod state;

mod app;
mod components;
mod importer;
mod pages;

pub use app::start;
pub use importer::start as start_importer;
