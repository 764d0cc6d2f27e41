//! A heading or a line that says what the list below it is.

use crate::rich_text::Inline;
use crate::roadmap::identity;

/// What stands under a heading or a label line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::roadmap) enum Label {
    /// Questions, whether or not they end with a question mark.
    Questions,
    /// What the learner should be able to do, in any form.
    Mastery,
    /// What the learner should be able to do, as verbs that continue "able to".
    AbleTo,
    /// Links, contents and the like, which make no cards.
    Links,
}

#[rustfmt::skip]
const QUESTIONS: &[&str] = &[
    "check your understanding", "check yourself", "knowledge check", "quiz", "self check",
    "self test", "self-check", "self-test", "test yourself",
];

#[rustfmt::skip]
const MASTERY: &[&str] = &[
    "checklist", "completion checklist", "exit criteria", "knowledge checklist",
    "learning checklist", "learning goals", "learning objectives", "learning outcomes", "mastery",
    "mastery check", "mastery checklist", "mastery criteria", "mastery goals", "mastery outcomes",
    "outcomes", "progress checklist", "review checklist", "self-assessment",
    "self-assessment checklist", "skills checklist",
];

#[rustfmt::skip]
const LINKS: &[&str] = &[
    "bibliography", "contents", "cross links", "external links", "further reading",
    "in this roadmap", "index", "links", "navigation", "on this page", "read", "reading",
    "reading list", "recommended reading", "references", "related", "related notes", "resources",
    "see also", "sources", "table of contents", "toc",
];

/// Bold words that begin a remark and name nothing. A term is one of them if it is the same, or
/// goes on with a number or a bracket: `Example (Istio)`, `Phase 2`.
#[rustfmt::skip]
const REMARKS: &[&str] = &[
    "action", "actions", "advantages", "answer", "author", "best practice", "best practices",
    "bonus", "caution", "caveat", "chapter", "common mistake", "common mistakes", "cons",
    "core topics", "created", "date", "day", "deliverable", "deliverables", "diagram count",
    "difficulty", "disadvantages", "duration", "effort", "estimated time", "example", "examples",
    "exercise", "exercises", "exit criteria", "explanation", "fix", "focus", "goal", "goals",
    "guidance", "hands-on", "hint", "hints", "how", "idea", "important", "info", "input", "intro",
    "introduction", "key point", "key points", "key takeaway", "key takeaways", "keywords", "lab",
    "last updated", "lesson", "level", "link", "links", "mastery checklist", "milestone",
    "milestones", "mistake", "module", "month", "next", "next step", "next steps", "note",
    "notes", "objective", "objectives", "option", "outcome", "outcomes", "outline", "output",
    "overview", "part", "phase", "pitfall", "pitfalls", "practice", "prerequisite",
    "prerequisites", "previous", "pro tip", "problem", "project", "projects", "pros", "purpose",
    "question", "questions", "read", "reading", "reading time", "recommendation", "reference",
    "references", "remember", "resource", "resources", "result", "review questions", "scenario",
    "section", "see", "see also", "solution", "source", "sources", "stage", "status", "step",
    "steps", "subtopics", "summary", "symptom", "tags", "takeaway", "task", "tasks", "tip",
    "tips", "title", "tl;dr", "tldr", "todo", "topics", "updated", "usage", "use case",
    "use cases", "version", "warning", "week", "what", "when", "why", "word count",
];

impl Label {
    /// What a heading or a line announces, if it announces anything known.
    pub fn of(inlines: &[Inline]) -> Option<Self> {
        // No label is as long as a sentence with a clause before and after.
        let long = |inline: &Inline| matches!(inline, Inline::Text(text) if text.len() > 120);
        if inlines.len() > 5 || inlines.iter().any(long) {
            return None;
        }
        let words = Inline::plain(inlines);
        let words = identity::without_numbering(&words)
            .trim_end_matches([':', ' ', '.', '…'])
            .to_lowercase();
        let words = words.as_str();
        let is = |list: &[&str]| list.binary_search(&words).is_ok();
        let short = words.split_whitespace().count() <= 6;
        if is(QUESTIONS)
            || words == "questions"
            || (short && words.ends_with(" questions"))
            || (short && words.starts_with("questions "))
        {
            Some(Self::Questions)
        } else if words.ends_with("able to") || words == "you can" || words.ends_with(" you can") {
            Some(Self::AbleTo)
        } else if is(MASTERY) || (short && words.ends_with("mastery checklist")) {
            Some(Self::Mastery)
        } else if is(LINKS) {
            Some(Self::Links)
        } else {
            None
        }
    }
}

const LONGEST_REMARK: usize = 17;

/// Whether a bold term begins a remark instead of naming something.
pub(super) fn is_remark(term: &str) -> bool {
    let term = identity::without_numbering(term);
    let end = term.find(|c: char| c == '(' || c == '#' || c.is_ascii_digit());
    let term = term[..end.unwrap_or(term.len())].trim_end();
    // All remarks are ASCII, so that a short buffer holds their lower case.
    let mut lower = [0; LONGEST_REMARK];
    let Some(lower) = lower.get_mut(..term.len()) else {
        return false;
    };
    lower.copy_from_slice(term.as_bytes());
    lower.make_ascii_lowercase();
    REMARKS
        .binary_search_by(|remark| remark.as_bytes().cmp(lower))
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: Option<Label>) {
        assert_eq!(
            Label::of(&[Inline::Text(words.to_owned().into())]),
            expected,
            "{words}"
        );
    }

    #[test]
    fn lists_are_sorted_for_their_search() {
        for list in [QUESTIONS, MASTERY, LINKS, REMARKS] {
            assert!(list.is_sorted(), "{list:?}");
        }
        let longest = REMARKS.iter().map(|remark| remark.len()).max();
        assert_eq!(longest, Some(LONGEST_REMARK));
    }

    #[test]
    fn labels_are_known_by_their_words() {
        check("Review questions:", Some(Label::Questions));
        check("❓ 3. Interview Questions", Some(Label::Questions));
        check("Self-check", Some(Label::Questions));
        check("Questions for review", Some(Label::Questions));
        check("Mastery Checklist", Some(Label::Mastery));
        check("Kubernetes mastery checklist", Some(Label::Mastery));
        check(
            "By the end of this path, you should be able to:",
            Some(Label::AbleTo),
        );
        check("Cross links", Some(Label::Links));
        check("Deployment checklist", None);
        check("Pods", None);
    }

    #[test]
    fn remarks_are_no_terms() {
        assert!(is_remark("Example (Istio)"));
        assert!(is_remark("Phase 2"));
        assert!(is_remark("💡 Tip"));
        assert!(!is_remark("Example-driven testing"));
        assert!(!is_remark("Pod"));
    }
}
