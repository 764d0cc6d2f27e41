//! Markdown in pieces, and documents made of them.

/// What each byte of a recipe stands for; a byte beyond the last begins again.
const PIECES: &[&str] = &[
    // Blocks.
    "# ",
    "## ",
    "### ",
    "###### ",
    "\n",
    "\n\n",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "  - ",
    "    ",
    "\t",
    "> ",
    ">> ",
    "---\n",
    "***\n",
    "===\n",
    "```\n",
    "```yaml\n",
    "~~~\n",
    "$$\n",
    "- [ ] ",
    "- [x] ",
    "[ ] ",
    "☐ ",
    "• ",
    "\\\n",
    // Tables.
    "|",
    " | ",
    "|---|---|\n",
    "| --- | :-: |\n",
    "| a | b |\n",
    "Feature",
    "\\|",
    // Inlines.
    "**",
    "*",
    "__",
    "_",
    "~~",
    "==",
    "`",
    "``",
    "[",
    "](",
    ")",
    "](#a)",
    "![",
    "[[",
    "]]",
    "![[",
    "[^1]",
    "[^1]: ",
    "[a]: b\n",
    "<https://a.b>",
    "$",
    "$$",
    "\\(",
    "\\)",
    "&amp;",
    "&#0;",
    "\\",
    "  \n",
    "^id",
    " ^id\n",
    "%%",
    // Cards of other tools.
    "::",
    ":::",
    " :: ",
    "\n?\n",
    "\n??\n",
    "{{c1::",
    "}}",
    "==a==",
    "Q: ",
    "A: ",
    "C: ",
    "Q. ",
    "**Q:** ",
    "#card",
    "#flashcard",
    // HTML.
    "<details>\n",
    "</details>\n",
    "<summary>",
    "</summary>\n",
    "<details open><summary>a?</summary>",
    "<b>",
    "</b>",
    "<br>",
    "<!-- id: ",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<style>",
    "<a href=\"",
    "\">",
    "<img src=x>",
    "<table><tr><td>",
    "<namespace>",
    "</",
    // Callouts, Logseq.
    "> [!note] ",
    "> [!question]- ",
    "> [!faq]+ a?\n",
    "id:: ",
    "collapsed:: true\n",
    "((",
    "))",
    // Labels and shapes.
    "Review questions:\n",
    "## Review questions\n\n",
    "Mastery checklist\n",
    "I can ",
    "Can you ",
    "you should be able to:\n",
    "Goal: ",
    "Steps:\n",
    "Common mistake: ",
    "Read: ",
    "See also\n",
    "## References\n",
    "Learn about ",
    "Understand ",
    "Question 1: ",
    "Answer: ",
    "(4) ",
    "a) ",
    // Words.
    "Pod",
    "pod",
    "a",
    "What is a Pod",
    "What is it",
    "Why",
    "?",
    ": ",
    " — ",
    " - ",
    " – ",
    ". ",
    ".",
    ",",
    "(",
    "1",
    " ",
    "the ",
    "kubectl get pod",
    "key: value\n",
    "- key: value\n",
    // Front matter.
    "---\nid: x\n---\n",
    "---\ntitle: ",
    "id: x\n",
    "...\n",
    // Letters beyond ASCII, right to left, wide, combined, invisible.
    "é",
    "e\u{301}",
    "ß",
    "İ",
    "什么是 Pod？",
    "ما هو",
    "\u{200b}",
    "\u{200f}",
    "\u{ad}",
    "\u{feff}",
    "\u{a0}",
    "\u{2028}",
    "🛡\u{fe0f}",
    "👩‍👩‍👧",
    "\u{0}",
    "\u{1}",
    "\u{fffd}",
    "\r\n",
    "\r",
    // UTF-8 that was read as Mac Roman or Windows-1252.
    "‚Äî",
    "‚Äú",
    "√©",
    "â€”",
    "â€™",
    "Ã©",
    "Â ",
    "ðŸš€",
    "Ô∏è",
    // Lost marks: everything on one line.
    "Phase 1: Pods Goal: know them. ",
    "Term Meaning Pod the smallest unit ",
    "1.First2.Second",
];

/// How a recipe says that its document is not UTF-8.
#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    Utf8Marked,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

/// The document of a recipe: the first byte says how it is written, each other byte adds a piece.
pub fn mixture(recipe: &[u8]) -> Vec<u8> {
    let (first, rest) = recipe.split_first().unwrap_or((&0, &[]));
    let pieces = rest
        .iter()
        .map(|byte| PIECES[usize::from(*byte) % PIECES.len()]);
    let text: String = pieces.collect();
    let encoding = match first {
        250 => Encoding::Utf8Marked,
        251 => Encoding::Utf16Le,
        252 => Encoding::Utf16Be,
        253 => Encoding::Windows1252,
        _ => Encoding::Utf8,
    };
    encoded(&text, encoding)
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    let units = || "\u{feff}".encode_utf16().chain(text.encode_utf16());
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Marked => format!("\u{feff}{text}").into_bytes(),
        Encoding::Utf16Le => units().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => units().flat_map(u16::to_be_bytes).collect(),
        // One byte for each character; what has none becomes a question mark.
        Encoding::Windows1252 => text
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_can_be_named_by_a_byte() {
        assert!(PIECES.len() <= 256, "{} pieces", PIECES.len());
        let mut pieces = PIECES.to_vec();
        pieces.sort_unstable();
        let before = pieces.len();
        pieces.dedup();
        assert_eq!(pieces.len(), before);
    }

    #[test]
    fn a_recipe_says_how_its_document_is_written() {
        assert_eq!(mixture(&[]), b"");
        assert_eq!(mixture(&[0, 0, 6]), b"# - ");
        assert_eq!(mixture(&[250, 0]), b"\xef\xbb\xbf# ");
        assert_eq!(mixture(&[251, 0]), b"\xff\xfe#\0 \0");
        assert_eq!(mixture(&[252, 0]), b"\xfe\xff\0#\0 ");
    }
}
