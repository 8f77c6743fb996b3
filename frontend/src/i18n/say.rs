//! Refusals and failures as sentences.

use shared::api::{Code, FieldRule, Problem};

use super::{Language, Text, time};
use crate::net::fetch::Failure;

/// A failure as a sentence for the person, with the time to try again where there is one.
pub fn say(text: &Text, failure: &Failure) -> String {
    match failure {
        Failure::Network => text.common.network_failure.to_owned(),
        Failure::Problem(problem) => say_problem(text, problem),
    }
}

fn say_problem(text: &Text, problem: &Problem) -> String {
    // A newer server's problem speaks for itself, in the language asked for.
    let mut said = if problem.code == shared::api::Code::Unknown && !problem.title.is_empty() {
        problem.title.clone()
    } else {
        text.language.pick(problem.code.zh(), problem.code.en()).to_owned()
    };
    if let Some(at) = problem.retry_at {
        if text.language == Language::En {
            said.push(' ');
        }
        said.push_str(&(text.common.retry_at)(&time::time_of_day(at)));
    }
    said
}

/// What is wrong with a field, and the cure.
pub const fn say_rule(text: &Text, rule: FieldRule) -> &'static str {
    match rule {
        FieldRule::Required => text.common.required,
        FieldRule::TooLong => text.common.too_long,
        FieldRule::Malformed | FieldRule::Other => text.common.malformed,
        FieldRule::Unknown => text.common.unknown,
        FieldRule::Unexpected => text.common.unexpected,
        FieldRule::OutOfRange => text.common.out_of_range,
    }
}

/// The sentence for the field at this JSON pointer, if the refusal names it.
pub fn field_error(text: &Text, failure: Option<&Failure>, pointer: &str) -> Option<&'static str> {
    let Some(Failure::Problem(problem)) = failure else { return None };
    let error = problem.errors.iter().find(|error| error.pointer == pointer)?;
    Some(say_rule(text, error.rule))
}

/// A photo that this phone cannot open.
pub fn photo_unreadable(text: &Text) -> &'static str {
    text.language.pick(Code::PhotoBroken.zh(), Code::PhotoBroken.en())
}
