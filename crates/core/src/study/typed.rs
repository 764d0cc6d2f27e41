//! What a learner typed, compared with the answer of the card.

use std::borrow::Cow;

use crate::card::{Answer, Card, CardKind};
use crate::rich_text::{Block, Inline};

/// Answers of more bytes are not typed.
const LONGEST: usize = 80;
/// Of what is typed so much is compared.
const COMPARED: usize = 2 * LONGEST;

/// How a stretch of what was typed stands to the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is in both.
    Same,
    /// It was typed, and is not in the answer.
    Extra,
    /// It is in the answer, and was not typed.
    Missing,
}

/// The words of an answer that is short enough to be typed: a term, a command, a few words.
///
/// The answer of a cloze repeats its sentence, and is none.
pub fn typable(card: &Card) -> Option<Cow<'_, str>> {
    let Answer::Given(answer) = &card.answer else {
        return None;
    };
    let words = match answer.blocks.as_slice() {
        [Block::Paragraph(inlines)] => Inline::plain(inlines),
        [Block::Code { text, .. }] => Cow::Borrowed(&**text),
        _ => return None,
    };
    let is_short = words.len() <= LONGEST && !words.contains('\n');
    (is_short && card.kind != CardKind::Cloze).then_some(words)
}

/// What was typed against what was wanted, stretch by stretch; capital letters are as good as
/// small ones. What is not alike at all is not taken to pieces.
pub fn difference(typed: &str, wanted: &str) -> Vec<(Part, String)> {
    let typed: Vec<char> = typed.trim().chars().take(COMPARED).collect();
    let wanted: Vec<char> = wanted.chars().collect();
    let is_same = |i: usize, j: usize| typed[i].eq_ignore_ascii_case(&wanted[j]);
    let width = wanted.len() + 1;
    // How many characters what is left of both has in common.
    let mut common = vec![0_usize; (typed.len() + 1) * width];
    for i in (0..typed.len()).rev() {
        for j in (0..wanted.len()).rev() {
            common[i * width + j] = if is_same(i, j) {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let is_alike = common[0] * 2 >= typed.len().max(wanted.len());
    let mut parts: Vec<(Part, String)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < typed.len() || j < wanted.len() {
        let is_left = i < typed.len() && j < wanted.len();
        let (part, letter) = if is_left && is_alike && is_same(i, j) {
            (Part::Same, wanted[j])
        } else if i < typed.len()
            && (!is_left || !is_alike || common[(i + 1) * width + j] >= common[i * width + j + 1])
        {
            (Part::Extra, typed[i])
        } else {
            (Part::Missing, wanted[j])
        };
        i += usize::from(part != Part::Missing);
        j += usize::from(part != Part::Extra);
        match parts.last_mut() {
            Some((last, letters)) if *last == part => letters.push(letter),
            _ => parts.push((part, letter.to_string())),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(typed: &str, wanted: &str, expected: &str) {
        let parts = difference(typed, wanted).into_iter();
        let shown: String = parts
            .map(|(part, letters)| match part {
                Part::Same => letters,
                Part::Extra => format!("[-{letters}-]"),
                Part::Missing => format!("[+{letters}+]"),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_is_wrong_is_shown_where_it_is() {
        check("", "", "");
        check("Kubelet", "kubelet", "kubelet");
        check("  etcd ", "etcd", "etcd");
        check("kubelt", "kubelet", "kubel[+e+]t");
        check("kubbelet", "kubelet", "kub[-b-]elet");
        check(
            "kubectl get pod -A",
            "kubectl get pods -A",
            "kubectl get pod[+s+] -A",
        );
        check("", "etcd", "[+etcd+]");
        // Not alike: in one piece each.
        check("scheduler", "etcd", "[-scheduler-][+etcd+]");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

        #[test]
        fn nothing_is_lost(typed in "[a-c ]{0,12}", wanted in "[a-c]{0,12}") {
            let parts = difference(&typed, &wanted);
            let without = |left_out: Part| -> String {
                let parts = parts.iter().filter(|(part, _)| *part != left_out);
                parts.map(|(_, letters)| letters.as_str()).collect()
            };
            prop_assert_eq!(without(Part::Missing), typed.trim());
            prop_assert_eq!(without(Part::Extra), wanted);
        }
    }
}
