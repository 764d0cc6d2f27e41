//! How long it takes to fit 20,000 reviews.

#![allow(missing_docs, reason = "a bench is no library")]
#![allow(clippy::expect_used, reason = "a bench that cannot go on fails")]

#[path = "../tests/synthetic/learner.rs"]
#[allow(dead_code, reason = "the tests use all of it")]
mod learner;

use criterion::{Criterion, criterion_group, criterion_main};
use waymark_evidence::fit;

fn bench(criterion: &mut Criterion) {
    let log = learner::Synthetic::new(learner::UNUSUAL, 1).log(2_300, 700);
    let trials = log.trials().get(..20_000).expect("20,000 reviews");
    criterion.bench_function("fit FSRS-6 to 20,000 reviews", |bencher| {
        bencher.iter(|| fit(&log, trials).expect("enough"));
    });
}

criterion_group!(benches, bench);
criterion_main!(benches);
