//! Shrinks what wasm-bindgen writes: a program and the JavaScript that joins it to the browser.
//!
//! Pure functions. What the program takes from the browser, and what it gives, has a name with a
//! hash of 16 digits or a number in both files; nobody reads them, so each gets the shortest that is
//! free.
//!
//! A dependency of Leptos exports three classes for streams out of Rust, which nothing here makes.
//! What is exported no linker leaves out, so that is done here.

use std::collections::BTreeMap;

use thiserror::Error;

/// What every name begins with that wasm-bindgen made.
const MADE: &str = "__wb";

/// What the names of the classes for streams begin with; in exports it is in lower case.
const STREAMS: &str = "IntoUnderlying";

/// A program with its JavaScript.
pub struct Shrunk {
    /// The program.
    pub program: Vec<u8>,
    /// What joins it to the browser.
    pub glue: String,
}

/// A program that is none.
#[derive(Debug, Error)]
#[error("the compiled program cannot be read: {0}")]
pub struct ProgramError(String);

/// Leaves out the classes for streams, shortens the names that `program` and `glue` share, and
/// leaves out the comments and the indentation of the latter.
pub fn shrink(program: &[u8], glue: &str) -> Result<Shrunk, ProgramError> {
    let mut module =
        walrus::Module::from_buffer(program).map_err(|error| ProgramError(error.to_string()))?;
    let streams = STREAMS.to_lowercase();
    let exports = module.exports.iter();
    let exports = exports.filter(|export| export.name.contains(&streams));
    let exports: Vec<_> = exports.map(|export| export.id()).collect();
    for export in exports {
        module.exports.delete(export);
    }
    walrus::passes::gc::run(&mut module);
    let mut names = Names::default();
    for import in module.imports.iter_mut() {
        import.name = names.shortened(&import.name);
    }
    for export in module.exports.iter_mut() {
        export.name = names.shortened(&export.name);
    }
    let glue = names.shorten_in(&without_streams(glue));
    Ok(Shrunk {
        program: module.emit_wasm(),
        glue: without_comments(&glue),
    })
}

/// The short name of each that wasm-bindgen made.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    /// The short name, a new one for a name that has none; one that a person gave stays.
    fn shortened(&mut self, name: &str) -> String {
        if !name.starts_with(MADE) {
            return name.to_owned();
        }
        let next = short(self.0.len());
        self.0.entry(name.to_owned()).or_insert(next).clone()
    }

    /// The same text with the short names in it.
    fn shorten_in(&self, glue: &str) -> String {
        let is_of_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
        let mut text = String::with_capacity(glue.len());
        let mut rest = glue;
        while !rest.is_empty() {
            let end = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            text.push_str(self.0.get(word).map_or(word, String::as_str));
            let end = after.find(is_of_word).unwrap_or(after.len());
            let (between, after) = after.split_at(end);
            text.push_str(between);
            rest = after;
        }
        text
    }
}

/// The name with that number: a, b, … Z, aa, ba, …
fn short(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        let letter = (number % 52) as u8;
        let first = if letter < 26 { b'a' } else { b'A' - 26 };
        name.push(char::from(first + letter));
        match (number / 52).checked_sub(1) {
            Some(left) => number = left,
            None => return name,
        }
    }
}

/// Leaves out what is about the classes for streams: each line without indentation that names one,
/// and what is indented below it with the brace that closes it.
fn without_streams(glue: &str) -> String {
    let mut kept = String::with_capacity(glue.len());
    let mut inside = false;
    for line in glue.lines() {
        let is_indented = line.starts_with(' ');
        let begins = !is_indented && line.contains(STREAMS);
        if begins || (inside && is_indented) {
            inside = true;
            continue;
        }
        let closes = inside && line == "}";
        inside = false;
        if !closes {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Leaves out indentation, empty lines, and comments that have their lines to themselves.
pub fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_are_shortened_and_nothing_else_changes() {
        let mut names = Names::default();
        assert_eq!(names.shortened("__wbg_add_0123456789abcdef"), "a");
        assert_eq!(names.shortened("__wbindgen_export"), "b");
        assert_eq!(names.shortened("main"), "main");
        assert_eq!(names.shortened("__wbg_add_0123456789abcdef"), "a");
        assert_eq!(
            names.shorten_in(
                "a.__wbg_add_0123456789abcdef(`${w.__wbindgen_export2}`, __wbindgen_export)"
            ),
            "a.a(`${w.__wbindgen_export2}`, b)"
        );
    }

    #[test]
    fn every_number_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<String> = (0..3_000).map(short).collect();
        assert_eq!(names.len(), 3_000);
        assert_eq!(
            [0, 51, 52, 2_755, 2_756].map(short),
            ["a", "Z", "aa", "ZZ", "aaa"]
        );
    }

    #[test]
    fn comments_and_indentation_are_left_out() {
        let glue = "/**\n * Adds.\n */\nexport function add() {\n    // one\n\n    a; // two\n}\n";
        assert_eq!(
            without_comments(glue),
            "export function add() {\na; // two\n}\n"
        );
    }

    #[test]
    fn classes_for_streams_are_left_out_and_nothing_else() {
        let glue = "export class IntoUnderlyingSink {\n    free() {\n    }\n}\n\
            if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = 1;\n\
            function other() {\n    return IntoUnderlying;\n}\n\
            const IntoUnderlyingSinkFinalization = (1)\n    ? 1\n    : 2;\n\nlet x;\n}\n";
        assert_eq!(
            without_streams(glue),
            "function other() {\n    return IntoUnderlying;\n}\n\nlet x;\n}\n"
        );
    }

    #[test]
    fn what_is_no_program_is_told() {
        assert!(shrink(b"no program", "").is_err());
        // The shortest one there is: its mark and its version.
        let shrunk = shrink(b"\0asm\x01\0\0\0", "let x;\n").map(|shrunk| shrunk.program);
        assert!(shrunk.is_ok_and(|program| program.starts_with(b"\0asm")));
    }
}
