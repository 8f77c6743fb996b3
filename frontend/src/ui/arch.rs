//! The twin arch: above the water one share, reflected below it another, and the dashed line that
//! both must reach.

use yew::prelude::*;

/// What a [`TwinArch`] shows. Shares are in hundredths of a per cent.
#[derive(PartialEq, Properties)]
pub struct TwinArchProps {
    /// Above the water.
    pub upper: u64,
    /// Below it.
    pub lower: u64,
    /// The word for the upper share.
    pub upper_word: AttrValue,
    /// The word for the lower share.
    pub lower_word: AttrValue,
    /// The word over the line, which lies at two thirds.
    pub line_word: AttrValue,
    /// All of it as a sentence.
    pub label: AttrValue,
    /// Whether it fills its card, with two decimals.
    #[prop_or_default]
    pub big: bool,
}

/// Two arches and their line.
#[component]
pub fn TwinArch(props: &TwinArchProps) -> Html {
    if props.big { big(props) } else { small(props) }
}

/// The stroke of a share: `62.89 100`; nothing is drawn of nothing.
fn stroke(share: u64) -> String {
    let share = share.min(10_000);
    format!("{}.{:02} 100", share / 100, share % 100)
}

fn decimal(share: u64) -> String {
    format!("{}.{:02}%", share / 100, share % 100)
}

fn arc(class: &'static str, share: u64, path: &'static str) -> Html {
    html! {
        <>
            <path class="rail" pathLength="100" d={path} />
            if share > 0 {
                <path {class} pathLength="100" stroke-dasharray={stroke(share)} d={path} />
            }
        </>
    }
}

fn big(props: &TwinArchProps) -> Html {
    html! {
        <svg class="arch arch-big" viewBox="0 0 320 256" role="img" aria-label={props.label.clone()}>
            <g stroke-width="18">
                { arc("upper", props.upper, "M60 124a100 100 0 0 1 200 0") }
                { arc("lower", props.lower, "M60 132a100 100 0 0 0 200 0") }
            </g>
            <path class="water" d="M8 128h34M278 128h34M16 138h20M286 138h16M24 147h10M290 147h8" />
            <path class="water" d="M84 128h104" />
            <path class="halo" d="M210 22v212" />
            <path class="law-line" d="M210 22v212" />
            <text class="law" x="210" y="15">{ props.line_word.clone() }</text>
            <text class="soft" x="136" y="84">{ props.upper_word.clone() }</text>
            <text class="big" x="136" y="116">{ decimal(props.upper) }</text>
            <text class="big" x="136" y="163">{ decimal(props.lower) }</text>
            <text class="soft" x="136" y="186">{ props.lower_word.clone() }</text>
        </svg>
    }
}

fn small(props: &TwinArchProps) -> Html {
    html! {
        <svg class="arch" viewBox="0 0 132 132" role="img" aria-label={props.label.clone()}>
            { arc("upper", props.upper, "M12 64a54 54 0 0 1 108 0") }
            { arc("lower", props.lower, "M12 68a54 54 0 0 0 108 0") }
            <path class="halo" d="M93 6v120" />
            <path class="law-line" d="M93 6v120" />
            <text class="soft" x="60" y="42">{ props.upper_word.clone() }</text>
            <text class="mid" x="60" y="60">{ format!("{}%", props.upper / 100) }</text>
            <text class="mid" x="60" y="84">{ format!("{}%", props.lower / 100) }</text>
            <text class="soft" x="60" y="101">{ props.lower_word.clone() }</text>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_is_as_long_as_its_share_and_never_longer_than_the_arch() {
        assert_eq!(stroke(6_289), "62.89 100");
        assert_eq!(stroke(5), "0.05 100");
        assert_eq!(stroke(10_001), "100.00 100");
    }
}
