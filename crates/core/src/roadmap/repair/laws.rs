//! What every repair does, and what holds for all of them.

mod mojibake;

use proptest::prelude::*;

use super::Mending;

/// The text after all repairs, and the names of what was found.
fn mended(text: &str) -> (String, Vec<&'static str>) {
    let mut mending = Mending::of(text.to_owned(), Vec::new());
    mending.characters();
    mending.structure(0);
    let mended = mending.finish();
    let names = mended.remarks.iter().map(|(_, code)| code.name());
    let names = names.collect();
    (mended.text, names)
}

/// Checks what a text becomes, what is said of it, and that a second repair finds nothing.
#[track_caller]
fn check(text: &str, expected: &str, names: &[&str]) {
    let (found, said) = mended(text);
    assert_eq!(found, expected);
    assert_eq!(said, names);
    assert_eq!(mended(&found).0, found, "of the repaired text");
}

/// Checks that a text stays as it is.
#[track_caller]
fn keep(text: &str) {
    check(text, text, &[]);
}

#[test]
fn headings_without_a_space_are_headings() {
    let names = &["heading-without-space"];
    check("##Pods\n\nText.\n", "## Pods\n\nText.\n", names);
    check("#Map\n\n##Pods\n", "# Map\n\n## Pods\n", names);
    keep("#tag #other\n\n#1 of them\n\n#include <x>\n");
    keep("```\n##Pods\n```\n");
}

#[test]
fn other_bullets_are_items() {
    let names = &["unusual-bullet"];
    check("• one\n• two\n", "- one\n- two\n", names);
    check(
        "•\tone\n◦ in it\n◦ too\n•two\n",
        "- one\n  - in it\n  - too\n- two\n",
        names,
    );
    check(
        "-one thing\n-two things\n",
        "- one thing\n- two things\n",
        names,
    );
    check("-[ ] one\n-[ ] two\n", "- [ ] one\n- [ ] two\n", names);
    keep("-5\n-6\n");
    keep("--flag\n--other\n");
    keep("-f file\n-n name\n");
    keep("-one alone\n");
    keep("Home • About\n• one alone\n");
}

#[test]
fn a_label_in_a_list_is_set_apart() {
    check(
        "- a\nNext:\n- b\n",
        "- a\n\nNext:\n- b\n",
        &["label-in-list"],
    );
    keep("- a\n  Next:\n  - b\n");
}

#[test]
fn tables_get_their_divider() {
    check(
        "| a | b |\n| c | d |\n",
        "| a | b |\n|---|---|\n| c | d |\n",
        &["table-without-divider"],
    );
    check(
        "|a|b|\n|-|-|\n|-|-|\n|c|d|\n|---|---|\n|e|f|\n",
        "|a|b|\n|-|-|\n|c|d|\n|e|f|\n",
        &["table-repeated-divider"],
    );
    check(
        "|a|b|c|\n|-|-|\n|d|e|f|\n",
        "|a|b|c|\n|---|---|---|\n|d|e|f|\n",
        &["table-uneven-divider"],
    );
    keep("| one bar\n| two bars\n");
    keep("|a|b|\n|-|-|\n|c|-|\n|-|-1|\n");
}

#[test]
fn tables_are_whole_and_apart() {
    check(
        "|a|b|\n|-|-|\n|c|d|\n\n|e|f|\n",
        "|a|b|\n|-|-|\n|c|d|\n|e|f|\n",
        &["table-broken"],
    );
    check(
        "|a|b|\n\n|-|-|\n|c|d|\n",
        "|a|b|\n|-|-|\n|c|d|\n",
        &["table-broken"],
    );
    check(
        "- item\n|a|b|\n|-|-|\n|c|d|\nText.\n",
        "- item\n\n|a|b|\n|-|-|\n|c|d|\n\nText.\n",
        &["table-not-set-apart", "table-not-set-apart"],
    );
    keep("|a|b|\n|-|-|\n|c|d|\n\n|e|f|\n|-|-|\n|g|h|\n");
    keep("|a|b|\n|-|-|\n|c|d|\n\n|e|f|g|\n");
    keep("|a|b|\n|-|-|\n|c|d|\n# H\n");
    keep("- |a|\n  |-|\n- - |a|\n    |-|\n  - **b**\n");
}

#[test]
fn bars_in_cells_are_escaped() {
    let names = &["table-bar-in-cell"];
    check(
        "|a|b|\n|-|-|\n|`x|y`|d|\n",
        "|a|b|\n|-|-|\n|`x\\|y`|d|\n",
        names,
    );
    check(
        "|a|b|\n|-|-|\n|[[x|y]]|d|\n",
        "|a|b|\n|-|-|\n|[[x\\|y]]|d|\n",
        names,
    );
    keep("|a|b|\n|-|-|\n|`x\\|y`|d|\n");
    keep("|a|b|\n|-|-|\n|c|d|e|\n");
    keep("| `` ` `` | `a` |\n|---|---|\n");
}

#[test]
fn code_that_never_ends_is_ended_where_it_is_plain() {
    check(
        "```sh\nls\n\n## Next\n\nText.\n",
        "```sh\nls\n\n```\n\n## Next\n\nText.\n",
        &["code-ended"],
    );
    check(
        "```sh\nls\n\n## Next\n\n```sh\ncd x\n```\n",
        "```sh\nls\n\n```\n\n## Next\n\n```sh\ncd x\n```\n",
        &["code-ended"],
    );
    check(
        "```sh\nls\n# why\n",
        "```sh\nls\n# why\n",
        &["unclosed-code"],
    );
    keep("````md\n```sh\nls\n\n## H\n```\n````\n");
    keep("> ```\n> a\n\n## H\n\n```\nb\n```\n");
}

#[test]
fn comments_and_embeds_are_left_out() {
    check("a %%b%% c\n", "a  c\n", &["comment"]);
    check("a\n%%\nb\n\nc\n%%\nd\n", "a\nd\n", &["comment"]);
    check(
        "a\n\n![[b.png]]\n\n- c ![[d#e|f]]\n",
        "a\n\n\n\n- c \n",
        &["embed"],
    );
    keep("`%%a%%` and ```%%b%%```\n");
    keep("100%% of it\n%%\nnever closed\n");
    keep("```\n%%time\n%%\n![[x]]\n```\n");
    keep("`![[x]]`\n");
}

#[test]
fn callouts_keep_their_titles() {
    let names = &["callout"];
    check(
        "> [!question]- Why a Pod?\n> To share.\n",
        "> **Why a Pod?**\n>\n> To share.\n",
        names,
    );
    check("> [!NOTE]\n> Text.\n", "> \n> Text.\n", names);
    check(">> [!tip] A *b*\n>> c\n", ">> A *b*\n>>\n>> c\n", names);
    keep("> [!note](x)\n");
    keep("[!note] a\n");
}

#[test]
fn lines_for_a_generator_are_left_out() {
    let names = &["shortcode"];
    check(
        "{% highlight go %}\nx := 1\n{% endhighlight %}\n",
        "```go\nx := 1\n```\n",
        names,
    );
    check("a\n\n{{< figure src=\"x\" >}}\n", "a\n\n\n", names);
    check("import Tabs from '@theme/Tabs';\n\na\n", "\n\na\n", names);
    keep("{{c1::Paris}} is {{c2::big}}\n");
    keep("{% a %} text {% b %}\n");
    keep("```\n{% raw %}\n```\n");
    keep("import taxes are high\n");
}

#[test]
fn an_outline_becomes_sections() {
    check(
        "title:: Map\ntags:: a, b\n\n- # Pods\n  id:: 64ab\n\t- Smallest unit\n\t  of all\n\t\t- inner\n\t- ## Life\n\t\t- x\n- end\n",
        "# Map\n\n# Pods\n- Smallest unit\n  of all\n  - inner\n## Life\n- x\n- end\n",
        &["outline", "property"],
    );
    check(
        "- a\n  collapsed:: true\n  - b\n",
        "- a\n  - b\n",
        &["property"],
    );
    keep("- a\n- b\n  - c\n");
    keep("- What is it:: a thing\n- Why:: so\n");
    keep("Text with key:: value\n- # a\n");
}

#[test]
fn lost_structure_is_put_back() {
    check(
        "Cluster Notes\nShort notes on clusters.\nReview questions:\n- What joins a node?\n\
         - How does one edit\nspec.taintson a node? - Who reads them?\n\
         Storage Basics\nWhere data lives.\n| Kind | Use |\n|---|---|\n| Local | speed |\n\
         Commands:\nkubectl get nodes\nExample:\napiVersion: v1\nkind: Node\nmetadata:\nname: a\n\
         Common mistake: none is known.\n",
        "# Cluster Notes\nShort notes on clusters.\n\nReview questions:\n\n- What joins a node?\n\
         - How does one edit `spec.taints` on a node?\n- Who reads them?\n\n\
         ## Storage Basics\nWhere data lives.\n\n| Kind | Use |\n|---|---|\n| Local | speed |\n\n\
         Commands:\n\n```sh\nkubectl get nodes\n```\n\nExample:\n\n\
         ```yaml\napiVersion: v1\nkind: Node\nmetadata:\nname: a\n```\n\n\
         Common mistake: none is known.\n",
        &["broken-items", "lost-structure"],
    );
    // Prose that is only dense stays.
    keep(&"A line of prose that goes on\nand on, as prose does,\n".repeat(10));
    keep(&"- an item\n".repeat(20));
    keep("# H\n- a\n- b\n\nText.\n\n- c\n");
}

/// Messy blocks, each of which is mended by itself.
const BLOCKS: &[&str] = &[
    "# Map",
    "##Tight",
    "• a\n• b",
    "-one thing\n-two things",
    "- a\nNext:\n- b",
    "|a|b|\n|c|d|",
    "|a|b|\n|-|-|\n|-|-|\n|`c|d`|e|\nText.",
    "- a\n|a|b|\n|-|-|\n|c|d|",
    "%%left out%%",
    "a %%b%% c ![[d.png]]",
    "> [!question]- Is it?\n> It is.",
    "{% include x %}",
    "```sh\n##Tight\n• a\n```",
    "cafÃ© and it’s Größe",
    "üöÄ at the start",
    "Plain text that goes on\nto a second line.",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_second_repair_finds_nothing(
        blocks in prop::collection::vec(prop::sample::select(BLOCKS), 0..12),
    ) {
        let once = mended(&blocks.join("\n\n")).0;
        prop_assert_eq!(&mended(&once).0, &once);
    }
}
