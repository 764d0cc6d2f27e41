//! What becomes of the cards of a document that was edited.

use waymark_core::collection::{CardState, Collection};
use waymark_core::id::{CardId, EventId, ReplicaId, RoadmapId};
use waymark_core::journal::{Carried, Event, Fact, Journal, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::reimport::{Comparison, IMPORTER_VERSION, Snapshot, compare};
use waymark_core::roadmap::{Roadmap, import, import_as};
use waymark_core::study::{Queue, QueueRoadmap};
use waymark_core::time::{DayStart, Instant, Moment, Took, UtcOffset};

fn roadmap(source: &str) -> Roadmap {
    import(source.as_bytes(), "Map").roadmap
}

fn between(old: &str, new: &str) -> Comparison {
    compare(&Snapshot::of(&roadmap(old)), &Snapshot::of(&roadmap(new)))
}

/// Each card of either version once, with the list it is in.
fn told(old: &Snapshot, new: &Snapshot, comparison: &Comparison) -> Vec<String> {
    let front = |version: &Snapshot, id: CardId| {
        let card = version.cards.iter().find(|card| card.id == id);
        card.map_or_else(|| format!("no card {id}"), |card| card.front.clone())
    };
    let carry = |carry: Carried| format!("{} -> {}", front(old, carry.from), front(new, carry.to));
    let one = |list: &str, version: &Snapshot, ids: &[CardId]| -> Vec<String> {
        let ids = ids
            .iter()
            .map(|id| format!("{list}: {}", front(version, *id)));
        ids.collect()
    };
    let mut told = one("kept", new, &comparison.kept);
    told.extend(one("moved", new, &comparison.moved));
    told.extend(one("edited", new, &comparison.edited));
    let carried = comparison.carried.iter();
    told.extend(carried.map(|carried| format!("carried: {}", carry(*carried))));
    let proposed = comparison.proposed.iter();
    told.extend(proposed.map(|proposal| format!("proposed: {}", carry(proposal.carry))));
    told.extend(one("new", new, &comparison.new));
    told.extend(one("gone", old, &comparison.gone));
    told
}

/// Checks what is told of two versions of a document with the same title.
#[track_caller]
fn check(old: &str, new: &str, expected: &[&str]) {
    let [old, new] = [old, new].map(|body| Snapshot::of(&roadmap(&format!("# Map\n\n{body}"))));
    assert_eq!(told(&old, &new, &compare(&old, &new)), expected);
}

#[test]
fn a_card_with_its_id_keeps_its_history() {
    let old = "## Dough\n- **Poolish**: a wet starter.\n";
    check(old, old, &["kept: What is meant by Poolish?"]);
    check(
        old,
        "## 2. Dough\n\n* **Poolish**: a wet\n  starter.\n",
        &["kept: What is meant by Poolish?"],
    );
    check(
        old,
        "## Starters\n- **Poolish**: a wet starter.\n",
        &["moved: What is meant by Poolish?"],
    );
    check(
        old,
        "## Dough\n- **Poolish**: a *wet* starter.\n",
        &["edited: What is meant by Poolish?"],
    );
    check(
        old,
        "## Dough\n- **`Poolish`**: a wet starter.\n",
        &["edited: What is meant by Poolish?"],
    );
    check(
        "- What is a Pod? ^pod\n",
        "- What is a Pod good for? ^pod\n",
        &["edited: What is a Pod good for?"],
    );
}

#[test]
fn an_answer_that_stands_alone_in_its_section_finds_its_question() {
    let old = "## Dough\n- Why does salt come late?\n\n  It slows the yeast.\n";
    let reworded = "- Why wait before adding any?\n\n  It slows  the yeast\n";
    let carried = "carried: Why does salt come late? -> Why wait before adding any?";
    check(old, &format!("## 1. Dough\n{reworded}"), &[carried]);
    // In another section, under another answer, as another kind, or without one, it is a guess.
    let apart = [
        "new: Why wait before adding any?",
        "gone: Why does salt come late?",
    ];
    check(old, &format!("## Salt\n{reworded}"), &apart);
    check(
        old,
        "## Dough\n- Why wait before adding any?\n\n  It is custom.\n",
        &apart,
    );
    check(
        old,
        "## Dough\n- **Salt**: It slows the yeast.\n",
        &[
            "new: What is meant by Salt?",
            "gone: Why does salt come late?",
        ],
    );
    check(
        "- Why does salt come late?\n",
        "- Why wait before adding any?\n",
        &apart,
    );
    // Two that answer alike, of which one stays: neither tells which was meant.
    check(
        "- **Rye**: a flour.\n- **Spelt**: a grain.\n- **Oat**: a grain.\n",
        "- **Rye**: a flour.\n- **Emmer**: a grain.\n- **Oat**: a grain.\n",
        &[
            "kept: What is meant by Rye?",
            "kept: What is meant by Oat?",
            "new: What is meant by Emmer?",
            "gone: What is meant by Spelt?",
        ],
    );
}

#[test]
fn a_question_keeps_its_history_when_its_id_is_made_in_another_way() {
    check(
        "- What is a Pod?\n- What is a Node?\n",
        "- What is a Pod? ^pod\n- What is a Node?\n",
        &[
            "kept: What is a Node?",
            "carried: What is a Pod? -> What is a Pod?",
        ],
    );
    let before = Snapshot::of(&roadmap("# Knots\n- What is a bowline for?\n"));
    let after = Snapshot::of(&roadmap(
        "---\nid: cables\n---\n# Knots\n- What is a bowline for?\n",
    ));
    assert_eq!(
        told(&before, &after, &compare(&before, &after)),
        ["carried: What is a bowline for? -> What is a bowline for?"]
    );
}

#[test]
fn a_reworded_question_is_proposed() {
    check(
        "- What is a Pod, and what is it for?\n- What is a Node?\n- What is a Job?\n",
        "- What is a Pod for?\n- What is a Node?\n- What is a Task?\n",
        &[
            "kept: What is a Node?",
            "proposed: What is a Pod, and what is it for? -> What is a Pod for?",
            "new: What is a Task?",
            "gone: What is a Job?",
        ],
    );
    check(
        "- [ ] I can roll back a release.\n- **Scheduler**: it assigns.\n",
        "- [ ] I can roll back a bad release.\n- **Schedulers**: they assign.\n",
        &[
            "proposed: Can you roll back a release? Show it. -> Can you roll back a bad release? Show it.",
            "proposed: What is meant by Scheduler? -> What is meant by Schedulers?",
        ],
    );
    // What is said around every term makes no two alike.
    check(
        "- **Scheduler**: it assigns.\n",
        "- **Kubelet**: it runs.\n",
        &[
            "new: What is meant by Kubelet?",
            "gone: What is meant by Scheduler?",
        ],
    );
    // Each card is proposed once, to the one that is most alike.
    check(
        "- When is the dough ready to bake?\n",
        "- When is the dough ready?\n- When is the dough ready to bake it?\n",
        &[
            "proposed: When is the dough ready to bake? -> When is the dough ready to bake it?",
            "new: When is the dough ready?",
        ],
    );
    check(
        "- 什么是最小的单元？\n",
        "- 什么是最小单元？\n",
        &["proposed: 什么是最小的单元？ -> 什么是最小单元？"],
    );
}

#[test]
fn only_what_was_confirmed_is_carried_beside_what_is_sure() {
    let comparison = between(
        "# Map\n- Why does salt come late?\n\n  It slows the yeast.\n- What is rye bread made of?\n",
        "# Map\n- Why wait with it?\n\n  It slows the yeast.\n- What is a rye bread made of?\n",
    );
    let [sure] = comparison.carried.as_slice() else {
        panic!("{comparison:?}");
    };
    let [proposal] = comparison.proposed.as_slice() else {
        panic!("{comparison:?}");
    };
    let facts = |confirmed: &[Carried]| comparison.carries(confirmed).collect::<Vec<_>>();
    assert_eq!(facts(&[]), [Fact::Carried(*sure)]);
    assert_eq!(
        facts(&[proposal.carry, *sure]),
        [Fact::Carried(*sure), Fact::Carried(proposal.carry)]
    );
    let foreign = Carried {
        from: sure.to,
        to: sure.from,
    };
    assert_eq!(facts(&[foreign]), [Fact::Carried(*sure)]);
}

#[test]
fn a_known_id_stays_unless_the_front_matter_says_otherwise() {
    let known = RoadmapId::from_title("Knots").expect("a slug");
    let id = |source: &str| import_as(source.as_bytes(), "x", Some(&known)).roadmap.id;
    assert_eq!(id("# Knots and bends\n").as_str(), "knots");
    assert_eq!(id("").as_str(), "knots");
    assert_eq!(id("---\nid: bends\n---\n# Knots\n").as_str(), "bends");
    let renamed = import_as(
        b"# Knots and bends\n- What is a bowline for?\n",
        "x",
        Some(&known),
    );
    let first = roadmap("# Knots\n- What is a bowline for?\n");
    assert_eq!(
        compare(&Snapshot::of(&first), &Snapshot::of(&renamed.roadmap)).kept,
        [first.cards[0].id]
    );
}

#[test]
fn a_vanished_card_keeps_its_history_and_is_not_asked() {
    let old = roadmap("# Map\n- What is a Pod?\n- What is a Node?\n\n  A machine.\n");
    let new = roadmap("# Map\n- What does one call a machine in a cluster?\n\n  A machine.\n");
    let [pod, node] = [old.cards[0].id, old.cards[1].id];
    let comparison = compare(&Snapshot::of(&old), &Snapshot::of(&new));
    assert_eq!(comparison.gone, [pod]);
    let review = |card| {
        Fact::Reviewed(Review {
            card,
            rating: Rating::Good,
            took: Took::from_ms(1),
            purpose: Purpose::Scheduled,
        })
    };
    let facts = [review(pod), review(node)];
    let facts = facts.into_iter().chain(comparison.carries(&[]));
    let now = Moment {
        instant: Instant::from_unix_ms(1_795_171_000_000),
        offset: UtcOffset::UTC,
    };
    let events = (0..).zip(facts).map(|(sequence, fact)| Event {
        id: EventId {
            replica: ReplicaId::from_bits(1),
            sequence,
        },
        moment: now,
        fact,
    });
    let collection = Collection::fold(&Journal::from_events(events.collect()));
    // The history of the one waits, that of the other goes on under the new question.
    assert_ne!(collection.card(pod), CardState::UNTOUCHED);
    assert_eq!(collection.card(new.cards[0].id), collection.card(pod));
    assert_eq!(collection.touched_cards().len(), 2);
    let tomorrow = Moment {
        instant: Instant::from_unix_ms(1_795_171_000_000 + 86_400_000),
        ..now
    };
    let shelf = [QueueRoadmap::of(&new)];
    let queue = Queue::build(&shelf, &collection, tomorrow.study_day(DayStart::FOUR));
    assert_eq!((queue.counts().due, queue.counts().total()), (1, 1));
}

/// What happens at the start of a program whose importer makes all ids anew: nothing is lost.
#[test]
fn other_ids_for_the_same_questions_carry_every_history() {
    let source = "# Map\n## One\n- What is a Pod?\n- **Pod**: a group.\n## Two\n- What is a Pod?\n\
        \n| Kind | Use | Avoid |\n|---|---|---|\n| Job | batch | serving |\n| Task | batch | - |\n";
    let now = Snapshot::of(&roadmap(source));
    assert_eq!(now.importer, IMPORTER_VERSION);
    let mut before = now.clone();
    for card in &mut before.cards {
        card.id = CardId::from_bits(!card.id.bits());
    }
    let comparison = compare(&before, &now);
    assert_eq!(comparison.carried.len(), 6);
    assert_eq!(
        comparison,
        Comparison {
            carried: comparison.carried.clone(),
            ..Comparison::default()
        }
    );
    for carried in comparison.carried {
        assert_eq!(carried.from.bits(), !carried.to.bits());
    }
}
