//! FSRS-6 by its reference trajectories.

#[path = "contract/fsrs.rs"]
mod contract;

#[test]
fn every_reference_trajectory_is_reproduced_and_always_alike() {
    assert_eq!(contract::replay(), Ok(contract::EXPECTED));
}
