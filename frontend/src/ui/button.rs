//! Buttons; a button names its result.

use yew::prelude::*;

use super::{Icon, Link};
use crate::hook::use_text;
use crate::route::Route;

/// How much a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The one thing to do on the page.
    #[default]
    Primary,
    /// Something else that can be done.
    Default,
    /// A soft ground: in lists.
    Soft,
    /// Words only.
    Quiet,
    /// Danger: call 119, sign out and lose something.
    Warn,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "weui-btn weui-btn_primary",
            Self::Default => "weui-btn weui-btn_default",
            Self::Soft => "weui-btn weui-btn_soft",
            Self::Quiet => "weui-btn weui-btn_quiet",
            Self::Warn => "weui-btn weui-btn_warn",
        }
    }

    fn classes(self, inline: bool, more: &Classes) -> Classes {
        classes!(self.class(), inline.then_some("weui-btn_inline"), more.clone())
    }
}

/// What a [`Button`] shows.
#[expect(clippy::struct_excessive_bools, reason = "attributes, as HTML has them")]
#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    /// What it says.
    pub label: AttrValue,
    /// How much it stands out.
    #[prop_or_default]
    pub kind: Kind,
    /// Its symbol.
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    /// Whether what it does is under way: it says so and cannot be pressed again.
    #[prop_or_default]
    pub busy: bool,
    /// Whether it cannot be pressed. Prefer to say why after a press.
    #[prop_or_default]
    pub disabled: bool,
    /// Narrow, inside a row.
    #[prop_or_default]
    pub inline: bool,
    /// Sends the form it stands in.
    #[prop_or_default]
    pub submit: bool,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// What pressing it does.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
}

/// A button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let text = use_text();
    let icon = if props.busy { Some("refresh".into()) } else { props.icon.clone() };
    let onclick = props.onclick.clone();
    let busy = props.busy;
    // It stays focusable while busy, so that the keyboard does not lose its place.
    let onclick = Callback::from(
        move |event: MouseEvent| {
            if busy { event.prevent_default() } else { onclick.emit(event) }
        },
    );
    html! {
        <button type={if props.submit { "submit" } else { "button" }}
            class={props.kind.classes(props.inline, &props.class)} disabled={props.disabled}
            aria-busy={props.busy.then_some("true")} {onclick}>
            if let Some(icon) = icon {
                <Icon name={icon} />
            }
            { props.label.clone() }
            if busy {
                <span class="vh">{ text.common.busy }</span>
            }
        </button>
    }
}

/// What a [`ButtonLink`] shows.
#[derive(Properties, PartialEq)]
pub struct ButtonLinkProps {
    /// What it says.
    pub label: AttrValue,
    /// Where it leads.
    pub to: Route,
    /// How much it stands out.
    #[prop_or_default]
    pub kind: Kind,
    /// Its symbol.
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    /// Narrow, inside a row.
    #[prop_or_default]
    pub inline: bool,
    /// Whether Back passes over the present page.
    #[prop_or_default]
    pub replace: bool,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(props: &ButtonLinkProps) -> Html {
    html! {
        <Link to={props.to.clone()} replace={props.replace}
            class={props.kind.classes(props.inline, &props.class)}>
            if let Some(icon) = &props.icon {
                <Icon name={icon.clone()} />
            }
            { props.label.clone() }
        </Link>
    }
}

/// What a [`CallLink`] shows.
#[derive(Properties, PartialEq)]
pub struct CallLinkProps {
    /// The number.
    pub number: AttrValue,
    /// What it says.
    pub children: Html,
    /// How much it stands out.
    #[prop_or(Kind::Default)]
    pub kind: Kind,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
}

/// Dials a number.
#[component]
pub fn CallLink(props: &CallLinkProps) -> Html {
    html! {
        <a class={props.kind.classes(false, &props.class)} href={dial(&props.number)}>
            { props.children.clone() }
        </a>
    }
}

/// The address that dials a number.
pub(super) fn dial(number: &str) -> String {
    let digits = number.chars().filter(|c| c.is_ascii_digit() || *c == '+');
    "tel:".chars().chain(digits).collect()
}
