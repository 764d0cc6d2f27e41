//! Shrinks what wasm-bindgen writes: a program and the JavaScript that joins it to the browser.
//!
//! Pure functions. Every function of the browser that the program calls has a name with a hash of
//! 16 digits, in both files; digits at random are the one thing that no compression shortens.
//! A number with as many digits says as much, and no length in the program changes.
//!
//! A dependency of Leptos exports three classes for streams out of Rust, which nothing here makes.
//! What is exported no linker leaves out, so that is done here.

use std::collections::BTreeMap;

use thiserror::Error;

const DIGITS: usize = 16;

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

/// Leaves out the classes for streams, numbers the functions that `program` takes from `glue`, and
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
    let mut program = module.emit_wasm();
    let glue = number(&mut program, &without_streams(glue));
    Ok(Shrunk { program, glue })
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

/// Numbers the functions that `program` takes from `glue`, and leaves out what is not code there.
fn number(program: &mut [u8], glue: &str) -> String {
    let numbers = numbers(glue);
    for (name, number) in &numbers {
        let name = name.as_bytes();
        let mut from = 0;
        while let Some(at) = program.get(from..).and_then(|rest| find(rest, name)) {
            let end = from + at + name.len();
            if let Some(digits) = program.get_mut(end - DIGITS..end) {
                digits.copy_from_slice(number.as_bytes());
            }
            from = end;
        }
    }
    without_comments(&numbered(glue, &numbers))
}

/// The number of each hashed name, as 16 digits.
fn numbers(glue: &str) -> BTreeMap<&str, String> {
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut numbers = BTreeMap::new();
    for name in glue
        .split(|c| !is_of_word(c))
        .filter(|word| is_hashed(word))
    {
        let number = format!("{:0DIGITS$}", numbers.len());
        numbers.entry(name).or_insert(number);
    }
    numbers
}

/// Whether the word is an imported function's name with a hash at its end.
fn is_hashed(word: &str) -> bool {
    let Some(name) = word.strip_prefix("__wbg_") else {
        return false;
    };
    let digits = name.rsplit('_').next().unwrap_or_default();
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    digits.len() == DIGITS && digits.len() < name.len() && digits.bytes().all(is_digit)
}

fn numbered(glue: &str, numbers: &BTreeMap<&str, String>) -> String {
    let mut text = glue.to_owned();
    for (name, number) in numbers {
        let stem = name.get(..name.len() - DIGITS).unwrap_or(name);
        text = text.replace(name, &format!("{stem}{number}"));
    }
    text
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

fn find(bytes: &[u8], name: &[u8]) -> Option<usize> {
    bytes.windows(name.len()).position(|found| found == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_numbered_in_both_files_and_nothing_else_changes() {
        let glue = "/**\n * Adds.\n */\nexport function add() {\n    // one\n    \
            imports.__wbg_add_0123456789abcdef = 1; // two\n\n    \
            imports.__wbg_add_fedcba9876543210 = `  ${__wbg_short_0123}`;\n}\n";
        let mut program = b"\x00__wbg_add_fedcba9876543210\x00\x17__wbg_add_0123456789abcdef\x00\
            __wbg_other_0123456789abcdef"
            .to_vec();
        let length = program.len();
        assert_eq!(
            number(&mut program, glue),
            "export function add() {\nimports.__wbg_add_0000000000000000 = 1; // two\n\
             imports.__wbg_add_0000000000000001 = `  ${__wbg_short_0123}`;\n}\n"
        );
        assert_eq!(
            program,
            b"\x00__wbg_add_0000000000000001\x00\x17__wbg_add_0000000000000000\x00\
              __wbg_other_0123456789abcdef"
        );
        assert_eq!(program.len(), length);
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
