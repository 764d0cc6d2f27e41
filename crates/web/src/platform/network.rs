//! The network: the application's own files and nothing else.

use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlLinkElement, Response};

/// A file of the application could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The page does not say where the file is.
    NoAddress,
    /// The network failed.
    Network {
        /// What the browser said.
        cause: String,
    },
    /// The server answered with something else than the file.
    Status {
        /// The HTTP status.
        code: u16,
    },
}

impl std::fmt::Display for FetchError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoAddress => f.write_str("the page does not name the file"),
            Self::Network { cause } => write!(f, "the network failed: {cause}"),
            Self::Status { code } => write!(f, "the server answered with status {code}"),
        }
    }
}

impl std::error::Error for FetchError {}

impl From<JsValue> for FetchError {
    fn from(error: JsValue) -> Self {
        let message = js_sys::Reflect::get(&error, &JsValue::from_str("message"));
        let cause = message.ok().and_then(|message| message.as_string());
        Self::Network {
            cause: cause.unwrap_or_else(|| format!("{error:?}")),
        }
    }
}

/// Fetches the bytes that the page's `<link id=…>` preloads.
///
/// # Errors
/// One variant of [`FetchError`] for each thing that can go wrong on the way.
pub async fn fetch_preloaded(link_id: &str) -> Result<Vec<u8>, FetchError> {
    let window = web_sys::window().ok_or(FetchError::NoAddress)?;
    let address = window
        .document()
        .and_then(|document| document.get_element_by_id(link_id))
        .and_then(|element| element.dyn_into::<HtmlLinkElement>().ok())
        .map(|link| link.href())
        .ok_or(FetchError::NoAddress)?;
    fetch(&address).await
}

/// Fetches the bytes of a file of the site.
///
/// # Errors
/// One variant of [`FetchError`] for each thing that can go wrong on the way.
pub async fn fetch(address: &str) -> Result<Vec<u8>, FetchError> {
    let window = web_sys::window().ok_or(FetchError::NoAddress)?;
    let response: Response = JsFuture::from(window.fetch_with_str(address))
        .await?
        .dyn_into()?;
    if !response.ok() {
        return Err(FetchError::Status {
            code: response.status(),
        });
    }
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}
