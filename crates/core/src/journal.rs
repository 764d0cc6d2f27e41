//! The facts.
