//! The buttons that rate a recall, each with what it will do.

use waymark_core::rating::{Purpose, Rating};
use waymark_core::scheduler::sm2::{Answers, Quality};
use waymark_core::setting::RatingScale;

use super::element::{View, element};
use super::icon::Icon;
use crate::state::wording::interval;

/// The ratings of a scale, worst first.
pub const fn ratings(scale: RatingScale) -> &'static [Rating] {
    match scale {
        RatingScale::FourButtons => &[Rating::Again, Rating::Hard, Rating::Good, Rating::Easy],
        RatingScale::SixQualities => &Rating::ALL,
    }
}

/// The rating that a key gives: 1 to 4 for the four buttons, 0 to 5 for the six qualities.
pub fn rating_of_key(key: &str, scale: RatingScale) -> Option<Rating> {
    let number: usize = key.parse().ok()?;
    let place = match scale {
        RatingScale::FourButtons => number.checked_sub(1)?,
        RatingScale::SixQualities => number,
    };
    ratings(scale).get(place).copied()
}

/// What a rating will do.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Preview {
    /// As it stands on the button.
    short: String,
    /// As it is read out.
    spoken: String,
    returns: Returns,
}

/// Whether the card is asked again on the same day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Returns {
    Today,
    Later,
}

fn preview(answers: &Answers, purpose: Purpose, rating: Rating) -> Preview {
    let returns = if Quality::of(rating).ends_drill() {
        Returns::Later
    } else {
        Returns::Today
    };
    let (short, spoken) = match (purpose, returns) {
        (Purpose::Scheduled, returns) => {
            let interval = interval(answers.after(rating).interval);
            let spoken = match returns {
                Returns::Today => format!("again today, then in {interval}"),
                Returns::Later => format!("in {interval}"),
            };
            (interval, spoken)
        }
        (Purpose::Drill | Purpose::Cram, Returns::Today) => {
            ("today".to_owned(), "again today".to_owned())
        }
        (Purpose::Drill | Purpose::Cram, Returns::Later) => {
            ("done".to_owned(), "done for today".to_owned())
        }
    };
    Preview {
        short,
        spoken,
        returns,
    }
}

/// The buttons of a scale for a card of which they would make that.
pub fn rating_bar(
    answers: &Answers,
    purpose: Purpose,
    scale: RatingScale,
    on_rate: impl Fn(Rating) + Copy + 'static,
) -> View {
    let first_key = match scale {
        RatingScale::FourButtons => 1,
        RatingScale::SixQualities => 0,
    };
    let buttons = ratings(scale).iter().enumerate().map(|(index, &rating)| {
        let preview = preview(answers, purpose, rating);
        let key = (index + first_key).to_string();
        let mut interval = element("span")
            .class("rating-interval")
            .attribute("aria-hidden", "true");
        if preview.returns == Returns::Today {
            interval = interval.child(Icon::Again.view());
        }
        element("button")
            .class("rating")
            .attribute("type", "button")
            .attribute("data-rating", rating.name().to_ascii_lowercase())
            .attribute("aria-keyshortcuts", key.clone())
            .on("click", move |_| on_rate(rating))
            .child(
                element("span")
                    .class("rating-name")
                    .text(rating.name())
                    .view(),
            )
            .child(interval.text(preview.short).view())
            .child(
                element("span")
                    .class("visually-hidden")
                    .text(preview.spoken)
                    .view(),
            )
            .child(
                element("kbd")
                    .class("rating-key")
                    .attribute("aria-hidden", "true")
                    .text(key)
                    .view(),
            )
            .view()
    });
    element("div")
        .class("ratings")
        .attribute("role", "group")
        .attribute("aria-label", "How well did you recall it?")
        .children(buttons)
        .view()
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark_core::collection::CardState;
    use waymark_core::id::CardId;
    use waymark_core::setting::Settings;
    use waymark_core::time::StudyDay;

    #[test]
    fn keys_follow_the_scale() {
        #[track_caller]
        fn check(key: &str, scale: RatingScale, expected: Option<Rating>) {
            assert_eq!(rating_of_key(key, scale), expected, "{key}");
        }
        check("1", RatingScale::FourButtons, Some(Rating::Again));
        check("4", RatingScale::FourButtons, Some(Rating::Easy));
        check("0", RatingScale::FourButtons, None);
        check("5", RatingScale::FourButtons, None);
        check("0", RatingScale::SixQualities, Some(Rating::Blackout));
        check("5", RatingScale::SixQualities, Some(Rating::Easy));
        check("6", RatingScale::SixQualities, None);
        check("x", RatingScale::SixQualities, None);
    }

    #[test]
    fn a_button_says_what_it_will_do() {
        #[track_caller]
        fn check(purpose: Purpose, rating: Rating, short: &str, spoken: &str) {
            let untouched = CardState::UNTOUCHED;
            let today = StudyDay::from_unix_day(0);
            let turn = untouched.turn(CardId::from_bits(0), today, &Settings::INITIAL);
            let answers = turn.answers();
            let preview = preview(&answers, purpose, rating);
            assert_eq!(
                (preview.short.as_str(), preview.spoken.as_str()),
                (short, spoken)
            );
        }
        let (scheduled, drill) = (Purpose::Scheduled, Purpose::Drill);
        check(
            scheduled,
            Rating::Again,
            "1 day",
            "again today, then in 1 day",
        );
        check(scheduled, Rating::Good, "1 day", "in 1 day");
        check(drill, Rating::Hard, "today", "again today");
        check(drill, Rating::Good, "done", "done for today");
    }
}
