//! The practice loop of a topic: what a learner does with it besides recalling cards.

use crate::annotation::Change;
use crate::id::SectionId;
use crate::time::Instant;

/// One step of the loop, in the order in which they are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PracticeStep {
    /// Read about it.
    Read,
    /// Build the smallest thing that shows it.
    Build,
    /// Break that on purpose.
    Break,
    /// Look at what it does then.
    Look,
    /// Put it right.
    Fix,
    /// Explain it in own words.
    Explain,
    /// Name one thing to be careful about.
    Caveat,
}

impl PracticeStep {
    /// Every step, in order.
    pub const ALL: [Self; 7] = [
        Self::Read,
        Self::Build,
        Self::Break,
        Self::Look,
        Self::Fix,
        Self::Explain,
        Self::Caveat,
    ];

    /// The number for this step in files: its place in [`PracticeStep::ALL`].
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The step of that number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.number() == number)
    }
}

/// A step of a section's loop was done, or its mark taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Practised {
    /// The section that is practised.
    pub section: SectionId,
    /// The step.
    pub step: PracticeStep,
    /// Whether it is marked from now on.
    pub change: Change,
}

/// When each step of a section's loop was done last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Practice([Option<Instant>; PracticeStep::ALL.len()]);

impl Practice {
    /// No step was done.
    pub const NONE: Self = Self([None; PracticeStep::ALL.len()]);

    /// When the step was done; `None` while it is open.
    pub fn done(&self, step: PracticeStep) -> Option<Instant> {
        self.0.get(usize::from(step.number())).copied().flatten()
    }

    /// Marks a step as done at `instant`, or as open.
    pub fn mark(&mut self, step: PracticeStep, change: Change, instant: Instant) {
        if let Some(done) = self.0.get_mut(usize::from(step.number())) {
            *done = match change {
                Change::Added => Some(instant),
                Change::Removed => None,
            };
        }
    }
}
