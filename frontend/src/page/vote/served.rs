//! Confirming that the notice arrived.

use std::rc::Rc;

use shared::api::vote::{MeetingView, MyParty, NewDelivery, RecordDelivery, Standing};
use shared::domain::vote::{DeliveryChannel, MeetingStatus};
use yew::prelude::*;

use super::meeting::units;
use crate::hook::{use_action, use_text};
use crate::i18n::say;
use crate::ui::{Button, Card, Icon, Kind};

/// What [`Served`] asks about.
#[derive(PartialEq, Properties)]
pub(super) struct ServedProps {
    pub(super) view: Rc<MeetingView>,
}

/// Asks an owner to confirm that the notice arrived (送达), once for each party.
#[component]
pub(super) fn Served(props: &ServedProps) -> Html {
    let text = use_text();
    let words = &text.vote().meeting;
    let action = use_action::<RecordDelivery>();
    let view = &props.view;
    let asked = matches!(view.status, MeetingStatus::Noticed | MeetingStatus::Open);
    let unserved = |party: &&MyParty| {
        party.standing == Standing::Owner && !party.served && party.cast.is_none()
    };
    let Some(party) = view.mine.iter().find(unserved).filter(|_| asked) else {
        return Html::default();
    };
    let onclick = {
        let (action, meeting, party) = (action.clone(), view.id, party.party);
        let input = NewDelivery { channel: DeliveryChannel::App, photo: None };
        Callback::from(move |_: MouseEvent| action.run((meeting, party), input.clone(), |_| ()))
    };
    html! {
        <Card>
            <p>{ (words.serve)(&units(text, party)) }</p>
            <Button class="gap" kind={Kind::Soft} icon="check" label={words.served}
                busy={action.busy()} {onclick} />
            if let Some(failure) = action.failure() {
                <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
            }
        </Card>
    }
}
