//! Browse: finding cards as one types, and doing something with many of them.

pub mod acting;
mod address;
mod examples;
mod keys;
mod remarks;
pub mod results;
mod sheet;

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use rustc_hash::FxHashSet;
use wasm_bindgen::JsCast as _;
use waymark_core::id::CardId;
use waymark_core::search::{Direction, Index, Order, Parsed, Position, Record, parse};
use web_sys::HtmlInputElement;

use self::acting::{Status, acting};
use crate::components::element::{Presence, Reference, View, element, live, nothing, row};
use crate::platform::page;
use crate::route::Route;
use crate::state::context::{Study, expect_study};
use crate::state::wording::{count, grouped};

/// How many rows are drawn at first, and how many more each time.
const STEP: usize = 50;

thread_local! {
    /// In which order results were shown last: coming back from a card, they are again.
    static LAST_ORDER: std::cell::Cell<(Order, Direction)> = const {
        std::cell::Cell::new((Order::Roadmap, Direction::Ascending))
    };
    /// How many rows were drawn last, and of which query.
    static LAST_SHOWN: std::cell::RefCell<(String, usize)> = const {
        std::cell::RefCell::new((String::new(), STEP))
    };
}

/// The page as long as it is shown.
#[derive(Clone, Copy)]
pub struct Browse {
    study: Study,
    query: RwSignal<String>,
    order: RwSignal<(Order, Direction)>,
    parsed: Memo<Parsed>,
    index: Memo<Arc<Index>>,
    record: Memo<Arc<Record>>,
    found: Memo<Arc<Vec<Position>>>,
    /// How many rows are drawn.
    shown: RwSignal<usize>,
    selected: RwSignal<FxHashSet<CardId>>,
    /// The row that was selected last, from which a range goes.
    anchor: RwSignal<Option<usize>>,
    status: RwSignal<Option<Status>>,
    field: Reference,
    /// Whether the sheet of keys is open.
    sheet: RwSignal<bool>,
}

/// The page.
pub fn browse_page() -> View {
    let browse = Browse::new(expect_study());
    keys::listen(browse);
    let moved = window_event_listener(ev::hashchange, move |_| browse.follow_the_address());
    on_cleanup(move || moved.remove());
    element("div")
        .class("browse")
        .child(search_field(browse))
        .child(live(move || {
            remarks::remarks(&browse.query.get(), &browse.parsed.get())
        }))
        .child(live(move || {
            if browse.query.with(|query| query.trim().is_empty()) {
                examples::examples()
            } else {
                nothing()
            }
        }))
        .child(summary(browse))
        .child(results::results(browse))
        .child(bar(browse))
        .child(sheet::sheet(browse.sheet))
        .view()
}

impl Browse {
    fn new(study: Study) -> Self {
        let query = address::query();
        let last = LAST_SHOWN.with_borrow(|(of, shown)| (*of == query).then_some(*shown));
        let query = RwSignal::new(query);
        let order = RwSignal::new(LAST_ORDER.get());
        let parsed = Memo::new(move |_| query.with(|query| parse(query)));
        // Made anew only when what they are made from has changed.
        let index = Memo::new_with_compare(
            move |_| Arc::new(Index::new(study.shelf().roadmaps())),
            |_, _| true,
        );
        let record = Memo::new_with_compare(
            move |_| {
                let (index, today) = (index.get(), study.today());
                let record = study.with(|learner| {
                    Record::new(&index, learner.journal(), learner.collection(), today)
                });
                Arc::new(record)
            },
            |_, _| true,
        );
        let found = Memo::new(move |_| {
            let (index, record) = (index.get(), record.get());
            let mut found = parsed.with(|parsed| index.search(&parsed.query, &record));
            let (order, direction) = order.get();
            order.apply(direction, &mut found, &record);
            Arc::new(found)
        });
        Self {
            study,
            query,
            order,
            parsed,
            index,
            record,
            found,
            shown: RwSignal::new(last.unwrap_or(STEP)),
            selected: RwSignal::new(FxHashSet::default()),
            anchor: RwSignal::new(None),
            status: RwSignal::new(None),
            field: Reference::new(),
            sheet: RwSignal::new(false),
        }
    }

    /// Searches for something else. What was selected is not to be done unseen.
    fn search(self, query: String) {
        address::keep(&query);
        self.query.set(query);
        self.shown.set(STEP);
        self.select_nothing();
    }

    /// Searches for what another address of this page says: that of an example, or of a step back.
    fn follow_the_address(self) {
        let is_here = Route::parse(&page::fragment()) == Route::Browse;
        let query = address::query();
        if is_here && self.query.with_untracked(|current| *current != query) {
            self.search(query);
        }
    }

    /// Draws so many rows.
    fn show(self, rows: usize) {
        LAST_SHOWN.set((self.query.get_untracked(), rows));
        self.shown.set(rows);
    }

    fn select_nothing(self) {
        self.anchor.set(None);
        if self
            .selected
            .with_untracked(|selected| !selected.is_empty())
        {
            self.selected.set(FxHashSet::default());
        }
    }

    /// The card at a row.
    fn card(self, row: usize) -> Option<CardId> {
        let position = self.found.with_untracked(|found| found.get(row).copied())?;
        self.index
            .with_untracked(|index| index.entry(position).map(|entry| entry.id))
    }

    /// Selects a row or takes it out; with `through`, all rows since the last one as well.
    fn select(self, row: usize, reach: Reach) {
        let Some(card) = self.card(row) else {
            return;
        };
        let anchor = self.anchor.get_untracked();
        let rows = match (reach, anchor) {
            (Reach::Range, Some(anchor)) => anchor.min(row)..=anchor.max(row),
            _ => row..=row,
        };
        let cards: Vec<CardId> = rows.filter_map(|row| self.card(row)).collect();
        self.selected.update(|selected| {
            let is_added = reach == Reach::Range || !selected.contains(&card);
            for card in cards {
                if is_added {
                    selected.insert(card);
                } else {
                    selected.remove(&card);
                }
            }
        });
        self.anchor.set(Some(row));
    }

    fn select_all(self) {
        let index = self.index.get_untracked();
        let found = self.found.get_untracked();
        let entries = found.iter().filter_map(|position| index.entry(*position));
        self.selected.set(entries.map(|entry| entry.id).collect());
    }
}

/// What a selection reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// One row.
    Row,
    /// Every row since the one that was selected last.
    Range,
}

fn search_field(browse: Browse) -> View {
    browse.field.when_there(move |node| {
        let query = browse.query.get();
        if let Some(input) = node.dyn_ref::<HtmlInputElement>()
            && input.value() != query
        {
            input.set_value(&query);
        }
    });
    let input = element("input")
        .attribute("type", "search")
        .attribute("id", "browse-query")
        .attribute("name", "query")
        .attribute("placeholder", "Search cards")
        .attribute("autocomplete", "off")
        .attribute("autocapitalize", "off")
        .attribute("spellcheck", "false")
        .attribute("enterkeyhint", "search")
        .attribute("aria-describedby", "browse-remarks")
        .attribute("aria-keyshortcuts", "/")
        .attribute("dir", "auto")
        .property("value", browse.query.get_untracked())
        .refer(browse.field)
        .on("input", move |event| {
            browse.search(event_target_value(&event))
        });
    element("div")
        .class("browse-field")
        .attribute("role", "search")
        .child(
            element("label")
                .class("visually-hidden")
                .attribute("for", "browse-query")
                .text("Search cards")
                .view(),
        )
        .child(input.view())
        .view()
}

/// How many cards were found, and in which order they are shown.
fn summary(browse: Browse) -> View {
    let found = move || {
        let found = browse.found.with(|found| found.len());
        let all = browse.index.with(|index| index.len());
        let words = match (found, all) {
            (_, 0) => "There are no cards yet".to_owned(),
            (0, _) => "No card found".to_owned(),
            (found, all) if found == all => count(all, "card", "cards"),
            (found, all) => format!(
                "{} of {}",
                grouped(found as u64),
                count(all, "card", "cards")
            ),
        };
        element("span").text(words).view()
    };
    let select_all = move || {
        let found = browse.found.with(|found| found.len());
        let is_all = browse.selected.with(|selected| selected.len()) == found;
        let (words, act): (_, fn(Browse)) = match (found, is_all) {
            (0, _) => return nothing(),
            (_, true) => ("Select none", Browse::select_nothing),
            (_, false) => ("Select all found", Browse::select_all),
        };
        element("button")
            .class("button")
            .attribute("type", "button")
            .on("click", move |_| act(browse))
            .text(words)
            .view()
    };
    element("div")
        .class("browse-summary")
        .child(
            element("p")
                .class("browse-count")
                .attribute("role", "status")
                .live(found)
                .view(),
        )
        .child(sorting(browse))
        .child(live(select_all))
        .child(sheet::opener(browse.sheet))
        .view()
}

/// The orders that can be chosen.
const ORDERS: [(Order, Direction, &str); 12] = {
    use Direction::{Ascending, Descending};
    [
        (Order::Roadmap, Ascending, "Roadmap order"),
        (Order::Due, Ascending, "Due first"),
        (Order::Due, Descending, "Due last"),
        (Order::Interval, Ascending, "Shortest interval"),
        (Order::Interval, Descending, "Longest interval"),
        (Order::Ease, Ascending, "Hardest"),
        (Order::Ease, Descending, "Easiest"),
        (Order::Lapses, Descending, "Most often forgotten"),
        (Order::Introduced, Descending, "Begun last"),
        (Order::Introduced, Ascending, "Begun first"),
        (Order::Asked, Descending, "Asked last"),
        (Order::Asked, Ascending, "Not asked for longest"),
    ]
};

fn sorting(browse: Browse) -> View {
    let current = browse.order.get_untracked();
    let options = ORDERS.iter().enumerate().map(|(place, order)| {
        element("option")
            .attribute("value", place.to_string())
            .flag("selected", Presence::when((order.0, order.1) == current))
            .text(order.2)
            .view()
    });
    let select = element("select")
        .attribute("name", "order")
        .attribute("aria-label", "Order")
        .on("change", move |event| {
            let place = event_target_value(&event).parse::<usize>().ok();
            if let Some((order, direction, _)) = place.and_then(|place| ORDERS.get(place)) {
                LAST_ORDER.set((*order, *direction));
                browse.anchor.set(None);
                browse.order.set((*order, *direction));
            }
        })
        .children(options);
    element("div")
        .class("browse-sorting")
        .child(select.view())
        .view()
}

/// What can be done with what is selected, and what was done.
fn bar(browse: Browse) -> View {
    let cards = move || -> Vec<CardId> {
        let selected = browse.selected.get_untracked();
        let found = browse.found.get_untracked();
        let index = browse.index.get_untracked();
        let ids = found.iter().filter_map(|at| index.entry(*at));
        let ids = ids.map(|entry| entry.id);
        ids.filter(|id| selected.contains(id)).collect()
    };
    let selected = Memo::new(move |_| browse.selected.with(|selected| selected.len()));
    let actions = move || {
        row(vec![
            element("p")
                .class("browse-selected")
                .live(move || {
                    element("span")
                        .text(count(selected.get(), "selected", "selected"))
                        .view()
                })
                .view(),
            acting(browse.study, cards, browse.status),
        ])
    };
    let is_any = Memo::new(move |_| selected.get() > 0);
    element("div")
        .class("browse-bar")
        .child(acting::status_line(browse.study, browse.status))
        .live(move || {
            // Drawn anew only when the first is selected or the last is not any more.
            if is_any.get() { actions() } else { nothing() }
        })
        .view()
}
