//! Counts in words: a table of all documents, and every fault with its line.

use super::count::{Asked, Count, Missed};

/// What was counted for a document.
pub struct Report {
    /// Its name.
    pub name: String,
    /// Its text, to show what was missed.
    pub lines: Vec<String>,
    /// Its count.
    pub count: Count,
}

impl Report {
    fn text(&self, line: u32) -> &str {
        let index = (line as usize).checked_sub(1);
        let text = index.and_then(|index| self.lines.get(index));
        text.map_or("(no such line)", |text| text.trim())
    }

    fn missed(&self, missed: &Missed) -> String {
        let Missed { line, kinds, times } = missed;
        let text = self.text(*line);
        format!("missed {times} {}: {line}: {text}", kinds.join("+"))
    }

    fn faults(&self) -> Vec<String> {
        let card = |what: &str, Asked { line, kind, front }: &Asked| {
            format!("{what} {kind}: {line}: {}", front.replace('\n', " / "))
        };
        let count = &self.count;
        let missed = count.missed.iter().map(|missed| self.missed(missed));
        let wrong = count.wrong.iter().map(|asked| card("false", asked));
        let duplicates = count
            .duplicates
            .iter()
            .map(|asked| card("duplicate", asked));
        missed.chain(wrong).chain(duplicates).collect()
    }
}

/// One line for each document and one for all of them.
pub fn table(reports: &[Report], total: &Count) -> String {
    let head = format!(
        "{:<28} {:>5} {:>12} {:>5} {:>12} {:>9}",
        "document", "units", "found", "cards", "false", "duplicate"
    );
    let rows = reports
        .iter()
        .map(|report| row(&report.name, &report.count));
    let lines: Vec<String> = std::iter::once(head)
        .chain(rows)
        .chain([row("all", total)])
        .collect();
    lines.join("\n")
}

fn row(name: &str, count: &Count) -> String {
    format!(
        "{name:<28} {:>5} {:>12} {:>5} {:>12} {:>9}",
        count.units,
        share(count.found, count.units),
        count.cards,
        share(count.wrong.len(), count.cards),
        count.duplicates.len()
    )
}

fn share(part: usize, whole: usize) -> String {
    let tenths = (part * 1000).checked_div(whole).unwrap_or(0);
    format!("{part} {:>3}.{}%", tenths / 10, tenths % 10)
}

/// Every unit without card, card without unit and duplicate, by document.
pub fn faults(reports: &[Report]) -> String {
    let mut lines = Vec::new();
    for report in reports {
        let faults = report.faults();
        if !faults.is_empty() {
            lines.push(format!("{}.md", report.name));
            lines.extend(faults.iter().map(|fault| format!("  {fault}")));
        }
    }
    lines.join("\n")
}

#[test]
fn a_fault_says_where_and_what() {
    let asked = |line, front: &str| Asked {
        line,
        kind: "definition",
        front: front.to_owned(),
    };
    let count = Count {
        units: 3,
        found: 2,
        missed: vec![Missed {
            line: 2,
            kinds: vec!["goal", "code"],
            times: 1,
        }],
        cards: 3,
        wrong: vec![asked(1, "Explain\nthis.")],
        duplicates: vec![asked(9, "Explain that.")],
    };
    let report = Report {
        name: "notes".to_owned(),
        lines: vec!["one".to_owned(), "  two".to_owned()],
        count: count.clone(),
    };
    assert_eq!(
        faults(&[report]),
        "notes.md\n  missed 1 goal+code: 2: two\n  false definition: 1: Explain / this.\n  \
         duplicate definition: 9: Explain that."
    );
    assert_eq!(
        row("notes", &count).split_whitespace().collect::<Vec<_>>(),
        ["notes", "3", "2", "66.6%", "3", "1", "33.3%", "1"]
    );
    assert_eq!(share(0, 0), "0   0.0%");
}
