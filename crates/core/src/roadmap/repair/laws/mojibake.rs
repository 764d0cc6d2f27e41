//! Text of many scripts, whole and broken.

use proptest::prelude::*;

use super::super::charset::Charset;
use super::{check, mended};

/// The text as it is after its UTF-8 was read as another character set.
fn broken(text: &str, charset: Charset) -> String {
    text.bytes().map(|byte| charset.char(byte)).collect()
}

/// Words and signs that stand together in real texts and whose bytes could be broken UTF-8.
const WORDS: &[&str] = &[
    "café",
    "été",
    "l’été",
    "« café »",
    "«\u{a0}café\u{a0}»",
    "“café…”",
    "naïve",
    "Größe",
    "„Äpfel“",
    "“über",
    "ÉCOLE»",
    "MAÇÃ”",
    "NÃO",
    "coração…",
    "ÅR",
    "smörgåsbord",
    "één",
    "œuvre",
    "¿Qué?",
    "¡Sí!",
    "10 °C",
    "½ – ¾",
    "§ 5",
    "©2024",
    "√π",
    "2√∂",
    "¬∂",
    "∑∏∫ ≤ ≥ ≠",
    "π ≈ 3",
    "привет",
    "«мир»",
    "Ελλάδα",
    "שלום",
    "مرحبا",
    "日本語",
    "「漢字」",
    "한국어",
    "ไทย",
    "हिन्दी",
    "🚀",
    "🛡️",
    "🧑‍💻",
    "→",
    "✅",
    "•",
    "–",
    "—",
    "Łódź",
    "żółć",
    "Čeština",
    "İstanbul",
    "Việt",
    "ASCII",
    "x = y",
    "à\u{a0}l’",
    "É",
    "Ü…",
    "Â",
    "Ã",
    "ß”",
    "Đà Nẵng",
    "‚so‘",
    "…é",
    "–é",
    "—é—é",
];

/// Words that nothing but UTF-8 can spell.
const SPOKEN: &[&str] = &[
    "naïve café",
    "Größe und Öl",
    "“quoted” – it’s…",
    "→ ✅ 🚀 🛡️",
    "привет мир",
    "Ελλάδα",
    "日本語の本",
    "한국어",
    "żółć",
    "plain words",
    "señor",
    "Çeşme",
    "שלום",
    "हिन्दी",
];

fn phrase(words: &[&str], picks: &[usize]) -> String {
    let words: Vec<_> = picks
        .iter()
        .map(|&pick| words[pick % words.len()])
        .collect();
    words.join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn right_text_is_never_changed(picks in prop::collection::vec(0..1000_usize, 1..40)) {
        let text = phrase(WORDS, &picks);
        prop_assert_eq!(mended(&text).0, text);
    }

    #[test]
    fn broken_text_is_put_right(
        picks in prop::collection::vec(0..1000_usize, 1..40),
        mac in any::<bool>(),
    ) {
        let text = format!("{} 🚀", phrase(SPOKEN, &picks));
        let charset = if mac { Charset::MacRoman } else { Charset::Windows1252 };
        let once = broken(&text, charset);
        prop_assert_eq!(mended(&once).0, text);
    }

    #[test]
    fn broken_runs_are_put_right_beside_right_ones(
        picks in prop::collection::vec(0..1000_usize, 1..20),
        mac in any::<bool>(),
    ) {
        let charset = if mac { Charset::MacRoman } else { Charset::Windows1252 };
        let right = phrase(WORDS, &picks);
        let emoji = "→ 🚀 🛡️ 📈";
        let text = format!("{}\n\n{right} é!\n", broken(emoji, charset));
        prop_assert_eq!(mended(&text).0, format!("{emoji}\n\n{right} é!\n"));
    }
}

#[test]
fn text_that_was_broken_twice_is_put_right() {
    let text = "It’s “naïve” 🚀";
    let twice = broken(&broken(text, Charset::Windows1252), Charset::Windows1252);
    check(&twice, text, &["mojibake", "mojibake"]);
}
