//! Anki packages as files, in the browser: one order in, one answer out.
//!
//! The program beside this library runs as a worker and is fetched when it is wanted;
//! `docs/decisions/0017-a-worker-for-anki.md` says why, and what the importer's worker does of the
//! same work.

use waymark_anki::import::{self, Archive, MediaFile, limits};
use waymark_anki::package::{Media, Package};
use waymark_store::packaging::{self, Answer, Order, Progress};

/// Bytes of all pictures and sounds that are unpacked: they are in memory at once.
const MEDIA_BYTES: u64 = 256 << 20;

/// Carries out an order with what is beside it, and says meanwhile how far it is; the answer with
/// what is beside that.
pub fn carry_out(
    order: &Order,
    beside: &[Vec<u8>],
    progress: &mut dyn FnMut(Progress),
) -> (Answer, Vec<Vec<u8>>) {
    let answer = match (order, beside) {
        (Order::Pack(names), [parts, media @ ..]) => {
            progress(Progress::Writing);
            pack(parts, names, media).map(|file| (Answer::Packed, vec![file]))
        }
        (Order::Unpack, [package]) => {
            progress(Progress::Reading);
            unpack(package).map(|parts| (Answer::Unpacked, vec![parts]))
        }
        (Order::UnpackMedia(files), [package]) => {
            progress(Progress::Reading);
            unpack_media(package, files).map(|(fates, media)| (Answer::Media(fates), media))
        }
        _ => Err("this worker knows archives only".to_owned()),
    };
    answer.unwrap_or_else(|cause| (Answer::Failed(cause), Vec::new()))
}

fn pack(parts: &[u8], names: &[String], media: &[Vec<u8>]) -> Result<Vec<u8>, String> {
    let mut package = Package::from_parts(parts).map_err(|error| error.to_string())?;
    let media = names.iter().zip(media).map(|(name, bytes)| Media {
        name: name.clone(),
        bytes: bytes.clone(),
    });
    package.media = media.collect();
    package.to_apkg().map_err(|error| error.to_string())
}

fn unpack(package: &[u8]) -> Result<Vec<u8>, String> {
    let mut archive = Archive::open(package).map_err(|error| error.to_string())?;
    let unpacked = import::unpack(&mut archive).map_err(|error| error.to_string())?;
    unpacked.to_parts().map_err(|error| error.to_string())
}

/// What became of files, and of those that were unpacked the bytes.
type UnpackedMedia = (Vec<Result<(), String>>, Vec<Vec<u8>>);

/// Unpacks as many files as there is room for; a damaged one hinders no other.
fn unpack_media(package: &[u8], files: &[packaging::MediaFile]) -> Result<UnpackedMedia, String> {
    let mut archive = Archive::open(package).map_err(|error| error.to_string())?;
    let mut left = MEDIA_BYTES;
    let mut fates = Vec::new();
    let mut media = Vec::new();
    for file in files {
        if left == 0 {
            fates.push(Err("more than 256 MB of them are in the package".to_owned()));
            continue;
        }
        let file = MediaFile {
            name: file.name.clone(),
            member: file.member.clone(),
        };
        let unpacked = archive.media(&file);
        // What is too large has been unpacked as well, up to its limit.
        let spent = unpacked
            .as_ref()
            .map_or(limits::MEDIA_FILE_BYTES, |file| file.bytes.len() as u64);
        fates.push(match unpacked {
            Ok(file) if spent <= left => {
                media.push(file.bytes);
                Ok(())
            }
            Ok(_) => Err("more than 256 MB of them are in the package".to_owned()),
            Err(error) => Err(error.to_string()),
        });
        left = left.saturating_sub(spent);
    }
    Ok((fates, media))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_go_into_a_package_and_come_out_of_it_one_by_one() {
        let parts = Package::default().to_parts().expect("parts");
        let names = vec!["a.png".to_owned(), "b.mp3".to_owned()];
        let beside = [parts, b"picture".to_vec(), b"sound".to_vec()];
        let (answer, package) = carry_out(&Order::Pack(names), &beside, &mut |_| {});
        assert_eq!(answer, Answer::Packed);
        let file = |name: &str, member: &str| packaging::MediaFile {
            name: name.to_owned(),
            member: member.to_owned(),
        };
        let files = vec![file("a.png", "0"), file("c.png", "7"), file("b.mp3", "1")];
        let (answer, media) = carry_out(&Order::UnpackMedia(files), &package, &mut |_| {});
        let Answer::Media(fates) = answer else {
            panic!("{answer:?}");
        };
        let are_there: Vec<bool> = fates.iter().map(Result::is_ok).collect();
        assert_eq!(are_there, [true, false, true]);
        assert_eq!(media, [b"picture".to_vec(), b"sound".to_vec()]);
    }
}
