//! Documents that say the same in other ways.

use proptest::prelude::*;

/// Something to be asked, by its number.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// Question, mastery item, definition or row of a table.
    pub shape: usize,
    /// Which one; no two units of a document share it.
    pub number: u32,
    /// The section it stands in.
    pub section: usize,
}

/// How a unit is written down: everything that is no part of its identity.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// After which word of the question the line breaks; 0 for none.
    pub wrap: usize,
    /// Which word is emphasised, and how.
    pub emphasis: usize,
    /// The number before it; 0 for a bullet.
    pub number: usize,
    /// Which answer it gives.
    pub answer: usize,
}

const ADJECTIVES: [&str; 8] = [
    "amber", "brittle", "copper", "distant", "even", "frozen", "gentle", "hollow",
];
const NOUNS: [&str; 8] = [
    "anchor", "beacon", "current", "delta", "estuary", "fathom", "gauge", "harbour",
];
const ANSWERS: [&str; 4] = [
    "It keeps the ship in place.",
    "Nobody *really* knows.",
    "Two things: rope and `chain`.",
    "See above.",
];
const HEADINGS: [&str; 4] = ["Setting out", "Under way", "Heavy weather", "Coming home"];

pub fn units() -> impl Strategy<Value = Vec<Unit>> {
    let units = prop::collection::btree_map(0_u32..64, (0_usize..4, 0_usize..4), 0..20);
    units.prop_map(|units| {
        let units = units.into_iter().map(|(number, (shape, section))| Unit {
            shape,
            number,
            section,
        });
        units.collect()
    })
}

/// At least one style; units beyond the last take turns.
pub fn styles() -> impl Strategy<Value = Vec<Style>> {
    let style = (0_usize..6, 0_usize..16, 0_usize..40, 0_usize..4);
    let style = style.prop_map(|(wrap, emphasis, number, answer)| Style {
        wrap,
        emphasis,
        number,
        answer,
    });
    prop::collection::vec(style, 1..6)
}

impl Unit {
    /// How many cards it makes.
    pub const fn cards(&self) -> usize {
        if self.shape == 3 { 2 } else { 1 }
    }

    fn name(&self) -> String {
        let (adjective, noun) = (self.number as usize % 8, self.number as usize / 8);
        let first = ADJECTIVES[adjective];
        match NOUNS.get(noun) {
            Some(noun) => format!("{first} {noun}"),
            None => format!("{first} {} of old", NOUNS[noun % 8]),
        }
    }

    fn source(&self, style: Style) -> String {
        let name = self.name();
        let answer = ANSWERS[style.answer];
        let mark = match style.number {
            0 => "-".to_owned(),
            number => format!("{number}."),
        };
        let tick = ["[ ] ", "[x] ", ""][style.number % 3];
        match self.shape {
            0 => {
                let question = styled(&format!("What is the {name} good for?"), style);
                format!("{mark} {question}\n\n     {answer}\n\n")
            }
            1 => {
                let item = styled(&format!("I can mend the {name} by myself"), style);
                let end = ["", "."][style.answer % 2];
                format!("{mark} {tick}{item}{end}\n\n")
            }
            2 => {
                let text = [
                    "a part of the ship",
                    "a place",
                    "a *state* of the sea",
                    "a word",
                ];
                let (text, dash) = (text[style.answer], [":", " -", " —"][style.emphasis % 3]);
                format!("{mark} **{name}**{dash} {text}\n\n")
            }
            _ => {
                let key = match style.emphasis % 3 {
                    0 => name,
                    1 => format!("**{name}**"),
                    _ => format!("`{name}`"),
                };
                // Longer values would ask for their key, and an edit may make or end such a card.
                let values = ["at sea", "by *night*", "in port", "never"];
                let (one, other) = (values[style.answer], values[(style.answer + 1) % 4]);
                if style.wrap.is_multiple_of(2) {
                    format!(
                        "| Thing | Use for | Mind |\n|---|---|---|\n| {key} | {one} | {other} |\n\n"
                    )
                } else {
                    format!("|Thing|Mind|Use for|\n|:-|-|-:|\n|{key}|{other}|{one}|\n\n")
                }
            }
        }
    }
}

/// The words with one of them emphasised and a line break.
fn styled(words: &str, style: Style) -> String {
    let count = words.split(' ').count();
    let mut out = String::new();
    for (at, word) in words.split(' ').enumerate() {
        if at > 0 {
            let broken = style.wrap == at;
            out.push_str(if broken { "\n     " } else { " " });
        }
        // The last word carries the question mark, which stays outside.
        let marked = at + 1 < count && style.emphasis > 3 && style.emphasis % count == at;
        let mark = ["*", "**", "`", "_"][style.emphasis % 4];
        out.push_str(&if marked {
            format!("{mark}{word}{mark}")
        } else {
            word.to_owned()
        });
    }
    out
}

/// The document of these units, each in the next of the styles.
pub fn document(units: &[Unit], styles: &[Style]) -> String {
    let mut source = String::from("# Map\n\n");
    for (section, heading) in HEADINGS.iter().enumerate() {
        let numbered = styles[0].number.is_multiple_of(2);
        source += &if numbered {
            format!("## {}. {heading}\n\n", section + 1)
        } else {
            format!("## {heading}\n\n")
        };
        for shape in 0..4 {
            source += [
                "### Review questions\n\n",
                "### Mastery checklist\n\n",
                "### Terms\n\n",
                "### Choices\n\n",
            ][shape];
            let here = |unit: &&Unit| unit.section == section && unit.shape == shape;
            for unit in units.iter().filter(here) {
                let style = styles[unit.number as usize % styles.len()];
                source += &unit.source(style);
            }
        }
    }
    source
}
