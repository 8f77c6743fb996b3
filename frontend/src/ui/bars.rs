//! Bars of parts of a whole with the line that the first must reach.

use std::rc::Rc;

use yew::prelude::*;

/// How a part is filled: known in grey too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Solid.
    Solid,
    /// Hatched.
    Hatched,
    /// Dotted.
    Dotted,
}

impl Fill {
    const fn paint(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Solid => ("s-solid", None),
            // A class would win over the attribute.
            Self::Hatched => ("", Some("url(#hatched)")),
            Self::Dotted => ("", Some("url(#dotted)")),
        }
    }
}

/// The fills that bars and keys refer to; once on a page.
#[component]
pub fn Fills() -> Html {
    html! {
        <svg class="fills" width="0" height="0" aria-hidden="true"><defs>
            <pattern id="hatched" width="7" height="7" patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)">
                <path class="s-hatched" d="M0 0h7v7H0z" /><path class="s-line" d="M0 0v7" />
            </pattern>
            <pattern id="dotted" width="7" height="7" patternUnits="userSpaceOnUse">
                <path class="s-dotted" d="M0 0h7v7H0z" /><circle class="s-dot" cx="3.5" cy="3.5" r="1.3" />
            </pattern>
        </defs></svg>
    }
}

/// What a [`Bar`] shows. Shares are in hundredths of a per cent.
#[derive(PartialEq, Properties)]
pub struct BarProps {
    /// The parts, from the left.
    pub parts: Rc<[(Fill, u64)]>,
    /// Where the line lies.
    pub line: u64,
    /// All of it as a sentence.
    pub label: AttrValue,
}

/// How wide a bar is in its own units.
const WIDTH: u64 = 10_000;

/// The left edge and the width of each part; together they never leave the bar.
fn laid(parts: &[(Fill, u64)]) -> Vec<(Fill, u64, u64)> {
    let mut at = 0;
    let place = |&(fill, share): &(Fill, u64)| {
        let width = share.min(WIDTH - at);
        let placed = (fill, at, width);
        at += width;
        placed
    };
    parts.iter().map(place).collect()
}

/// A bar.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let part = |(fill, at, width): (Fill, u64, u64)| {
        let (class, paint) = fill.paint();
        let from = format!("{}.{:02}%", at / 100, at % 100);
        let wide = format!("{}.{:02}%", width / 100, width % 100);
        html! { <rect {class} fill={paint} x={from} width={wide} height="18" /> }
    };
    let line = props.line.min(WIDTH);
    let line = format!("{}.{:02}%", line / 100, line % 100);
    html! {
        <svg class="part-bar" height="30" role="img" aria-label={props.label.clone()}>
            <rect class="rail" width="100%" height="18" />
            { for laid(&props.parts).into_iter().filter(|(_, _, width)| *width > 0).map(part) }
            <line class="halo" x1={line.clone()} x2={line.clone()} y1="-4" y2="22" />
            <line class="law-line" x1={line.clone()} x2={line} y1="-4" y2="22" />
        </svg>
    }
}

/// What a [`FillKey`] shows.
#[derive(PartialEq, Properties)]
pub struct FillKeyProps {
    /// The fill.
    pub fill: Fill,
    /// What it stands for.
    pub label: AttrValue,
}

/// What a fill stands for.
#[component]
pub fn FillKey(props: &FillKeyProps) -> Html {
    let (class, paint) = props.fill.paint();
    html! {
        <span>
            <svg aria-hidden="true"><rect {class} fill={paint} width="18" height="18" /></svg>
            { props.label.clone() }
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_lie_beside_each_other_and_stay_inside_the_bar() {
        let parts = [(Fill::Solid, 7_757), (Fill::Hatched, 1_429), (Fill::Dotted, 5_000)];
        assert_eq!(
            laid(&parts),
            [(Fill::Solid, 0, 7_757), (Fill::Hatched, 7_757, 1_429), (Fill::Dotted, 9_186, 814)]
        );
    }
}
