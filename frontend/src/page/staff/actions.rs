//! The foot of a report: the natural next action, and the others under "more".

use std::rc::Rc;

use shared::domain::report::Event;
use yew::prelude::*;

use crate::hook::use_text;
use crate::ui::{Button, Cell, Cells, Kind, Sheet};

/// How many actions stand in the foot of the desktop.
const SHOWN_WIDE: usize = 3;

/// What [`Actions`] show.
#[derive(PartialEq, Properties)]
pub(super) struct ActionsProps {
    /// The actions, the natural next one first; never none.
    pub(super) actions: Rc<[Event]>,
    /// Whether there is room for several.
    pub(super) wide: bool,
    /// One is chosen.
    pub(super) onact: Callback<Event>,
}

/// The symbol of an action.
const fn icon(event: Event) -> &'static str {
    match event {
        Event::Arrive | Event::CheckIn => "pin",
        Event::Dissuade | Event::Answer | Event::Remark | Event::Add => "chat",
        Event::Corrected | Event::Resolve | Event::Acknowledge | Event::Confirm => "check",
        Event::Escalate | Event::Dispatch | Event::AssignFinally => "share",
        Event::HandleItself | Event::Assign => "person",
        Event::FileCase => "doc",
        Event::Reclassify | Event::Reopen | Event::Decline => "refresh",
        Event::Merge => "boxes",
        _ => "no",
    }
}

/// Buttons; each opens its form.
#[component]
pub(super) fn Actions(props: &ActionsProps) -> Html {
    let text = use_text();
    let more = use_state_eq(|| false);
    let set_more = |open: bool| {
        let more = more.setter();
        Callback::from(move |()| more.set(open))
    };
    let shown = if props.wide { SHOWN_WIDE } else { 1 };
    let button = |(index, event): (usize, &Event)| {
        let event = *event;
        let (kind, icon) = match index {
            0 => (Kind::Primary, Some(icon(event))),
            1 => (Kind::Default, None),
            _ => (Kind::Quiet, None),
        };
        let onclick = props.onact.reform(move |_: MouseEvent| event);
        html! {
            <Button class={classes!((index == 0).then_some("grow2"))} {kind} {icon}
                label={(text.staff().act)(event)} {onclick} />
        }
    };
    let row = |event: &Event| {
        let event = *event;
        let onclick = {
            let (onact, more) = (props.onact.clone(), more.setter());
            Callback::from(move |_: MouseEvent| {
                more.set(false);
                onact.emit(event);
            })
        };
        html! {
            <Cell icon={icon(event)} title={(text.staff().act)(event)}
                sub={(text.staff().act_why)(event)} {onclick} />
        }
    };
    let rest = props.actions.get(shown..).unwrap_or_default();
    html! {
        <>
            <div class="btns">
                { for props.actions.iter().take(shown).enumerate().map(button) }
                if !rest.is_empty() {
                    <Button kind={if props.wide { Kind::Quiet } else { Kind::Default }}
                        label={text.common.more} icon="more"
                        onclick={set_more(true).reform(|_: MouseEvent| ())} />
                }
                if props.wide {
                    <span class="cap">
                        <kbd>{ "J" }</kbd>{ " " }<kbd>{ "K" }</kbd>{ " " }{ text.staff().keys_move }
                        { " " }<kbd>{ "R" }</kbd>{ " " }{ text.staff().keys_act }
                    </span>
                }
            </div>
            <Sheet id="more" open={*more} onclose={set_more(false)} title={text.common.more}>
                <Cells>{ for rest.iter().map(row) }</Cells>
            </Sheet>
        </>
    }
}
