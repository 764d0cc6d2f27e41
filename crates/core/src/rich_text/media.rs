//! Names of pictures and sounds that texts show.

mod media_type;

use unicode_normalization::UnicodeNormalization;

use super::{Block, Inline, RichText, Text};

pub use media_type::{BEGINNING, MediaType};

/// The folder beside a document that its pictures and sounds lie in.
pub const FOLDER: &str = "media";

/// No file system takes longer names.
const LONGEST: usize = 255;
const PICTURES: [&str; 10] = [
    "apng", "avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp",
];
const SOUNDS: [&str; 9] = [
    "aac", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav", "weba",
];

/// The name of a picture or a sound: one plain file name, whose ending says which.
///
/// It has no path, no scheme and no control character, so that it names nothing outside of the
/// place in which it is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaName(Text);

/// What a media file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// Something to look at.
    Picture,
    /// Something to listen to.
    Sound,
}

impl MediaName {
    /// Accepts `name` if it is a plain file name with the ending of a picture or a sound.
    ///
    /// ```
    /// use waymark_core::rich_text::MediaName;
    /// assert!(MediaName::new("heart.png").is_some());
    /// assert!(MediaName::new("../heart.png").is_none());
    /// assert!(MediaName::new("https://example.com/heart.png").is_none());
    /// ```
    pub fn new(name: &str) -> Option<Self> {
        let known = is_plain(name) && kind_of(name).is_some();
        known.then(|| Self(name.to_owned().into()))
    }

    /// The name that an address within a document gives: what follows its last slash, decoded.
    ///
    /// Where the file lies is not known to a text: it is looked for by its name.
    pub fn of_address(address: &str) -> Option<Self> {
        let scheme = address.find(':').filter(|colon| {
            let before = address.get(..*colon).unwrap_or_default();
            !before.contains(['/', '?', '#'])
        });
        if scheme.is_some() || address.starts_with("//") {
            return None;
        }
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let path = decoded(path)?;
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        Self::new(&file_name(name)?)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it names a picture or a sound.
    pub fn kind(&self) -> MediaKind {
        kind_of(&self.0).unwrap_or(MediaKind::Picture)
    }

    /// Its place beside a document, as an address.
    pub fn address(&self) -> String {
        let mut out = format!("{FOLDER}/");
        for c in self.as_str().chars() {
            let plain = match c.is_ascii() {
                true => c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'),
                false => !c.is_whitespace(),
            };
            if plain {
                out.push(c);
            } else {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
        }
        out
    }
}

impl Inline {
    /// A picture or a sound with its description, whose white space says nothing.
    pub fn media(name: MediaName, alt: &str) -> Self {
        let words: Vec<&str> = alt.split_whitespace().collect();
        let alt = words.join(" ").into();
        Self::Media { name, alt }
    }
}

impl RichText {
    /// The pictures and sounds that it shows, in reading order.
    pub fn media(&self) -> Vec<&MediaName> {
        let mut found = Vec::new();
        in_blocks(self, &mut found);
        found
    }
}

fn in_blocks<'a>(text: &'a RichText, found: &mut Vec<&'a MediaName>) {
    for block in &text.blocks {
        match block {
            Block::Paragraph(text) => in_inlines(text, found),
            Block::List { items, .. } => items.iter().for_each(|item| in_blocks(item, found)),
            Block::Quote(text) => in_blocks(text, found),
            Block::Table { header, rows } => {
                let cells = header.iter().chain(rows.iter().flatten());
                cells.for_each(|cell| in_inlines(cell, found));
            }
            Block::Code { .. } | Block::Rule => {}
        }
    }
}

fn in_inlines<'a>(text: &'a [Inline], found: &mut Vec<&'a MediaName>) {
    for inline in text {
        match inline {
            Inline::Media { name, .. } => found.push(name),
            Inline::Emphasis(text)
            | Inline::Strong(text)
            | Inline::Strikethrough(text)
            | Inline::Link { text, .. } => in_inlines(text, found),
            Inline::Text(_) | Inline::Code(_) | Inline::Math { .. } | Inline::LineBreak => {}
        }
    }
}

/// The endings of the files that are pictures or sounds.
pub fn endings() -> impl Iterator<Item = &'static str> {
    PICTURES.into_iter().chain(SOUNDS)
}

/// `name` as files are called everywhere: in one form of Unicode, and without a path.
pub fn file_name(name: &str) -> Option<String> {
    let name: String = name.nfc().collect();
    is_plain(&name).then_some(name)
}

/// What a file of that name is, by its ending.
pub fn kind_of(name: &str) -> Option<MediaKind> {
    let (stem, ending) = name.rsplit_once('.')?;
    let is_one_of = |known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(ending));
    match () {
        () if stem.is_empty() => None,
        () if is_one_of(&PICTURES) => Some(MediaKind::Picture),
        () if is_one_of(&SOUNDS) => Some(MediaKind::Sound),
        () => None,
    }
}

/// Whether a file may be called so anywhere: one name, no path, nothing hidden, no device.
fn is_plain(name: &str) -> bool {
    const BARRED: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let is_device = DEVICES.iter().any(|known| stem.eq_ignore_ascii_case(known))
        || matches!(stem.as_bytes(), [a, b, c, b'0'..=b'9'] if {
            let port = [*a, *b, *c];
            port.eq_ignore_ascii_case(b"com") || port.eq_ignore_ascii_case(b"lpt")
        });
    !name.is_empty()
        && name.len() <= LONGEST
        && !name.starts_with(['.', ' '])
        && !name.ends_with(['.', ' '])
        && !name.contains(|c: char| c.is_control() || is_direction(c) || BARRED.contains(&c))
        && !is_device
}

/// Whether a character changes the direction in which a name is read, and so what it seems to be.
const fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `path` with each `%` and two digits as the byte that they are, if that is UTF-8.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, further)) = rest.split_first() {
        let digit = |place: usize| {
            let digit = further.get(place).copied().map(char::from)?;
            digit
                .to_digit(16)
                .and_then(|value| u8::try_from(value).ok())
        };
        match (digit(0), digit(1)) {
            (Some(high), Some(low)) if *first == b'%' => {
                bytes.push(high << 4 | low);
                rest = further.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = further;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_media_file_has_a_name_and_no_path() {
        #[track_caller]
        fn check(name: &str, accepted: bool) {
            assert_eq!(file_name(name).is_some(), accepted, "{name:?}");
        }
        check("dot.png", true);
        check("übung 1 (2).mp3", true);
        check("constant.png", true);
        check("", false);
        check("../dot.png", false);
        check("a/b.png", false);
        check("a\\b.png", false);
        check("C:dot.png", false);
        check("..", false);
        check(".hidden", false);
        check("dot.png.", false);
        check("a\0b", false);
        check("a\u{202e}gnp.exe", false);
        check("NUL.png", false);
        check("com1.png", false);
        check(&"a".repeat(256), false);
        assert_eq!(file_name("u\u{308}.png").as_deref(), Some("ü.png"));
    }

    #[test]
    fn an_address_gives_the_name_after_its_last_slash() {
        #[track_caller]
        fn check(address: &str, name: Option<&str>) {
            let found = MediaName::of_address(address);
            assert_eq!(found.as_ref().map(MediaName::as_str), name, "{address:?}");
        }
        check("heart.png", Some("heart.png"));
        check("../img/heart%20beat.PNG?raw=true#x", Some("heart beat.PNG"));
        check("a%2F..%2Fb.mp3", Some("b.mp3"));
        check("img\\b.gif", Some("b.gif"));
        check("100%.gif", Some("100%.gif"));
        check("u%CC%88.png", Some("ü.png"));
        check("%FF.png", None);
        check("a%00.png", None);
        check("https://e.com/a.png", None);
        check("data:image/png;base64,a.png", None);
        check("//e.com/a.png", None);
        check("film.mp4", None);
        check(".png", None);
        check("heart", None);
    }

    #[test]
    fn the_ending_tells_a_picture_from_a_sound() {
        assert_eq!(kind_of("a.JPG"), Some(MediaKind::Picture));
        assert_eq!(kind_of("a.b.opus"), Some(MediaKind::Sound));
        assert_eq!(kind_of("png"), None);
    }

    #[test]
    fn a_roadmap_names_what_it_shows() {
        let source = "# T ![](t.png)\n\n![](a.png) *![](img/a.png)*\n\n- **B**: [![](b.gif)](https://e.com)\n\n\
                      > ![](c.mp3)\n\n| A | B |\n|---|---|\n| x | ![](d.png) |\n\n```\n![](e.png)\n```\n";
        let roadmap = crate::roadmap::import(source.as_bytes(), "t").roadmap;
        let names: Vec<&str> = roadmap.media().into_iter().map(MediaName::as_str).collect();
        assert_eq!(names, ["a.png", "b.gif", "c.mp3", "d.png"]);
    }

    proptest! {
        #[test]
        fn any_name_is_found_by_its_address(name in "[a-zé %#$&'()+,;=@\\[\\]^_`{}~.-]{1,12}\\.(png|mp3)") {
            if let Some(name) = MediaName::new(&name) {
                prop_assert_eq!(MediaName::of_address(&name.address()), Some(name));
            }
        }
    }
}
