//! Worst cases that grow in two directions at once, or whose parts are all different.

use std::fmt::Write as _;

/// A name, and what makes a document of about so many bytes.
type Grown = (&'static str, fn(usize) -> Vec<u8>);

pub(super) const GROWN: &[Grown] = &[
    ("table of many rows", |size| table(size, "| Pod | unit |\n")),
    ("table of many different rows", |size| {
        numbered(size, "| Key | Use for |\n|---|---|\n", |n| {
            format!("| key {n} | use {n} |\n")
        })
    }),
    ("table of many rows without cells", |size| {
        table(size, "|\n")
    }),
    ("table of rows with too many cells", |size| {
        table(size, "|a|b|c|d|e|f|\n")
    }),
    ("table of many columns", |size| wide(size / 3, "a", 1)),
    ("table of many columns and a long key", |size| {
        wide(size / 2, &"k".repeat(size / 3), 1)
    }),
    ("table of many columns and many short rows", |size| {
        wide(size / 2, "a", size / 8)
    }),
    ("table of many rows and a long column name", |size| {
        let head = format!("| Key | {} |\n|---|---|\n", "long ".repeat(size / 10));
        numbered(size, &head, |n| format!("| k{n} | v |\n"))
    }),
    ("different questions", |size| {
        numbered(size, "", |n| format!("- What is number {n}?\n"))
    }),
    ("different headings", |size| {
        numbered(size, "", |n| format!("## Heading {n}\n\nText.\n\n"))
    }),
    ("different definitions", |size| {
        numbered(size, "", |n| format!("- **Term {n}**: text\n"))
    }),
    ("different ids", |size| {
        numbered(size, "", |n| format!("- What is it now? ^id-{n}\n"))
    }),
    ("different link definitions, all used", |size| {
        numbered(size, "", |n| format!("[a{n}]: b\n\n[a{n}]\n\n"))
    }),
    ("one long link, used often", |size| {
        let head = format!("[a]: http://a.b/{}\n\n", "c".repeat(size / 2));
        numbered(size, &head, |_| "[a] ".to_owned())
    }),
    ("different footnotes, all used", |size| {
        numbered(size, "", |n| format!("Text[^{n}].\n\n[^{n}]: note\n\n"))
    }),
    ("headings of ever the other depth", |size| {
        numbered(size, "", |n| {
            format!("{} Part {n}\n\n", "#".repeat(n % 6 + 1))
        })
    }),
    ("the same question in different sections", |size| {
        numbered(size, "", |n| {
            format!("## Part {n}\n\n- What is it now?\n\n")
        })
    }),
    ("the same questions under two long headings", |size| {
        repeated_questions(&"long ".repeat(size / 20), size)
    }),
    ("the same questions under two short headings", |size| {
        repeated_questions("Part", size)
    }),
    (
        "the same question in sections with the same heading",
        |size| {
            numbered(size, "# Title\n\n", |_| {
                "## Part\n\n- What is it now?\n\n".to_owned()
            })
        },
    ),
    ("items under a label that stands far above", |size| {
        numbered(size, "## Review questions\n\n", |n| {
            format!("### Part {n}\n\n- Item {n}\n\n")
        })
    }),
    ("staircase of bullets", |size| staircase(size, "- x\n")),
    ("staircase of questions", |size| {
        staircase(size, "- What is it now?\n")
    }),
    ("staircase of quotes", |size| {
        numbered(size, "", |n| format!("{} x\n", ">".repeat(n % 300)))
    }),
    ("lists that end and begin again", |size| {
        numbered(size, "", |n| format!("{}- x\n", "  ".repeat(n % 100)))
    }),
    ("backticks of different lengths", |size| {
        rising(size, |n| format!("{} a ", "`".repeat(n)))
    }),
    ("backticks of falling lengths", |size| {
        let mut lengths: Vec<usize> = (1..root(size)).collect();
        lengths.reverse();
        lengths
            .iter()
            .flat_map(|n| format!("{} a ", "`".repeat(*n)).into_bytes())
            .collect()
    }),
    ("dollars of different lengths", |size| {
        rising(size, |n| format!("{} a ", "$".repeat(n)))
    }),
    ("fences of different lengths", |size| {
        rising(size, |n| format!("{}\n", "`".repeat(n + 3)))
    }),
    ("half stars, half underscores", |size| {
        let (open, close) = ("*a ".repeat(size / 6), " a_".repeat(size / 6));
        format!("{open}{close}").into_bytes()
    }),
    ("half open brackets, half closed", |size| {
        let (open, close) = ("[".repeat(size / 2), "]".repeat(size / 2));
        format!("{open}{close}").into_bytes()
    }),
    ("half open parentheses, half closed", |size| {
        let (open, close) = ("(".repeat(size / 2), ")".repeat(size / 2));
        format!("[a]({open}{close})").into_bytes()
    }),
    ("different code with captions", |size| {
        numbered(size, "", |n| {
            format!("List node {n}:\n\n```sh\nkubectl get node {n}\n```\n\n")
        })
    }),
    ("one code with a line of comment for each command", |size| {
        numbered(size, "```sh\n", |n| format!("# Show node {n}\nshow {n}\n"))
    }),
    ("different examples of one thing", |size| {
        numbered(size, "## Pods\n\n", |n| format!("- Example: pod {n}\n"))
    }),
    ("different plain definitions", |size| {
        numbered(size, "", |n| format!("- Term {n}: text {n}\n"))
    }),
    ("different flashcard lines", |size| {
        numbered(size, "", |n| format!("front {n} :: back {n} #card\n\n"))
    }),
    ("one line of different deletions", |size| {
        numbered(size, "", |n| format!("{{{{c{n}::word {n}}}}} "))
    }),
    ("one paragraph of different highlights", |size| {
        numbered(size, "#flashcards\n\n", |n| format!("a ==word {n}== b\n"))
    }),
    ("different wikilinks", |size| {
        numbered(size, "", |n| format!("- [[note {n}]] says {n}\n"))
    }),
    ("one note, referred to often", |size| {
        let head = format!("[^a]: {}\n\n", "long ".repeat(size / 20));
        numbered(size, &head, |n| format!("- **Term {n}**: text[^a].\n"))
    }),
    ("different notes of one paragraph", |size| {
        let marks = numbered(size / 2, "", |n| format!("a[^{n}] "));
        let notes = numbered(size / 2, "\n\n", |n| format!("[^{n}]: note\n\n"));
        [marks, notes].concat()
    }),
    ("steps under a long heading", |size| {
        let head = format!("## {}\n\n", "long ".repeat(size / 10));
        numbered(size, &head, |n| {
            format!("Steps:\n\n1. first {n}\n2. second {n}\n3. third {n}\n\n")
        })
    }),
    ("labels under a long heading", |size| {
        let head = format!("## {} *it*\n\n", "long ".repeat(size / 10));
        numbered(size, &head, |n| format!("- Common mistake: fault {n}\n"))
    }),
    ("rows of a table of HTML", |size| {
        numbered(size, "<table><tr><th>a</th><th>b</th></tr>", |n| {
            format!("<tr><td>key {n}</td><td>text</td></tr>")
        })
    }),
    ("questions folded one by one", |size| {
        numbered(size, "", |n| {
            format!("<details><summary>What is {n}?</summary>\n\nIt.\n\n</details>\n\n")
        })
    }),
    ("half opened details, half closed", |size| {
        let open = "<details><summary>a?</summary>\n\n".repeat(size / 64);
        let close = "\n</details>\n".repeat(size / 64);
        format!("{open}{close}").into_bytes()
    }),
    ("front matter without an end", |size| {
        numbered(size, "---\n", |n| format!("key{n}: value\n"))
    }),
    ("one endless line of remarks", |size| {
        numbered(size, "", |n| format!("![a{n}](b) <i>x</i> "))
    }),
    ("one endless question", |size| {
        format!("## {}?\n\nThis.\n", "what ".repeat(size / 5)).into_bytes()
    }),
    ("one endless definition", |size| {
        format!("- **{}**: text\n", "term ".repeat(size / 5)).into_bytes()
    }),
    ("invalid bytes", |size| vec![0xff; size]),
    ("half characters", |size| vec![0xe2; size]),
    ("UTF-16", |size| {
        let units = "\u{feff}- What is it now?\n".encode_utf16();
        let units: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
        units.repeat(size / units.len())
    }),
    ("UTF-16 of lone surrogates", |size| {
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend([0x00, 0xd8].repeat(size / 2));
        bytes
    }),
    ("zeros", |size| vec![0; size]),
];

/// Adds parts, each knowing its number, until the document has its size.
fn numbered(size: usize, head: &str, part: impl Fn(usize) -> String) -> Vec<u8> {
    let mut out = head.to_owned();
    let mut number = 0;
    while out.len() < size {
        out.push_str(&part(number));
        number += 1;
    }
    out.into_bytes()
}

/// Adds parts that grow with their number, which is why there are few of them.
fn rising(size: usize, part: impl Fn(usize) -> String) -> Vec<u8> {
    (1..root(size)).flat_map(|n| part(n).into_bytes()).collect()
}

/// How many parts of lengths 1, 2, 3 and so on make up `size`.
fn root(size: usize) -> usize {
    (2 * size).isqrt()
}

fn table(size: usize, row: &str) -> Vec<u8> {
    let rows = row.repeat(size / row.len());
    format!("| Key | Use for |\n|---|---|\n{rows}").into_bytes()
}

fn wide(size: usize, key: &str, rows: usize) -> Vec<u8> {
    let columns = size / 4;
    let (names, rule) = ("|a".repeat(columns), "|-".repeat(columns));
    let cells = if rows == 1 {
        "|b".repeat(columns)
    } else {
        String::new()
    };
    let rows = format!("|{key}{cells}|\n").repeat(rows);
    format!("|Key{names}|\n|-{rule}|\n{rows}").into_bytes()
}

fn repeated_questions(heading: &str, size: usize) -> Vec<u8> {
    let mut out = String::from("# Title\n\n");
    for part in ["first", "second"] {
        // Writing to a string does not fail.
        let _ = write!(out, "## {part} {heading}\n\n");
        let end = out.len() + size / 4;
        let mut number = 0;
        while out.len() < end {
            let _ = writeln!(out, "- What is number {number}?");
            number += 1;
        }
        out.push('\n');
    }
    out.into_bytes()
}

/// One level deeper on each line, so that the size is the square of the depth.
fn staircase(size: usize, item: &str) -> Vec<u8> {
    let mut out = String::new();
    let mut depth = 0;
    while out.len() < size {
        out.push_str(&"  ".repeat(depth));
        out.push_str(item);
        depth += 1;
    }
    out.into_bytes()
}
