//! The importer as WebAssembly, for an interpreter that counts every instruction.
//!
//! A document is made within, by its number among the worst cases and its size, so that nothing
//! but two numbers has to cross.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod exports {
    use std::cell::RefCell;

    use wasm_bindgen::prelude::wasm_bindgen;
    use waymark_core::roadmap;
    use waymark_fuzz::adversary;

    thread_local! {
        static DOCUMENT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }

    /// Makes the worst case of that number in about that many bytes; returns how many it has.
    #[wasm_bindgen]
    pub fn prepare(case: usize, size: usize) -> usize {
        let document = adversary::cases().nth(case).map(|case| case.document(size));
        DOCUMENT.replace(document.unwrap_or_default());
        DOCUMENT.with_borrow(Vec::len)
    }

    /// Imports what was prepared; returns how many sections and cards there are.
    #[wasm_bindgen]
    pub fn read() -> usize {
        DOCUMENT.with_borrow(|document| {
            let roadmap = roadmap::import(document, "Probe").roadmap;
            roadmap.sections.len() + roadmap.cards.len()
        })
    }
}
