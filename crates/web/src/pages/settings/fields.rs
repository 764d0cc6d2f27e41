//! Fields of settings: a name, a control, and one sentence that says what it does.

use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement};

use crate::components::element::{Presence, View, element};

/// What a field says of itself.
#[derive(Clone, Copy)]
pub struct Words {
    /// Its name.
    pub label: &'static str,
    /// What it does, in one sentence.
    pub does: &'static str,
    /// Its name in the page.
    pub name: &'static str,
}

/// A field for a whole number. `take` says what it shows instead where the number means nothing.
pub fn number_field(
    words: Words,
    most: u16,
    value: u16,
    take: impl Fn(u16) -> Option<u16> + 'static,
) -> View {
    let change = move |event: Event| {
        let target = event.target();
        let field = target.and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(field) = field else {
            return;
        };
        // What is no number leaves things as they are.
        let number = field.value().parse().ok().filter(|number| *number <= most);
        let shown = number.map_or(Some(value), &take);
        if let Some(shown) = shown {
            field.set_value(&shown.to_string());
        }
    };
    let input = element("input")
        .attribute("type", "number")
        .attribute("inputmode", "numeric")
        .attribute("min", "0")
        .attribute("max", most.to_string())
        .attribute("name", words.name)
        .attribute("aria-describedby", described(words))
        .property("value", value.to_string())
        .on("change", change);
    field(words, input.view())
}

/// A field that offers a choice: values, their words, and the one that holds.
pub fn choice_field(
    words: Words,
    choices: &[(&'static str, &'static str)],
    current: &str,
    take: impl Fn(&str) + 'static,
) -> View {
    let options = choices.iter().map(|(value, words)| {
        element("option")
            .attribute("value", *value)
            .flag("selected", Presence::when(*value == current))
            .text(*words)
            .view()
    });
    let change = move |event: Event| {
        let target = event.target();
        let field = target.and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        if let Some(field) = field {
            take(&field.value());
        }
    };
    let select = element("select")
        .attribute("name", words.name)
        .attribute("aria-describedby", described(words))
        .on("change", change)
        .children(options);
    field(words, select.view())
}

fn described(words: Words) -> String {
    format!("{}-does", words.name)
}

fn field(words: Words, control: View) -> View {
    let label = element("label")
        .class("field")
        .child(element("span").text(words.label).view())
        .child(control);
    element("div")
        .class("setting")
        .child(label.view())
        .child(
            element("p")
                .class("setting-does")
                .attribute("id", described(words))
                .text(words.does)
                .view(),
        )
        .view()
}

/// A group of fields under a heading.
pub fn group(id: &'static str, heading: &'static str, parts: Vec<View>) -> View {
    element("section")
        .class("panel")
        .attribute("aria-labelledby", id)
        .child(element("h2").attribute("id", id).text(heading).view())
        .children(parts)
        .view()
}
