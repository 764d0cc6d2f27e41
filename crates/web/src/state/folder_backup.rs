//! Backups that go by themselves to a folder of the learner's machine.

use wasm_bindgen::JsValue;

use super::backup::{Gathered, gather};
use super::last_backup::{FolderMark, FolderStanding, LastBackup, remember};
use crate::platform::folder::{self, Folder, Permission};
use crate::platform::storage::{BrowserStore, words};
use crate::platform::{archive, random};

/// How many files of this browser stay in the folder, one for each day.
const KEPT: usize = 5;

/// Lets the learner choose a folder, and writes a first backup there.
///
/// # Errors
/// What went wrong, in words.
pub async fn choose() -> Result<(), String> {
    // Two browsers may use one folder that is kept alike by some other program.
    let mark: String = random::replica_id().to_string().chars().take(4).collect();
    match folder::choose(mark).await.map_err(|error| words(&error))? {
        Some(folder) => write_to(&folder).await,
        None => Ok(()),
    }
}

/// Asks the learner again, and writes a backup when they agree.
///
/// # Errors
/// What went wrong, in words.
pub async fn allow() -> Result<(), String> {
    match remembered().await? {
        Some(folder) => write_if(&folder, folder.ask().await).await,
        None => Ok(()),
    }
}

/// Writes a backup to the folder that is chosen.
///
/// # Errors
/// What went wrong, in words.
pub async fn write() -> Result<(), String> {
    match remembered().await? {
        Some(folder) => write_if(&folder, folder.permission().await).await,
        None => Ok(()),
    }
}

/// Writes no more backups.
///
/// # Errors
/// What went wrong, in words.
pub async fn stop() -> Result<(), String> {
    folder::forget().await.map_err(|error| words(&error))?;
    mark(None);
    Ok(())
}

async fn remembered() -> Result<Option<Folder>, String> {
    let folder = folder::remembered().await.map_err(|error| words(&error))?;
    if folder.is_none() {
        mark(None);
    }
    Ok(folder)
}

async fn write_if(folder: &Folder, permission: Result<Permission, JsValue>) -> Result<(), String> {
    match permission.map_err(|error| words(&error))? {
        Permission::Granted => write_to(folder).await,
        Permission::Lost => {
            mark(Some((folder, FolderStanding::Lost)));
            Ok(())
        }
    }
}

async fn write_to(folder: &Folder) -> Result<(), String> {
    let gathered = gather().await?;
    let written = put(folder, &gathered).await;
    if written.is_ok() {
        gathered.is_saved();
    }
    let standing = match &written {
        Ok(()) => FolderStanding::Written,
        Err(_) => FolderStanding::Failed,
    };
    mark(Some((folder, standing)));
    written.map_err(|error| words(&error))
}

async fn put(folder: &Folder, gathered: &Gathered) -> Result<(), JsValue> {
    let end = format!("-{}.json", folder.mark());
    let name = format!("waymark-{}{end}", gathered.day);
    folder.write(&name, &gathered.json).await?;
    // An older one may hold what is gone from the archive by now.
    if archive::is_torn() {
        return Ok(());
    }
    for old in superfluous(folder.names().await?, &end) {
        folder.remove(&old).await?;
    }
    Ok(())
}

/// Remembers how it stands, for pages that do not ask the browser.
fn mark(folder: Option<(&Folder, FolderStanding)>) {
    remember(LastBackup {
        folder: folder.map(|(folder, standing)| FolderMark {
            standing,
            name: folder.name(),
        }),
        ..LastBackup::read(&BrowserStore)
    });
}

/// The files of this browser that newer ones have replaced.
fn superfluous(names: Vec<String>, end: &str) -> Vec<String> {
    let is_own = |name: &String| name.starts_with("waymark-") && name.ends_with(end);
    let mut own: Vec<String> = names.into_iter().filter(is_own).collect();
    // The day in the name puts the oldest first.
    own.sort_unstable();
    own.truncate(own.len().saturating_sub(KEPT));
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_stay_and_so_does_what_is_not_ours() {
        #[track_caller]
        fn check(names: &[&str], expected: &[&str]) {
            let names = names.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(superfluous(names, "-ab12.json"), expected);
        }
        check(&[], &[]);
        let days = |days: std::ops::RangeInclusive<u32>| {
            days.map(|day| format!("waymark-2026-01-{day:02}-ab12.json"))
                .collect::<Vec<_>>()
        };
        let mut names = days(1..=7);
        names.reverse();
        names.extend(["waymark-2025-01-01-cd34.json", "notes.md"].map(str::to_owned));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        check(
            &names,
            &[
                "waymark-2026-01-01-ab12.json",
                "waymark-2026-01-02-ab12.json",
            ],
        );
        check(&names[..5], &[]);
    }
}
