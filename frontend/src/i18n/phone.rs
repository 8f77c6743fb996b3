//! Names and hours of telephones, as offices write them.

use shared::value::{HOUR, MINUTE, TimeOfDay};

use super::{Language, Text};

/// Whom a number reaches; known names in the reader's language.
pub fn desk(text: &Text, label: &str) -> String {
    match (text.language, label) {
        (Language::Zh, _) => label.to_owned(),
        (Language::En, "物业值班") => "Property desk".to_owned(),
        (Language::En, label) if label.ends_with("社区") => format!("Community office {label}"),
        (Language::En, label) => label.to_owned(),
    }
}

/// A number that everybody knows, and whom it reaches.
pub fn public(text: &Text, number: &str, who: &str) -> String {
    text.language.pick(format!("打 {number}（{who}）"), format!("Call {number} ({who})"))
}

/// The hours, and outside of them when somebody answers again.
pub fn answers(text: &Text, hours: &str, now: TimeOfDay) -> String {
    match (opens(hours, now), text.language) {
        (Some(from), Language::Zh) => format!("{hours}，现在没人接，{from} 开始"),
        (Some(from), Language::En) => format!("{hours}; nobody answers now, from {from}"),
        (None, Language::En) if hours == "24 小时" => "24 hours".to_owned(),
        (None, _) => hours.to_owned(),
    }
}

/// When hours like `8:30–17:30` begin, if they do not hold now.
fn opens(hours: &str, now: TimeOfDay) -> Option<&str> {
    let (from, to) = hours.split_once(['–', '-', '—', '~'])?;
    let (from, to) = (from.trim(), to.trim());
    let (start, end) = (minutes(from)?, minutes(to)?);
    let now = now.ms() / MINUTE;
    let open =
        if start <= end { (start..end).contains(&now) } else { !(end..start).contains(&now) };
    (!open).then_some(from)
}

fn minutes(time: &str) -> Option<i64> {
    let (hours, minutes) = time.split_once([':', '：'])?;
    let (hours, minutes) = (hours.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?);
    let fits = (0..=24).contains(&hours) && (0..60).contains(&minutes);
    fits.then_some(hours * (HOUR / MINUTE) + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outside_its_hours_a_number_says_when_it_answers_again() {
        let at = |hours, minutes| opens("8:30–17:30", TimeOfDay::new(hours, minutes));
        assert_eq!(at(8, 29), Some("8:30"));
        assert_eq!((at(8, 30), at(17, 29)), (None, None));
        assert_eq!(at(17, 30), Some("8:30"));
        let night = |hours| opens("18:00-6:00", TimeOfDay::new(hours, 0));
        assert_eq!((night(23), night(5), night(12)), (None, None, Some("18:00")));
        for hours in ["24 小时", "工作日", "8:30 起"] {
            assert_eq!(opens(hours, TimeOfDay::new(3, 0)), None);
        }
    }
}
