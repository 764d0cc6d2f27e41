//! Rewriting the page that Trunk writes, so that it obeys the Content-Security-Policy.
//!
//! Pure functions on text. Trunk starts the application with an inline script; the policy allows
//! no inline code, so the script becomes a file.

use std::fmt;

use html5gum::{DefaultEmitter, HtmlString, Span, StartTag, Token, Tokenizer};
use thiserror::Error;

/// What is wrong with the page.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum HtmlError {
    /// Trunk wrote no inline script, or more than one.
    #[error("expected one inline script that starts the application, found {0}")]
    Bootstrap(usize),
    /// The page has no place for something that the build knows, or more than one.
    #[error("index.html needs one {place}, found {found}")]
    Place {
        /// What is wanted there.
        place: Place,
        /// How many there are.
        found: usize,
    },
    /// Code or style stands in the page itself, where the policy forbids it.
    #[error("the Content-Security-Policy forbids {what} in index.html: {tag}")]
    Inline {
        /// What was found.
        what: &'static str,
        /// The tag it was found in.
        tag: String,
    },
    /// An address that breaks when the application is not served at the root of a host.
    #[error("the address in {tag} must be relative, so that any folder of a host will do")]
    Rooted {
        /// The tag it was found in.
        tag: String,
    },
}

/// A place in the page for something that only the build knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The address of the bundled roadmaps.
    Roadmaps,
    /// The address of the texts that the importer adds to them.
    Texts,
    /// The address of the importer.
    Importer,
    /// The address of the page's side of the service worker.
    Installation,
    /// The version of the build.
    Build,
}

impl Place {
    /// The element: its tag, the attribute that tells it from others, that attribute's value.
    const fn element(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Roadmaps => ("link", "id", "bundled-roadmaps"),
            Self::Texts => ("meta", "name", "texts"),
            Self::Importer => ("meta", "name", "importer"),
            Self::Installation => ("script", "id", "installation"),
            Self::Build => ("meta", "name", "build"),
        }
    }

    /// The attribute to write.
    const fn written(self) -> &'static str {
        match self {
            Self::Roadmaps => "href",
            Self::Installation => "src",
            Self::Texts | Self::Importer | Self::Build => "content",
        }
    }
}

/// Writes the element as it stands in the page, `<meta name="build">`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (tag, key, value) = self.element();
        write!(f, r#"<{tag} {key}="{value}">"#)
    }
}

/// A page and the script in it that starts the application.
#[derive(Debug, PartialEq, Eq)]
pub struct Parted<'a> {
    /// The script.
    pub code: String,
    page: &'a str,
    whole: Span<usize>,
}

impl Parted<'_> {
    /// The page when it loads the script from the file of that name.
    pub fn loading(&self, name: &str) -> String {
        // It says in what colours the page is, so nothing is painted before: a module would be awaited
        // with `blocking="render"`, but not in Firefox. It comes with the styles.
        let loads = format!(r#"<script src="./{name}"></script>"#);
        replace(self.page, self.whole, &loads)
    }
}

/// Finds the inline script that starts the application.
pub fn part_bootstrap(page: &str) -> Result<Parted<'_>, HtmlError> {
    let scripts: Vec<Script> = scripts(page)
        .filter(|script| attribute(&script.tag, "src").is_none())
        .collect();
    let [script] = scripts.as_slice() else {
        return Err(HtmlError::Bootstrap(scripts.len()));
    };
    Ok(Parted {
        code: format!("{}\n", script.code.trim()),
        page,
        whole: script.whole,
    })
}

/// Writes `value` into the page at `place`.
pub fn point(page: &str, place: Place, value: &str) -> Result<String, HtmlError> {
    let (name, key, known) = place.element();
    let tags: Vec<StartTag<usize>> = start_tags(page)
        .filter(|tag| is(&tag.name, name) && attribute(tag, key).as_deref() == Some(known))
        .collect();
    let [tag] = tags.as_slice() else {
        let found = tags.len();
        return Err(HtmlError::Place { place, found });
    };
    Ok(with_attribute(page, tag, place.written(), value))
}

/// The files of the page's style sheets, in order.
pub fn style_sheets(page: &str) -> Vec<String> {
    let links = start_tags(page).filter(is_style_sheet);
    let files = links.filter_map(|tag| attribute(&tag, "href"));
    files
        .map(|href| href.trim_start_matches("./").to_owned())
        .collect()
}

/// The page with one style sheet in the place of its first, and without the others.
pub fn with_one_style_sheet(page: &str, href: &str) -> String {
    let links: Vec<Span> = start_tags(page)
        .filter(is_style_sheet)
        .map(|tag| tag.span)
        .collect();
    let mut page = page.to_owned();
    // From the end, so that what comes before stays where it was.
    for (place, span) in links.into_iter().enumerate().rev() {
        let link = match place {
            0 => format!(r#"<link href="{}" rel="stylesheet">"#, escaped(href)),
            _ => String::new(),
        };
        page = replace(&page, span, &link);
    }
    page
}

fn is_style_sheet(tag: &StartTag<usize>) -> bool {
    is(&tag.name, "link") && attribute(tag, "rel").as_deref() == Some("stylesheet")
}

/// The page with another value of an attribute that the tag has.
fn with_attribute(page: &str, tag: &StartTag<usize>, changed: &str, to: &str) -> String {
    let mut written = format!("<{}", String::from_utf8_lossy(&tag.name));
    for (name, value) in &tag.attributes {
        let value = String::from_utf8_lossy(value);
        let value = if is(name, changed) { to } else { &value };
        let name = String::from_utf8_lossy(name);
        written.push_str(&format!(r#" {name}="{}""#, escaped(value)));
    }
    written.push('>');
    replace(page, tag.span, &written)
}

/// Makes sure that the page holds nothing that its policy forbids, and no rooted address.
pub fn check_policy(page: &str) -> Result<(), HtmlError> {
    for tag in start_tags(page) {
        let written = || {
            let tag = page.get(tag.span.start..tag.span.end);
            tag.unwrap_or_default().to_owned()
        };
        let inline = |what| HtmlError::Inline {
            what,
            tag: written(),
        };
        if is(&tag.name, "style") {
            return Err(inline("a style element"));
        }
        if is(&tag.name, "base") {
            return Err(inline("a base element"));
        }
        if is(&tag.name, "script") && attribute(&tag, "src").is_none() {
            return Err(inline("an inline script"));
        }
        for (name, value) in &tag.attributes {
            let value = String::from_utf8_lossy(value);
            let value = value.trim().to_ascii_lowercase();
            if is(name, "style") {
                return Err(inline("a style attribute"));
            }
            if name.starts_with(b"on") {
                return Err(inline("an event handler"));
            }
            if value.starts_with("javascript:") {
                return Err(inline("a script address"));
            }
            if (is(name, "href") || is(name, "src")) && value.starts_with('/') {
                return Err(HtmlError::Rooted { tag: written() });
            }
        }
    }
    Ok(())
}

/// A script element: its opening tag, its text, and where the whole of it stands.
struct Script {
    tag: StartTag<usize>,
    code: String,
    whole: Span,
}

fn tokens(page: &str) -> impl Iterator<Item = Token<usize>> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // The text of scripts and styles is not markup.
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(page, emitter).map(|token| match token {
        Ok(token) => token,
        Err(never) => match never {},
    })
}

fn start_tags(page: &str) -> impl Iterator<Item = StartTag<usize>> {
    tokens(page).filter_map(|token| match token {
        Token::StartTag(tag) => Some(tag),
        _ => None,
    })
}

fn scripts(page: &str) -> impl Iterator<Item = Script> {
    let mut open: Option<StartTag<usize>> = None;
    tokens(page).filter_map(move |token| match token {
        Token::StartTag(tag) => {
            open = (is(&tag.name, "script")).then_some(tag);
            None
        }
        Token::EndTag(end) => {
            let tag = open.take()?;
            let code = page.get(tag.span.end..end.span.start)?.to_owned();
            let whole = Span {
                start: tag.span.start,
                end: end.span.end,
            };
            Some(Script { tag, code, whole })
        }
        _ => None,
    })
}

fn is(name: &HtmlString, expected: &str) -> bool {
    name.as_slice() == expected.as_bytes()
}

fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).into_owned())
}

fn replace(page: &str, span: Span, by: &str) -> String {
    let before = page.get(..span.start).unwrap_or_default();
    let after = page.get(span.end..).unwrap_or_default();
    format!("{before}{by}{after}")
}

fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html lang=en><head><title>Wäymark</title>\
        <link as=fetch crossorigin href=roadmaps.bin id=bundled-roadmaps rel=preload>\
        <script type=module>import a from\"./a.js\";if(1<2)await a();</script>\
        <link crossorigin=anonymous href=./a.js rel=modulepreload></head><body></body></html>";

    #[test]
    fn the_bootstrap_becomes_a_file() {
        let parted = part_bootstrap(PAGE).expect("one module");
        let page = parted.loading("start-0.js");
        assert_eq!(parted.code, "import a from\"./a.js\";if(1<2)await a();\n");
        assert!(page.contains("rel=preload><script src=\"./start-0.js\"></script><link"));
        assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>"));
    }

    #[test]
    fn a_page_without_a_bootstrap_is_refused() {
        let page = "<script type=module src=a.js></script>";
        let error = part_bootstrap(page).expect_err("no inline script");
        assert_eq!(error, HtmlError::Bootstrap(0));
        let page = "<script>1</script><script type=module>2</script>";
        let error = part_bootstrap(page).expect_err("two inline scripts");
        assert_eq!(error, HtmlError::Bootstrap(2));
    }

    #[test]
    fn style_sheets_become_one() {
        let page = "<link href=./a.css rel=stylesheet><link href=i.svg rel=icon>\
            <link rel=stylesheet href=b.css><p>";
        assert_eq!(style_sheets(page), ["a.css", "b.css"]);
        assert_eq!(
            with_one_style_sheet(page, "c.css"),
            r#"<link href="c.css" rel="stylesheet"><link href=i.svg rel=icon><p>"#
        );
        assert_eq!(with_one_style_sheet("<p>", "c.css"), "<p>");
    }

    #[test]
    fn what_the_build_knows_goes_to_its_place() {
        #[track_caller]
        fn check(page: &str, place: Place, expected: Result<&str, HtmlError>) {
            let pointed = point(page, place, "x-0.y");
            assert_eq!(pointed, expected.map(str::to_owned), "{page}");
        }
        let none = |place| Err(HtmlError::Place { place, found: 0 });
        check(
            "<title>Wäymark</title><link href=r.bin id=bundled-roadmaps><p>",
            Place::Roadmaps,
            Ok(r#"<title>Wäymark</title><link href="x-0.y" id="bundled-roadmaps"><p>"#),
        );
        check(
            "<p id=bundled-roadmaps>",
            Place::Roadmaps,
            none(Place::Roadmaps),
        );
        check(
            "<meta content=x name=importer><p>",
            Place::Importer,
            Ok(r#"<meta content="x-0.y" name="importer"><p>"#),
        );
        check(PAGE, Place::Importer, none(Place::Importer));
        check(
            "<script async id=installation src=i.js></script>",
            Place::Installation,
            Ok(r#"<script async="" id="installation" src="x-0.y"></script>"#),
        );
        let twice = "<meta content name=build><meta content name=build>";
        let place = Place::Build;
        check(twice, place, Err(HtmlError::Place { place, found: 2 }));
        assert_eq!(place.to_string(), r#"<meta name="build">"#);
    }

    #[track_caller]
    fn check(page: &str, forbidden: Option<&str>) {
        let found = match check_policy(page) {
            Ok(()) => None,
            Err(HtmlError::Inline { what, .. }) => Some(what),
            Err(HtmlError::Rooted { .. }) => Some("rooted"),
            Err(other) => unreachable_error(&other),
        };
        assert_eq!(found, forbidden, "{page}");
    }

    #[track_caller]
    fn unreachable_error(error: &HtmlError) -> ! {
        panic!("not a matter of policy: {error}")
    }

    #[test]
    fn nothing_inline_passes() {
        check(
            "<script src=./a.js></script><link href=a.css rel=stylesheet>",
            None,
        );
        check("<p title='on style'>style onload</p><!-- <style> -->", None);
        check("<script src=a.js>/* <style> */</script>", None);
        check(PAGE, Some("an inline script"));
        check(
            "<script type=application/json>{}</script>",
            Some("an inline script"),
        );
        check("<STYLE>p{}</STYLE>", Some("a style element"));
        check("<p STYLE='color:red'>", Some("a style attribute"));
        check("<body onload=go()>", Some("an event handler"));
        check("<a href=' JavaScript:go()'>", Some("a script address"));
        check("<base href=./>", Some("a base element"));
        check("<link href=/a.css rel=stylesheet>", Some("rooted"));
        check("<script src=/a.js></script>", Some("rooted"));
    }
}
