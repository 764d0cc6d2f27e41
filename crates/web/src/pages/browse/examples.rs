//! What can be searched for, while nothing is.

use super::address;
use crate::components::element::{View, element};

/// A search and what it finds.
const EXAMPLES: [(&str, &str); 8] = [
    ("is:due", "due today"),
    ("rated:7:again", "forgotten in the last 7 days"),
    ("is:leech", "forgotten too often"),
    ("is:unanswered", "without an answer yet"),
    ("ease<1.8", "hard for you"),
    ("phase:2 is:new", "new in the second phase"),
    ("kind:table", "made from tables"),
    (
        "\"control plane\" -is:suspended",
        "these two words together, not suspended",
    ),
];

/// Searches to begin with.
pub fn examples() -> View {
    let items = EXAMPLES.iter().map(|(query, finds)| {
        let link = element("a")
            .attribute("href", address::of(query))
            .child(element("code").text(*query).view())
            .child(element("span").text(*finds).view());
        element("li").child(link.view()).view()
    });
    element("details")
        .class("browse-examples")
        .child(element("summary").text("What can I search for?").view())
        .child(
            element("p")
                .text(
                    "Any words: all of them must be on the card. Quotation marks keep words \
                     together, a minus sign leaves cards out, or finds either of two.",
                )
                .view(),
        )
        .child(element("ul").children(items).view())
        .view()
}
