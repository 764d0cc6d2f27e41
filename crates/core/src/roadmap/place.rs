//! What chapters are called where a question must be told from the same question elsewhere.

use std::rc::Rc;

use super::identity;
use super::outline::Chapter;
use super::phrase;
use super::shape::Index;

/// The places of a document, each worked out when it is first asked for.
pub(super) struct Places<'a> {
    chapters: &'a [Chapter],
    index: Index<'a>,
    known: Vec<Option<Rc<Place>>>,
}

/// Where a chapter stands.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// Its heading, or the nearest above it that names a subject.
    pub section: PlaceName,
    /// All headings from below the title down to it.
    pub path: PlaceName,
}

/// A name to show and to hash.
#[derive(Debug, Default)]
pub(super) struct PlaceName {
    /// As it is shown.
    pub name: String,
    /// As it goes into an id.
    pub context: String,
}

impl<'a> Places<'a> {
    /// Begins with nothing worked out.
    pub fn new(chapters: &'a [Chapter], index: Index<'a>) -> Self {
        Self {
            chapters,
            index,
            known: chapters.iter().map(|_| None).collect(),
        }
    }

    /// The place of a chapter.
    pub fn of(&mut self, chapter: usize) -> Rc<Place> {
        if let Some(Some(place)) = self.known.get(chapter) {
            return Rc::clone(place);
        }
        let place = Rc::new(Place {
            section: PlaceName::of(self.section(chapter)),
            path: PlaceName::of(self.path(chapter)),
        });
        if let Some(known) = self.known.get_mut(chapter) {
            *known = Some(Rc::clone(&place));
        }
        place
    }

    fn section(&self, chapter: usize) -> String {
        let mut at = chapter;
        // "Review questions" names no subject; the heading above it does.
        while let (Some(Some(_)), Some(parent)) = (self.index.labels.get(at), self.index.parent(at))
        {
            at = parent;
        }
        self.heading(at)
    }

    fn path(&self, chapter: usize) -> String {
        let mut names = Vec::new();
        let mut at = chapter;
        while let Some(parent) = self.index.parent(at) {
            names.push(self.heading(at));
            at = parent;
        }
        names.reverse();
        names.join(" › ")
    }

    fn heading(&self, chapter: usize) -> String {
        let words = self.chapters.get(chapter).map(|c| c.heading.plain());
        let words = words.unwrap_or_default();
        let name = identity::without_numbering(&words);
        phrase::name(name, phrase::LONGEST_HEADING).into_owned()
    }
}

impl PlaceName {
    fn of(name: String) -> Self {
        let context = identity::normalised_words(&name);
        Self { name, context }
    }
}
