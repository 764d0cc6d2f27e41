//! Figures as words.

use waymark_core::scheduler::fsrs::Parameters;
use waymark_evidence::{Method, Model};

/// A share in percent, which never says all or nothing of what is not.
pub fn percent(share: f64) -> String {
    match share * 100.0 {
        exact if exact <= 0.0 => "0%".to_owned(),
        small if small < 0.5 => "under 1%".to_owned(),
        all if all >= 100.0 => "100%".to_owned(),
        large if large > 99.5 => "over 99%".to_owned(),
        number => format!("{number:.0}%"),
    }
}

/// A number with one decimal: `18.4`.
pub fn tenths(number: f64) -> String {
    format!("{number:.1}")
}

/// Minutes of a day: `under a minute`, `18 minutes`.
pub fn minutes(minutes: f64) -> String {
    match minutes.round() as u64 {
        0 => "under a minute".to_owned(),
        1 => "1 minute".to_owned(),
        some => format!("{some} minutes"),
    }
}

/// What a model is called.
pub const fn model(model: &Model, fitted: Fitted) -> &'static str {
    match (model, fitted) {
        (Model::Sm2 { .. }, _) => "SM-2",
        (Model::Fsrs6(_), Fitted::No) => "FSRS-6, default",
        (Model::Fsrs6(_), Fitted::Yes) => "FSRS-6, fitted",
    }
}

/// Whether parameters are fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fitted {
    /// They are.
    Yes,
    /// They are the default.
    No,
}

impl Fitted {
    /// Of these parameters.
    pub fn of(parameters: &Parameters) -> Self {
        if *parameters == Parameters::DEFAULT {
            Self::No
        } else {
            Self::Yes
        }
    }
}

/// What a method is called: `FSRS-6 at 90%`.
pub fn method(method: &Method) -> String {
    match method {
        Method::Sm2 => "SM-2".to_owned(),
        Method::Fsrs6(parameters, retention) => match Fitted::of(parameters) {
            Fitted::Yes => format!("FSRS-6 fitted, at {retention}"),
            Fitted::No => format!("FSRS-6 at {retention}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_never_rounded_to_all_or_nothing() {
        #[track_caller]
        fn check(share: f64, expected: &str) {
            assert_eq!(percent(share), expected);
        }
        check(0.0, "0%");
        check(0.001, "under 1%");
        check(0.876, "88%");
        check(0.997, "over 99%");
        check(1.0, "100%");
    }

    #[test]
    fn minutes_are_whole() {
        #[track_caller]
        fn check(number: f64, expected: &str) {
            assert_eq!(minutes(number), expected);
        }
        check(0.3, "under a minute");
        check(1.2, "1 minute");
        check(18.4, "18 minutes");
    }
}
