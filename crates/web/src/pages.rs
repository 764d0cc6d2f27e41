//! The pages, one for each route.

pub mod browse;
pub mod card;
pub mod cram;
pub mod edit;
pub mod evidence;
pub mod export;
pub mod health;
pub mod import;
pub mod plan;
pub mod review;
pub mod roadmap;
pub mod settings;
pub mod shelf;
pub mod start_failure;
pub mod statistics;
pub mod study;
pub mod today;
