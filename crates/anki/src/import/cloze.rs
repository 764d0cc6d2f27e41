//! Anki's deletions in the HTML of a field.

/// A side of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What is asked.
    Question,
    /// What is shown after that.
    Answer,
}

/// How many deletions may stand within each other; deeper ones are words.
const DEPTH: usize = 16;

/// A deletion that is not closed yet.
struct Open {
    /// Its numbers; it may have several.
    asked: bool,
    /// Where its words begin in what is written.
    start: usize,
}

/// Shows a field with the deletions of a number left out, or put in bold.
pub fn show(field: &str, number: u32, side: Side) -> String {
    let mut out = String::with_capacity(field.len());
    let mut open: Vec<Open> = Vec::new();
    let mut rest = field;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, mark) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = mark.strip_prefix("}}")
            && let Some(deletion) = open.pop()
        {
            close(&mut out, &deletion, side);
            rest = after;
        } else if let Some((asked, after)) = opening(mark, number)
            && open.len() < DEPTH
        {
            open.push(Open {
                asked,
                start: out.len(),
            });
            rest = after;
        } else {
            let (brace, after) = mark.split_at(1);
            out.push_str(brace);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The numbers that the deletions of a field have, in order and each once.
pub fn numbers(field: &str) -> Vec<u32> {
    let mut found = Vec::new();
    for (at, _) in field.match_indices("{{c") {
        let mark = field.get(at..).unwrap_or_default();
        if let Some((numbers, _)) = marks(mark) {
            found.extend(
                numbers
                    .split(',')
                    .filter_map(|number| number.parse::<u32>().ok()),
            );
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn close(out: &mut String, deletion: &Open, side: Side) {
    let words = out.split_off(deletion.start);
    let (words, hint) = match words.split_once("::") {
        Some((words, hint)) => (words, Some(hint)),
        None => (words.as_str(), None),
    };
    match (deletion.asked, side) {
        (true, Side::Question) => {
            out.push('[');
            out.push_str(hint.filter(|hint| !hint.is_empty()).unwrap_or("…"));
            out.push(']');
        }
        (true, Side::Answer) => {
            out.push_str("<b>");
            out.push_str(words);
            out.push_str("</b>");
        }
        (false, _) => out.push_str(words),
    }
}

/// Whether `mark` begins with a deletion, whether that is of `number`, and what follows.
fn opening(mark: &str, number: u32) -> Option<(bool, &str)> {
    let (numbers, after) = marks(mark)?;
    let mut numbers = numbers.split(',');
    Some((numbers.any(|one| one.parse() == Ok(number)), after))
}

/// The numbers of the deletion that `mark` begins with, and what follows.
fn marks(mark: &str) -> Option<(&str, &str)> {
    let rest = mark.strip_prefix("{{c")?;
    let digits = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b',');
    let (numbers, after) = rest.split_at(digits.count());
    let after = after.strip_prefix("::")?;
    numbers
        .starts_with(|c: char| c.is_ascii_digit())
        .then_some((numbers, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(field: &str, number: u32, question: &str, answer: &str) {
        assert_eq!(show(field, number, Side::Question), question, "{field}");
        assert_eq!(show(field, number, Side::Answer), answer, "{field}");
    }

    #[test]
    fn deletions_of_one_number_are_left_out() {
        check("a {{c1::b}} {{c2::c}}", 1, "a […] c", "a <b>b</b> c");
        check("{{c1::b::hint}}", 1, "[hint]", "<b>b</b>");
        check("{{c2::a {{c1::b}}}}", 1, "a […]", "a <b>b</b>");
        check("{{c1::a {{c2::b}}}}", 1, "[…]", "<b>a b</b>");
        check("{{c1,2::a}}", 2, "[…]", "<b>a</b>");
        check(
            "{a} {{b}} }} {{c::d}} {{c1::e",
            1,
            "{a} {{b}} }} {{c::d}} e",
            "{a} {{b}} }} {{c::d}} e",
        );
    }

    #[test]
    fn numbers_are_those_of_deletions() {
        assert_eq!(
            numbers("{{c2::a}} {{c1,3::b}} {{c2::c}} {{cx::d}} c4::"),
            [1, 2, 3]
        );
    }
}
