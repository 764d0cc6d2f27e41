//! Code that lost its fence.

use super::super::walk::{self, Line};
use super::Kind;

/// What code is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Shell,
    Yaml,
    /// One of the languages with braces and semicolons.
    Braces,
}

impl Language {
    /// Its name after a fence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shell => "sh",
            Self::Yaml => "yaml",
            Self::Braces => "",
        }
    }
}

/// Programs that begin a line of shell, and that no sentence begins with in lower case.
const COMMANDS: &[&str] = &[
    "$",
    "sudo",
    "kubectl",
    "docker",
    "docker-compose",
    "git",
    "helm",
    "npm",
    "npx",
    "yarn",
    "pnpm",
    "cargo",
    "rustup",
    "pip",
    "pip3",
    "python",
    "python3",
    "curl",
    "wget",
    "apt",
    "apt-get",
    "brew",
    "cd",
    "ls",
    "mkdir",
    "chmod",
    "chown",
    "ssh",
    "scp",
    "terraform",
    "aws",
    "gcloud",
    "az",
    "ansible",
    "ansible-playbook",
    "systemctl",
    "journalctl",
    "minikube",
    "kubeadm",
    "istioctl",
    "argocd",
    "flux",
    "podman",
    "psql",
    "mysql",
    "redis-cli",
    "mvn",
    "gradle",
    "dotnet",
    "export",
    "grep",
    "sed",
    "awk",
    "tar",
    "openssl",
    "etcdctl",
    "crictl",
    "kustomize",
    "nginx",
    "vim",
];

/// The kind of each line that is code.
pub(super) fn find(lines: &[Line<'_>]) -> Vec<Option<Kind>> {
    let mut found = vec![None; lines.len()];
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if !line.is_prose() || line.is_blank() {
            at += 1;
            continue;
        }
        let rest = lines.get(at..).unwrap_or_default();
        let labelled = || {
            let label = at.checked_sub(1).and_then(|before| lines.get(before));
            label.is_some_and(|line| {
                line.words().ends_with(':') && walk::marker(line.text).is_none()
            })
        };
        let (language, count) = match (yaml(rest), shell(rest)) {
            (0, count) if count >= 2 || (count == 1 && labelled()) => (Language::Shell, count),
            (0, _) => (Language::Braces, braces(rest)),
            (count, _) => (Language::Yaml, count),
        };
        for (place, kind) in (at..at + count).zip(found.iter_mut().skip(at)) {
            *kind = Some(if place == at {
                Kind::CodeStart(language)
            } else {
                Kind::Code
            });
        }
        at += count.max(1);
    }
    found
}

/// Whether a line begins with a program's name.
pub(in crate::roadmap::repair) fn is_command(words: &str) -> bool {
    // All of the names begin so, and most lines do not.
    if !words.starts_with(|c: char| c.is_ascii_lowercase() || c == '$') {
        return false;
    }
    let mut parts = words.split_whitespace();
    let name = parts.next().unwrap_or("");
    parts.next().is_some() && COMMANDS.contains(&name)
}

fn leading<'a>(lines: &[Line<'a>], is: impl Fn(&Line<'a>) -> bool) -> usize {
    let prose = lines
        .iter()
        .take_while(|line| line.is_prose() && !line.is_blank());
    prose.take_while(|line| is(line)).count()
}

fn shell(lines: &[Line<'_>]) -> usize {
    leading(lines, |line| {
        let words = line.words();
        is_command(words) && !words.ends_with(['.', ':', ','])
    })
}

fn yaml(lines: &[Line<'_>]) -> usize {
    let first = lines.first().map_or("", |line| line.words());
    // Most lines begin no YAML; only those that do are followed further.
    let (Some(begins), false) = (key(first), first.starts_with('-')) else {
        return 0;
    };
    let count = leading(lines, |line| {
        let words = line.words();
        let comment = words.starts_with("# ");
        comment || key(words).is_some() || is_bare_item(words)
    });
    let taken = lines.get(..count).unwrap_or_default();
    let open = taken
        .iter()
        .filter(|line| line.words().ends_with(':'))
        .count();
    let named = matches!(begins, "apiVersion" | "kind" | "version" | "services");
    if (named && count >= 2) || (count >= 3 && open >= 1) {
        count
    } else {
        0
    }
}

/// The key of an entry, of a list too.
fn key(words: &str) -> Option<&str> {
    let entry = words.strip_prefix("- ").unwrap_or(words);
    // No more of a sentence is read than its first word.
    let end = entry.bytes().position(|byte| {
        !matches!(byte, b'"' | b'.' | b'_' | b'-' | b'/') && !byte.is_ascii_alphanumeric()
    })?;
    let (key, value) = entry.split_at_checked(end)?;
    let value = value.strip_prefix(':')?;
    let apart = value.is_empty() || value.starts_with(' ');
    let quoted = key.trim_matches('"');
    let named = quoted.starts_with(|c: char| c.is_ascii_lowercase() || c == '.')
        && quoted
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/'));
    (apart && named).then_some(key)
}

/// Whether a line is an entry of a list that is one value.
fn is_bare_item(words: &str) -> bool {
    words.strip_prefix("- ").is_some_and(|value| {
        !value.contains(' ') && !value.ends_with(['.', '?']) && !value.is_empty()
    })
}

fn braces(lines: &[Line<'_>]) -> usize {
    let count = leading(lines, |line| {
        let words = line.words();
        let ends =
            words.ends_with(['{', '}', ';']) || words.ends_with(");") || words.starts_with("//");
        ends && walk::marker(line.text).is_none() && !words.starts_with(['|', '#', '>', '<'])
    });
    if count >= 2 { count } else { 0 }
}
