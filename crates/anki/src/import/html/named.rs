//! Pictures and sounds, which a field names.

use waymark_core::rich_text::{MediaName, WebUrl, media};

use super::{Reader, token};

impl Reader {
    pub(super) fn picture(&mut self, attributes: &str) {
        let source = token::attribute(attributes, "src").unwrap_or_default();
        let alt = token::attribute(attributes, "alt").unwrap_or_default();
        let alt = alt.trim();
        if let Some(name) = MediaName::of_address(&source) {
            self.media.push(name.as_str().to_owned());
            self.run.media(name, alt.to_owned());
        } else if let Some(url) = WebUrl::new(&source) {
            self.left_out = true;
            let words = if alt.is_empty() { &source } else { alt };
            self.run.link(url, words);
        } else if source.starts_with("data:") || source.is_empty() {
            self.left_out = true;
            self.run.words(&match alt {
                "" => "[image]".to_owned(),
                alt => format!("[image: {alt}]"),
            });
        } else {
            self.run.words(&format!("[image: {source}]"));
            self.media.push(media::file_name(&source).unwrap_or(source));
        }
    }

    pub(super) fn sound(&mut self, name: String) {
        let name = media::file_name(&name).unwrap_or(name);
        match MediaName::new(&name) {
            Some(sound) if self.code.is_none() => self.run.media(sound, String::new()),
            // A film, or what Anki plays by other means.
            found => {
                self.left_out |= found.is_none();
                self.words(&format!("[sound: {name}]"));
            }
        }
        self.media.push(name);
    }
}
