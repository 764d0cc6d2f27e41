//! What holds of every query.

use std::collections::BTreeSet;

use proptest::prelude::*;
use waymark_core::annotation::{Change, Flag};
use waymark_core::collection::Collection;
use waymark_core::id::{CardId, EventId, ReplicaId};
use waymark_core::journal::{Answered, Event, Fact, Flagged, Journal, Review, Tagged};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::roadmap::import;
use waymark_core::search::{Direction, Index, Order, Position, Record, parse};
use waymark_core::time::{Instant, Moment, StudyDay, Took, UtcOffset};

const TODAY: i32 = 20_000;

/// Some cards of every sort, with a history.
struct Collected {
    index: Index,
    record: Record,
}

fn collected() -> Collected {
    let source = include_str!("../../../../content/kubernetes/advanced.md");
    // Questions that nobody has answered yet come last.
    let source = format!("{source}\n\n## Review questions\n\n- Why now?\n- Why here?\n- Why so?\n");
    let mut roadmap = import(source.as_bytes(), "Kubernetes").roadmap;
    roadmap.cards.drain(..roadmap.cards.len() - 200);
    let mut draws = std::iter::successors(Some(7_u64), |seed| {
        Some(
            seed.wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407),
        )
    })
    .map(|draw| (draw >> 33) as usize);
    let mut draw = |below: usize| draws.next().unwrap_or_default() % below;
    let cards: Vec<CardId> = roadmap.cards.iter().map(|card| card.id).collect();
    let facts = (0..900).map(|_| {
        let card = cards[draw(cards.len())];
        match draw(12) {
            0 => Fact::Suspended(card),
            1 => Fact::Buried(card),
            2 => Fact::Flagged(Flagged {
                card,
                flag: Flag::ALL[draw(5)],
            }),
            3 => Fact::Tagged(Box::new(Tagged {
                card,
                tag: ["exam", "exam::pods", "later"][draw(3)]
                    .parse()
                    .expect("a tag"),
                change: Change::Added,
            })),
            4 => Fact::Answered(Box::new(Answered {
                card,
                text: "an own pod".to_owned(),
            })),
            _ => Fact::Reviewed(Review {
                card,
                rating: Rating::ALL[draw(6)],
                took: Took::from_ms(3_000),
                purpose: [Purpose::Scheduled, Purpose::Scheduled, Purpose::Cram][draw(3)],
            }),
        }
    });
    let events = facts.zip(0..).map(|(fact, sequence)| Event {
        id: EventId {
            replica: ReplicaId::from_bits(1),
            sequence,
        },
        moment: Moment {
            instant: Instant::from_unix_ms(
                i64::from(TODAY) * 86_400_000 - (900 - i64::from(sequence)) * 4_000_000,
            ),
            offset: UtcOffset::UTC,
        },
        fact,
    });
    let journal = Journal::from_events(events.collect());
    let collection = Collection::fold(&journal);
    let index = Index::new([&roadmap]);
    let today = StudyDay::from_unix_day(TODAY - 1);
    let record = Record::new(&index, &journal, &collection, today);
    Collected { index, record }
}

impl Collected {
    fn find(&self, query: &str) -> BTreeSet<Position> {
        let found = self.index.search(&parse(query).query, &self.record);
        assert!(found.is_sorted());
        found.into_iter().collect()
    }
}

/// A query that means something.
fn queries() -> impl Strategy<Value = String> {
    let terms = [
        "pod",
        "\"the cluster\"",
        "s*e",
        "-node",
        "is:due",
        "is:new",
        "is:learning",
        "is:review",
        "is:strong",
        "is:suspended",
        "is:buried",
        "is:leech",
        "is:answered",
        "is:unanswered",
        "is:flagged",
        "flag:red",
        "flag:none",
        "tag:exam",
        "tag:*",
        "tag:none",
        "roadmap:kube",
        "phase:2",
        "phase:net",
        "section:review",
        "kind:table",
        "kind:question",
        "ease<2.4",
        "interval>=6",
        "lapses>0",
        "reviews>2",
        "due<1",
        "rated:3",
        "rated:9:again",
        "introduced:9",
        "foo:bar",
    ];
    let term = prop::sample::select(terms.to_vec()).prop_map(str::to_owned);
    term.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|query| format!("-({query})")),
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|all| format!("({})", all.join(" "))),
            prop::collection::vec(inner, 2..4).prop_map(|all| format!("({})", all.join(" or "))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_text_parses_and_is_written_so_that_it_reads_back(text in ".{0,40}") {
        reads_back(&text)?;
    }

    #[test]
    fn so_does_any_text_of_marks(text in "([-()\"*\\\\: <>=a!]|or |and |is:|tag:|ease<|rated:7){0,16}") {
        reads_back(&text)?;
    }

    #[test]
    fn so_does_every_query_that_means_something(text in queries()) {
        reads_back(&text)?;
    }
}

fn reads_back(text: &str) -> Result<(), TestCaseError> {
    let parsed = parse(text);
    for diagnostic in &parsed.diagnostics {
        prop_assert!(
            text.get(diagnostic.span.clone())
                .is_some_and(|at| !at.is_empty())
        );
        prop_assert!(!diagnostic.problem.to_string().is_empty());
    }
    let written = parsed.query.to_string();
    prop_assert_eq!(&parse(&written).query, &parsed.query, "{}", written);
    Ok(())
}

#[test]
fn finding_is_the_algebra_of_sets() {
    let cards = collected();
    let all = cards.find("");
    assert_eq!(all.len(), 200);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(300)
    });
    let law = |(a, b): (String, String)| {
        let (found_a, found_b) = (cards.find(&a), cards.find(&b));
        let check = |query: String, expected: BTreeSet<Position>| {
            prop_assert_eq!(cards.find(&query), expected, "{}", query);
            Ok(())
        };
        check(format!("-({a})"), &all - &found_a)?;
        check(format!("({a}) ({b})"), &found_a & &found_b)?;
        check(format!("({a}) or ({b})"), &found_a | &found_b)?;
        check(parse(&a).query.to_string(), found_a)
    };
    if let Err(failure) = runner.run(&(queries(), queries()), law) {
        panic!("{failure}");
    }
}

#[test]
fn every_term_finds_some_cards_and_not_all() {
    let cards = collected();
    for query in [
        "pod",
        "is:due",
        "is:new",
        "is:learning",
        "is:review",
        "is:suspended",
        "is:unanswered",
        "is:flagged",
        "flag:red",
        "tag:exam",
        "tag:none",
        "phase:2",
        "section:review",
        "ease<2.4",
        "interval>=6",
        "lapses>0",
        "reviews>2",
        "due<1",
        "rated:3",
        "rated:9:again",
        "introduced:9",
        "\"an own pod\"",
    ] {
        let found = cards.find(query).len();
        assert!((1..200).contains(&found), "{query}: {found}");
    }
    assert!(
        cards
            .find("tag:exam::pods")
            .is_subset(&cards.find("tag:exam"))
    );
    assert!(cards.find("is:leech").is_subset(&cards.find("lapses>=8")));
}

#[test]
fn an_order_shows_every_card_once() {
    let cards = collected();
    let found = cards.index.search(&parse("").query, &cards.record);
    for order in Order::ALL {
        for direction in [Direction::Ascending, Direction::Descending] {
            let mut ordered = found.clone();
            order.apply(direction, &mut ordered, &cards.record);
            let as_set: BTreeSet<Position> = ordered.iter().copied().collect();
            assert_eq!(as_set.len(), found.len(), "{order:?}");
            let is_as_it_was = ordered == found;
            let is_expected = (order, direction) == (Order::Roadmap, Direction::Ascending);
            assert_eq!(is_as_it_was, is_expected, "{order:?} {direction:?}");
        }
    }
}
