//! What a replay plans with.

use std::path::Path;

use thiserror::Error;
use waymark_core::scheduler::fsrs::{Parameters, ParametersError, Retention};

use crate::arguments::Scheduler;
use crate::failure::Failure;
use crate::input;

/// A scheduler with all that it wants to know.
pub enum Method {
    /// SM-2, which wants nothing.
    Sm2,
    /// FSRS-6.
    Fsrs6 {
        /// The share of due cards that is to be recalled.
        retention: Retention,
        /// The numbers by which it knows the learner.
        parameters: Parameters,
    },
}

/// Why there is no such method.
#[derive(Debug, Error)]
pub enum MethodError {
    /// SM-2 has neither.
    #[error("--{0} goes with --scheduler fsrs6; SM-2 has none")]
    Sm2(&'static str),
    /// A file that holds no parameters.
    #[error("{file}: {cause}; expected the 21 numbers that `waymark fit` writes")]
    Parameters {
        /// The file as it was named.
        file: String,
        /// What is wrong with it.
        cause: ParametersError,
    },
}

impl Method {
    /// The method that was asked for.
    ///
    /// # Errors
    /// [`MethodError`] where the options contradict each other, or the file has no parameters.
    pub fn new(
        scheduler: Scheduler,
        retention: Option<Retention>,
        parameters: Option<&Path>,
    ) -> Result<Self, Failure> {
        match (scheduler, retention, parameters) {
            (Scheduler::Sm2, None, None) => Ok(Self::Sm2),
            (Scheduler::Sm2, Some(_), _) => Err(MethodError::Sm2("retention").into()),
            (Scheduler::Sm2, None, Some(_)) => Err(MethodError::Sm2("parameters").into()),
            (Scheduler::Fsrs6, retention, file) => Ok(Self::Fsrs6 {
                retention: retention.unwrap_or(Retention::USUAL),
                parameters: file.map_or(Ok(Parameters::DEFAULT), read)?,
            }),
        }
    }
}

fn read(path: &Path) -> Result<Parameters, Failure> {
    let bytes = input::bytes(path)?;
    let parameters = String::from_utf8_lossy(&bytes).parse();
    parameters.map_err(|cause| {
        let file = input::name(path);
        MethodError::Parameters { file, cause }.into()
    })
}
