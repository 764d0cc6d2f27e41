//! Files and folders that the learner chooses or drops.

use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
    HtmlInputElement,
};

/// A file with its path below the folder that was chosen, or its name.
pub struct ChosenFile {
    /// The path.
    pub path: String,
    /// The file.
    pub file: File,
}

/// What a drop holds. It has to be taken while the event lasts; folders are read after that.
pub enum Dropped {
    /// A file by itself.
    File(File),
    /// A file or folder of the file system.
    Entry(FileSystemEntry),
}

/// The files that were chosen in a field.
pub fn of_field(field: &HtmlInputElement) -> Vec<ChosenFile> {
    let Some(files) = field.files() else {
        return Vec::new();
    };
    let files = (0..files.length()).filter_map(|index| files.get(index));
    let chosen = files.map(|file| {
        // Set where a folder was chosen, empty otherwise.
        let path = Reflect::get(&file, &JsValue::from_str("webkitRelativePath"));
        let path = path.ok().and_then(|path| path.as_string());
        ChosenFile {
            path: path
                .filter(|path| !path.is_empty())
                .unwrap_or_else(|| file.name()),
            file,
        }
    });
    chosen.collect()
}

/// Takes what was dropped.
pub fn take(drop: &DataTransfer) -> Vec<Dropped> {
    let items = drop.items();
    let items = (0..items.length()).filter_map(|index| items.get(index));
    let files = items.filter(|item| item.kind() == "file");
    let dropped = files.filter_map(|item| match item.webkit_get_as_entry() {
        Ok(Some(entry)) => Some(Dropped::Entry(entry)),
        // A file that is in no file system, such as a picture of another page.
        Ok(None) | Err(_) => item.get_as_file().ok().flatten().map(Dropped::File),
    });
    dropped.collect()
}

/// Every file of what was dropped; folders that are not to be `entered` are left out.
///
/// # Errors
/// What the browser said, when a folder cannot be read.
pub async fn files(
    dropped: Vec<Dropped>,
    entered: fn(&str) -> bool,
) -> Result<Vec<ChosenFile>, JsValue> {
    let mut found = Vec::new();
    let mut waiting = Vec::new();
    for dropped in dropped {
        match dropped {
            Dropped::File(file) => found.push(ChosenFile {
                path: file.name(),
                file,
            }),
            Dropped::Entry(entry) => waiting.push(entry),
        }
    }
    while let Some(entry) = waiting.pop() {
        let path = entry.full_path();
        let path = path.trim_start_matches('/');
        if entry.is_file() {
            let entry: FileSystemFileEntry = entry.unchecked_into();
            let file = asked(|done, failed| {
                entry.file_with_callback_and_callback(done, failed);
            });
            found.push(ChosenFile {
                path: path.to_owned(),
                file: file.await?.dyn_into()?,
            });
        } else if entered(path) {
            let entry: FileSystemDirectoryEntry = entry.unchecked_into();
            let reader = entry.create_reader();
            // The browser gives a large folder in parts, and an empty one after the last.
            loop {
                let part = asked(|done, failed| {
                    let asked = reader.read_entries_with_callback_and_callback(done, failed);
                    if let Err(error) = asked {
                        drop(failed.call1(&JsValue::NULL, &error));
                    }
                });
                let part: Array = part.await?.dyn_into()?;
                if part.length() == 0 {
                    break;
                }
                waiting.extend(part.iter().map(JsValue::unchecked_into::<FileSystemEntry>));
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// Waits for whichever of the two functions is called.
async fn asked(ask: impl Fn(&js_sys::Function, &js_sys::Function)) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::new(&mut |done, failed| ask(&done, &failed))).await
}

/// The bytes of a file.
///
/// # Errors
/// What the browser said, when the file cannot be read.
pub async fn bytes(file: &File) -> Result<Vec<u8>, JsValue> {
    Ok(array(file).await?.to_vec())
}

/// The bytes of a file where the browser keeps them, for another program.
///
/// # Errors
/// What the browser said, when the file cannot be read.
pub async fn array(file: &File) -> Result<Uint8Array, JsValue> {
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer))
}

/// As many bytes of the beginning of a file, or all if it has fewer.
///
/// # Errors
/// What the browser said, when the file cannot be read.
pub async fn beginning(file: &File, bytes: usize) -> Result<Vec<u8>, JsValue> {
    let beginning = file.slice_with_f64_and_f64(0.0, bytes as f64)?;
    let buffer = JsFuture::from(beginning.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
