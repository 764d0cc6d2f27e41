//! How well the learner recalled a card, and what that review was for.

/// The learner's own judgement of one recall, worst first.
///
/// Four of them are the everyday buttons; [`Rating::Blackout`] and [`Rating::Familiar`] are
/// offered only when the learner wants SM-2's whole scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rating {
    /// Nothing came to mind.
    Blackout,
    /// Wrong, though the answer felt familiar when shown.
    Familiar,
    /// Wrong, and the answer seemed easy when shown; the everyday "again".
    Again,
    /// Right, with serious difficulty.
    Hard,
    /// Right, after some hesitation.
    Good,
    /// Right at once.
    Easy,
}

impl Rating {
    /// Every rating, worst first.
    pub const ALL: [Self; 6] = [
        Self::Blackout,
        Self::Familiar,
        Self::Again,
        Self::Hard,
        Self::Good,
        Self::Easy,
    ];

    /// What its button says.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Blackout => "Blackout",
            Self::Familiar => "Familiar",
            Self::Again => "Again",
            Self::Hard => "Hard",
            Self::Good => "Good",
            Self::Easy => "Easy",
        }
    }

    /// Whether the answer was recalled.
    pub const fn recalled(self) -> bool {
        matches!(self, Self::Hard | Self::Good | Self::Easy)
    }
}

/// What a review was for. Only a scheduled one changes what the scheduler remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// The repetition that was planned, or the first of a new card.
    Scheduled,
    /// The final drill: a card rated below good comes back the same day until it is good.
    Drill,
    /// Study ahead of an exam or a talk, outside the schedule.
    Cram,
}
