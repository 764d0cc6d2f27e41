//! Pieces of Markdown in any order, one for each byte.

#![no_main]

use waymark_fuzz::{fragment, laws};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    laws::import(&fragment::mixture(bytes));
});
