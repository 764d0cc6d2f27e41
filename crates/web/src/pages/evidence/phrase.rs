//! Figures as words.

use waymark_core::scheduler::fsrs::Parameters;
use waymark_evidence::{Method, Model};

/// A number with one decimal: `18.4`.
pub fn tenths(number: f64) -> String {
    format!("{number:.1}")
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
