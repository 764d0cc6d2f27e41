//! The fold of the facts: the state of every card.
