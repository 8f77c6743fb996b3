//! The devices signed in to the account.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::account::{EndSession, ListSessions, SessionList, SessionView};
use yew::prelude::*;

use crate::hook::{use_action, use_clock, use_query, use_text};
use crate::i18n::{say, time};
use crate::route::Route;
use crate::ui::{Aside, Button, Card, Chip, Kind, Page, Tone, show, use_toast};

/// The account's devices; each other one can be signed out.
#[component]
pub fn Sessions() -> Html {
    let text = use_text();
    let now = use_clock();
    let toast = use_toast();
    let list = use_query::<ListSessions>((), Nothing {});
    let end = use_action::<EndSession>();
    let card = |session: &SessionView| {
        let since = (text.account().session_since)(&time::when(text, session.since, now));
        let used = (text.account().session_used)(&time::day(text, session.used, now));
        let onclick = {
            let (end, toast, id) = (end.clone(), toast.clone(), session.id);
            Callback::from(move |_: MouseEvent| {
                let toast = toast.clone();
                end.run((id,), Nothing {}, move |_| toast.say(text.common.all_done));
            })
        };
        html! {
            <Card key={session.id.to_string()}>
                <div class="row">
                    <div class="grow">
                        <h2 class="h3">{ &session.device }</h2>
                        <p class="sub">{ since }</p>
                        <p class="cap">{ used }</p>
                    </div>
                    if session.current {
                        <Chip text={text.account().this_device} tone={Tone::Brand} icon="check" />
                    } else {
                        <Button label={text.account().end_session} kind={Kind::Soft} inline=true
                            busy={end.busy()} {onclick} />
                    }
                </div>
            </Card>
        }
    };
    html! {
        <Page title={text.account().sessions} above={Route::Mine}>
            if let Some(failure) = end.failure() {
                <p class="why" role="alert">{ say(text, failure) }</p>
            }
            { show(&list, |list: &Rc<SessionList>| html! { <>{ for list.sessions.iter().map(card) }</> }) }
            <Aside icon="shield">{ text.account().sessions_hint }</Aside>
        </Page>
    }
}
