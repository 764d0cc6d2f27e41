//! What a page has the importer do with backups and storage: the words that both know.

/// Saves a backup as a download.
pub const SAVE: &str = "save";
/// Hands a backup to a program that the learner chooses.
pub const SHARE: &str = "share";
/// Merges a file into what is here.
pub const RESTORE: &str = "restore";
/// Lets the learner choose a folder for backups.
pub const CHOOSE_FOLDER: &str = "choose-folder";
/// Asks the learner whether the folder may be written to.
pub const ALLOW_FOLDER: &str = "allow-folder";
/// Writes a backup to the folder.
pub const WRITE_TO_FOLDER: &str = "write-to-folder";
/// Writes no more backups to the folder.
pub const LEAVE_FOLDER: &str = "leave-folder";
/// Sets the mathematics of an element, whose text is its notation.
pub const TYPESET: &str = "typeset";
/// The attribute of such an element that says how it is set.
pub const STYLE: &str = "data-style";
/// The value of that attribute for what stands on a line of its own.
pub const DISPLAY: &str = "display";
/// Shows the picture or plays the sound of an element, whose text is its description.
pub const SHOW: &str = "show";
/// The attribute of such an element that names the file.
pub const FILE: &str = "data-file";
/// The attribute, of an element around it, that says of which roadmap it is.
pub const ROADMAP: &str = "data-roadmap";
/// Saves a backup, and then archives what is old.
pub const ARCHIVE: &str = "archive";
/// Takes back what is archived, as far as there is room.
pub const BRING_BACK: &str = "bring-back";
/// Brings the two stores together, and compacts what tabs left behind.
pub const UPKEEP: &str = "upkeep";
