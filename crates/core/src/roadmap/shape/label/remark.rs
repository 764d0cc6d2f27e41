//! Words that begin a remark and name nothing.

use crate::roadmap::identity;

/// Bold words that begin a remark and name nothing. A term is one of them if it is the same, or
/// goes on with a number or a bracket: `Example (Istio)`, `Phase 2`.
#[rustfmt::skip]
const REMARKS: &[&str] = &[
    "action", "actions", "advantages", "alternatives", "answer", "assignment", "audience",
    "author", "background", "best practice", "best practices", "bonus", "bottom line", "caution",
    "caveat", "chapter", "chore", "ci", "class", "common mistake", "common mistakes", "conclusion",
    "cons", "consequences", "contact", "core idea", "core topics", "correct", "correct answer",
    "course", "created", "credit", "credits", "date", "day", "decision", "deliverable",
    "deliverables", "diagram count", "difficulty", "disadvantages", "disclaimer", "docs",
    "documentation", "domain", "due", "duration", "effort", "email", "estimated time", "exam",
    "exam code", "example", "examples", "exercise", "exercises", "exit criteria",
    "expected output", "expected result", "explanation", "feat", "features", "final answer",
    "final thoughts", "fix", "focus", "github", "goal", "goals", "guidance", "hands-on", "hint",
    "hints", "homework", "how", "how it works", "idea", "important", "in short", "info", "input",
    "instructor", "intro", "introduction", "key features", "key idea", "key point", "key points",
    "key question", "key takeaway", "key takeaways", "keywords", "lab", "last updated", "lesson",
    "level", "license", "link", "links", "main idea", "mastery checklist", "milestone",
    "milestones", "mistake", "modified", "module", "month", "next", "next step", "next steps",
    "note", "notes", "objective", "objectives", "option", "outcome", "outcomes", "outline",
    "output", "overview", "part", "passing score", "pdf", "perf", "phase", "pitfall", "pitfalls",
    "practice", "prereqs", "prerequisite", "prerequisites", "previous", "pro tip", "problem",
    "professor", "project", "projects", "pros", "published", "purpose", "question", "questions",
    "rationale", "read", "read more", "reading", "reading time", "recommendation", "refactor",
    "reference", "references", "remember", "repo", "repository", "required", "resource",
    "resources", "result", "retakes allowed", "revert", "review questions", "scenario", "score",
    "section", "see", "see also", "solution", "source", "source file", "sources", "stage",
    "status", "step", "steps", "subtopics", "summary", "symptom", "tags", "takeaway", "takeaways",
    "task", "tasks", "teacher", "time limit", "tip", "tips", "title", "tl;dr", "tldr", "todo",
    "topics", "total slides", "updated", "url", "usage", "use case", "use cases", "version",
    "warning", "website", "week", "what", "when", "why", "word count",
];

const LONGEST_REMARK: usize = 17;

/// Whether a bold term begins a remark instead of naming something.
pub(in crate::roadmap::shape) fn is_remark(term: &str) -> bool {
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

    #[test]
    fn the_list_is_sorted_for_its_search() {
        assert!(REMARKS.is_sorted());
        let longest = REMARKS.iter().map(|remark| remark.len()).max();
        assert_eq!(longest, Some(LONGEST_REMARK));
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
