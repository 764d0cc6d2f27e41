//! Raw HTML: what of it is words.

/// What one tag or comment within a sentence is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Markup<'a> {
    /// A comment that names the block it stands in.
    Id(&'a str),
    /// Any other comment.
    Comment,
    /// A line break.
    Break,
    /// The beginning of an element.
    Open,
    /// The end of an element.
    Close,
    /// No HTML at all: a placeholder such as `<name>`, which the author meant to be read.
    Words,
}

/// The elements that Markdown documents use; anything else between angle brackets is words.
const ELEMENTS: &str = " a abbr address article aside audio b bdi bdo big blockquote body br button \
    canvas caption center cite code col colgroup dd del details dfn div dl dt em embed fieldset \
    figcaption figure font footer form g h1 h2 h3 h4 h5 h6 head header hr html i iframe img input \
    ins kbd label legend li link main mark math meta nav noscript object ol optgroup option p param \
    path picture pre q rp rt ruby s samp script section select small source span strike strong \
    style sub summary sup svg table tbody td template textarea tfoot th thead title tr track tt u \
    ul var video wbr ";

/// Says what `tag`, from `<` to `>`, is.
pub(super) fn markup(tag: &str) -> Markup<'_> {
    if let Some(comment) = tag.strip_prefix("<!--") {
        let comment = comment.strip_suffix("-->").unwrap_or(comment).trim();
        return match comment.strip_prefix("id:").map(str::trim) {
            Some(id) if !id.is_empty() => Markup::Id(id),
            _ => Markup::Comment,
        };
    }
    if tag.starts_with("<!") || tag.starts_with("<?") {
        return Markup::Comment;
    }
    let inner = tag.trim_start_matches('<');
    let (closes, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let end = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let (name, after) = inner.split_at(end);
    let known = !name.is_empty()
        && name.len() <= 10
        && ELEMENTS.contains(&format!(" {} ", name.to_ascii_lowercase()))
        && !after.starts_with(['-', '_', '.', ':']);
    match (known, closes) {
        (false, _) => Markup::Words,
        (true, _) if name.eq_ignore_ascii_case("br") => Markup::Break,
        (true, true) => Markup::Close,
        (true, false) => Markup::Open,
    }
}

/// The words of a block of HTML.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Words<'a> {
    /// The words between the tags, white space folded.
    pub text: String,
    /// The id that a comment in it gives.
    pub id: Option<&'a str>,
    /// Whether any tag was left out.
    pub tags: bool,
}

/// Leaves out the tags and comments of `html`, and what is between them that is no text.
pub(super) fn words(html: &str) -> Words<'_> {
    let mut words = Words::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        push_folded(&mut words.text, before);
        let end = if tag.starts_with("<!--") {
            tag.find("-->").map_or(tag.len(), |end| end + 3)
        } else {
            tag.find('>').map_or(tag.len(), |end| end + 1)
        };
        let (tag, after) = tag.split_at(end);
        rest = after;
        match markup(tag) {
            Markup::Id(id) => words.id = Some(id),
            Markup::Comment => {}
            Markup::Words => push_folded(&mut words.text, tag),
            Markup::Break | Markup::Close => {
                push_folded(&mut words.text, " ");
                words.tags = true;
            }
            Markup::Open => {
                push_folded(&mut words.text, " ");
                words.tags = true;
                for raw in ["script", "style"] {
                    if starts_with_ignoring_case(&tag[1..], raw) {
                        rest = after_element(rest, raw);
                    }
                }
            }
        }
    }
    push_folded(&mut words.text, rest);
    words.text.truncate(words.text.trim_end().len());
    words
}

/// What comes after the closing tag of the element whose content `rest` begins with.
fn after_element<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut searched = rest;
    while let Some(at) = searched.find("</") {
        searched = &searched[at + 2..];
        if starts_with_ignoring_case(searched, name) {
            return searched.find('>').map_or("", |end| &searched[end + 1..]);
        }
    }
    ""
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn push_folded(out: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_told_from_a_placeholder() {
        assert_eq!(markup("<b>"), Markup::Open);
        assert_eq!(markup("<IMG src=x onerror=y>"), Markup::Open);
        assert_eq!(markup("</b>"), Markup::Close);
        assert_eq!(markup("<br/>"), Markup::Break);
        assert_eq!(markup("<!-- id: pod-1 -->"), Markup::Id("pod-1"));
        assert_eq!(markup("<!-- later -->"), Markup::Comment);
        assert_eq!(markup("<namespace>"), Markup::Words);
        assert_eq!(markup("<pod-name>"), Markup::Words);
    }

    #[test]
    fn only_the_words_of_a_block_are_kept() {
        let found = words("<div>One\n <b>two</b><script>evil()</script></div>\n<!-- id: x -->");
        assert_eq!(found.text, "One two");
        assert_eq!(found.id, Some("x"));
        assert!(found.tags);
        assert_eq!(words("<!-- a > b -->").text, "");
        assert_eq!(words("<script>a</scr").text, "");
        assert_eq!(words("a <").text, "a <");
    }
}
