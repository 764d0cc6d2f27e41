//! How much longer an import takes than parsing the same Markdown and throwing it away.
//!
//! The bar is a ratio of 3, printed first; criterion's own figures follow.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use pulldown_cmark::{Options, Parser};
use waymark_core::roadmap;

const SIZE: usize = 1_000_000;
const ROUNDS: usize = 40;

fn main() {
    let corpus = corpus(SIZE);
    let made = roadmap::import(corpus.as_bytes(), "bench").roadmap;
    println!(
        "corpus: {} bytes, {} sections, {} cards",
        corpus.len(),
        made.sections.len(),
        made.cards.len()
    );
    // In turns, so that a busy machine slows both; the fastest round is the least disturbed.
    let (mut bare, mut import) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        bare = bare.min(timed(|| parse(&corpus)));
        import = import.min(timed(|| {
            roadmap::import(black_box(corpus.as_bytes()), "bench")
        }));
    }
    let ratio = import.as_secs_f64() / bare.as_secs_f64();
    println!("bare parse {bare:?}, import {import:?}: ratio {ratio:.2} (bar 3)");

    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("importer");
    group.throughput(Throughput::Bytes(corpus.len() as u64));
    group.bench_function("bare parse", |b| b.iter(|| parse(&corpus)));
    group.bench_function("import", |b| {
        // Giving the memory back is part of nobody's parse.
        b.iter_with_large_drop(|| roadmap::import(black_box(corpus.as_bytes()), "bench"));
    });
    group.finish();
    criterion.final_summary();
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
