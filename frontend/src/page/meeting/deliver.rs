//! Recording that the notice was served 送达 on a party: at the door with a photo, or by SMS.

use std::rc::Rc;

use shared::api::report::{PhotoClaim, PutPhoto};
use shared::api::vote::{NewDelivery, RecordDelivery, RollRow};
use shared::domain::report::{PhotoId, PhotoOf};
use shared::domain::vote::{DeliveryChannel, MeetingId};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::hook::use_text;
use crate::i18n::{field_error, say};
use crate::net::fetch::Failure;
use crate::net::id::new_id;
use crate::net::{call, live};
use crate::ui::{Button, Icon, Kind, PhotoPicker, Sheet, Shot, use_toast};

#[derive(PartialEq, Properties)]
pub(super) struct DeliverSheetProps {
    pub(super) id: MeetingId,
    /// On whom; none closes the sheet.
    pub(super) row: Option<Rc<RollRow>>,
    pub(super) onclose: Callback<()>,
}

/// The sheet of a party.
#[component]
pub(super) fn DeliverSheet(props: &DeliverSheetProps) -> Html {
    let text = use_text();
    let title = props.row.as_ref().map(|row| row.units.join(text.vote().matter.comma));
    html! {
        <Sheet id="deliver" open={props.row.is_some()} onclose={props.onclose.clone()}
            title={title.unwrap_or_default()}>
            if let Some(row) = &props.row {
                <Form key={row.party.to_string()} id={props.id} row={row.clone()}
                    ondone={props.onclose.clone()} />
            }
        </Sheet>
    }
}

#[derive(PartialEq, Properties)]
struct FormProps {
    id: MeetingId,
    row: Rc<RollRow>,
    ondone: Callback<()>,
}

/// What runs, and why the last try did not succeed.
#[derive(Clone, Default, PartialEq)]
struct State {
    busy: Option<DeliveryChannel>,
    failure: Option<Failure>,
}

#[component]
fn Form(props: &FormProps) -> Html {
    let text = use_text();
    let words = &text.meeting().roll;
    let toast = use_toast();
    let shots = use_state_eq(|| Rc::<[Shot]>::from([]));
    let state = use_state_eq(State::default);
    let missing = use_state_eq(|| false);
    // The same photo sent again is the same photo.
    let photo = *use_memo((*shots).clone(), |_| new_id::<PhotoOf>());
    let send = {
        let (state, shots, missing) = (state.clone(), shots.clone(), missing.setter());
        let (id, party, ondone) = (props.id, props.row.party, props.ondone.clone());
        Callback::from(move |channel: DeliveryChannel| {
            let shot = shots.first().filter(|_| channel == DeliveryChannel::Door).cloned();
            let lacks = channel == DeliveryChannel::Door && shot.is_none();
            missing.set(lacks);
            if lacks || state.busy.is_some() {
                return;
            }
            state.set(State { busy: Some(channel), failure: None });
            let (state, ondone, toast) = (state.setter(), ondone.clone(), toast.clone());
            spawn_local(async move {
                let sent = match shot {
                    Some(shot) => put_photo(photo, &shot).await.map(|()| Some(photo)),
                    None => Ok(None),
                };
                let done = match sent {
                    Ok(photo) => {
                        let new = NewDelivery { channel, photo };
                        call::call::<RecordDelivery>(&(id, party), &new).await
                    }
                    Err(failure) => Err(failure),
                };
                state.set(State { busy: None, failure: done.as_ref().err().cloned() });
                if done.is_ok() {
                    toast.say(text.meeting().roll.recorded);
                    ondone.emit(());
                    live::announce(&live::Change::All);
                }
            });
        })
    };
    let by = |channel: DeliveryChannel| send.reform(move |_: MouseEvent| channel);
    let onchange = {
        let shots = shots.setter();
        Callback::from(move |chosen: Rc<[Shot]>| shots.set(chosen))
    };
    let bad = field_error(text, state.failure.as_ref(), "/photo");
    let error = missing.then_some(words.photo_missing).or(bad).map(AttrValue::from);
    let door = !props.row.served.contains(&DeliveryChannel::Door);
    let sms = !props.row.served.contains(&DeliveryChannel::Sms);
    html! {
        <>
            <p class="sub">{ words.why }</p>
            if door {
                <div class="gap-m">
                    <p class="label">{ words.photo }</p>
                    <PhotoPicker shots={(*shots).clone()} max=1 {onchange} {error} />
                </div>
                <Button label={words.by_door} onclick={by(DeliveryChannel::Door)}
                    busy={state.busy == Some(DeliveryChannel::Door)} />
            }
            if sms {
                <Button kind={Kind::Default} label={words.by_sms}
                    onclick={by(DeliveryChannel::Sms)}
                    busy={state.busy == Some(DeliveryChannel::Sms)} />
            }
            if !door && !sms {
                <p class="gap-s">{ words.all_recorded }</p>
            }
            if let Some(failure) = state.failure.as_ref().filter(|_| bad.is_none()) {
                <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
            }
        </>
    }
}

async fn put_photo(id: PhotoId, shot: &Shot) -> Result<(), Failure> {
    let original_sha256 = shot.original_sha256.as_deref().map(str::to_owned);
    let claim = PhotoClaim { original_sha256 };
    call::upload::<PutPhoto>(&(id,), &claim, &shot.blob).await.map(|_| ())
}
