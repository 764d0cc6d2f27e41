//! What of Anki packages is about cards, in the worker: gathering them, and understanding what was read.
//!
//! Archives and databases are another worker's, `waymark-anki-worker`.

mod export;
mod import;

use waymark_store::packaging::{Answer, Order, Progress};

/// Carries out an order with what is beside it, and says meanwhile how far it is; the answer with
/// what is beside that.
pub fn carry_out(
    order: &Order,
    beside: &[Vec<u8>],
    progress: &mut dyn FnMut(Progress),
) -> (Answer, Vec<Vec<u8>>) {
    let answer = match (order, beside) {
        (Order::Size(wanted), [roadmaps]) => {
            export::size(wanted, roadmaps, progress).map(|size| (Answer::Size(size), Vec::new()))
        }
        (Order::Gather(wanted, form), [roadmaps, exported]) => {
            export::gather(wanted, *form, roadmaps, exported, progress)
                .map(|made| (Answer::Gathered(made.size, made.media), made.files))
        }
        (Order::Understand(past), [parts]) => import::understand(past, parts, progress)
            .map(|(package, documents)| (Answer::Package(package), documents)),
        _ => Err("this worker knows no archives".to_owned()),
    };
    answer.unwrap_or_else(|cause| (Answer::Failed(cause), Vec::new()))
}
