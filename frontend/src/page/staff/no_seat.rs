//! Somebody whose last seat has ended while the app was open.

use shared::api::Code;
use shared::api::report::Queue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::hook::{Query, UseQuery, use_session, use_text};
use crate::i18n::say;
use crate::net::fetch::Failure;
use crate::net::refresh;
use crate::ui::{Button, Card, Empty, Kind};

/// Asks who one is once the queue is forbidden: the seat that had it is gone.
#[hook]
pub(super) fn use_seats_anew(queue: &UseQuery<Queue>) {
    let session = use_session();
    let forbidden = matches!(&**queue, Query::Failed(why) if why.code() == Some(Code::Forbidden));
    use_effect_with(forbidden, move |forbidden| {
        if *forbidden {
            spawn_local(async move {
                if let Ok(answer) = refresh::session().await {
                    session.signed_in((*answer).clone());
                }
            });
        }
    });
}

/// Whom to ask, and the way out.
#[component]
pub(super) fn NoSeat() -> Html {
    let text = use_text();
    let session = use_session();
    let failure = use_state(|| None::<Failure>);
    let onclick = {
        let failure = failure.setter();
        Callback::from(move |_: MouseEvent| {
            let (session, failure) = (session.clone(), failure.clone());
            spawn_local(async move { failure.set(session.sign_out().await.err()) });
        })
    };
    html! {
        <main>
            <h1 class="vh" tabindex="-1">{ text.common.app }</h1>
            <Card class="gap-l">
                <Empty icon="person" title={text.staff().no_seat} sub={text.staff().no_seat_why}>
                    <Button kind={Kind::Default} label={text.account().sign_out} {onclick} />
                    if let Some(failure) = &*failure {
                        <p class="why" role="alert">{ say(text, failure) }</p>
                    }
                </Empty>
            </Card>
        </main>
    }
}
