//! How the chapters of a document stand to each other, and what that says of each.

use crate::roadmap::outline::Chapter;

use super::label::Label;
use super::{Practice, Scope, Subject, Voice, asks, definition, topic};

/// How the chapters of a document stand to each other.
#[derive(Clone, Copy)]
pub(in crate::roadmap) struct Index<'a> {
    /// The parent of each; the first has none.
    pub parents: &'a [Option<usize>],
    /// What the heading of each says.
    pub labels: &'a [Option<Label>],
    /// What the document uses of the card syntax of other tools.
    pub practice: Practice,
    /// How the document speaks to its reader.
    pub voice: Voice,
    /// Of each, whether most of the headings beside it ask.
    pub mostly_asks: &'a [bool],
    /// Of each, whether it and the headings beside it are terms.
    pub are_terms: &'a [bool],
    /// The whole text.
    pub source: &'a str,
}

impl<'a> Index<'a> {
    /// The chapter that the one at `place` is part of.
    pub fn parent(&self, place: usize) -> Option<usize> {
        self.parents.get(place).copied().flatten()
    }

    /// What the heading of the chapter at `place` says.
    pub(super) fn own_label(&self, place: usize) -> Option<Label> {
        self.labels.get(place).copied().flatten()
    }

    /// What the heading of the chapter at `place` says, or else the nearest above it that says
    /// anything of all below it. What the title says is not said of every list of the document.
    pub(super) fn label(&self, place: usize) -> Option<Label> {
        let own = self.own_label(place);
        let mut at = place;
        while own.is_none()
            && let Some(parent) = self.parent(at)
        {
            at = parent;
            if let Some(label) = self.own_label(at) {
                let reaches = match self.parent(at) {
                    Some(_) => label.reaches_parts(),
                    None => label.is_of_document(),
                };
                return reaches.then_some(label);
            }
        }
        own
    }

    /// Where the blocks of the chapter at `place` stand.
    pub(super) fn scope(
        &self,
        chapters: &'a [Chapter],
        place: usize,
        label: Option<Label>,
    ) -> Scope<'a> {
        let mut at = place;
        // "Review questions" names no subject; the heading above it does.
        while let (Some(Some(_)), Some(parent)) = (self.labels.get(at), self.parent(at)) {
            at = parent;
        }
        let own = chapters.get(place);
        let heading = chapters.get(at).map(|chapter| &chapter.heading.inlines);
        Scope {
            chapter: place,
            label,
            subject: Subject::Heading(heading.map(Vec::as_slice).unwrap_or_default()),
            heading_start: own.map_or(0, |chapter| chapter.start),
            heading: own.map_or(&[], |chapter| chapter.heading.inlines.as_slice()),
            source: self.source,
            voice: self.voice,
            practice: self.practice,
        }
    }
}

/// What the heading of each chapter says of what is under it.
pub(in crate::roadmap) fn labels(chapters: &[Chapter]) -> Vec<Option<Label>> {
    let headings = chapters.iter().map(|chapter| &chapter.heading.inlines);
    headings.map(|inlines| Label::of(inlines)).collect()
}

/// Of each chapter, whether most of those beside it ask.
pub(in crate::roadmap) fn mostly_asks(
    chapters: &[Chapter],
    parents: &[Option<usize>],
) -> Vec<bool> {
    let mut counts = vec![(0_usize, 0_usize); chapters.len()];
    for (chapter, parent) in chapters.iter().zip(parents) {
        if let Some((asking, all)) = parent.and_then(|parent| counts.get_mut(parent)) {
            *all += 1;
            *asking += usize::from(asks(&chapter.heading));
        }
    }
    let most = parents.iter().map(|parent| {
        let count = parent.and_then(|parent| counts.get(parent));
        count.is_some_and(|(asking, all)| *all >= 4 && asking * 2 >= *all)
    });
    most.collect()
}

/// Of each chapter, whether it and all beside it are a name with one paragraph under it.
pub(in crate::roadmap) fn are_terms(
    chapters: &[Chapter],
    parents: &[Option<usize>],
    labels: &[Option<Label>],
) -> Vec<bool> {
    let mut counts = vec![(0_usize, 0_usize); chapters.len()];
    for ((chapter, parent), label) in chapters.iter().zip(parents).zip(labels) {
        if let Some((terms, all)) = parent.and_then(|parent| counts.get_mut(parent)) {
            *all += 1;
            let term = label.is_none() && definition::is_term(chapter);
            *terms += usize::from(term);
        }
    }
    let terms = parents.iter().map(|parent| {
        // What stands right below a title divides the document.
        let parent = parent.filter(|parent| *parent > 0);
        let count = parent.and_then(|parent| counts.get(parent));
        count.is_some_and(|(terms, all)| *all >= 3 && terms == all)
    });
    terms.collect()
}

/// How the document of these chapters speaks to its reader.
pub(in crate::roadmap) fn voice(chapters: &[Chapter]) -> Voice {
    topic::voice(chapters)
}
