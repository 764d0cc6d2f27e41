//! A heading or a line that says what the list below it is.

mod remark;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::rich_text::Inline;
use crate::roadmap::identity;

pub(super) use remark::is_remark;

/// What stands under a heading or a label line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::roadmap) enum Label {
    /// Questions, whether or not they end with a question mark.
    Questions,
    /// What the learner should be able to do, in any form.
    Mastery,
    /// What the learner should be able to do, as verbs that continue "able to".
    AbleTo,
    /// Things to learn, named without any text.
    Topics,
    /// Steps whose order matters.
    Steps,
    /// Advice.
    Guidance,
    /// What is often done wrong.
    Mistakes,
    /// What is to be achieved.
    Goal,
    /// An example, or several.
    Example,
    /// Commands to remember.
    Commands,
    /// Things that are alike, side by side.
    Comparison,
    /// Terms and what they mean.
    Glossary,
    /// Things to do once, which nobody learns.
    Chores,
    /// Links, contents and the like, which make no cards.
    Links,
}

#[rustfmt::skip]
const QUESTIONS: &[&str] = &[
    "check your understanding", "check yourself", "knowledge check", "quiz", "self check",
    "self test", "self-check", "self-test", "test yourself",
];

/// What the names of sections of questions hold, the last ones in other languages.
#[rustfmt::skip]
const PARTS_OF_QUESTIONS: &[&str] = &[
    "interview question", "questions and answers", "questions & answers",
    "preguntas", "fragen", "вопросы", "perguntas", "domande", "instuderingsfrågor", "面试题",
    "思考题", "问题集", "أسئلة",
];

#[rustfmt::skip]
const MASTERY: &[&str] = &[
    "checklist", "completion checklist", "exit criteria", "knowledge checklist",
    "learning checklist", "learning goals", "learning objectives", "learning outcomes", "mastery",
    "mastery check", "mastery checklist", "mastery criteria", "mastery goals", "mastery outcomes",
    "objectives", "outcomes", "progress checklist", "review checklist", "self-assessment",
    "self-assessment checklist", "skills checklist", "what you should know",
];

#[rustfmt::skip]
const TOPICS: &[&str] = &[
    "areas to study", "concepts to learn", "core concepts", "core topics", "curriculum",
    "key topics", "main topics", "subtopics", "syllabus", "things to learn", "topics",
    "topics covered", "topics to cover", "topics to learn", "topics to study", "what to learn",
    "what to study", "what you will learn", "what you'll learn", "what you’ll learn",
];

#[rustfmt::skip]
const GUIDANCE: &[&str] = &[
    "advice", "best practice", "best practices", "design guidelines", "design principles",
    "do's and don'ts", "dos and don'ts", "golden rules", "guidance", "guidelines",
    "production guidance", "recommendation", "recommendations", "rule of thumb", "rules of thumb",
];

#[rustfmt::skip]
const MISTAKES: &[&str] = &[
    "anti-pattern", "anti-patterns", "antipatterns", "common error", "common errors",
    "common mistake", "common mistakes", "common pitfall", "common pitfalls", "gotcha", "gotchas",
    "mistake", "mistakes", "mistakes to avoid", "pitfall", "pitfalls", "traps",
];

#[rustfmt::skip]
const GLOSSARY: &[&str] = &[
    "acronyms", "definitions", "glossary", "glossary of terms", "important terms", "jargon",
    "key concepts", "key definitions", "key terms", "key vocabulary", "lingo", "nomenclature",
    "terminology", "terms", "terms and definitions", "vocabulary",
];

#[rustfmt::skip]
const GOALS: &[&str] = &["aim", "goal", "learning goal", "objective"];

#[rustfmt::skip]
const CHORES: &[&str] = &[
    "action items", "admin", "agenda", "attendees", "backlog", "budget", "changelog", "chores",
    "contacts", "daily schedule", "deadlines", "done", "environment setup", "equipment", "errands",
    "expenses", "groceries", "homework", "in progress", "ingredients",
    "installation", "logistics", "materials", "meetings", "minutes", "next steps", "packing list",
    "prerequisites", "release notes", "requirements", "schedule", "setup", "setup instructions",
    "shopping", "shopping list", "study schedule", "study tips", "system requirements", "tasks",
    "timeline", "to do", "to-do", "to-do list", "todo", "todo list", "todos",
];

#[rustfmt::skip]
const LINKS: &[&str] = &[
    "acknowledgements", "acknowledgments", "additional resources", "articles", "backlinks",
    "bibliography", "blogs", "books", "contents", "contributing", "contributors", "courses",
    "credits", "cross links", "external links", "further reading", "in this roadmap", "index",
    "learning resources", "license", "links", "navigation", "on this page", "online resources",
    "other resources", "outline", "read", "read more", "reading", "reading list",
    "recommended reading", "reference", "references", "related", "related notes", "related topics",
    "resources", "see also", "source", "sources", "table of contents", "toc", "tutorials",
    "useful links", "useful resources", "videos",
];

impl Label {
    /// Whether what a title says is said of the whole document.
    pub fn is_of_document(self) -> bool {
        matches!(self, Self::Glossary | Self::Chores)
    }

    /// Whether what a heading says is said of the parts of its section too.
    pub fn reaches_parts(self) -> bool {
        match self {
            Self::Questions
            | Self::Mastery
            | Self::AbleTo
            | Self::Topics
            | Self::Comparison
            | Self::Glossary
            | Self::Chores
            | Self::Links => true,
            Self::Steps
            | Self::Guidance
            | Self::Mistakes
            | Self::Goal
            | Self::Example
            | Self::Commands => false,
        }
    }

    /// What a heading or a line announces, if it announces anything known.
    pub fn of(inlines: &[Inline]) -> Option<Self> {
        // No label is as long as a sentence with a clause before and after.
        let long = |inline: &Inline| matches!(inline, Inline::Text(text) if text.len() > 120);
        if inlines.len() > 5 || inlines.iter().any(long) {
            return None;
        }
        let words = Inline::plain(inlines);
        let words = identity::without_numbering(&words);
        let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
        // `Example (Istio)`: what the bracket says does not change what it is.
        let mut brackets = words.match_indices('(').map(|(at, _)| &words[..at]);
        let words = brackets
            .find_map(|before| before.strip_suffix(' '))
            .unwrap_or(words);
        let words = words.trim_end_matches([':', ' ', '.', '…']).to_lowercase();
        Self::of_words(&words)
    }

    fn of_words(words: &str) -> Option<Self> {
        let name = NAMES.get(words).copied();
        let is = |label| name == Some(label);
        let short = words.split_whitespace().nth(6).is_none();
        let last = words.rsplit([' ', '-']).next().unwrap_or("");
        let first = words.split(' ').next().unwrap_or("");
        let has = |word: &str| words.split([' ', '-']).any(|each| each == word);
        if is(Self::Questions)
            || words == "questions"
            || (short && last == "questions")
            || matches!(words, "faq" | "q&a" | "frequently asked questions")
            || speaks_of_questions(words)
            || (short && first == "questions")
        {
            Some(Self::Questions)
        } else if words.ends_with("able to") || words == "you can" || words.ends_with(" you can") {
            Some(Self::AbleTo)
        } else if is(Self::Mastery) || (short && words.ends_with("mastery checklist")) {
            Some(Self::Mastery)
        } else if is(Self::Links) {
            Some(Self::Links)
        } else if is(Self::Chores)
            || (short && last == "checklist")
            || matches!(first, "changelog" | "awesome")
        {
            Some(Self::Chores)
        } else if is(Self::Glossary)
            || (short && (has("glossary") || matches!(last, "terminology" | "vocabulary")))
        {
            Some(Self::Glossary)
        } else if is(Self::Topics) || (short && last == "topics") {
            Some(Self::Topics)
        } else if is(Self::Mistakes)
            || (short && matches!(last, "mistakes" | "pitfalls" | "gotchas"))
        {
            Some(Self::Mistakes)
        } else if is(Self::Guidance) || (short && matches!(last, "guidance" | "practices")) {
            Some(Self::Guidance)
        } else if is(Self::Goal) {
            Some(Self::Goal)
        } else if matches!(first, "example" | "examples") && short && !has("loop") {
            Some(Self::Example)
        } else if short && matches!(last, "commands") {
            Some(Self::Commands)
        } else if short && words.split([' ', '-']).any(compares) {
            Some(Self::Comparison)
        } else if short && !words.contains("in order to") && is_sequence(first, last, &has) {
            Some(Self::Steps)
        } else {
            None
        }
    }
}

/// Each name that is a label as a whole.
static NAMES: LazyLock<FxHashMap<&str, Label>> = LazyLock::new(|| {
    let lists = [
        (QUESTIONS, Label::Questions),
        (MASTERY, Label::Mastery),
        (LINKS, Label::Links),
        (CHORES, Label::Chores),
        (GLOSSARY, Label::Glossary),
        (TOPICS, Label::Topics),
        (MISTAKES, Label::Mistakes),
        (GUIDANCE, Label::Guidance),
        (GOALS, Label::Goal),
    ];
    let named = |(list, label): (&'static [&str], _)| list.iter().map(move |name| (*name, label));
    lists.into_iter().flat_map(named).collect()
});

/// Whether a part of a label says that questions stand below it.
fn speaks_of_questions(words: &str) -> bool {
    let bytes = words.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| {
        // To try the few parts at the few letters is less than to prepare a search for each.
        matches!(byte, b'i' | b'q' | b'p' | b'f' | b'd' | 0x80..)
            && PARTS_OF_QUESTIONS
                .iter()
                .filter(|part| part.as_bytes().first() == Some(byte))
                .any(|part| bytes[at..].starts_with(part.as_bytes()))
    })
}

/// Whether a word of a label says that things are compared.
fn compares(word: &str) -> bool {
    matches!(
        word,
        "tradeoff" | "tradeoffs" | "offs" | "comparison" | "differences" | "vs" | "vs." | "versus"
    )
}

/// Whether a label names steps whose order matters.
fn is_sequence(first: &str, last: &str, has: &dyn Fn(&str) -> bool) -> bool {
    matches!(
        last,
        "order" | "sequence" | "steps" | "loop" | "procedure" | "workflow" | "runbook" | "recipe"
    ) || matches!(
        first,
        "pasos" | "schritte" | "étapes" | "passos" | "passaggi" | "шаги" | "порядок" | "steg"
    ) || matches!(first, "steps" | "sequence" | "order")
        || (first == "example" && has("loop"))
        || (first == "troubleshooting" && matches!(last, "troubleshooting" | "guide" | "flow"))
}

/// Headings that ask their reader for something else than an answer.
#[rustfmt::skip]
const INVITATIONS: &[&str] = &[
    "any questions", "any suggestions", "found a bug", "got a question", "have a question",
    "have questions", "like this project", "need help", "questions", "want to contribute",
    "want to help", "want to learn more", "what next", "what's next", "what’s next", "where next",
    "where to go from here",
];

/// Whether a heading asks its reader for something else than an answer.
pub(super) fn is_invitation(heading: &str) -> bool {
    let words = identity::without_numbering(heading).trim_end_matches(['?', '!', ' ', '.']);
    INVITATIONS
        .binary_search(&words.to_lowercase().as_str())
        .is_ok()
}

/// Whether a line begins with a bold or plain name and a colon.
pub(super) fn begins_a_name(prose: &crate::roadmap::outline::Prose) -> bool {
    super::labelled::Labelled::of(prose).is_some_and(|line| !line.text.is_empty())
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
    fn lists_are_sorted_and_name_each_once() {
        let lists = [
            QUESTIONS, MASTERY, TOPICS, GLOSSARY, GUIDANCE, MISTAKES, GOALS, CHORES, LINKS,
        ];
        for list in &lists {
            assert!(list.is_sorted(), "{list:?}");
        }
        let count: usize = lists.iter().map(|list| list.len()).sum();
        assert_eq!(count, NAMES.len(), "a name says one thing");
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
        check("Deployment checklist", Some(Label::Chores));
        check("Core topics:", Some(Label::Topics));
        check("Troubleshooting sequence:", Some(Label::Steps));
        check("Recommended order", Some(Label::Steps));
        check("Example loop for Deployments:", Some(Label::Steps));
        check("Production guidance", Some(Label::Guidance));
        check("Common mistake", Some(Label::Mistakes));
        check("Goal", Some(Label::Goal));
        check("Example (Istio)", Some(Label::Example));
        check("Useful commands:", Some(Label::Commands));
        check("Ingress vs Gateway API", Some(Label::Comparison));
        check("In order to run it", None);
        check("Pods", None);
    }
}
