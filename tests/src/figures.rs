//! What `cargo xtask bench` computes and prints: medians, percentiles, ratios and their table.

use std::fmt::Write;

use serde::Serialize;

/// The middle of some values; of an even number, the mean of the two in the middle.
///
/// # Panics
///
/// Without a value.
pub fn median(values: &[f64]) -> f64 {
    assert!(!values.is_empty(), "nothing was measured");
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        sorted[upper]
    } else {
        f64::midpoint(sorted[upper - 1], sorted[upper])
    }
}

/// The smallest value that so many of a hundred values do not exceed (nearest rank).
///
/// # Panics
///
/// Without a value.
pub fn percentile(values: &[f64], of_hundred: usize) -> f64 {
    assert!(!values.is_empty(), "nothing was measured");
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * of_hundred).div_ceil(100).max(1);
    sorted[rank - 1]
}

/// What a figure should be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// Ours divided by the limit is at least this.
    RatioAtLeast(f64),
    /// Ours divided by the limit is at most this.
    RatioAtMost(f64),
    /// Ours is at most this, in the figure's unit.
    AtMost(f64),
}

impl Target {
    fn text(self) -> String {
        match self {
            Self::RatioAtLeast(bound) => format!("ratio ≥ {bound:.2}"),
            Self::RatioAtMost(bound) => format!("ratio ≤ {bound:.2}"),
            Self::AtMost(bound) => format!("≤ {}", number(bound)),
        }
    }
}

/// One line of the table: ours beside the limit of the same rounds.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// Its unit.
    pub unit: &'static str,
    /// Ours: the median of the rounds.
    pub ours: f64,
    /// What it is held against.
    pub against: String,
    /// The limit: the median of the rounds.
    pub limit: Option<f64>,
    /// The median of the rounds' own ratios, each of two neighbours in time.
    pub ratio: Option<f64>,
    /// What it should be.
    pub target: Option<Target>,
}

impl Figure {
    /// From rounds of ours and of the limit, the first of one with the first of the other.
    ///
    /// # Panics
    ///
    /// When the rounds are not pairs.
    pub fn of_rounds(
        what: &str,
        unit: &'static str,
        ours: &[f64],
        limit: &[f64],
        against: &str,
    ) -> Self {
        assert_eq!(ours.len(), limit.len(), "rounds are pairs");
        let ratios: Vec<f64> = ours.iter().zip(limit).map(|(ours, limit)| ours / limit).collect();
        Self {
            what: what.to_owned(),
            unit,
            ours: median(ours),
            against: against.to_owned(),
            limit: Some(median(limit)),
            ratio: Some(median(&ratios)),
            target: None,
        }
    }

    /// A value that is held against nothing but its target.
    pub fn alone(what: &str, unit: &'static str, ours: f64) -> Self {
        let what = what.to_owned();
        Self { what, unit, ours, against: String::new(), limit: None, ratio: None, target: None }
    }

    /// The same with a target.
    #[must_use]
    pub fn should(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// Whether the target is met; nothing without one.
    pub fn met(&self) -> Option<bool> {
        Some(match (self.target?, self.ratio) {
            (Target::AtMost(bound), _) => self.ours <= bound,
            (Target::RatioAtLeast(bound), Some(ratio)) => ratio >= bound,
            (Target::RatioAtMost(bound), Some(ratio)) => ratio <= bound,
            (Target::RatioAtLeast(_) | Target::RatioAtMost(_), None) => false,
        })
    }
}

/// The figures as a Markdown table.
pub fn table(figures: &[Figure]) -> String {
    let mut text = String::from(
        "| what | ours | limit | against | ratio | target | met |\n|---|--:|--:|---|--:|---|---|\n",
    );
    for figure in figures {
        let unit = figure.unit;
        let limit = figure.limit.map(|limit| format!("{} {unit}", number(limit)));
        let met = figure.met().map(|met| if met { "yes" } else { "**no**" });
        writeln!(
            text,
            "| {} | {} {unit} | {} | {} | {} | {} | {} |",
            figure.what,
            number(figure.ours),
            limit.unwrap_or_default(),
            figure.against,
            figure.ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default(),
            figure.target.map(Target::text).unwrap_or_default(),
            met.unwrap_or_default(),
        )
        .unwrap();
    }
    text
}

/// Three figures that count, thousands apart.
fn number(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    let text = format!("{value:.decimals$}");
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        let left = whole.len() - place;
        if place > 0 && left % 3 == 0 && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    rest.map_or(grouped.clone(), |rest| format!("{grouped}.{rest}"))
}
