//! What the browser gives: storage, clock, chance, files, the network. Nothing here decides.

pub mod chosen;
pub mod clock;
pub mod database;
pub mod erasure;
pub mod files;
pub mod folder;
pub mod holdings;
pub mod installation;
pub mod locale;
pub mod lock;
pub mod look;
pub mod media;
pub mod method;
pub mod mirror;
pub mod module;
pub mod network;
pub mod packager;
pub mod page;
pub mod persistence;
pub mod program;
pub mod random;
pub mod storage;
pub mod task;
pub mod typing;
pub mod weigher;
pub mod worker;
