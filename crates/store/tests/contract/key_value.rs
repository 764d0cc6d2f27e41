//! What every kind of storage must do; run against memory natively and against the browser's
//! localStorage in a browser.

use waymark_store::{KeyValue, StoreError};

/// Walks through the contract on storage that holds nothing under `contract/`.
pub fn holds(store: &impl KeyValue) -> Result<(), StoreError> {
    assert_eq!(store.keys("contract/")?, Vec::<String>::new());
    assert_eq!(store.get("contract/a")?, None);
    store.set("contract/a", "one")?;
    store.set("contract/b", "")?;
    store.set("contract/a", "two \u{1f9ed}\n")?;
    assert_eq!(store.get("contract/a")?.as_deref(), Some("two \u{1f9ed}\n"));
    assert_eq!(store.get("contract/b")?.as_deref(), Some(""));
    store.set("contract/c", "\u{1f9ed} three\nfour\nfive")?;
    for (key, head) in [
        ("a", Some("two \u{1f9ed}")),
        ("b", Some("")),
        ("c", Some("\u{1f9ed} three")),
        ("d", None),
    ] {
        let found = store.head(&format!("contract/{key}"))?;
        assert_eq!(found.as_deref(), head, "{key}");
    }
    store.remove("contract/c")?;
    let mut keys = store.keys("contract/")?;
    keys.sort();
    assert_eq!(keys, ["contract/a", "contract/b"]);
    assert_eq!(store.keys("contract/b")?, ["contract/b"]);
    store.remove("contract/b")?;
    store.remove("contract/b")?;
    assert_eq!(store.get("contract/b")?, None);

    // A text that does not fit leaves the key as it was.
    let too_long = "x".repeat(6_000_000);
    let refused = store.set("contract/a", &too_long);
    assert_eq!(
        refused,
        Err(StoreError::Full {
            key: "contract/a".to_owned(),
            length: too_long.len(),
        })
    );
    assert_eq!(store.get("contract/a")?.as_deref(), Some("two \u{1f9ed}\n"));
    store.remove("contract/a")?;
    assert_eq!(store.keys("contract/")?, Vec::<String>::new());
    Ok(())
}
