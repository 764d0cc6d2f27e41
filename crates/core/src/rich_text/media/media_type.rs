//! What a media file is by its bytes.

use super::{MediaKind, MediaName};

/// As many bytes of the beginning as tell what a file is.
pub const BEGINNING: usize = 1024;

/// The type of a picture or a sound, told by how its bytes begin: whoever shows it names this type,
/// so that nothing else is ever made of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MediaType(&'static str);

impl MediaType {
    /// The type of a file of that name that begins so; `None` if it is no picture or sound, whatever
    /// the name says.
    ///
    /// ```
    /// use waymark_core::rich_text::{MediaName, MediaType};
    /// let name = MediaName::new("dot.png").ok_or("a name")?;
    /// let of = |bytes| MediaType::of(&name, bytes).map(MediaType::as_str);
    /// assert_eq!(of(b"GIF89a\x01"), Some("image/gif"));
    /// assert_eq!(of(b"<!doctype html>"), None);
    /// # Ok::<(), &str>(())
    /// ```
    pub fn of(name: &MediaName, beginning: &[u8]) -> Option<Self> {
        let found = match name.kind() {
            MediaKind::Picture => picture(name.as_str(), beginning),
            MediaKind::Sound => sound(beginning),
        };
        found.map(Self)
    }

    /// Its name, as in `image/png`.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

fn picture(name: &str, bytes: &[u8]) -> Option<&'static str> {
    Some(match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => "image/gif",
        _ if form(bytes, b"RIFF") == Some(b"WEBP") => "image/webp",
        _ => match brand(bytes) {
            Some(b"avif" | b"avis") => "image/avif",
            _ if bytes.starts_with(b"BM") && has_ending(name, "bmp") => "image/bmp",
            _ if bytes.starts_with(&[0, 0, 1, 0]) => "image/x-icon",
            _ if has_ending(name, "svg") && is_drawing(bytes) => "image/svg+xml",
            _ => return None,
        },
    })
}

fn sound(bytes: &[u8]) -> Option<&'static str> {
    /// The bits of an MPEG frame that say its layer; AAC has none.
    const LAYER: u8 = 0b110;
    Some(match bytes {
        [b'I', b'D', b'3', ..] => "audio/mpeg",
        [0xff, second, ..] if second >> 5 == 0b111 && second & LAYER != 0 => "audio/mpeg",
        [0xff, second, ..] if second >> 4 == 0b1111 => "audio/aac",
        [b'O', b'g', b'g', b'S', ..] => "audio/ogg",
        [b'f', b'L', b'a', b'C', ..] => "audio/flac",
        [0x1a, 0x45, 0xdf, 0xa3, ..] => "audio/webm",
        _ if form(bytes, b"RIFF") == Some(b"WAVE") => "audio/wav",
        _ => match brand(bytes) {
            None | Some(b"avif" | b"avis") => return None,
            Some(_) => "audio/mp4",
        },
    })
}

/// What a container of that kind holds.
fn form<'a>(bytes: &'a [u8], container: &[u8; 4]) -> Option<&'a [u8; 4]> {
    let is_one = bytes.starts_with(container);
    is_one.then(|| word(bytes, 8)).flatten()
}

/// The brand of a file in the container of MPEG-4.
fn brand(bytes: &[u8]) -> Option<&[u8; 4]> {
    let is_one = word(bytes, 4) == Some(b"ftyp");
    is_one.then(|| word(bytes, 8)).flatten()
}

fn word(bytes: &[u8], at: usize) -> Option<&[u8; 4]> {
    bytes.get(at..)?.first_chunk()
}

fn has_ending(name: &str, ending: &str) -> bool {
    let found = name.rsplit_once('.').map(|(_, found)| found);
    found.is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// Whether markup begins with a drawing, after what may stand before it.
fn is_drawing(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut rest = bytes.trim_ascii_start();
    loop {
        let end: &[u8] = match rest {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!', ..] => b">",
            _ => return rest.starts_with(b"<svg"),
        };
        let Some(at) = rest.windows(end.len()).position(|found| found == end) else {
            return false;
        };
        rest = rest.get(at + end.len()..).unwrap_or_default();
        rest = rest.trim_ascii_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bytes_say_what_a_file_is_and_its_name_whether_that_is_meant() {
        #[track_caller]
        fn check(name: &str, bytes: &[u8], expected: Option<&str>) {
            let name = MediaName::new(name).expect("a name of a media file");
            let found = MediaType::of(&name, bytes).map(MediaType::as_str);
            assert_eq!(found, expected, "{name:?}");
        }
        check("a.png", b"\x89PNG\r\n\x1a\n\0\0", Some("image/png"));
        // Named wrongly and shown rightly.
        check("a.png", b"\xff\xd8\xff\xe0", Some("image/jpeg"));
        check("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", Some("image/webp"));
        check("a.avif", b"\0\0\0\x1cftypavif\0\0", Some("image/avif"));
        check("a.bmp", b"BM\x36\0", Some("image/bmp"));
        check("a.png", b"BM\x36\0", None);
        check("a.ico", &[0, 0, 1, 0, 1], Some("image/x-icon"));
        check("a.png", b"<html><script>", None);
        check("a.png", b"\x89PNG", None);
        check("a.gif", b"", None);
        check("a.svg", b"<svg xmlns=", Some("image/svg+xml"));
        check(
            "a.SVG",
            b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- a > b -->\n<!DOCTYPE svg>\n<svg>",
            Some("image/svg+xml"),
        );
        check("a.svg", b"<html><svg>", None);
        check("a.svg", b"<?xml <svg", None);
        check("a.png", b"<svg>", None);
        check("a.mp3", b"ID3\x04", Some("audio/mpeg"));
        check("a.mp3", &[0xff, 0xfb, 0x90], Some("audio/mpeg"));
        check("a.aac", &[0xff, 0xf1, 0x50], Some("audio/aac"));
        check("a.opus", b"OggS\0", Some("audio/ogg"));
        check("a.wav", b"RIFF\x10\0\0\0WAVEfmt ", Some("audio/wav"));
        check("a.m4a", b"\0\0\0\x1cftypM4A \0", Some("audio/mp4"));
        check("a.flac", b"fLaC", Some("audio/flac"));
        check("a.weba", &[0x1a, 0x45, 0xdf, 0xa3], Some("audio/webm"));
        // No picture is a sound, and no sound a picture.
        check("a.mp3", b"\x89PNG\r\n\x1a\n", None);
        check("a.png", b"OggS\0", None);
        check("a.m4a", b"\0\0\0\x1cftypavif", None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_judged(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            for name in ["a.svg", "a.png", "a.mp3"] {
                let name = MediaName::new(name).expect("a name of a media file");
                MediaType::of(&name, &bytes);
            }
        }
    }
}
