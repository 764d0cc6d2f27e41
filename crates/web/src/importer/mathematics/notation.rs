//! From the notation of TeX to elements of MathML, without a page.

use math_core::{LatexError, LatexToMathML, MathCoreConfig, MathDisplay};
use thiserror::Error;
use waymark_core::rich_text::MathStyle;

/// An element of MathML on its way to the page.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// One of [`ELEMENTS`].
    pub name: &'static str,
    /// Attributes whose names are of [`ATTRIBUTES`].
    pub attributes: Vec<(&'static str, String)>,
    /// Properties of style whose names are of [`STYLES`].
    pub styles: Vec<(&'static str, String)>,
    /// What stands in it.
    pub parts: Vec<Part>,
}

/// What stands in an element.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    /// Words.
    Text(String),
    /// An element.
    Piece(Piece),
}

/// Why mathematics stays in its notation.
#[derive(Debug, Error)]
pub enum Unset {
    /// It could nest deeper than a browser's stack.
    #[error(
        "mathematics with more than {MOST_SIGNS} commands, braces, roofs and feet stays as it is written"
    )]
    Large,
    /// A command is not known, or something does not belong where it stands.
    #[error("this mathematics is not understood: {}", .0.error_message())]
    Notation(Box<LatexError>),
    /// What the converter wrote is no XML.
    #[error("this mathematics cannot be set")]
    Written(#[from] roxmltree::Error),
    /// What the converter wrote is not one element of mathematics.
    #[error("this mathematics cannot be set: nothing came of it")]
    Nothing,
}

/// Each may open a level, and a level takes room on the stack: twice as many fit.
const MOST_SIGNS: usize = 150;

/// The elements of MathML Core that the converter writes; others are drawn as what stands in them.
pub const ELEMENTS: [&str; 27] = [
    "math",
    "menclose",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
];

/// The attributes that are taken over: none that leads anywhere or runs anything.
pub const ATTRIBUTES: [&str; 24] = [
    "accent",
    "accentunder",
    "columnalign",
    "depth",
    "display",
    "displaystyle",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

/// The properties of style that are taken over.
pub const STYLES: [&str; 14] = [
    "border",
    "border-bottom",
    "border-left",
    "border-right",
    "border-top",
    "color",
    "font-size",
    "justify-items",
    "margin-left",
    "margin-right",
    "padding-left",
    "padding-right",
    "text-align",
    "width",
];

/// Reads the notation of TeX.
///
/// # Errors
/// [`Unset`] says why it stays as it is.
pub fn set(source: &str, style: MathStyle) -> Result<Piece, Unset> {
    let opening = |sign: &char| matches!(sign, '\\' | '{' | '^' | '_' | '[');
    if source.chars().filter(opening).count() > MOST_SIGNS {
        return Err(Unset::Large);
    }
    let config = MathCoreConfig {
        xml_namespace: true,
        ..MathCoreConfig::default()
    };
    // Only macros of one's own can be wrong, and there are none.
    let converter = LatexToMathML::new(config).map_err(|_| Unset::Nothing)?;
    let display = match style {
        MathStyle::Inline => MathDisplay::Inline,
        MathStyle::Display => MathDisplay::Block,
    };
    let written = converter
        .convert_with_local_state(source, display)
        .map_err(Unset::Notation)?;
    let document = roxmltree::Document::parse(&written.mathml)?;
    piece(document.root_element()).ok_or(Unset::Nothing)
}

fn piece(node: roxmltree::Node<'_, '_>) -> Option<Piece> {
    let name = known(&ELEMENTS, node.tag_name().name())?;
    let attributes = node.attributes().filter_map(|attribute| {
        let name = known(&ATTRIBUTES, attribute.name())?;
        Some((name, attribute.value().to_owned()))
    });
    Some(Piece {
        name,
        attributes: attributes.collect(),
        styles: node.attribute("style").map(styles).unwrap_or_default(),
        parts: parts(node),
    })
}

fn parts(node: roxmltree::Node<'_, '_>) -> Vec<Part> {
    let mut parts = Vec::new();
    for child in node.children() {
        if let Some(piece) = piece(child) {
            parts.push(Part::Piece(piece));
        } else if child.is_element() {
            parts.extend(self::parts(child));
        } else if let Some(words) = child.text() {
            parts.push(Part::Text(words.to_owned()));
        }
    }
    parts
}

fn styles(list: &str) -> Vec<(&'static str, String)> {
    let pairs = list.split(';').filter_map(|pair| pair.split_once(':'));
    pairs
        .filter_map(|(name, value)| Some((known(&STYLES, name.trim())?, value.trim().to_owned())))
        .collect()
}

fn known(names: &[&'static str], name: &str) -> Option<&'static str> {
    names.iter().find(|known| **known == name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(piece: &Piece, out: &mut String) {
        out.push_str(piece.name);
        for (name, value) in piece.attributes.iter().chain(&piece.styles) {
            out.push_str(&format!(" {name}={value}"));
        }
        out.push('(');
        for part in &piece.parts {
            match part {
                Part::Text(words) => out.push_str(&format!("'{words}'")),
                Part::Piece(piece) => write(piece, out),
            }
        }
        out.push(')');
    }

    fn written(source: &str, style: MathStyle) -> Result<String, String> {
        let piece = set(source, style).map_err(|error| error.to_string())?;
        let mut out = String::new();
        write(&piece, &mut out);
        Ok(out)
    }

    #[test]
    fn notation_becomes_elements_that_are_known() {
        #[track_caller]
        fn check(source: &str, expected: &str) {
            assert_eq!(written(source, MathStyle::Inline).as_deref(), Ok(expected));
        }
        check("x^2", "math(msup(mi('x')mn('2')))");
        check(
            r"\frac{a}{b} < 1",
            "math(mfrac(mi('a')mi('b'))mo('<')mn('1'))",
        );
        check(r"\text{<script>}", "math(mtext('<script>'))");
        check(r"\color{red}x", "math(mrow color=#FF0000(mi('x')))");
        check("", "math()");
    }

    #[test]
    fn what_stands_apart_says_so() {
        let set = written("x", MathStyle::Display);
        assert_eq!(set.as_deref(), Ok("math display=block(mi('x'))"));
    }

    #[test]
    fn what_is_not_understood_is_refused_in_words() {
        #[track_caller]
        fn check(source: &str, expected: &str) {
            let refused = written(source, MathStyle::Inline).err();
            assert!(
                refused
                    .as_deref()
                    .is_some_and(|words| words.contains(expected)),
                "{refused:?}"
            );
        }
        check(r"\nothing{x}", "not understood");
        check(r"\href{javascript:alert(1)}{x}", "not understood");
        check(&"{".repeat(MOST_SIGNS + 1), "more than 150");
        check(&r"\sqrt{".repeat(MOST_SIGNS / 2), "not understood");
    }

    /// Whatever is written, the converter ends, and says in words what it does not understand.
    #[test]
    fn any_notation_ends() {
        const SIGNS: [&str; 25] = [
            r"\frac",
            "{",
            "}",
            "x",
            "1",
            "^",
            "_",
            "&",
            r"\left(",
            r"\right)",
            r"\\",
            r"\sqrt",
            "[",
            "]",
            r"\begin{cases}",
            r"\end{cases}",
            r"\text{",
            "é",
            "'",
            "%",
            r"\color{red}",
            r"\begin{array}{c|c}",
            r"\end{array}",
            "<",
            r"\",
        ];
        // Numbers that look random and are the same in every run.
        let mut state = 7_u32;
        let mut below = |bound: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((state >> 8) % bound) as usize
        };
        let mut understood = 0;
        for _ in 0..5_000 {
            let length = below(20);
            let source: String = (0..length).map(|_| SIGNS[below(25)]).collect();
            match set(&source, MathStyle::Display) {
                Ok(_) => understood += 1,
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
        assert!(understood > 100, "some of it means something: {understood}");
    }
}
