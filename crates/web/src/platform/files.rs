//! Files that the learner saves or chooses.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FilePropertyBag, HtmlAnchorElement, Url};

use super::method::{call, is_named, member, object, wait};

/// Saves `content` as a download of that name and media type.
///
/// # Errors
/// What the browser said, when it offers no downloads.
pub fn download(name: &str, media_type: &str, content: &[u8]) -> Result<(), JsValue> {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| JsValue::from_str("no document"))?;
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(content));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    Url::revoke_object_url(&address)
}

/// An address of `content` within this page, of that media type; whoever makes it revokes it.
///
/// # Errors
/// What the browser said, when it gives none.
pub fn address_of(media_type: &str, content: &Uint8Array) -> Result<String, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(content), &options)?;
    Url::create_object_url_with_blob(&blob)
}

/// Takes such an address back.
pub fn revoke(address: &str) {
    if let Err(error) = Url::revoke_object_url(address) {
        leptos::logging::warn!("an address within the page stays: {error:?}");
    }
}

/// Whether a file went on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// It did.
    Sent,
    /// The learner thought better of it.
    Cancelled,
}

/// Whether this browser hands text files to other programs.
pub fn can_share() -> bool {
    let answer = || {
        let files = shared("waymark.txt", "{}")?;
        call(&navigator()?, "canShare", &Array::of1(&files))
    };
    // Where there is no such method there is nothing to share with.
    answer().is_ok_and(|answer: JsValue| answer.is_truthy())
}

/// Whether this browser hands files of that name and media type to other programs.
pub fn can_share_file(name: &str, media_type: &str) -> bool {
    let answer = || {
        let files = shared_file(name, media_type, &[0])?;
        call(&navigator()?, "canShare", &Array::of1(&files))
    };
    // Where there is no such method there is nothing to share with.
    answer().is_ok_and(|answer: JsValue| answer.is_truthy())
}

/// Hands a file to a program that the learner chooses; they must just have tapped something.
///
/// # Errors
/// What the browser said.
pub async fn share_file(name: &str, media_type: &str, content: &[u8]) -> Result<Shared, JsValue> {
    let files = Array::of1(&shared_file(name, media_type, content)?);
    sent(&files).await
}

/// Hands `content` to a program that the learner chooses; they must just have tapped something.
///
/// # Errors
/// What the browser said.
pub async fn share(name: &str, content: &str) -> Result<Shared, JsValue> {
    sent(&Array::of1(&shared(name, content)?)).await
}

async fn sent(files: &Array) -> Result<Shared, JsValue> {
    match wait(&navigator()?, "share", files).await {
        Ok(_) => Ok(Shared::Sent),
        Err(error) if is_named(&error, "AbortError") => Ok(Shared::Cancelled),
        Err(error) => Err(error),
    }
}

fn shared(name: &str, content: &str) -> Result<JsValue, JsValue> {
    let options = FilePropertyBag::new();
    options.set_type("text/plain");
    let parts = Array::of1(&JsValue::from_str(content));
    let file = File::new_with_str_sequence_and_options(&parts, name, &options)?;
    object("files", &Array::of1(&file))
}

fn shared_file(name: &str, media_type: &str, content: &[u8]) -> Result<JsValue, JsValue> {
    let options = FilePropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&js_sys::Uint8Array::from(content));
    let file = File::new_with_u8_array_sequence_and_options(&parts, name, &options)?;
    object("files", &Array::of1(&file))
}

fn navigator() -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("there is no window"))?;
    member(&window, "navigator")
}

/// The text of a chosen file.
///
/// # Errors
/// What the browser said, when the file cannot be read.
pub async fn read(file: &File) -> Result<String, JsValue> {
    let text = JsFuture::from(file.text()).await?;
    text.as_string()
        .ok_or_else(|| JsValue::from_str("the file is no text"))
}
