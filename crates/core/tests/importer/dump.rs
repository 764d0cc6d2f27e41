//! What an import made, as compact text.

use waymark_core::card::{Answer, Card};
use waymark_core::rich_text::RichText;
use waymark_core::roadmap::{self, Import};

/// One line for each card: kind, question, answer.
pub fn cards(import: &Import) -> String {
    let lines = import.roadmap.cards.iter().map(card);
    lines.collect::<Vec<_>>().join("\n")
}

fn card(card: &Card) -> String {
    let answer = match &card.answer {
        Answer::Given(text) => in_one_line(text),
        Answer::Own => "(your own)".to_owned(),
    };
    let front = in_one_line(&card.front);
    format!("{} | {front} | {answer}", card.kind.name())
}

fn in_one_line(text: &RichText) -> String {
    text.to_string().replace("\n\n", " / ").replace('\n', " / ")
}

/// The title, the cards under their sections with their lines, and the diagnostics.
pub fn whole(source: &[u8]) -> String {
    let import = roadmap::import(source, "Fallback");
    let roadmap = &import.roadmap;
    let mut lines = vec![format!("{}: {}", roadmap.id, roadmap.title)];
    let mut last = None;
    for each in &roadmap.cards {
        if last != Some(each.section) {
            last = Some(each.section);
            let path = roadmap.path(each.section);
            let path: Vec<_> = path.iter().map(|s| s.heading.as_str()).collect();
            lines.push(format!("[{}]", path.join(" > ")));
        }
        lines.push(format!("{:>3} {}", each.line.0, card(each)));
    }
    lines.extend(import.diagnostics.iter().map(|found| format!("! {found}")));
    lines.join("\n")
}
