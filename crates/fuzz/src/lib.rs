//! Input that nobody vouches for, and what must hold of it.
//!
//! The fuzz targets, the replay of their corpus and the count of steps share what is here, so
//! that a law is written once.

pub mod adversary;
pub mod fragment;
pub mod laws;
