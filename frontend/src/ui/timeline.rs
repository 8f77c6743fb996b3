//! What happened, what is due, what is to come.

use yew::prelude::*;

use super::{Chip, Icon, Tone};

/// When a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// It happened.
    Done,
    /// It is due.
    Now,
    /// It is overdue.
    Late,
    /// It comes later.
    Later,
    /// It did not need to happen.
    Skipped,
}

impl Moment {
    const fn class(self) -> &'static str {
        match self {
            Self::Done => "",
            Self::Now => "now",
            Self::Late => "now late",
            Self::Later => "todo",
            Self::Skipped => "todo skip",
        }
    }

    const fn icon(self) -> Option<&'static str> {
        match self {
            Self::Done => Some("check"),
            Self::Now | Self::Late => Some("clock"),
            Self::Later => None,
            Self::Skipped => Some("abstain"),
        }
    }
}

/// What a [`Timeline`] shows.
#[derive(PartialEq, Properties)]
pub struct TimelineProps {
    /// Its [`TimelineItem`]s.
    pub children: Html,
}

/// Steps in order.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    html! { <ol class="line">{ props.children.clone() }</ol> }
}

/// What a [`TimelineItem`] shows.
#[derive(PartialEq, Properties)]
pub struct TimelineItemProps {
    /// When it is.
    pub moment: Moment,
    /// Its heading.
    pub title: AttrValue,
    /// A state at the right of the heading: 按时.
    #[prop_or_default]
    pub chip: Option<(Tone, AttrValue)>,
    /// What was said or who must act.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// The time, and the time that was asked for.
    #[prop_or_default]
    pub time: Option<AttrValue>,
    /// Photos and the like.
    #[prop_or_default]
    pub children: Html,
}

/// One step.
#[component]
pub fn TimelineItem(props: &TimelineItemProps) -> Html {
    html! {
        <li class={props.moment.class()}>
            <span class="at">
                if let Some(icon) = props.moment.icon() {
                    <Icon name={icon} />
                }
            </span>
            <h3>
                { props.title.clone() }
                if let Some((tone, text)) = &props.chip {
                    <Chip tone={*tone} text={text.clone()} />
                }
            </h3>
            if let Some(note) = &props.note {
                <p class="pre">{ note.clone() }</p>
            }
            if let Some(time) = &props.time {
                <p class="cap">{ time.clone() }</p>
            }
            { props.children.clone() }
        </li>
    }
}
