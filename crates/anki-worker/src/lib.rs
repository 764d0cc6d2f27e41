//! Anki packages in the browser: one order in, one answer out.
//!
//! The program beside this library runs as a worker and is fetched when it is wanted;
//! `docs/decisions/0017-a-worker-for-anki.md` says why.

pub mod export;
pub mod import;

use waymark_store::packaging::{Answer, Order, Progress};

/// Carries out an order, and says meanwhile how far it is.
pub fn carry_out(order: &Order, progress: &mut dyn FnMut(Progress)) -> Answer {
    let answer = match order {
        Order::Size(wanted) => export::size(wanted, progress).map(Answer::Size),
        Order::Export(wanted, form) => export::file(wanted, *form, progress)
            .map(|exported| Answer::File(exported.size, exported.bytes)),
        Order::Import(wanted) => import::package(wanted, progress).map(Answer::Package),
    };
    answer.unwrap_or_else(Answer::Failed)
}
