//! The order of the shelf, and a roadmap that passes its neighbour.

use waymark_core::arrangement::{Arrangement, Enrolment};
use waymark_core::id::RoadmapId;
use waymark_core::journal::Fact;

use crate::components::plan_form::arranged;
use crate::state::context::{Outcome, Study};

/// Which way a roadmap goes on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Earlier.
    Up,
    /// Later.
    Down,
}

/// Gives every roadmap its place anew, with one moved past its neighbour of the same group.
pub fn place_anew(study: Study, id: &RoadmapId, way: Way) -> Outcome {
    let shelf = study.shelf_now();
    let facts = study.now(|learner| {
        let arranged = shelf.arranged(learner.collection());
        let mut order: Vec<(&RoadmapId, Enrolment)> = arranged
            .iter()
            .map(|(source, plan)| (&source.roadmap.id, plan.enrolment))
            .collect();
        pass(&mut order, id, way);
        let placed = order.into_iter().zip(0_u16..);
        let placed =
            placed.filter(|((id, _), place)| learner.collection().plan(id).place != Some(*place));
        placed
            .map(|((id, _), place)| arranged_place(id, place))
            .collect::<Vec<_>>()
    });
    study.record_all(facts)
}

fn arranged_place(id: &RoadmapId, place: u16) -> Fact {
    arranged(id, Arrangement::Place(place))
}

/// Moves one of `order` past the next of its group.
fn pass<T: PartialEq>(order: &mut [(T, Enrolment)], id: T, way: Way) {
    let Some(from) = order.iter().position(|(other, _)| *other == id) else {
        return;
    };
    let group = order.get(from).map(|(_, enrolment)| *enrolment);
    let is_of_group = |place: &usize| order.get(*place).map(|(_, e)| *e) == group;
    let to = match way {
        Way::Up => (0..from).rev().find(is_of_group),
        Way::Down => (from + 1..order.len()).find(is_of_group),
    };
    match to {
        Some(to) if to < from => {
            if let Some(part) = order.get_mut(to..=from) {
                part.rotate_right(1);
            }
        }
        Some(to) => {
            if let Some(part) = order.get_mut(from..=to) {
                part.rotate_left(1);
            }
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roadmap_passes_the_next_of_its_group() {
        #[track_caller]
        fn check(id: char, way: Way, expected: &str) {
            use Enrolment::{Active, Archived};
            let mut order = [('a', Active), ('x', Archived), ('b', Active), ('c', Active)];
            pass(&mut order, id, way);
            let order: String = order.iter().map(|(id, _)| *id).collect();
            assert_eq!(order, expected);
        }
        check('a', Way::Down, "xbac");
        check('b', Way::Up, "baxc");
        check('c', Way::Up, "axcb");
        check('c', Way::Down, "axbc");
        check('a', Way::Up, "axbc");
        check('x', Way::Down, "axbc");
        check('z', Way::Up, "axbc");
    }
}
