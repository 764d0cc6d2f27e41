//! The weighing of a log from its beginning to what came of it.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use waymark_evidence::{Answer, Order, ReviewLog, Stage, Weighed};

use crate::platform::weigher::{self, Task};
use crate::state::context::Study;

/// What the page has at hand.
#[derive(Clone, Copy)]
pub struct Weighing {
    /// The learner.
    pub study: Study,
    /// How far it is.
    pub state: RwSignal<State>,
    /// What a worker is at.
    pub stage: RwSignal<Stage>,
    /// What went wrong last.
    pub failure: RwSignal<Option<String>>,
    task: StoredValue<Option<Task>, LocalStorage>,
    /// Counts what was begun, so that what was cancelled knows it.
    turn: StoredValue<u32>,
}

/// How far a weighing is.
#[derive(Clone, Debug)]
pub enum State {
    /// Nothing is weighed.
    Idle,
    /// A worker is at it.
    Working,
    /// It is done.
    Weighed(Arc<Weighed>),
}

impl Weighing {
    /// Begins with nothing.
    pub fn begin(study: Study) -> Self {
        Self {
            study,
            state: RwSignal::new(State::Idle),
            stage: RwSignal::new(Stage::Fitting),
            failure: RwSignal::new(None),
            task: StoredValue::new_local(None),
            turn: StoredValue::new(0),
        }
    }

    /// Ends whatever goes on: the page is left.
    pub fn leave(&self) {
        self.turn
            .try_update_value(|turn| *turn = turn.wrapping_add(1));
        if let Some(task) = self.task.try_update_value(Option::take).flatten() {
            task.stop();
        }
    }

    /// Ends whatever goes on, and forgets what came of it.
    pub fn cancel(self) {
        self.leave();
        self.failure.set(None);
        self.state.set(State::Idle);
    }

    fn is_over(self, turn: u32) -> bool {
        self.turn.try_get_value() != Some(turn)
    }

    /// Has a worker weigh a log.
    pub fn weigh(self, log: &ReviewLog) {
        self.cancel();
        let turn = self.turn.get_value();
        let order = Order {
            log: log.clone(),
            today: untrack(|| self.study.today()),
        };
        self.stage.set(Stage::Fitting);
        self.state.set(State::Working);
        spawn_local(async move {
            let progress = move |stage: Stage| {
                if !self.is_over(turn) {
                    self.stage.set(stage);
                }
            };
            let begun = move |task| self.task.set_value(Some(task));
            let answer = weigher::carry_out(&order, begun, progress).await;
            if self.is_over(turn) {
                return;
            }
            match answer {
                Ok(Answer::Weighed(weighed)) => {
                    self.state.set(State::Weighed(Arc::new(*weighed)));
                }
                Ok(Answer::Refused(refusal)) => self.fail(refusal.to_string()),
                Ok(Answer::Failed(cause)) => self.fail(cause),
                Ok(Answer::Working(_)) => self.fail("the worker did not finish".to_owned()),
                Err(error) => self.fail(error.to_string()),
            }
        });
    }

    fn fail(self, cause: String) {
        self.failure.set(Some(cause));
        self.state.set(State::Idle);
    }
}
