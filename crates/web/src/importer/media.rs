//! Pictures and sounds on the page: an element with a description becomes what it describes.

use std::cell::RefCell;

use js_sys::Uint8Array;
use leptos::prelude::document;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use waymark_core::rich_text::media::BEGINNING;
use waymark_core::rich_text::{MediaKind, MediaName, MediaType};
use web_sys::{Element, HtmlImageElement};

use crate::platform::files::{address_of, revoke};
use crate::platform::media;
use crate::platform::storage::words;
use crate::route::Route;
use crate::state::offered::{self, ToDocument};
use crate::state::order;

thread_local! {
    /// The sounds on the page and their addresses, which hold as long as they can be played.
    static SOUNDS: RefCell<Vec<(Element, String)>> = const { RefCell::new(Vec::new()) };
}

/// Why a file is not shown.
enum Lack {
    /// It is not here.
    Missing,
    /// It was not chosen with the document that is being imported.
    NotChosen,
    /// It is something else than its name says, or damaged.
    Unfit,
    /// What the browser said.
    Unreadable(String),
}

/// Shows the picture or the sound of an element; where there is none, what is lacking.
///
/// # Errors
/// What the browser said, when the page cannot be changed.
pub async fn show(element: &JsValue) -> Result<(), String> {
    let_go();
    let element: &Element = element.dyn_ref().ok_or("there is no element")?;
    let name = element.get_attribute(order::FILE).unwrap_or_default();
    let name = MediaName::new(&name).ok_or("there is no name of a picture or a sound")?;
    // It is on the page now and may be gone when the file is there.
    let around = format!("[{}]", order::ROADMAP);
    let around = element.closest(&around).map_err(|error| words(&error))?;
    let roadmap = around.and_then(|around| around.get_attribute(order::ROADMAP));
    let drawn = match find(&roadmap.unwrap_or_default(), &name).await {
        Ok(bytes) => draw(element, &name, &bytes).await,
        Err(lack) => Err(lack),
    };
    match drawn {
        Ok(()) => Ok(()),
        Err(lack) => say(element, &name, &lack).map_err(|error| words(&error)),
    }
}

/// The bytes of a file: of what is being imported what was chosen, and else what is kept.
async fn find(roadmap: &str, name: &MediaName) -> Result<Uint8Array, Lack> {
    let offered = offered::find(roadmap, name);
    if let ToDocument::File(content) = &offered {
        let bytes = content.bytes().await;
        return bytes.map_err(|error| Lack::Unreadable(words(&error)));
    }
    match (media::file(roadmap, name.as_str()).await, offered) {
        (Ok(Some(bytes)), _) => Ok(bytes),
        (Ok(None), ToDocument::Nothing) => Err(Lack::NotChosen),
        (Ok(None), _) => Err(Lack::Missing),
        (Err(error), _) => Err(Lack::Unreadable(error.to_string())),
    }
}

/// Takes back the addresses of sounds that are gone from the page.
pub fn let_go() {
    SOUNDS.with_borrow_mut(|sounds| {
        sounds.retain(|(sound, address)| {
            let stays = sound.is_connected();
            if !stays {
                revoke(address);
            }
            stays
        });
    });
}

async fn draw(element: &Element, name: &MediaName, bytes: &Uint8Array) -> Result<(), Lack> {
    let unreadable = |error: JsValue| Lack::Unreadable(words(&error));
    let beginning = bytes.subarray(0, bytes.length().min(BEGINNING as u32));
    let media_type = MediaType::of(name, &beginning.to_vec()).ok_or(Lack::Unfit)?;
    let address = address_of(media_type.as_str(), bytes).map_err(unreadable)?;
    match name.kind() {
        MediaKind::Picture => {
            let drawn = picture(element, &address).await;
            // What is painted needs its address no more.
            revoke(&address);
            drawn
        }
        MediaKind::Sound => sound(element, name, address).map_err(unreadable),
    }
}

async fn picture(element: &Element, address: &str) -> Result<(), Lack> {
    let unreadable = |error: JsValue| Lack::Unreadable(words(&error));
    let image = HtmlImageElement::new().map_err(unreadable)?;
    image.set_alt(&element.text_content().unwrap_or_default());
    image.set_src(address);
    // The description gives way in one step, to a picture whose size is known.
    if JsFuture::from(image.decode()).await.is_err() {
        return Err(Lack::Unfit);
    }
    let (width, height) = (image.natural_width(), image.natural_height());
    // Some drawings have none of their own.
    if width > 0 && height > 0 {
        image.set_width(width);
        image.set_height(height);
    }
    element.set_text_content(None);
    let added = element.append_child(&image);
    added.map(drop).map_err(unreadable)
}

fn sound(element: &Element, name: &MediaName, address: String) -> Result<(), JsValue> {
    let description = element.text_content().unwrap_or_default();
    let label = document().create_element("span")?;
    label.set_text_content(Some(&description));
    let player = document().create_element("audio")?;
    player.set_attribute("controls", "")?;
    player.set_attribute("preload", "metadata")?;
    player.set_attribute("aria-label", &description)?;
    let (place, name) = (element.clone(), name.clone());
    let broken = Closure::once_into_js(move || {
        place.set_text_content(Some(&description));
        if let Err(error) = say(&place, &name, &Lack::Unfit) {
            leptos::logging::warn!("{}", words(&error));
        }
    });
    player.add_event_listener_with_callback("error", broken.unchecked_ref())?;
    player.set_attribute("src", &address)?;
    element.set_text_content(None);
    element.append_child(&label)?;
    element.append_child(&player)?;
    SOUNDS.with_borrow_mut(|sounds| sounds.push((player, address)));
    Ok(())
}

/// Leaves the description, and adds what is lacking and what to do.
fn say(element: &Element, name: &MediaName, lack: &Lack) -> Result<(), JsValue> {
    let name = name.as_str();
    let lacking = document().create_element("span")?;
    lacking.set_class_name("media-lack");
    lacking.set_text_content(Some(&match lack {
        Lack::Missing => format!("{name} is not in this browser. "),
        Lack::NotChosen => format!("{name} does not come along."),
        Lack::Unfit => format!("{name} is damaged, or is not what its name says. "),
        Lack::Unreadable(cause) => format!("{name} cannot be read: {cause}. "),
    }));
    if matches!(lack, Lack::Missing | Lack::Unfit) {
        let link = document().create_element("a")?;
        link.set_attribute("href", &Route::Import.to_string())?;
        link.set_text_content(Some("Add the file"));
        lacking.append_child(&link)?;
    }
    element.append_child(&lacking).map(drop)
}
