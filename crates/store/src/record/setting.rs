//! Settings as the facts' JSON: a name, and a number of 16 bits.

use std::num::NonZeroU16;

use waymark_core::scheduler::{Fuzz, Lateness, Percent};
use waymark_core::setting::{CardsPerDay, PhaseOrder, RatingScale, Setting, Siblings};
use waymark_core::time::DayStart;

use super::RecordError;
use super::fact::FactRecord::{self, Named, Number};

/// The written form of a setting.
pub fn of_setting(setting: Setting) -> FactRecord {
    // Zero is no number of days or lapses, and says that there is none.
    let or_none = |number: Option<NonZeroU16>| number.map_or(0, NonZeroU16::get);
    let (name, value) = match setting {
        Setting::DayStart(start) => ("day-start", start.minutes()),
        Setting::NewPerDay(limit) => ("new-per-day", limit.0),
        Setting::ReviewsPerDay(limit) => ("reviews-per-day", limit.0),
        Setting::RatingScale(RatingScale::FourButtons) => ("ratings", 4),
        Setting::RatingScale(RatingScale::SixQualities) => ("ratings", 6),
        Setting::PhaseOrder(PhaseOrder::Free) => ("held-phases", 0),
        Setting::PhaseOrder(PhaseOrder::Held) => ("held-phases", 1),
        Setting::BacklogDays(days) => ("backlog-days", or_none(days)),
        Setting::Siblings(Siblings::Apart) => ("buried-siblings", 0),
        Setting::Siblings(Siblings::OneADay) => ("buried-siblings", 1),
        Setting::LeechLapses(lapses) => ("leech-lapses", or_none(lapses)),
        Setting::MaximumInterval(days) => ("maximum-interval", or_none(days)),
        Setting::IntervalModifier(percent) => ("interval-modifier", percent.number()),
        Setting::Fuzz(Fuzz::Off) => ("fuzz", 0),
        Setting::Fuzz(Fuzz::Spread) => ("fuzz", 1),
        Setting::Lateness(Lateness::Ignored) => ("lateness-credit", 0),
        Setting::Lateness(Lateness::Credited) => ("lateness-credit", 1),
    };
    FactRecord::named(name, Number(value.into()))
}

/// The setting that is written here.
///
/// # Errors
/// [`RecordError`] where there is none, or one that no version writes.
pub fn read_setting(record: &FactRecord) -> Result<Setting, RecordError> {
    let Named(name, value) = record else {
        return Err(record.is_no("setting"));
    };
    let field = match name.as_str() {
        "day-start" => "day start",
        "new-per-day" | "reviews-per-day" => "number of cards",
        "ratings" => "number of ratings",
        _ => "value of a setting",
    };
    let number: u16 = value.number(field)?;
    let setting = match (name.as_str(), number) {
        ("day-start", minutes) => DayStart::from_minutes(minutes).map(Setting::DayStart),
        ("new-per-day", cards) => Some(Setting::NewPerDay(CardsPerDay(cards))),
        ("reviews-per-day", cards) => Some(Setting::ReviewsPerDay(CardsPerDay(cards))),
        ("ratings", 4) => Some(Setting::RatingScale(RatingScale::FourButtons)),
        ("ratings", 6) => Some(Setting::RatingScale(RatingScale::SixQualities)),
        ("held-phases", 0) => Some(Setting::PhaseOrder(PhaseOrder::Free)),
        ("held-phases", 1) => Some(Setting::PhaseOrder(PhaseOrder::Held)),
        ("backlog-days", days) => Some(Setting::BacklogDays(NonZeroU16::new(days))),
        ("buried-siblings", 0) => Some(Setting::Siblings(Siblings::Apart)),
        ("buried-siblings", 1) => Some(Setting::Siblings(Siblings::OneADay)),
        ("leech-lapses", lapses) => Some(Setting::LeechLapses(NonZeroU16::new(lapses))),
        ("maximum-interval", days) => Some(Setting::MaximumInterval(NonZeroU16::new(days))),
        ("interval-modifier", percent) => Percent::new(percent).map(Setting::IntervalModifier),
        ("fuzz", 0) => Some(Setting::Fuzz(Fuzz::Off)),
        ("fuzz", 1) => Some(Setting::Fuzz(Fuzz::Spread)),
        ("lateness-credit", 0) => Some(Setting::Lateness(Lateness::Ignored)),
        ("lateness-credit", 1) => Some(Setting::Lateness(Lateness::Credited)),
        ("ratings" | "held-phases" | "buried-siblings" | "fuzz" | "lateness-credit", _) => None,
        _ => return Err(record.is_no("setting")),
    };
    setting.ok_or_else(|| value.is_no(field))
}
