//! Anki packages as files, in the browser: one order in, one answer out.
//!
//! The program beside this library runs as a worker and is fetched when it is wanted;
//! `docs/decisions/0017-a-worker-for-anki.md` says why, and what the importer's worker does of the
//! same work.

use waymark_anki::import::{self, Archive};
use waymark_anki::package::Package;
use waymark_store::packaging::{Answer, Order, Progress};

/// Carries out an order with what is beside it, and says meanwhile how far it is; the answer with
/// what is beside that.
pub fn carry_out(
    order: &Order,
    beside: &[Vec<u8>],
    progress: &mut dyn FnMut(Progress),
) -> (Answer, Vec<Vec<u8>>) {
    let answer = match (order, beside) {
        (Order::Pack, [parts]) => {
            progress(Progress::Writing);
            pack(parts).map(|file| (Answer::Packed, vec![file]))
        }
        (Order::Unpack, [package]) => {
            progress(Progress::Reading);
            unpack(package).map(|parts| (Answer::Unpacked, vec![parts]))
        }
        _ => Err("this worker knows archives only".to_owned()),
    };
    answer.unwrap_or_else(|cause| (Answer::Failed(cause), Vec::new()))
}

fn pack(parts: &[u8]) -> Result<Vec<u8>, String> {
    let package = Package::from_parts(parts).map_err(|error| error.to_string())?;
    package.to_apkg().map_err(|error| error.to_string())
}

fn unpack(package: &[u8]) -> Result<Vec<u8>, String> {
    let mut archive = Archive::open(package).map_err(|error| error.to_string())?;
    let unpacked = import::unpack(&mut archive).map_err(|error| error.to_string())?;
    unpacked.to_parts().map_err(|error| error.to_string())
}
