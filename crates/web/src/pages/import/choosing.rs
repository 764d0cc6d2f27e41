//! Choosing: files, folders, a drop, or a pasted text.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use waymark_core::rich_text::media::endings;
use web_sys::{Event, HtmlInputElement, HtmlTextAreaElement};

use super::importing::Importing;
use super::stage::Chosen;
use crate::components::element::{Element, Presence, View, element, row};
use crate::components::fold::fold;
use crate::platform::chosen::{self, ChosenFile};
use crate::platform::installation;
use crate::platform::tab_storage::TabStore;
use crate::state::candidate::{Sort, sort};
use crate::state::draft::{self, Typed};

/// What a pasted text is called in the place of a file's path.
pub const PASTED: &str = "Pasted text";

/// Takes what is dropped anywhere on the page.
pub fn take_drops(importing: Importing) {
    // Without this the browser would open the file in the place of the page.
    let over = window_event_listener(ev::dragover, |event| event.prevent_default());
    let dropped = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        let Some(drop) = event.data_transfer() else {
            return;
        };
        let dropped = chosen::take(&drop);
        if dropped.is_empty() {
            return;
        }
        spawn_local(async move {
            match chosen::files(dropped, |path| sort(path) != Sort::Hidden).await {
                Ok(files) => importing.take_files(files),
                Err(error) => importing
                    .failure
                    .set(Some(format!("The drop cannot be read: {error:?}"))),
            }
        });
    });
    on_cleanup(move || {
        over.remove();
        dropped.remove();
    });
}

/// Takes what the system hands over: a file that was shared or opened with the application.
pub fn take_handed(importing: Importing) {
    let handed = ev::Custom::<Event>::new(installation::FILES_HANDED);
    let handed = window_event_listener(handed, move |event| {
        let files = installation::files(&event).into_iter();
        let files = files.map(|file| ChosenFile {
            path: file.name(),
            file,
        });
        importing.take_files(files.collect());
    });
    installation::take_files();
    on_cleanup(move || {
        installation::leave_files();
        handed.remove();
    });
}

/// The ways to choose.
pub fn choosing(importing: Importing) -> View {
    element("section")
        .class("panel import-choosing")
        .attribute("aria-label", "Choose documents")
        .child(
            element("p")
                .text(
                    "Choose Markdown or text files, with the pictures and sounds that they show, or \
                     packages of Anki (.apkg, .colpkg), or drop files and folders anywhere on this \
                     page. You see every card before anything is added, and nothing leaves this \
                     browser.",
                )
                .view(),
        )
        .child(
            element("div")
                .class("row")
                .child(field(importing, "files", "Choose files", |input| {
                    let input = input.flag("multiple", Presence::Present);
                    input.attribute("accept", accepted())
                }))
                .child(field(importing, "folder", "Choose a folder", |input| {
                    input.flag("webkitdirectory", Presence::Present)
                }))
                .view(),
        )
        .child(pasting(importing))
        .view()
}

/// What the browser offers first.
fn accepted() -> String {
    let documents = ".md,.markdown,.txt,.apkg,.colpkg,text/markdown,text/plain";
    let media = endings().map(|ending| format!(",.{ending}"));
    std::iter::once(documents.to_owned()).chain(media).collect()
}

fn field(
    importing: Importing,
    name: &'static str,
    label: &'static str,
    with: fn(Element) -> Element,
) -> View {
    let input = element("input")
        .class("visually-hidden")
        .attribute("type", "file")
        .attribute("name", name)
        .on("change", move |event: Event| {
            let field = event.target().and_then(|t| t.dyn_into().ok());
            let Some(field) = field else {
                return;
            };
            let field: HtmlInputElement = field;
            let files = chosen::of_field(&field);
            // The same files may be chosen again.
            field.set_value("");
            importing.take_files(files);
        });
    element("label")
        .class("button file-button")
        .text(label)
        .child(with(input).view())
        .view()
}

/// A field for text, open where there is some from before.
fn pasting(importing: Importing) -> View {
    let kept = draft::read(&TabStore, Typed::Import).unwrap_or_else(|error| {
        leptos::logging::warn!("what was pasted before cannot be read: {error}");
        None
    });
    let open = Presence::when(kept.is_some());
    let text = RwSignal::new(kept.unwrap_or_default());
    fold("Paste text", None, open, move || {
        paste_field(importing, text)
    })
}

/// Forgets the pasted text: it is added.
pub fn forget_pasted() {
    if let Err(error) = draft::forget(&TabStore, Typed::Import) {
        leptos::logging::warn!("the pasted text stays for a reload: {error}");
    }
}

fn paste_field(importing: Importing, text: RwSignal<String>) -> View {
    let area = element("textarea")
        .attribute("name", "text")
        .attribute("rows", "8")
        .attribute("spellcheck", "false")
        .property("value", text.get_untracked())
        .on("input", move |event: Event| {
            let area = event.target().and_then(|t| t.dyn_into().ok());
            if let Some(area) = area {
                let area: HtmlTextAreaElement = area;
                let words = area.value();
                if let Err(error) = draft::keep(&TabStore, Typed::Import, &words, "") {
                    // It is still in the field, and can be read.
                    leptos::logging::warn!("what is pasted is not kept for a reload: {error}");
                }
                text.set(words);
            }
        });
    let read = move |_| {
        let pasted = text.get_untracked();
        if !pasted.trim().is_empty() {
            importing.take(vec![Chosen::Text(PASTED.to_owned(), pasted)], Vec::new());
        }
    };
    let is_empty = Memo::new(move |_| text.with(|text| text.trim().is_empty()));
    let button = move || {
        element("button")
            .class("button")
            .attribute("type", "button")
            .flag("disabled", Presence::when(is_empty.get()))
            .on("click", read)
            .text("Read the text")
            .view()
    };
    row(vec![
        element("label")
            .class("import-paste")
            .child(element("span").text("Markdown, with a # title").view())
            .child(area.view())
            .view(),
        element("div").class("row").live(button).view(),
    ])
}
