//! What is customary where the learner lives.

use chrono::Weekday;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

use super::method::{call, member};

/// The day on which weeks begin, by the browser's language; Monday where it does not say.
pub fn week_start() -> Weekday {
    // A browser that does not know weeks is one in which they begin on Monday, as ISO 8601 has it.
    match first_day() {
        Ok(Some(7.0)) => Weekday::Sun,
        Ok(Some(6.0)) => Weekday::Sat,
        Ok(Some(5.0)) => Weekday::Fri,
        Ok(_) | Err(_) => Weekday::Mon,
    }
}

/// The first day of a week as `Intl` numbers them, Monday being 1.
fn first_day() -> Result<Option<f64>, JsValue> {
    let global = js_sys::global();
    let language = member(&member(&global, "navigator")?, "language")?;
    let locale: Function = member(&member(&global, "Intl")?, "Locale")?.dyn_into()?;
    let locale = Reflect::construct(&locale, &Array::of1(&language))?;
    // A method by now, and a property before.
    let weeks = call(&locale, "getWeekInfo", &Array::new());
    let weeks = weeks.or_else(|_| member(&locale, "weekInfo"))?;
    Ok(member(&weeks, "firstDay")?.as_f64())
}
