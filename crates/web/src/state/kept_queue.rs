//! The queue of the day, kept while reviews come, so that a grade looks at one card and not at all.

use std::sync::Arc;

use waymark_core::study::{KeptDay, Queue};
use waymark_core::time::StudyDay;
use waymark_store::KeyValue;

use super::learner::Learner;
use super::shelf::Shelf;

/// What was seen of each card, and on which shelf.
#[derive(Debug, Default)]
pub struct KeptQueue(Option<(Arc<Shelf>, KeptDay)>);

impl KeptQueue {
    /// What is left to study on `today`.
    pub fn queue<S: KeyValue>(
        &mut self,
        shelf: &Arc<Shelf>,
        learner: &Learner<S>,
        today: StudyDay,
    ) -> Queue {
        let (collection, extent) = (learner.collection(), learner.extent());
        let roadmaps = shelf.queued();
        let kept = self.0.take().filter(|(seen, _)| Arc::ptr_eq(seen, shelf));
        let day = match kept {
            Some((_, mut day)) => {
                day.follow(roadmaps, collection, extent, today);
                day
            }
            None => KeptDay::of(roadmaps, collection, extent, today),
        };
        let queue = day.queue(roadmaps, collection);
        self.0 = Some((Arc::clone(shelf), day));
        queue
    }
}
