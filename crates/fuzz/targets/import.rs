//! Any bytes as a document.

#![no_main]

use waymark_fuzz::laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    laws::import(bytes);
});
