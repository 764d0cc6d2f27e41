//! How much longer an import takes than parsing the same Markdown and throwing it away.
//!
//! The bars are ratios, printed first, on 10 MB of text; criterion's own figures, on the first
//! megabyte of the clean text, follow.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use pulldown_cmark::{Options, Parser};
use waymark_core::roadmap;

const SIZE: usize = 10_000_000;
const SMALL: usize = 1_000_000;
const ROUNDS: usize = 12;

fn main() {
    let clean = corpus(SIZE);
    compare("clean", &clean, 3.0);
    compare("mojibake", &mojibake(&clean), 5.0);
    compare("lost marks", &without_marks(&clean), 5.0);

    let small = corpus(SMALL);
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("importer");
    group.throughput(Throughput::Bytes(small.len() as u64));
    group.bench_function("bare parse", |b| b.iter(|| parse(&small)));
    group.bench_function("import", |b| {
        // Giving the memory back is part of nobody's parse.
        b.iter_with_large_drop(|| roadmap::import(black_box(small.as_bytes()), "bench"));
    });
    group.finish();
    criterion.final_summary();
}

/// Prints how many times as long as a bare parse the import of `text` takes.
fn compare(name: &str, text: &str, bar: f64) {
    let made = roadmap::import(text.as_bytes(), "bench").roadmap;
    let (sections, cards) = (made.sections.len(), made.cards.len());
    drop(made);
    // In turns, so that a busy machine slows both; the fastest round is the least disturbed.
    let (mut bare, mut import) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        bare = bare.min(timed(|| parse(text)));
        import = import.min(timed(|| {
            roadmap::import(black_box(text.as_bytes()), "bench")
        }));
    }
    let ratio = import.as_secs_f64() / bare.as_secs_f64();
    let speed = |time: Duration| text.len() as f64 / 1e6 / time.as_secs_f64();
    println!(
        "{name}: {} bytes, {sections} sections, {cards} cards; bare parse {bare:.1?} ({:.0} MB/s), \
         import {import:.1?} ({:.0} MB/s): ratio {ratio:.2} (bar {bar})",
        text.len(),
        speed(bare),
        speed(import),
    );
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let made = work();
    let taken = start.elapsed();
    // Giving the memory back is part of nobody's parse.
    drop(black_box(made));
    taken
}

/// Drains the same events that an import reads.
fn parse(text: &str) -> usize {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    Parser::new_ext(black_box(text), options)
        .into_offset_iter()
        .map(|(event, range)| {
            black_box(event);
            range.len()
        })
        .sum()
}

/// A roadmap of about `size` bytes in which every shape occurs between ordinary text.
fn corpus(size: usize) -> String {
    let mut words = Words(0x9e37_79b9_7f4a_7c15);
    let mut out = String::from("---\nid: bench\n---\n# Bench\n\n");
    let mut phase = 0;
    while out.len() < size {
        phase += 1;
        // Writing to a string does not fail.
        let _ = write_phase(&mut out, &mut words, phase);
    }
    out
}

fn write_phase(out: &mut String, words: &mut Words, phase: u32) -> std::fmt::Result {
    writeln!(out, "## Phase {phase}: {}\n", words.run(4))?;
    writeln!(out, "Goal: {}.\n", words.run(9))?;
    for _ in 0..8 {
        let (a, b, c) = (words.run(25), words.run(3), words.run(30));
        writeln!(
            out,
            "{a} with `{b}` and *{c}*. See [{b}](https://example.com/{phase}).\n"
        )?;
    }
    for _ in 0..4 {
        writeln!(out, "- **{}**: {}.", words.run(3), words.run(24))?;
    }
    writeln!(
        out,
        "\n```yaml\nkind: Pod\nmetadata:\n  name: {}\n```\n",
        words.run(1)
    )?;
    writeln!(out, "### Review questions\n")?;
    for _ in 0..5 {
        writeln!(
            out,
            "- What does {} do with `{}`?\n",
            words.run(6),
            words.run(1)
        )?;
        writeln!(out, "  {}. {}.\n", words.run(28), words.run(22))?;
    }
    writeln!(
        out,
        "### Tradeoffs\n\n| Workload | Use for | Avoid when |\n|---|---|---|"
    )?;
    for _ in 0..5 {
        writeln!(
            out,
            "| {} | {} | {} |",
            words.run(3),
            words.run(9),
            words.run(9)
        )?;
    }
    writeln!(out, "\n### Mastery checklist\n")?;
    for _ in 0..4 {
        writeln!(out, "- [ ] I can explain {}.", words.run(8))?;
    }
    writeln!(out)
}

/// The same text with typographic marks, its UTF-8 read as Windows-1252.
fn mojibake(text: &str) -> String {
    let marked = text
        .replace(". ", "\u{2014}")
        .replace(" the ", " caf\u{e9}\u{2019}s ");
    let mut out = String::with_capacity(marked.len() * 2);
    for byte in marked.bytes() {
        out.push(match byte {
            0x80 => '\u{20ac}',
            0x94 => '\u{201d}',
            0x99 => '\u{2122}',
            byte => char::from(byte),
        });
    }
    out
}

/// The same text as it comes out of a program that keeps words only: no blank lines, no marks
/// before headings and items, no fences, no bars of tables.
fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim_start_matches(['#', '-', ' ', '|']);
        let line = line.strip_prefix("[ ] ").unwrap_or(line);
        if line.is_empty() || line.starts_with("```") {
            continue;
        }
        out.push_str(&line.replace(" | ", "\t").replace("**", ""));
        out.push('\n');
    }
    out
}

/// Words in an order that is the same on every machine.
struct Words(u64);

impl Words {
    fn run(&mut self, count: usize) -> String {
        const STOCK: &[&str] = &[
            "cluster",
            "node",
            "the",
            "of",
            "rolling",
            "update",
            "state",
            "desired",
            "controller",
            "and",
            "watches",
            "scheduler",
            "a",
            "volume",
            "traffic",
            "service",
            "endpoint",
            "when",
            "label",
            "selector",
            "quota",
            "in",
            "policy",
            "admission",
            "kubelet",
            "probe",
            "image",
        ];
        let mut run = String::new();
        for index in 0..count {
            // xorshift64
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            if index > 0 {
                run.push(' ');
            }
            run.push_str(STOCK[(self.0 % STOCK.len() as u64) as usize]);
        }
        run
    }
}
