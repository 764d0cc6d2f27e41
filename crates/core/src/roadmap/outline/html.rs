//! Raw HTML: what of it is words, and what the elements around the words mean.

/// What one tag or comment is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Markup<'a> {
    /// A comment that names the block it stands in.
    Id(&'a str),
    /// Any other comment.
    Comment,
    /// The beginning of an element.
    Open(Element),
    /// The end of an element.
    Close(Element),
    /// No HTML at all: a placeholder such as `<name>`, which the author meant to be read.
    Words,
}

/// What an element does to the words in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Strong,
    Emphasis,
    Strikethrough,
    Code,
    Link,
    Picture,
    Break,
    Rule,
    /// A block of words.
    Paragraph,
    Heading(u8),
    Bullets,
    Numbers,
    Item,
    Quote,
    Preformatted,
    Table,
    Row,
    Cell,
    /// A list of terms, which holds terms and what they mean.
    Terms,
    Term,
    Meaning,
    Details,
    Summary,
    /// Its words are not meant to be read.
    Hidden,
    /// It changes nothing about its words.
    Transparent,
    /// It shows more than words.
    Foreign,
}

/// The elements that Markdown documents use; anything else between angle brackets is words.
#[rustfmt::skip]
const ELEMENTS: &[(&str, Element)] = &[
    ("a", Element::Link), ("abbr", Element::Transparent), ("address", Element::Paragraph),
    ("article", Element::Paragraph), ("aside", Element::Paragraph), ("audio", Element::Foreign),
    ("b", Element::Strong), ("bdi", Element::Transparent), ("bdo", Element::Transparent),
    ("big", Element::Transparent), ("blockquote", Element::Quote), ("body", Element::Paragraph),
    ("br", Element::Break), ("button", Element::Foreign), ("canvas", Element::Foreign),
    ("caption", Element::Paragraph), ("center", Element::Paragraph), ("cite", Element::Emphasis),
    ("code", Element::Code), ("col", Element::Transparent), ("colgroup", Element::Transparent),
    ("dd", Element::Meaning), ("del", Element::Strikethrough), ("details", Element::Details),
    ("dfn", Element::Emphasis), ("div", Element::Paragraph), ("dl", Element::Terms),
    ("dt", Element::Term), ("em", Element::Emphasis), ("embed", Element::Foreign),
    ("fieldset", Element::Paragraph), ("figcaption", Element::Paragraph),
    ("figure", Element::Paragraph), ("font", Element::Transparent),
    ("footer", Element::Paragraph), ("form", Element::Foreign), ("h1", Element::Heading(1)),
    ("h2", Element::Heading(2)), ("h3", Element::Heading(3)), ("h4", Element::Heading(4)),
    ("h5", Element::Heading(5)), ("h6", Element::Heading(6)), ("head", Element::Hidden),
    ("header", Element::Paragraph), ("hr", Element::Rule), ("html", Element::Transparent),
    ("i", Element::Emphasis), ("iframe", Element::Foreign), ("img", Element::Picture),
    ("input", Element::Transparent), ("ins", Element::Transparent), ("kbd", Element::Code),
    ("label", Element::Transparent), ("legend", Element::Paragraph), ("li", Element::Item),
    ("link", Element::Foreign), ("main", Element::Paragraph), ("mark", Element::Strong),
    ("math", Element::Foreign), ("meta", Element::Foreign), ("nav", Element::Paragraph),
    ("noscript", Element::Transparent), ("object", Element::Foreign), ("ol", Element::Numbers),
    ("optgroup", Element::Foreign), ("option", Element::Foreign), ("p", Element::Paragraph),
    ("param", Element::Foreign), ("path", Element::Foreign), ("picture", Element::Transparent),
    ("pre", Element::Preformatted), ("q", Element::Transparent), ("rp", Element::Transparent),
    ("rt", Element::Transparent), ("ruby", Element::Transparent),
    ("s", Element::Strikethrough), ("samp", Element::Code), ("script", Element::Hidden),
    ("section", Element::Paragraph), ("select", Element::Foreign),
    ("small", Element::Transparent), ("source", Element::Transparent),
    ("span", Element::Transparent), ("strike", Element::Strikethrough),
    ("strong", Element::Strong), ("style", Element::Hidden), ("sub", Element::Transparent),
    ("summary", Element::Summary), ("sup", Element::Transparent), ("svg", Element::Foreign),
    ("table", Element::Table), ("tbody", Element::Transparent), ("td", Element::Cell),
    ("template", Element::Hidden), ("textarea", Element::Foreign),
    ("tfoot", Element::Transparent), ("th", Element::Cell), ("thead", Element::Transparent),
    ("title", Element::Hidden), ("tr", Element::Row), ("track", Element::Foreign),
    ("tt", Element::Code), ("u", Element::Transparent), ("ul", Element::Bullets),
    ("var", Element::Code), ("video", Element::Foreign), ("wbr", Element::Transparent),
];

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
    let name = name.to_ascii_lowercase();
    let known = ELEMENTS.binary_search_by(|(known, _)| (*known).cmp(&name));
    let known = known.ok().and_then(|at| ELEMENTS.get(at));
    match known {
        Some((_, element)) if !after.starts_with(['-', '_', '.', ':']) => match closes {
            true => Markup::Close(*element),
            false => Markup::Open(*element),
        },
        _ => Markup::Words,
    }
}

/// The value of an attribute of `tag`, as it is written.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let at = rest.find('=')?;
        let (before, after) = rest.split_at(at);
        let after = after[1..].trim_start();
        let named = before.trim_end().rsplit(|c: char| c.is_whitespace()).next();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, further) = match quote {
            Some(quote) => after[1..].split_once(quote)?,
            None => {
                let end = after.find(|c: char| c.is_whitespace() || c == '>');
                after.split_at(end.unwrap_or(after.len()))
            }
        };
        if named.is_some_and(|named| named.eq_ignore_ascii_case(name)) {
            return Some(value);
        }
        rest = further;
    }
}

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// What stands between two tags.
    Words(&'a str),
    /// From `<` to `>`, or a whole comment.
    Tag(&'a str),
}

/// Cuts the first piece off `html`, which is not empty.
pub(super) fn first_piece(html: &str) -> (Piece<'_>, &str) {
    let end = match html.find('<') {
        Some(0) => {
            let end = match html.strip_prefix("<!--") {
                Some(comment) => comment.find("-->").map(|end| end + 7),
                None => html.find('>').map(|end| end + 1),
            };
            let (tag, rest) = html.split_at(end.unwrap_or(html.len()));
            // A `<` that opens nothing is one of the words.
            let opens =
                tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
            if opens {
                return (Piece::Tag(tag), rest);
            }
            html[1..].find('<').map_or(html.len(), |end| end + 1)
        }
        Some(at) => at,
        None => html.len(),
    };
    let (words, rest) = html.split_at(end);
    (Piece::Words(words), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_sorted_for_their_search() {
        assert!(ELEMENTS.is_sorted_by_key(|(name, _)| *name));
    }

    #[test]
    fn a_tag_is_told_from_a_placeholder() {
        assert_eq!(markup("<b>"), Markup::Open(Element::Strong));
        assert_eq!(
            markup("<IMG src=x onerror=y>"),
            Markup::Open(Element::Picture)
        );
        assert_eq!(markup("</b>"), Markup::Close(Element::Strong));
        assert_eq!(markup("<br/>"), Markup::Open(Element::Break));
        assert_eq!(markup("<!-- id: pod-1 -->"), Markup::Id("pod-1"));
        assert_eq!(markup("<!-- later -->"), Markup::Comment);
        assert_eq!(markup("<namespace>"), Markup::Words);
        assert_eq!(markup("<pod-name>"), Markup::Words);
    }

    #[test]
    fn html_is_cut_into_tags_and_words() {
        #[track_caller]
        fn check(html: &str, expected: &[Piece<'_>]) {
            let mut rest = html;
            let mut found = Vec::new();
            while !rest.is_empty() {
                let (piece, after) = first_piece(rest);
                found.push(piece);
                rest = after;
            }
            assert_eq!(found, expected, "{html}");
        }
        check(
            "a <b>c</b>",
            &[
                Piece::Words("a "),
                Piece::Tag("<b>"),
                Piece::Words("c"),
                Piece::Tag("</b>"),
            ],
        );
        check("<!-- a > b -->", &[Piece::Tag("<!-- a > b -->")]);
        check(
            "1 < 2 <",
            &[Piece::Words("1 "), Piece::Words("< 2 "), Piece::Words("<")],
        );
        check("<!-- open", &[Piece::Tag("<!-- open")]);
    }

    #[test]
    fn attributes_are_found_by_name() {
        #[track_caller]
        fn check(tag: &str, expected: Option<&str>) {
            assert_eq!(attribute(tag, "href"), expected, "{tag}");
        }
        check("<a href=\"https://a.example\">", Some("https://a.example"));
        check("<a class='x' HREF = 'y z'>", Some("y z"));
        check("<a href=x>", Some("x"));
        check("<a data-href=x>", None);
        check("<a name='href=x'>", None);
        check("<a href='x", None);
    }
}
