//! Plots: figures drawn as bars, columns or a calendar, each with its meaning and its numbers.
//!
//! A drawing shows shapes; whoever cannot see it, or wants it exactly, opens the table beneath,
//! which has the same numbers. Nothing is told by colour alone.

mod bars;
mod calendar;
mod calibration;
mod columns;

use leptos::prelude::*;

use super::element::{Presence, View, element};
use super::fold::fold;

pub use bars::{Bar, bars};
pub use calendar::{Calendar, calendar};
pub use calibration::{Point, calibration};
pub use columns::{Column, columns};

/// A figure with a drawing.
pub struct Plot {
    /// Names it in the page.
    pub id: &'static str,
    /// What it shows, as a heading.
    pub title: &'static str,
    /// The most important of it in words.
    pub caption: String,
    /// What is counted, and what is not.
    pub definition: &'static str,
    /// The drawing; what it shows is in the table as well.
    pub drawing: View,
    /// The numbers.
    pub table: Table,
}

/// The numbers of a plot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What each column holds; the first names the rows.
    pub heads: Vec<&'static str>,
    /// The rows, each as long as the heads.
    pub rows: Vec<Vec<String>>,
}

impl Plot {
    /// The figure: heading, words, drawing, and folded away its meaning and its numbers.
    pub fn view(self) -> View {
        let Self {
            id, title, table, ..
        } = self;
        let definition = self.definition;
        let meaning = fold("What is counted", None, Presence::Absent, move || {
            element("p").class("plot-meaning").text(definition).view()
        });
        let numbers = fold("The same in numbers", None, Presence::Absent, move || {
            table.view(title)
        });
        element("figure")
            .class("panel plot")
            .attribute("aria-labelledby", id)
            .child(element("h2").attribute("id", id).text(title).view())
            .child(self.drawing)
            .child(element("figcaption").text(self.caption).view())
            .child(
                element("div")
                    .class("plot-folds")
                    .child(meaning)
                    .child(numbers)
                    .view(),
            )
            .view()
    }
}

impl Table {
    fn view(&self, title: &'static str) -> View {
        let heads = self.heads.iter();
        let heads = heads.map(|head| cell("th", Some("col"), (*head).to_owned()));
        let rows = self.rows.iter().map(|row| {
            let cells = (0..).zip(row).map(|(column, words)| match column {
                0 => cell("th", Some("row"), words.clone()),
                _ => cell("td", None, words.clone()),
            });
            element("tr").children(cells).view()
        });
        let table = element("table")
            .child(
                element("thead")
                    .child(element("tr").children(heads).view())
                    .view(),
            )
            .child(element("tbody").children(rows).view());
        // What may be wider than the page is moved by keyboard as well.
        element("div")
            .class("table-frame plot-table")
            .attribute("role", "region")
            .attribute("aria-label", title)
            .attribute("tabindex", "0")
            .child(table.view())
            .view()
    }
}

fn cell(tag: &'static str, scope: Option<&'static str>, words: String) -> View {
    element(tag)
        .optional("scope", scope)
        .attribute("dir", "auto")
        .text(words)
        .view()
}

/// Drawings of one kind side by side, each with its name.
pub fn multiples(drawings: Vec<(String, View)>) -> View {
    let items = drawings.into_iter().map(|(name, drawing)| {
        element("li")
            .child(
                element("p")
                    .class("plot-name")
                    .attribute("dir", "auto")
                    .text(name)
                    .view(),
            )
            .child(drawing)
            .view()
    });
    element("ul").class("plot-multiples").children(items).view()
}

/// How a drawing takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// It fills it, whatever shape that is.
    Stretched,
    /// It keeps its shape.
    Whole,
}

/// Names below a drawing, spread from its left to its right; hidden from screen readers too.
fn axis<const NAMES: usize>(names: [String; NAMES]) -> View {
    element("div")
        .class("plot-axis")
        .attribute("aria-hidden", "true")
        .children(names.map(|name| element("span").text(name).view()))
        .view()
}

/// Paths, each with its class, in a drawing of `width` by `height`; hidden from screen readers,
/// which have the words and the table.
fn drawing(fit: Fit, (width, height): (usize, usize), paths: Vec<(&'static str, String)>) -> View {
    let paths: Vec<View> = paths
        .into_iter()
        .filter(|(_, strokes)| !strokes.is_empty())
        .map(|(class, strokes)| {
            leptos::svg::path()
                .attr("class", class)
                .attr("d", strokes)
                .into_any()
        })
        .collect();
    let aspect = match fit {
        Fit::Stretched => "none",
        Fit::Whole => "xMinYMin meet",
    };
    leptos::svg::svg()
        .attr("class", "plot-drawing")
        .attr("viewBox", format!("0 0 {width} {height}"))
        .attr("preserveAspectRatio", aspect)
        .attr("aria-hidden", "true")
        .child(paths)
        .into_any()
}
