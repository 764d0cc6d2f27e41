//! Elements of the page, put together at run time.
//!
//! Leptos gives each shape of a view a type of its own, and code for each type. Here every
//! element has the same type, so that another page costs its words and not another copy of the
//! machinery: `docs/decisions/0002-views-built-at-run-time.md` has the figures.

use std::borrow::Cow;

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute as _};
use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::html::ElementChild as _;
use leptos::prelude::*;
use leptos::tachys::html::property::prop;
use web_sys::Event;

/// What stands in an element, or what a page is made of.
pub type View = AnyView;

/// An element on its way to the page.
pub struct Element {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<View>,
}

/// A text that is written in the program or made while it runs.
type Text = Cow<'static, str>;

/// Begins an element: `element("p").text("Hello").view()`.
pub fn element(tag: &'static str) -> Element {
    Element {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

/// A text by itself.
pub fn text(text: impl Into<Text>) -> View {
    text.into().into_owned().into_any()
}

/// A view that is drawn again whenever a signal that it reads changes.
pub fn live(draw: impl Fn() -> View + Send + 'static) -> View {
    let draw: Box<dyn FnMut() -> View + Send> = Box::new(draw);
    draw.into_any()
}

/// Views one after the other.
pub fn row(views: Vec<View>) -> View {
    views.into_any()
}

/// Nothing at all.
pub fn nothing() -> View {
    ().into_any()
}

impl Element {
    /// Sets the class.
    pub fn class(self, class: impl Into<Text>) -> Self {
        self.attribute("class", class)
    }

    /// Sets an attribute.
    pub fn attribute(self, name: &'static str, value: impl Into<Text>) -> Self {
        self.optional(name, Some(value))
    }

    /// Sets an attribute if there is a value for it.
    pub fn optional(mut self, name: &'static str, value: Option<impl Into<Text>>) -> Self {
        let value: Option<String> = value.map(|value| value.into().into_owned());
        self.attributes
            .push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// Sets an attribute without a value if `present` holds.
    pub fn flag(self, name: &'static str, present: Presence) -> Self {
        match present {
            Presence::Present => self.attribute(name, ""),
            Presence::Absent => self.optional(name, None::<Text>),
        }
    }

    /// Sets a property, for what an attribute gives only at first: the value of a field.
    pub fn property(mut self, name: &'static str, value: impl Into<Text>) -> Self {
        let value: String = value.into().into_owned();
        self.attributes.push(prop(name, value).into_any_attr());
        self
    }

    /// Calls `act` on each event of that name.
    pub fn on(mut self, name: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        let act: Box<dyn FnMut(Event)> = Box::new(act);
        let event = ev::Custom::<Event>::new(name);
        self.attributes
            .push(leptos::tachys::html::event::on(event, act).into_any_attr());
        self
    }

    /// Tells `reference` which node this becomes.
    pub fn refer(mut self, reference: Reference) -> Self {
        let attribute = leptos::tachys::html::node_ref::node_ref(reference.0);
        self.attributes.push(attribute.into_any_attr());
        self
    }

    /// Adds text.
    pub fn text(self, words: impl Into<Text>) -> Self {
        self.child(text(words))
    }

    /// Adds what stands inside next.
    pub fn child(mut self, child: View) -> Self {
        self.children.push(child);
        self
    }

    /// Adds several, in order.
    pub fn children(mut self, children: impl IntoIterator<Item = View>) -> Self {
        self.children.extend(children);
        self
    }

    /// Adds a view that follows the signals it reads.
    pub fn live(self, draw: impl Fn() -> View + Send + 'static) -> Self {
        self.child(live(draw))
    }

    /// The finished element.
    pub fn view(self) -> View {
        leptos::html::custom(self.tag)
            .add_any_attr(self.attributes)
            .child(self.children)
            .into_any()
    }
}

/// Whether an attribute without a value is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is.
    Present,
    /// It is not.
    Absent,
}

impl Presence {
    /// Present when `condition` holds.
    pub const fn when(condition: bool) -> Self {
        if condition {
            Self::Present
        } else {
            Self::Absent
        }
    }
}

/// A hold on the node that an element becomes.
#[derive(Clone, Copy)]
pub struct Reference(NodeRef<leptos::html::Custom<&'static str>>);

impl Reference {
    /// A hold on nothing yet.
    pub fn new() -> Self {
        Self(NodeRef::new())
    }

    /// Moves the focus to the node when it appears.
    pub fn focus_when_there(self) {
        Effect::new(move |_| {
            if let Some(node) = self.0.get() {
                focus(&node);
            }
        });
    }

    /// Moves the focus to the node, if it is there.
    pub fn focus(self) {
        if let Some(node) = self.0.get_untracked() {
            focus(&node);
        }
    }
}

fn focus(node: &web_sys::HtmlElement) {
    // A node that has just left the page cannot take the focus, and need not.
    if let Err(error) = node.focus() {
        leptos::logging::warn!("the focus stays where it is: {error:?}");
    }
}
