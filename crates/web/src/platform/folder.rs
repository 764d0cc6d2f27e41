//! A folder of the learner's machine, where the browser lets a page write to one.
//!
//! The browser remembers the folder as a handle, which only IndexedDB can keep, and asks the
//! learner again whenever it likes.

use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::IdbTransactionMode;

use super::database;
use super::method::{call, is_named, member, object, wait};

pub(super) const NAME: &str = "waymark-folder";
/// The folder, under [`KEY`].
const STORE: &str = "folder";
const KEY: &str = "backups";
const PICKER: &str = "showDirectoryPicker";

/// A folder that the learner chose, with the mark of this browser's own files in it.
pub struct Folder {
    handle: JsValue,
    mark: String,
}

/// What the browser lets the page do with a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It may write.
    Granted,
    /// The learner must be asked, or has refused.
    Lost,
}

/// Whether this browser lets a page write to a folder.
pub fn is_offered() -> bool {
    window().is_ok_and(|window| member(&window, PICKER).is_ok_and(|picker| picker.is_function()))
}

/// Lets the learner choose a folder, and remembers it; `None` when they choose none.
///
/// # Errors
/// What the browser said.
pub async fn choose(mark: String) -> Result<Option<Folder>, JsValue> {
    let mode = object("mode", &JsValue::from_str("readwrite"))?;
    let handle = match wait(&window()?, PICKER, &Array::of1(&mode)).await {
        Ok(handle) => handle,
        Err(error) if is_named(&error, "AbortError") => return Ok(None),
        Err(error) => return Err(error),
    };
    let kept = Array::of2(&handle, &JsValue::from_str(&mark));
    with_store(|store| store.put_with_key(&kept, &JsValue::from_str(KEY))).await?;
    Ok(Some(Folder { handle, mark }))
}

/// The folder that was chosen last.
///
/// # Errors
/// What the browser said, when it opens no database.
pub async fn remembered() -> Result<Option<Folder>, JsValue> {
    let kept = with_store(|store| store.get(&JsValue::from_str(KEY))).await?;
    if kept.is_undefined() {
        return Ok(None);
    }
    let kept = Array::from(&kept);
    let mark = kept.get(1).as_string().unwrap_or_default();
    let handle = kept.get(0);
    Ok(Some(Folder { handle, mark }))
}

/// Remembers no folder any more; what was written there stays.
///
/// # Errors
/// What the browser said, when it opens no database.
pub async fn forget() -> Result<(), JsValue> {
    with_store(|store| store.delete(&JsValue::from_str(KEY)))
        .await
        .map(drop)
}

async fn with_store(
    act: impl FnOnce(&web_sys::IdbObjectStore) -> Result<web_sys::IdbRequest, JsValue>,
) -> Result<JsValue, JsValue> {
    let opened = database::open(NAME, &[STORE]).await?;
    let write = IdbTransactionMode::Readwrite;
    let answer = async {
        let transaction = opened.transaction_with_str_and_mode(STORE, write)?;
        database::answer(&act(&transaction.object_store(STORE)?)?).await
    };
    let answer = answer.await;
    opened.close();
    answer
}

impl Folder {
    /// What the learner calls it.
    pub fn name(&self) -> String {
        let name = member(&self.handle, "name").ok();
        // A folder without a name is a root, which the browser names so as well.
        name.and_then(|name| name.as_string()).unwrap_or_default()
    }

    /// What tells the files of this browser from those of another one in the same folder.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// Whether the page may write there now, without asking.
    ///
    /// # Errors
    /// What the browser said.
    pub async fn permission(&self) -> Result<Permission, JsValue> {
        self.ask_for_it("queryPermission").await
    }

    /// Asks the learner, who must just have tapped something.
    ///
    /// # Errors
    /// What the browser said.
    pub async fn ask(&self) -> Result<Permission, JsValue> {
        self.ask_for_it("requestPermission").await
    }

    async fn ask_for_it(&self, method: &str) -> Result<Permission, JsValue> {
        let mode = object("mode", &JsValue::from_str("readwrite"))?;
        let state = wait(&self.handle, method, &Array::of1(&mode)).await?;
        Ok(match state.as_string().as_deref() {
            Some("granted") => Permission::Granted,
            _ => Permission::Lost,
        })
    }

    /// Writes a file, in the place of one of that name: as a whole or not at all.
    ///
    /// # Errors
    /// What the browser said.
    pub async fn write(&self, name: &str, content: &str) -> Result<(), JsValue> {
        let create = object("create", &JsValue::TRUE)?;
        let name = JsValue::from_str(name);
        let file = wait(&self.handle, "getFileHandle", &Array::of2(&name, &create)).await?;
        let stream = wait(&file, "createWritable", &Array::new()).await?;
        let content = Array::of1(&JsValue::from_str(content));
        if let Err(error) = wait(&stream, "write", &content).await {
            // Only a close puts what was written in its place; whatever this says, the first error counts.
            drop(wait(&stream, "abort", &Array::new()).await);
            return Err(error);
        }
        wait(&stream, "close", &Array::new()).await.map(drop)
    }

    /// The names of what is in the folder.
    ///
    /// # Errors
    /// What the browser said.
    pub async fn names(&self) -> Result<Vec<String>, JsValue> {
        let keys = call(&self.handle, "keys", &Array::new())?;
        let mut names = Vec::new();
        loop {
            let next = call(&keys, "next", &Array::new())?;
            let next = JsFuture::from(js_sys::Promise::resolve(&next)).await?;
            match member(&next, "value")?.as_string() {
                Some(name) => names.push(name),
                None => return Ok(names),
            }
        }
    }

    /// Removes a file.
    ///
    /// # Errors
    /// What the browser said.
    pub async fn remove(&self, name: &str) -> Result<(), JsValue> {
        let name = Array::of1(&JsValue::from_str(name));
        wait(&self.handle, "removeEntry", &name).await.map(drop)
    }
}

fn window() -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("there is no window"))?;
    Ok(window.into())
}
