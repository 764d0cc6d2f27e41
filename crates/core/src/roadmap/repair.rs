//! The repair of a text before the parser reads it.
//!
//! Real notes are messy. Each pass here looks for one kind of mess, changes the text where it is
//! sure enough, and says so. Where bytes came from is kept, so that cards and diagnostics carry
//! the lines of the document as it was given. A text without mess is left alone, byte for byte,
//! at the cost of one walk through its lines.

pub mod charset;
mod edit;
mod fence;
#[cfg(test)]
mod laws;
mod logseq;
mod marks;
mod mojibake;
mod obsidian;
mod shortcode;
mod structure;
mod survey;
mod table;
mod walk;

use super::diagnostic::Code;
use edit::Edits;
use survey::Survey;

pub(super) use edit::Moves;

/// How often a text may have been broken by a wrong character set.
const ROUNDS: usize = 3;

/// What one pass does to a text.
#[derive(Default)]
struct Repair {
    edits: Edits,
    remarks: Vec<(usize, Code)>,
}

impl Repair {
    fn remark(&mut self, at: usize, code: Code) {
        self.remarks.push((at, code));
    }
}

/// Where the byte at `at` was before all `moves`, the first of which was made first.
pub(super) fn origin(moves: &[Moves], at: usize) -> usize {
    moves.iter().rev().fold(at, |at, moves| moves.before(at))
}

/// A pass over the text whose body begins at a byte.
type Pass = fn(&str, usize, &mut Repair);

/// A text that is being repaired.
pub(super) struct Mending {
    text: String,
    /// The text before the first change.
    original: Option<String>,
    moves: Vec<Moves>,
    remarks: Vec<(usize, Code)>,
}

/// A repaired text.
pub(super) struct Mended {
    /// The text.
    pub text: String,
    /// The text before the first change, and how each change moved its bytes, if any did.
    pub origin: Option<(String, Vec<Moves>)>,
    /// What was found, by byte of the text before any change.
    pub remarks: Vec<(usize, Code)>,
}

impl Mending {
    /// Begins with a text and what is known of it.
    pub fn of(text: String, remarks: Vec<(usize, Code)>) -> Self {
        Self {
            text,
            original: None,
            moves: Vec::new(),
            remarks,
        }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds a remark on the byte at `at` of the text so far.
    pub fn remark(&mut self, at: usize, code: Code) {
        self.remarks.push((origin(&self.moves, at), code));
    }

    /// Ends the repair.
    pub fn finish(self) -> Mended {
        Mended {
            text: self.text,
            origin: self.original.map(|original| (original, self.moves)),
            remarks: self.remarks,
        }
    }

    /// Mends characters.
    pub fn characters(&mut self) {
        if self.text.is_ascii() {
            return;
        }
        for _ in 0..ROUNDS {
            let before = self.moves.len();
            self.run(0, |text, _, repair| mojibake::mend(text, repair));
            if self.moves.len() == before {
                return;
            }
        }
    }

    /// Mends the lines of the body, which begins at `body`.
    pub fn structure(&mut self, body: usize) {
        let before = self.moves.len();
        let mut survey = Survey::of(&self.text, body);
        // Fences decide what is code at all, so they come first.
        self.run_all(
            body,
            &[
                (survey.unclosed_fence, fence::close),
                (survey.percent_signs, obsidian::leave_comments_out),
                (survey.embeds, obsidian::leave_embeds_out),
                (survey.braces, shortcode::leave_out),
                (survey.is_logseq(), logseq::unfold),
                (survey.callouts, obsidian::read_callouts),
                (survey.marks > 0, marks::mend),
            ],
        );
        if self.moves.len() > before {
            survey = Survey::of(&self.text, body);
        }
        let lost = survey.has_lost_structure();
        self.run_all(
            body,
            &[
                (lost, structure::join_lines),
                (lost, structure::restore),
                (survey.labels > 0, marks::set_labels_apart),
                (survey.odd_tables, table::mend),
            ],
        );
    }

    /// Runs the passes that are wanted.
    fn run_all(&mut self, body: usize, passes: &[(bool, Pass)]) {
        for &(wanted, pass) in passes {
            if wanted {
                self.run(body, pass);
            }
        }
    }

    fn run(&mut self, body: usize, pass: Pass) {
        let mut repair = Repair::default();
        pass(&self.text, body, &mut repair);
        for (at, code) in repair.remarks {
            self.remark(at, code);
        }
        if repair.edits.is_empty() {
            return;
        }
        let (changed, moves) = repair.edits.apply(&self.text);
        let before = std::mem::replace(&mut self.text, changed);
        self.original.get_or_insert(before);
        self.moves.push(moves);
    }
}
