//! Any bytes as what was written down: a backup, a segment, the bundled roadmaps.

#![no_main]

use waymark_fuzz::laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    laws::stored(bytes);
});
