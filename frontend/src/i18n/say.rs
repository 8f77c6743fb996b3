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
    let again = problem.retry_at.map(|at| time::when_again(text, at));
    if let (Code::TooMany, Some(again)) = (problem.code, &again) {
        return (text.common.too_many)(again);
    }
    // The server's sentence, in the language asked for; the app itself carries no more than its own.
    let mut said = if problem.title.is_empty() {
        own_words(text, problem.code).to_owned()
    } else {
        problem.title.clone()
    };
    if let Some(again) = again {
        if text.language == Language::En {
            said.push(' ');
        }
        said.push_str(&(text.common.retry_at)(&again));
    }
    said
}

/// The sentences of what this app finds out by itself.
fn own_words(text: &Text, code: Code) -> &'static str {
    macro_rules! words {
        ($($code:ident)+) => {
            match code {
                $(Code::$code => text.language.pick(
                    const { Code::$code.zh() },
                    const { Code::$code.en() },
                ),)+
                _ => text.language.pick(const { Code::Unknown.zh() }, const { Code::Unknown.en() }),
            }
        };
    }
    words! {
        SignInRequired Forbidden NotFound Conflict TooLarge AppTooOld TooMany Unavailable StorageFull
        Internal Unreadable
    }
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

/// A photo that this phone cannot open, by its file's name.
pub fn photo_unreadable(text: &Text, name: &str) -> String {
    let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind);
    let apple = kind.eq_ignore_ascii_case("heic") || kind.eq_ignore_ascii_case("heif");
    match (text.language, apple) {
        (Language::Zh, true) => format!(
            "“{name}”是 HEIC 照片，这里打不开。请在苹果手机“设置”里把相机格式改成“兼容性最佳”再拍，或先截个图再选。"
        ),
        (Language::En, true) => format!(
            "“{name}” is a HEIC photo and cannot be opened here. On the iPhone, set Camera › Formats to Most Compatible, or choose a screenshot of it."
        ),
        (Language::Zh, false) => format!("“{name}”打不开，换一张试试。"),
        (Language::En, false) => format!("“{name}” cannot be opened; try another."),
    }
}

/// More photos than there is room for.
pub fn photos_left_out(text: &Text, kept: i64, left_out: i64) -> String {
    text.language.pick(
        format!("只留了前 {kept} 张，还有 {left_out} 张没放进来。"),
        format!("Only the first {kept} are kept; {left_out} did not fit."),
    )
}
