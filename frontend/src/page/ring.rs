//! The ring of a clock.

use shared::domain::report::Clock;
use shared::value::Timestamp;
use yew::AttrValue;

use crate::i18n::{Text, time};
use crate::ui::{ClockProps, Tone};

/// How a clock is drawn now; `duty` says what it measures, for who cannot see it.
pub fn ring(text: &Text, duty: &str, clock: &Clock, now: Timestamp) -> ClockProps {
    let late = clock.is_late(now);
    let share = clock.used(now);
    let (tone, top) = match share {
        _ if late => (Tone::Stop, text.common.late_word),
        _ if clock.paused_at(now).is_some() => (Tone::Grey, text.language.pick("还剩", "left")),
        80.. => (Tone::Wait, text.common.left_word),
        _ => (Tone::Brand, text.common.left_word),
    };
    let left = clock.left(now).saturating_abs();
    let span = time::span(text, left);
    ClockProps {
        share,
        top: AttrValue::Static(top),
        label: format!(
            "{duty}: {}",
            text.language.pick(format!("{top} {span}"), format!("{span} {top}"))
        )
        .into(),
        time: time::short_span(text, left).into(),
        tone,
    }
}
