//! What holds of any input; a law that is broken panics, which is what a fuzzer looks for.

mod import;
#[cfg(not(target_arch = "wasm32"))]
mod package;
mod stored;

pub use import::{import, size};
#[cfg(not(target_arch = "wasm32"))]
pub use package::package;
pub use stored::stored;
