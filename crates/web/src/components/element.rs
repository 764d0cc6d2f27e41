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
use leptos::tachys::html::event::on;
use leptos::tachys::html::node_ref::node_ref;
use leptos::tachys::html::property::prop;
use web_sys::Event;

/// What stands in an element, or what a page is made of.
pub type View = AnyView;

/// An element on its way to the page.
pub struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<View>,
}

/// A text that is written in the program or made while it runs.
type Text = Cow<'static, str>;

// The small methods below are generic for the caller's comfort; what they call is not, and is
// kept out of line, so that each use of them costs a call and no more.

/// Begins an element: `element("p").text("Hello").view()`.
#[inline(never)]
pub fn element(tag: &'static str) -> Element {
    Element(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

/// Begins an element whose node stays in the page when it is drawn again, and only what changed in it is
/// set: `kept("SPAN")`.
///
/// The name is in capitals, as the node will say it: by that Leptos finds it to be the same. Of other
/// elements it makes a new node, which takes longer, but has nothing left of what was done to the old one.
pub fn kept(name: &'static str) -> Element {
    element(name)
}

/// A text by itself.
#[inline(never)]
pub fn text(text: Text) -> View {
    text.into_owned().into_any()
}

/// A view that is drawn again whenever a signal that it reads changes.
pub fn live(draw: impl Fn() -> View + Send + 'static) -> View {
    live_boxed(Box::new(draw))
}

#[inline(never)]
fn live_boxed(draw: Box<dyn FnMut() -> View + Send>) -> View {
    draw.into_any()
}

/// Views one after the other.
#[inline(never)]
pub fn row(views: Vec<View>) -> View {
    views.into_any()
}

/// Nothing at all.
#[inline(never)]
pub fn nothing() -> View {
    ().into_any()
}

impl Element {
    /// Sets the class.
    #[inline(never)]
    pub fn class(self, class: &'static str) -> Self {
        self.attribute("class", class)
    }

    /// Sets an attribute.
    pub fn attribute(self, name: &'static str, value: impl Into<Text>) -> Self {
        self.set_attribute(name, Some(value.into()))
    }

    /// Sets an attribute if there is a value for it.
    pub fn optional(self, name: &'static str, value: Option<impl Into<Text>>) -> Self {
        self.set_attribute(name, value.map(Into::into))
    }

    /// Sets an attribute without a value if `presence` says so.
    #[inline(never)]
    pub fn flag(self, name: &'static str, presence: Presence) -> Self {
        self.set_attribute(
            name,
            match presence {
                Presence::Present => Some(Cow::Borrowed("")),
                Presence::Absent => None,
            },
        )
    }

    #[inline(never)]
    fn set_attribute(self, name: &'static str, value: Option<Text>) -> Self {
        let value: Option<String> = value.map(Cow::into_owned);
        self.add(custom_attribute(name, value).into_any_attr())
    }

    /// Sets a property, for what an attribute gives only at first: the value of a field.
    #[inline(never)]
    pub fn property(self, name: &'static str, value: String) -> Self {
        self.add(prop(name, value).into_any_attr())
    }

    /// Calls `act` on each event of that name.
    pub fn on(self, name: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        self.on_boxed(name, Box::new(act))
    }

    #[inline(never)]
    fn on_boxed(self, name: &'static str, act: Box<dyn FnMut(Event)>) -> Self {
        let event = ev::Custom::<Event>::new(name);
        self.add(on(event, act).into_any_attr())
    }

    /// Tells `reference` which node this becomes.
    #[inline(never)]
    pub fn refer(self, reference: Reference) -> Self {
        self.add(node_ref(reference.0).into_any_attr())
    }

    #[inline(never)]
    fn add(mut self, attribute: AnyAttribute) -> Self {
        self.0.attributes.push(attribute);
        self
    }

    /// Adds text.
    pub fn text(self, words: impl Into<Text>) -> Self {
        self.child(text(words.into()))
    }

    /// Adds what stands inside next.
    #[inline(never)]
    pub fn child(mut self, child: View) -> Self {
        self.0.children.push(child);
        self
    }

    /// Adds several, in order.
    pub fn children(mut self, children: impl IntoIterator<Item = View>) -> Self {
        self.0.children.extend(children);
        self
    }

    /// Adds a view that follows the signals it reads.
    pub fn live(self, draw: impl Fn() -> View + Send + 'static) -> Self {
        self.child(live(draw))
    }

    /// The finished element.
    #[inline(never)]
    pub fn view(self) -> View {
        leptos::html::custom(self.0.tag)
            .add_any_attr(self.0.attributes)
            .child(self.0.children)
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
        self.when_there(focus);
    }

    /// Calls `act` with the node when it appears.
    pub fn when_there(self, act: impl Fn(&web_sys::HtmlElement) + 'static) {
        self.when_there_boxed(Box::new(act));
    }

    #[inline(never)]
    fn when_there_boxed(self, act: Box<dyn Fn(&web_sys::HtmlElement)>) {
        Effect::new(move |_| {
            if let Some(node) = self.0.get() {
                act(&node);
            }
        });
    }

    /// Where the node stands in the window, if it is there.
    pub fn place(self) -> Option<web_sys::DomRect> {
        self.0
            .get_untracked()
            .map(|node| node.get_bounding_client_rect())
    }

    /// Moves the focus to the node, if it is there.
    pub fn focus(self) {
        self.if_there(focus);
    }

    /// Calls `act` with the node, if it is there.
    pub fn if_there(self, act: impl FnOnce(&web_sys::HtmlElement)) {
        if let Some(node) = self.0.get_untracked() {
            act(&node);
        }
    }
}

fn focus(node: &web_sys::HtmlElement) {
    // A node that has just left the page cannot take the focus, and need not.
    if let Err(error) = node.focus() {
        leptos::logging::warn!("the focus stays where it is: {error:?}");
    }
}
