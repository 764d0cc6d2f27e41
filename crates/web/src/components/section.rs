//! A section of a roadmap, folded under its heading.

use waymark_core::roadmap::Section;

use super::element::{Presence, View, element};
use super::prose::prose;

/// The section; `remark` stands beside its heading.
pub fn section(section: &Section, open: Presence, remark: Option<String>) -> View {
    let heading = element("span")
        .class("section-heading")
        .attribute("dir", "auto")
        .text(section.heading.clone());
    let remark = remark.map(|words| element("span").class("section-count").text(words).view());
    let summary = element("summary").child(heading.view()).children(remark);
    let text = element("div").class("prose").child(prose(&section.text));
    element("details")
        .class("section")
        .flag("open", open)
        .child(summary.view())
        .child(text.view())
        .view()
}
