//! Rows in a rounded card.

use yew::prelude::*;

use super::{Icon, Link, Tone, is_nothing};
use crate::route::Route;

/// What [`Cells`] show.
#[derive(Properties, PartialEq)]
pub struct CellsProps {
    /// Rows without symbols at their left.
    #[prop_or_default]
    pub plain: bool,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// The rows.
    pub children: Html,
}

/// Rows in a rounded card.
#[component]
pub fn Cells(props: &CellsProps) -> Html {
    let class = classes!("weui-cells", props.plain.then_some("plain"), props.class.clone());
    html! { <div {class}>{ props.children.clone() }</div> }
}

/// What a [`Dot`] shows.
#[derive(Properties, PartialEq)]
pub struct DotProps {
    /// Its symbol.
    pub icon: AttrValue,
    /// Its colour.
    #[prop_or(Tone::Brand)]
    pub tone: Tone,
}

/// A symbol on a round ground.
#[component]
pub fn Dot(props: &DotProps) -> Html {
    html! {
        <span class={classes!("dot", props.tone.class())}><Icon name={props.icon.clone()} /></span>
    }
}

/// What a [`Cell`] shows.
#[derive(Properties, PartialEq)]
pub struct CellProps {
    /// Its symbol.
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    /// The symbol's colour.
    #[prop_or(Tone::Brand)]
    pub tone: Tone,
    /// Its first line.
    pub title: AttrValue,
    /// Its second line.
    #[prop_or_default]
    pub sub: Option<AttrValue>,
    /// Under both lines.
    #[prop_or_default]
    pub below: Html,
    /// At its right: a word, a chip.
    #[prop_or_default]
    pub children: Html,
    /// Where it leads.
    #[prop_or_default]
    pub to: Option<Route>,
    /// The link was pressed.
    #[prop_or_default]
    pub onfollow: Callback<()>,
    /// An address outside of the app: `tel:119`.
    #[prop_or_default]
    pub href: Option<AttrValue>,
    /// What pressing it does.
    #[prop_or_default]
    pub onclick: Option<Callback<MouseEvent>>,
    /// Whether it is the one chosen.
    #[prop_or_default]
    pub current: bool,
}

/// One row: a link, a button, or only something to read.
#[component]
pub fn Cell(props: &CellProps) -> Html {
    let pressable = props.to.is_some() || props.onclick.is_some();
    let no_side = is_nothing(&props.children);
    let inside = html! {
        <>
            if let Some(icon) = &props.icon {
                <Dot icon={icon.clone()} tone={props.tone} />
            }
            <span class="weui-cell__bd">
                <span>{ props.title.clone() }</span>
                if let Some(sub) = &props.sub {
                    <span class="sub block">{ sub.clone() }</span>
                }
                { props.below.clone() }
            </span>
            if !no_side {
                <span class="weui-cell__ft">{ props.children.clone() }</span>
            } else if pressable {
                <Icon name="next" class="go" />
            }
        </>
    };
    if let Some(to) = &props.to {
        return html! {
            <Link class="weui-cell" to={to.clone()} onfollow={props.onfollow.clone()}>
                { inside }
            </Link>
        };
    }
    if let Some(href) = &props.href {
        return html! { <a class="weui-cell" href={href.clone()}>{ inside }</a> };
    }
    match &props.onclick {
        Some(onclick) => html! {
            <button type="button" class="weui-cell" onclick={onclick.clone()}
                aria-current={props.current.then_some("true")}>{ inside }</button>
        },
        None => html! { <div class="weui-cell">{ inside }</div> },
    }
}
