//! What makes no card, and what was repaired.

use std::sync::Arc;

use waymark_store::reading::{Remark, Skipped, Weight};

use super::preview::STEP;
use crate::components::element::{Presence, View, element, nothing};
use crate::components::fold::{fold, long_list};
use crate::state::wording::count;

/// What the importer repaired, left out or doubted.
pub fn remarks(remarks: &[Remark]) -> View {
    if remarks.is_empty() {
        return nothing();
    }
    let warnings = remarks.iter().filter(|r| r.weight == Weight::Warning);
    let warnings = warnings.count();
    let remark = (warnings > 0).then(|| format!("{warnings} to look at"));
    let heading = format!(
        "Skipped or repaired: {}",
        count(remarks.len(), "remark", "remarks")
    );
    let remarks: Arc<[Remark]> = remarks.into();
    fold(heading, remark, Presence::Absent, move || {
        let remarks = Arc::clone(&remarks);
        long_list("import-list", remarks.len(), STEP, move |place| {
            remarks.get(place).map_or_else(nothing, |remark| {
                element("li")
                    .child(
                        element("span")
                            .class("import-line")
                            .text(format!("line {} ", remark.line))
                            .view(),
                    )
                    .text(format!("{}; {}", remark.what, remark.help))
                    .view()
            })
        })
    })
}

/// The lines that make no card, each with the reason.
pub fn skipped(skipped: &[Skipped]) -> View {
    if skipped.is_empty() {
        return nothing();
    }
    let remark = count(skipped.len(), "place", "places");
    let skipped: Arc<[Skipped]> = skipped.into();
    fold(
        "Lines without a card",
        Some(remark),
        Presence::Absent,
        move || {
            let skipped = Arc::clone(&skipped);
            long_list("import-list", skipped.len(), STEP, move |place| {
                skipped.get(place).map_or_else(nothing, |skipped| {
                    let lines = if skipped.first == skipped.last {
                        format!("line {}", skipped.first)
                    } else {
                        format!("lines {}–{}", skipped.first, skipped.last)
                    };
                    element("li")
                        .child(
                            element("span")
                                .class("import-line")
                                .text(format!("{lines}: {} ", skipped.why))
                                .view(),
                        )
                        .child(
                            element("span")
                                .attribute("dir", "auto")
                                .text(skipped.text.clone())
                                .view(),
                        )
                        .view()
                })
            })
        },
    )
}
