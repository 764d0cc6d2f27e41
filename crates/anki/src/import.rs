//! Reading packages.
