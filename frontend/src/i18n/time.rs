//! Days, times of day and spans in words, all in Asia/Shanghai.

use js_sys::{Array, Date, Function, Intl, Object};
use shared::value::{DAY, HOUR, MINUTE, Timestamp};
use wasm_bindgen::JsValue;

use super::{Language, Text};
use crate::net::{clock, js};

/// Below it the minutes count too.
const THREE_HOURS: i64 = 3 * HOUR;

/// `9:30`.
pub fn time_of_day(at: Timestamp) -> String {
    let ms = at.time_of_day().ms();
    format!("{}:{:02}", ms / HOUR, ms / MINUTE % 60)
}

/// A number with its thousands apart.
pub fn number(language: Language, number: i64) -> String {
    let format = Intl::NumberFormat::new(&locale(language), &Object::new());
    apply(&format.format(), js::number(number))
}

fn locale(language: Language) -> Array {
    Array::of1(&JsValue::from_str(language.tag()))
}

fn apply(format: &Function, number: f64) -> String {
    let made = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(number));
    made.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn date_words(language: Language, at: Timestamp, parts: &[(&str, &str)]) -> String {
    let how = Object::new();
    js::set(&how, "timeZone", &JsValue::from_str("Asia/Shanghai"));
    for (part, form) in parts {
        js::set(&how, part, &JsValue::from_str(form));
    }
    let format = Intl::DateTimeFormat::new(&locale(language), &how);
    let date = Date::new(&JsValue::from_f64(js::number(at.ms())));
    let made = format.format().call1(&JsValue::UNDEFINED, &date);
    made.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// `周二`, `Tue`.
pub fn weekday(text: &Text, at: Timestamp) -> String {
    date_words(text.language, at, &[("weekday", "short")])
}

/// `11 月 24 日`, `24 Nov`; with the year when it is not this one.
pub fn date(text: &Text, at: Timestamp, now: Timestamp) -> String {
    let (year, month, day) = at.date().civil();
    let this_year = now.date().civil().0 == year;
    match text.language {
        Language::Zh if this_year => format!("{month} 月 {day} 日"),
        Language::Zh => format!("{year} 年 {month} 月 {day} 日"),
        Language::En => {
            let month = date_words(Language::En, at, &[("month", "short")]);
            if this_year { format!("{day} {month}") } else { format!("{day} {month} {year}") }
        }
    }
}

/// `11 月 24 日（周二）`, `Tue 24 Nov`.
pub fn date_with_weekday(text: &Text, at: Timestamp, now: Timestamp) -> String {
    let (date, weekday) = (date(text, at, now), weekday(text, at));
    text.language.pick(format!("{date}（{weekday}）"), format!("{weekday} {date}"))
}

/// `今天`, `明天`, `昨天`, `周二`, `下周二`, else the date.
pub fn day(text: &Text, at: Timestamp, now: Timestamp) -> String {
    let today = now.date();
    let days = at.date().days() - today.days();
    let monday = today.days() - today.weekday();
    let weeks = (at.date().days() - monday).div_euclid(7);
    match (days, weeks) {
        (0, _) => text.common.today.to_owned(),
        (1, _) => text.common.tomorrow.to_owned(),
        (-1, _) => text.common.yesterday.to_owned(),
        (_, 0) => weekday(text, at),
        (_, 1) => (text.common.next_week)(&weekday(text, at)),
        _ => date(text, at, now),
    }
}

/// `今天 8:36`, `下周二 9:30`.
pub fn when(text: &Text, at: Timestamp, now: Timestamp) -> String {
    format!("{} {}", day(text, at, now), time_of_day(at))
}

/// `8:36`; with the day where it is not today's.
pub fn when_again(text: &Text, at: Timestamp) -> String {
    let now = clock::now();
    if at.date() == now.date() { time_of_day(at) } else { when(text, at, now) }
}

/// `今天 8:36 前`, `by Tue 9:30`; midnight belongs to the day that ends: `周三当天`, `今天之内`.
pub fn by(text: &Text, due: Timestamp, now: Timestamp) -> String {
    match day_ending(due) {
        Some(last) => within(text, last, &day(text, last, now), now),
        None => (text.common.by)(&when(text, due, now)),
    }
}

/// The same with the whole date: `11 月 24 日（周二） 9:30 前`.
pub fn by_date(text: &Text, due: Timestamp, now: Timestamp) -> String {
    if let Some(last) = day_ending(due) {
        return within(text, last, &date_with_weekday(text, last, now), now);
    }
    let day = date_with_weekday(text, due, now);
    (text.common.by)(&format!("{day} {}", time_of_day(due)))
}

/// The day that ends at an instant, if it is midnight.
fn day_ending(at: Timestamp) -> Option<Timestamp> {
    (at.time_of_day().ms() == 0).then(|| at.plus(-1))
}

fn within(text: &Text, last: Timestamp, day: &str, now: Timestamp) -> String {
    let soon = (0..=1).contains(&(last.date().days() - now.date().days()));
    let word = if soon { "之内" } else { "当天" };
    text.language.pick(format!("{day}{word}"), format!("by the end of {day}"))
}

/// `59 分`, `1 小时 59 分`, `8 小时`, `3 天`: rounded down, so that nobody is promised more than there is.
pub fn span(text: &Text, ms: i64) -> String {
    let ms = ms.max(0);
    let minutes = ms / MINUTE % 60;
    if ms < HOUR {
        (text.common.minutes)(minutes)
    } else if ms < THREE_HOURS && minutes > 0 {
        format!("{} {}", (text.common.hours)(ms / HOUR), (text.common.minutes)(minutes))
    } else if ms < 2 * DAY {
        (text.common.hours)(ms / HOUR)
    } else {
        (text.common.days)(ms / DAY)
    }
}

/// The same where there is little room: `1:59` in place of `1 小时 59 分`.
pub fn short_span(text: &Text, ms: i64) -> String {
    match ms.max(0) {
        ms @ HOUR..THREE_HOURS => format!("{}:{:02}", ms / HOUR, ms / MINUTE % 60),
        ms => span(text, ms),
    }
}

/// `还有 2 小时`, `超时 18 分`.
pub fn left(text: &Text, due: Timestamp, now: Timestamp) -> String {
    let ms = due.since(now);
    if ms >= 0 {
        (text.common.left)(&span(text, ms))
    } else {
        (text.common.late)(&span(text, ms.saturating_neg()))
    }
}

#[cfg(test)]
mod tests {
    use shared::value::{Date, TimeOfDay};

    use super::*;

    #[test]
    fn midnight_is_told_by_the_day_that_ends() {
        let at = |date: &str, hours| {
            Timestamp::local(Date::parse(date).unwrap(), TimeOfDay::new(hours, 0))
        };
        let now = at("2026-11-24", 9);
        let (zh, en) = (Language::Zh.text(), Language::En.text());
        assert_eq!(by(zh, at("2026-11-25", 0), now), "今天之内");
        assert_eq!(by(en, at("2026-11-25", 0), now), "by the end of today");
        assert_eq!(by(zh, at("2026-11-26", 0), now), "明天之内");
        assert_eq!(by(zh, at("2026-12-24", 0), now), "12 月 23 日当天");
        assert_eq!(by(zh, at("2026-11-25", 8), now), "明天 8:00 前");
    }
}
