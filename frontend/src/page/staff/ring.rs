//! The ring of a clock.

use shared::domain::report::Clock;
use shared::value::Timestamp;

use crate::i18n::{Text, time};
use crate::ui::{ClockProps, Tone};

/// How a clock is drawn now.
pub(super) fn ring(text: &Text, clock: &Clock, now: Timestamp) -> ClockProps {
    let late = clock.is_late(now);
    let length = clock.due.since(clock.start).max(1);
    let used = now.since(clock.start).max(0);
    let left = clock.due.since(now);
    let tone = if late {
        Tone::Stop
    } else if now >= clock.remind_at() {
        Tone::Wait
    } else {
        Tone::Brand
    };
    let duty = (text.staff().duty)(clock.kind);
    ClockProps {
        share: used.saturating_mul(100) / length,
        top: if late { text.common.late_word } else { text.common.left_word }.into(),
        time: time::span(text, left.saturating_abs()).into(),
        tone,
        label: format!("{duty}: {}", time::left(text, clock.due, now)).into(),
    }
}
