//! Any bytes as a package of Anki's, as its database, and as the fields of a note in one.

#![no_main]

use waymark_fuzz::laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    laws::package(bytes);
});
