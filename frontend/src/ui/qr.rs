//! A QR code as one path.

use yew::prelude::*;

use super::qr_matrix::matrix;

/// What a [`QrCode`] shows.
#[derive(PartialEq, Properties)]
pub struct QrCodeProps {
    /// What it says to who scans it.
    pub text: AttrValue,
    /// What it is for.
    pub label: AttrValue,
}

/// A square to scan; nothing where the text is too long for one.
#[component]
pub fn QrCode(props: &QrCodeProps) -> Html {
    let drawn = use_memo(props.text.clone(), |text| matrix(text).map(|rows| draw(&rows)));
    let Some((side, path)) = &*drawn else { return Html::default() };
    html! {
        <svg class="qr" viewBox={format!("-4 -4 {side} {side}")} role="img"
            aria-label={props.label.clone()} shape-rendering="crispEdges">
            <path d={path.clone()} />
        </svg>
    }
}

/// The side with its quiet border of four modules, and a stroke for each dark module.
fn draw(rows: &[Vec<bool>]) -> (usize, String) {
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
            path.extend(["M", &x.to_string(), " ", &y.to_string(), "h1v1h-1z"]);
        }
    }
    (rows.len() + 8, path)
}
