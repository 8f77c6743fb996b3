//! Counters for `/metrics`, in the text format of Prometheus.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;

static COUNTS: Mutex<BTreeMap<(&'static str, u16), Count>> = Mutex::new(BTreeMap::new());

#[derive(Clone, Copy, Default)]
struct Count {
    answers: u64,
    ms: u64,
}

/// Counts one answer.
pub(super) fn count(operation: &'static str, status: u16, ms: u64) {
    let mut counts = COUNTS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let count = counts.entry((operation, status)).or_default();
    count.answers += 1;
    count.ms += ms;
}

/// The counters as text.
pub(super) fn text() -> String {
    let counts = COUNTS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let build = super::assets::EMBEDDED_BUILD.unwrap_or("from the folder");
    let mut text = format!(
        "# HELP linli_build The app that is served.\n# TYPE linli_build gauge\nlinli_build{{app=\"{build}\"}} 1\n"
    );
    text.push_str(
        "# HELP linli_answers_total Answers by operation and status.\n# TYPE linli_answers_total counter\n",
    );
    for ((operation, status), count) in counts.iter() {
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "linli_answers_total{{operation=\"{operation}\",status=\"{status}\"}} {}",
            count.answers
        );
    }
    text.push_str("# HELP linli_answer_milliseconds_total Time spent answering.\n# TYPE linli_answer_milliseconds_total counter\n");
    for ((operation, status), count) in counts.iter() {
        let _ = writeln!(
            text,
            "linli_answer_milliseconds_total{{operation=\"{operation}\",status=\"{status}\"}} {}",
            count.ms
        );
    }
    text
}
