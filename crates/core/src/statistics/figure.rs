//! What each figure means, in the words that the learner reads beside it.

/// A figure, or a set of figures that is drawn as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// [`recalled`](super::recalled).
    Recalled,
    /// [`by_day`](super::by_day).
    Days,
    /// [`Streak`](super::Streak).
    Streak,
    /// [`Forecast`](super::Forecast).
    Forecast,
    /// [`by_interval`](super::by_interval).
    ByInterval,
    /// [`by_part`](super::by_part), by section.
    BySection,
    /// [`by_hour`](super::by_hour).
    ByHour,
    /// [`by_rating`](super::by_rating).
    Ratings,
    /// [`intervals`](super::intervals).
    Intervals,
    /// [`ease_factors`](super::ease_factors).
    Eases,
    /// [`Pace`](super::Pace).
    Pace,
    /// [`Estimate`](super::Estimate).
    TimeLeft,
    /// [`Standings`](super::Standings).
    Standings,
    /// [`DayTotal::begun`](super::DayTotal).
    Begun,
}

impl Figure {
    /// Every figure.
    pub const ALL: [Self; 14] = [
        Self::Recalled,
        Self::Days,
        Self::Streak,
        Self::Forecast,
        Self::ByInterval,
        Self::BySection,
        Self::ByHour,
        Self::Ratings,
        Self::Intervals,
        Self::Eases,
        Self::Pace,
        Self::TimeLeft,
        Self::Standings,
        Self::Begun,
    ];

    /// What it means: what is counted, what is not, and when nothing is said.
    pub const fn definition(self) -> &'static str {
        match self {
            Self::Recalled => {
                "Of all scheduled reviews of cards that you had begun before, the share that you \
                 rated hard, good or easy. First reviews of new cards, the repeats of the same day and \
                 cramming are left out; so is what you took back. Below 20 reviews no share is named."
            }
            Self::Days => {
                "All reviews of a study day, for whatever purpose: scheduled ones, repeats of the \
                 same day and cramming. A study day begins at the time that you have set, in the time \
                 zone in which you were then, so a session past midnight belongs to the evening before."
            }
            Self::Streak => {
                "Days with at least one review, in a row. One day of rest in any seven days breaks \
                 nothing, and today counts as a day of rest only when it is over. Two days of rest in a \
                 row end the streak. Where a second one comes within a week of the first, the streak \
                 counts from the day after the first. Days of rest are not counted themselves."
            }
            Self::Forecast => {
                "Begun cards by the study day of their next review, as they are scheduled now. What \
                 is overdue stands with today. New cards are not counted, and neither is what comes \
                 back because you will forget it; so the days far ahead will bring more. Suspended \
                 cards are left out, and daily limits are not applied."
            }
            Self::ByInterval => {
                "The share recalled, by the interval that the card had when it was asked. Cards with \
                 21 days or more are strong. Ranges with fewer than 20 reviews name no share."
            }
            Self::BySection => {
                "The share recalled of the cards of each section, weakest first. Sections with fewer \
                 than 20 reviews name no share and stand last."
            }
            Self::ByHour => {
                "The share recalled by the hour that your clock showed, in the time zone in which you \
                 were then. Hours with fewer than 20 reviews name no share."
            }
            Self::Ratings => {
                "How often you gave each rating in scheduled reviews, first reviews of new cards \
                 among them."
            }
            Self::Intervals => {
                "Begun cards by the days between their last review and the next, suspended ones \
                 among them."
            }
            Self::Eases => {
                "Begun cards by their ease factor: by how much their interval grows with a success. A \
                 card begins with 2.50 and never has less than 1.30. Where many stand low, reword the \
                 hardest or divide them."
            }
            Self::Pace => {
                "How long you took from the question to your rating, for whatever purpose: half of \
                 your reviews took no longer than the median, nine in ten no longer than the other \
                 figure. Below 20 reviews no time is named."
            }
            Self::TimeLeft => {
                "What is left of today times the median of your review times in this period. The \
                 range takes the time that a quarter, and three quarters, of your reviews stayed \
                 within. Cards that will come back today are not foreseen."
            }
            Self::Standings => {
                "New: never studied. Learning: less than 21 days between reviews. Strong: 21 days or \
                 more. Suspended cards are counted by their standing too. A lapse is a review in which \
                 you forgot what you had recalled before; a card with 8 lapses or more is a leech and \
                 wants rewriting, unless Settings name another number."
            }
            Self::Begun => {
                "Cards whose first scheduled review was in this period. What you placed or brought \
                 from another tool was begun before."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::LEECH_LAPSES;
    use crate::mastery::STRONG_INTERVAL;
    use crate::scheduler::sm2::EaseFactor;
    use crate::statistics::ENOUGH;

    #[track_caller]
    fn check(figure: Figure, words: &str) {
        let definition = figure.definition();
        assert!(
            definition.contains(words),
            "{figure:?} says nothing of {words}"
        );
    }

    #[test]
    fn the_words_name_the_numbers_that_hold() {
        for figure in [Figure::Recalled, Figure::Pace] {
            check(figure, &format!("Below {ENOUGH} reviews"));
        }
        for figure in [Figure::ByInterval, Figure::BySection, Figure::ByHour] {
            check(figure, &format!("fewer than {ENOUGH} reviews"));
        }
        for figure in [Figure::ByInterval, Figure::Standings] {
            check(figure, &format!("{} days or more", STRONG_INTERVAL.count()));
        }
        check(Figure::Standings, &format!("{LEECH_LAPSES} lapses or more"));
        check(Figure::Eases, &format!("begins with {}", EaseFactor::START));
        check(Figure::Eases, &format!("less than {}", EaseFactor::FLOOR));
    }

    #[test]
    fn every_definition_is_whole_sentences() {
        for figure in Figure::ALL {
            assert!(figure.definition().ends_with('.'), "{figure:?}");
        }
    }
}
