//! Documents that try to make a reader do more work than their size is worth.
//!
//! Most are one piece, again and again; the others grow in two directions at once.

mod grown;

/// A kind of document that comes in any size.
pub struct Case {
    /// What is special about it.
    pub name: &'static str,
    how: How,
}

enum How {
    /// The piece, again and again, and at last a question that everything above may swallow.
    Repeated(&'static str),
    /// Made by a function of the size.
    Grown(fn(usize) -> Vec<u8>),
}

impl Case {
    /// Makes one of about `size` bytes.
    pub fn document(&self, size: usize) -> Vec<u8> {
        match self.how {
            How::Repeated(piece) => {
                let pieces = piece.repeat(size / piece.len());
                format!("{pieces}What is at the bottom?\n").into_bytes()
            }
            How::Grown(make) => make(size),
        }
    }
}

/// Every kind.
pub fn cases() -> impl Iterator<Item = Case> {
    let repeated = REPEATED.iter().map(|&(name, piece)| Case {
        name,
        how: How::Repeated(piece),
    });
    let grown = grown::GROWN.iter().map(|&(name, make)| Case {
        name,
        how: How::Grown(make),
    });
    repeated.chain(grown)
}

const REPEATED: &[(&str, &str)] = &[
    ("words", "word "),
    ("letters without a space", "x"),
    ("line breaks", "\n"),
    ("quotes in quotes", ">"),
    ("spaced quotes in quotes", "> "),
    ("bullets in bullets", "- "),
    ("numbers in numbers", "1. "),
    ("bullets in quotes", "> - "),
    ("callouts in callouts", "> [!note] "),
    ("open brackets", "["),
    ("open pictures", "!["),
    ("open links", "[a]("),
    ("open links with angle", "[a](<b"),
    ("brackets after brackets", "[a]["),
    ("closed brackets", "]"),
    ("links", "[a](b)"),
    ("pictures", "![a](b) "),
    ("wikilinks opened", "[["),
    ("embeds opened", "![["),
    ("wikilinks", "[[a]] "),
    ("stars", "*"),
    ("double stars", "**"),
    ("stars and words", "*a "),
    ("double stars and words", "**a "),
    ("underscores and words", "_a "),
    ("stars and underscores", "*a_ "),
    ("tildes", "~~"),
    ("tildes and words", "~~a "),
    ("highlights opened", "==a "),
    ("backticks", "`"),
    ("backticks and words", "`a "),
    ("dollars", "$"),
    ("dollars and words", "$a "),
    ("clozes opened", "{{c1::"),
    ("clozes", "{{c1::a}} "),
    ("colons", "::"),
    ("card separators", "a :: b "),
    ("tags opened", "<b"),
    ("tags", "<b>"),
    ("tags closed", "</b>"),
    ("bold tags", "<b>x</b> "),
    ("comments opened", "<!--"),
    ("comments", "<!-- a --> "),
    ("instructions opened", "<?"),
    ("declarations opened", "<!A"),
    ("data opened", "<![CDATA["),
    ("attributes opened", "<a b=\""),
    ("script ends", "</script"),
    ("addresses opened", "<https:"),
    ("entities", "&amp;"),
    ("entities opened", "&a"),
    ("number entities", "&#0;"),
    ("backslashes", "\\"),
    ("carets", "^"),
    ("block ids", "^id "),
    ("percent comments", "%%"),
    ("question marks", "? "),
    ("footnote marks", "[^a]"),
    ("pipes", "|"),
    ("null characters", "\0"),
    ("replacement characters", "\u{fffd}"),
    ("combining accents", "e\u{301}"),
    ("Mac Roman for a dash", "\u{201a}\u{c4}\u{ee}"),
    ("Windows-1252 for a dash", "\u{e2}\u{20ac}\u{201d}"),
    ("Windows-1252 for a letter", "\u{c3}\u{a9}"),
    ("long dashes", " \u{2014} "),
    ("headings without text", "#\n"),
    ("headings", "# H\n"),
    ("pseudo-headings", "Phase 1: Pods\n"),
    ("lines underlined", "a\n===\n"),
    ("rules", "\n\n---\n\n"),
    ("fences", "```\n"),
    ("fences of tildes", "~~~\na\n"),
    ("code by indentation", "    a\n\n"),
    ("front matter lines", "---\na: b\n"),
    ("questions of a list", "- a?\n"),
    ("the same question", "- What is it now?\n"),
    (
        "the same question as heading",
        "## What is it now?\n\nThis.\n\n",
    ),
    ("the same bold question", "**What is it now?** This.\n\n"),
    ("Q without A", "Q: a\n"),
    ("Q and A", "Q: a\nA: b\n"),
    ("Q and almost A", "Q: a\nAb\n"),
    ("bold Q and A", "**Q:** a\n**A:** b\n\n"),
    ("the same definition", "**a:** b\n\n"),
    ("the same definition of a list", "- **a**: b\n"),
    ("the same plain definition", "Term: text\n"),
    ("the same id", "- What is it now? ^a\n"),
    ("can-do items", "- [ ] I can do it\n"),
    ("boxes", "- [ ] "),
    ("labels", "Review questions:\n\n"),
    ("label headings", "## Review questions\n\n"),
    ("label headings that end", "## References\n\n"),
    ("tables of one row", "| a | b |\n|---|---|\n| c | d |\n\n"),
    ("table rows without rules", "| a | b |\n"),
    ("dividers", "|---|---|\n"),
    ("link definitions", "[a]: b\n"),
    ("footnotes", "[^a]: b\n\n"),
    ("details opened", "<details>\n"),
    (
        "details and summaries opened",
        "<details><summary>a?</summary>\n",
    ),
    (
        "details",
        "<details><summary>a?</summary>\n\nb\n\n</details>\n\n",
    ),
    ("details closed", "</details>\n"),
    ("Logseq properties", "- id:: a\n"),
    ("steps on one line", "1.First2.Second"),
    ("bullets on one line", " \u{2022} a"),
    ("dashes on one line", " - a"),
    (
        "lost structure",
        "Phase 1: Pods Goal: know them. Read: the manual. Review questions: What is it? Why? ",
    ),
    ("lost table", "Term Meaning Pod unit Node machine "),
    ("colon lines", "a:\n"),
    ("carriage returns", "\r"),
    ("byte order marks", "\u{feff}"),
    ("question lines in multi-line cards", "a\n?\nb\n\n"),
    ("steps", "Steps:\n\n1. a\n2. b\n3. c\n\n"),
    ("goals", "**Goal:** a\n\n"),
    ("labels of one line", "- Goal: a\n"),
    ("lines of a term", "a: b\nc: d\n"),
    ("bold lines", "**Term**\n\ntext\n\n"),
    ("bold lines alone", "**Term**\n\n"),
    ("bold lines of one paragraph", "**Term** text\n"),
    ("wikilinks of a list", "- [[a|b]]\n"),
    ("wikilinks opened with a bar", "[[a|"),
    ("footnotes in a text", "a[^1] b[^2]\n\n[^1]: c\n\n"),
    (
        "code with a caption",
        "List the nodes:\n\n```sh\nkubectl get nodes\n```\n\n",
    ),
    (
        "code with comments",
        "```sh\n# List the nodes\nkubectl get nodes\n```\n\n",
    ),
    ("comments in code without an end", "# List it\nls -l\n"),
    ("lines of fenced comments", "    # List it\n    ls -l\n"),
    ("equal examples", "**Example:** a\n\n```sh\nls\n```\n\n"),
    ("equal examples of a list", "- Example: a\n"),
    ("flashcard lines", "a::b #card\n\n"),
    ("flashcard lines of one paragraph", "a:::b\n"),
    (
        "clozes of a paragraph",
        "The {{c1::a}} of ==b== is **c**.\n\n",
    ),
    ("Anki blocks", "START\nBasic\na\nBack: b\nEND\n\n"),
    ("Anki blocks opened", "START\n"),
    ("definition lists", "Term\n: text\n\n"),
    ("definition lists of many texts", ": text\n"),
    (
        "tables of HTML",
        "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>\n\n",
    ),
    ("tables of HTML opened", "<table><tr><td>"),
    ("rows of HTML", "<tr><td>a</td></tr>\n"),
    ("lists of HTML opened", "<ul><li>a\n"),
    (
        "folds within folds",
        "<details><summary>a</summary>\n\n<details>\n",
    ),
    ("callouts", "> [!question]- What is it?\n> That.\n\n"),
    (
        "mistakes and guidance",
        "## Common mistakes\n\n- a\n\n## Guidance\n\n- b\n\n",
    ),
    ("directives", "- Learn about a\n"),
    ("right to left", "\u{645}\u{627} \u{647}\u{648}\u{61f} "),
    ("wide question marks", "\u{4ec0}\u{4e48}\u{ff1f}"),
];
