//! What the browser gives: storage, clock, chance, files, the network. Nothing here decides.

pub mod clock;
pub mod files;
pub mod network;
pub mod page;
pub mod random;
pub mod storage;
