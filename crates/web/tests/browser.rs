//! What must hold in a browser as it does natively: the kernel, the fold, and storage.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "../../core/tests/contract/digest.rs"]
mod digest;
#[path = "../../core/tests/contract/fsrs.rs"]
mod fsrs;
#[path = "../../store/tests/contract/key_value.rs"]
mod key_value;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use waymark_core::scheduler::sm2::{Memory, Quality};
use waymark_web::platform::storage::BrowserStore;
use waymark_web::platform::{clock, random};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_kernel_reproduces_every_reference_trajectory() {
    let text = include_str!("../../core/tests/vectors/sm2.json");
    let vectors: serde_json::Value = serde_json::from_str(text).expect("valid JSON");
    let rows = vectors["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 171);
    for row in rows {
        let qualities: Vec<u8> = serde_json::from_value(row["qualities"].clone()).expect("numbers");
        let expected: Vec<(u32, u16, u32)> =
            serde_json::from_value(row["expected"].clone()).expect("states");
        let mut memory = Memory::New;
        let mut states = Vec::new();
        for quality in qualities {
            let state = memory.after(Quality::new(quality).expect("from 0 to 5"));
            let ease = state.ease.hundredths();
            states.push((state.successes, ease, state.interval.count()));
            memory = Memory::Repeated(state);
        }
        assert_eq!(states, expected, "row {}", row["id"]);
    }
}

#[wasm_bindgen_test]
fn fsrs_reproduces_every_reference_trajectory_as_it_does_natively() {
    assert_eq!(fsrs::replay(), Ok(fsrs::EXPECTED));
}

#[wasm_bindgen_test]
fn one_journal_has_one_digest() {
    assert_eq!(digest::digest(), digest::EXPECTED);
}

#[wasm_bindgen_test]
fn local_storage_keeps_the_contract() {
    key_value::holds(&BrowserStore).expect("storage is open");
}

#[wasm_bindgen_test]
fn the_clock_tells_the_offset_of_this_place() {
    let date = js_sys::Date::new_0();
    let now = clock::now();
    let minutes_east = -date.get_timezone_offset();
    assert_eq!(f64::from(now.offset.minutes_east()), minutes_east);
    let apart = now.instant.unix_ms() as f64 - date.get_time();
    assert!((0.0..10_000.0).contains(&apart), "{apart} ms");
}

#[wasm_bindgen_test]
fn two_replicas_are_never_the_same() {
    assert_ne!(random::replica_id(), random::replica_id());
}
