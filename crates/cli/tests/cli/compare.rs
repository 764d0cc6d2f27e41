//! `waymark fit` and `waymark compare`.

use serde_json::Value;

use crate::program::{Outcome, check_refused, ok, run_with};

const AT: &str = "2026-06-04T12:00:00+01:00";

#[test]
fn fitted_parameters_are_what_a_replay_reads() {
    let fitted = ok(&["fit", "learner.json"]);
    let numbers: Vec<f64> = serde_json::from_str(&fitted).expect("an array");
    assert_eq!(numbers.len(), 21);
    assert_eq!(fitted, ok(&["fit", "learner.json"]));
    let path = std::env::temp_dir().join(format!("waymark-parameters-{}", std::process::id()));
    std::fs::write(&path, &fitted).expect("a folder for temporary files");
    let file = path.to_str().expect("a name in UTF-8");
    let arguments = ["replay", "--scheduler", "fsrs6", "--parameters", file];
    let one = r#"{"card":"a","at":"2026-01-01T09:00:00Z","rating":"good"}"#;
    let Outcome { out, status, .. } = run_with(&arguments, one.as_bytes());
    std::fs::remove_file(&path).expect("the file that was written");
    let line: Value = serde_json::from_str(&out).expect("an object");
    assert_eq!(
        (status, line["stability_days"].as_f64()),
        (0, numbers.get(2).copied())
    );
}

#[test]
fn json_has_the_figures_of_the_comparison() {
    let json = ok(&["compare", "learner.json", "--at", AT, "--format", "json"]);
    let report: Value = serde_json::from_str(&json).expect("an object");
    let count = |value: &Value| value.as_u64().expect("a number");
    assert_eq!(report["fitting"]["verdict"], "foretells better");
    assert_eq!(report["outlooks"].as_array().map(Vec::len), Some(6));
    let past = &report["past"];
    assert_eq!(past["methods"].as_array().map(Vec::len), Some(3));
    assert!(count(&past["days"]) > 0, "{past}");
    let models = report["models"].as_array().expect("models");
    for model in models {
        let bins = model["calibration"].as_array().expect("bins");
        let reviews: u64 = bins.iter().map(|bin| count(&bin["reviews"])).sum();
        assert_eq!(reviews, count(&report["held_out"]), "{model}");
    }
    assert_eq!(models.len(), 3);
}

#[test]
fn too_few_reviews_are_refused() {
    check_refused(
        &["fit", "backup.json"],
        b"",
        "error: backup.json: 16 usable reviews; it takes 400. Usable are reviews of cards whose earlier \
         reviews are known too, a day or more after the last\n",
    );
    check_refused(
        &["compare", "backup.json"],
        b"",
        "error: backup.json: 16 usable reviews; it takes 400. Usable are reviews of cards whose earlier \
         reviews are known too, a day or more after the last\n",
    );
}
