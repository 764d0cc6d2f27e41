//! How far the learner is.
