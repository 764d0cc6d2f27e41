//! The pictures and sounds of a package: what is kept of them goes along.

use js_sys::Uint8Array;
use waymark_core::id::RoadmapId;

use super::exporting::Made;
use crate::components::element::{Presence, View, element, nothing};
use crate::components::fold::{fold, long_list};
use crate::platform::media;
use crate::state::wording::count;

/// How many bytes go into one package: they are in memory at once.
const MOST: u64 = 256 << 20;
/// How many names are shown at a time.
const STEP: usize = 50;

/// What was found of the files that notes name.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The names of those that go along.
    pub names: Vec<String>,
    /// Their bytes.
    pub files: Vec<Uint8Array>,
    /// How many they are.
    pub count: usize,
    /// Those that do not, or not as every card has them, and why.
    pub lacking: Vec<String>,
}

/// Looks for files under the roadmaps that are exported. A package knows one file of a name: that of
/// the first roadmap.
pub async fn find(names: Vec<String>, roadmaps: &[RoadmapId]) -> Found {
    let mut found = Found::default();
    let mut left = MOST;
    for name in names {
        let mut file: Option<Uint8Array> = None;
        let mut trouble = None;
        for roadmap in roadmaps {
            match (media::file(roadmap.as_str(), &name).await, &file) {
                (Ok(None), _) => {}
                (Ok(Some(bytes)), None) => file = Some(bytes),
                (Ok(Some(other)), Some(first)) => {
                    if first.length() != other.length() || first.to_vec() != other.to_vec() {
                        trouble =
                            Some("another roadmap shows another file of that name".to_owned());
                    }
                }
                (Err(error), _) => trouble = Some(error.to_string()),
            }
        }
        match file {
            Some(bytes) => match left.checked_sub(bytes.length().into()) {
                Some(rest) => {
                    left = rest;
                    found.names.push(name.clone());
                    found.files.push(bytes);
                    found.count += 1;
                }
                None => trouble = Some("more than 256 MB do not go into one package".to_owned()),
            },
            None if trouble.is_none() => trouble = Some("it is not in this browser".to_owned()),
            None => {}
        }
        found
            .lacking
            .extend(trouble.map(|why| format!("{name}: {why}")));
    }
    found
}

/// What of them is in the file.
pub fn words(made: &Made) -> Vec<View> {
    let mut words = Vec::new();
    if made.media > 0 {
        let files = count(made.media, "picture or sound is", "pictures and sounds are");
        words.push(element("p").text(format!("{files} in it.")).view());
    }
    if !made.lacking.is_empty() {
        let lines = made.lacking.clone();
        let open = Presence::when(lines.len() <= 3);
        words.push(fold(
            "Pictures and sounds to look at",
            None,
            open,
            move || {
                let lines = lines.clone();
                long_list("import-list", lines.len(), STEP, move |place| {
                    let line = lines.get(place).cloned();
                    line.map_or_else(nothing, |line| {
                        element("li").attribute("dir", "auto").text(line).view()
                    })
                })
            },
        ));
    }
    words
}
