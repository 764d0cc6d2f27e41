//! What the learner may set.
