//! What holds of any input; a law that is broken panics, which is what a fuzzer looks for.

mod import;
mod stored;

pub use import::{import, size};
pub use stored::stored;
