//! Who I am and how I like to read.

use std::rc::Rc;

use shared::domain::account::Role;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{MainTabs, SeatCells};
use crate::hook::{use_session, use_text};
use crate::i18n::{Language, say};
use crate::net::fetch::Failure;
use crate::route::Route;
use crate::session::Session;
use crate::ui::{
    Button, Card, Cell, Cells, Choice, Dot, Head, Kind, Segmented, Sheet, TabPage, Tone,
};

/// The account, its seats, its settings, and the way out.
#[component]
pub fn Mine() -> Html {
    let text = use_text();
    let session = use_session();
    let tabs = html! { <MainTabs current={Route::Mine} /> };
    let Some(me) = session.me.clone() else { return Html::default() };
    html! {
        <TabPage title={text.account().mine} {tabs}>
            <Card>
                <div class="row">
                    <Dot icon="person" />
                    <div class="grow"><h2>{ &me.name }</h2><p class="sub num">{ &me.phone }</p></div>
                </div>
            </Card>
            <Head title={text.account().seats} />
            <SeatCells />
            <Settings />
            <Cells class="gap-l">
                if session.role().is_some_and(Role::is_resident) {
                    <Cell icon="building" title={text.unit().title} to={Route::Unit} />
                }
                if session.estate().is_some() || session.role() == Some(Role::Twn) {
                    <Cell icon="doc" title={text.journal().title} to={Route::Journal} />
                }
                <Cell icon="shield" tone={Tone::Grey} title={text.account().sessions}
                    to={Route::Sessions} />
            </Cells>
            <SignOut />
        </TabPage>
    }
}

/// Language, elder mode, text size.
#[component]
fn Settings() -> Html {
    let text = use_text();
    let session = use_session();
    let languages: Rc<[Choice]> = [Choice::new("zh", "中文"), Choice::new("en", "English")].into();
    let speak = {
        let session = session.clone();
        Callback::from(move |word: AttrValue| {
            session.set_language(if word == "en" { Language::En } else { Language::Zh });
        })
    };
    let sizes: Rc<[Choice]> = [
        Choice::new("0", text.account().size_0),
        Choice::new("1", text.account().size_1),
        Choice::new("2", text.account().size_2),
    ]
    .into();
    let grow = {
        let session = session.clone();
        Callback::from(move |step: AttrValue| session.set_zoom(step.parse().unwrap_or_default()))
    };
    let care = session.care;
    let elder = if care { text.account().elder_leave } else { text.account().elder };
    let switch = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| session.set_care(!care))
    };
    html! {
        <Card class="gap-l">
            <h2 class="h3">{ text.account().text_size }</h2>
            <Segmented name="size" label={text.account().text_size} choices={sizes}
                value={session.zoom.to_string()} onchange={grow} />
            <Button kind={Kind::Default} icon="text" label={elder} onclick={switch} />
            <h2 class="h3 gap-m">{ text.account().language }</h2>
            <Segmented name="language" label={text.account().language} choices={languages}
                value={session.language.pick("zh", "en")} onchange={speak} />
        </Card>
    }
}

/// The way out; it first says what would be lost.
#[component]
fn SignOut() -> Html {
    let text = use_text();
    let session = use_session();
    let unsent = use_state(|| None::<usize>);
    let failure = use_state(|| None::<Failure>);
    let ask = {
        let unsent = unsent.setter();
        Callback::from(move |_: MouseEvent| {
            let unsent = unsent.clone();
            spawn_local(async move { unsent.set(Some(Session::unsent().await)) });
        })
    };
    let stay = {
        let unsent = unsent.setter();
        Callback::from(move |()| unsent.set(None))
    };
    let go = {
        let (session, failure) = (session, failure.setter());
        Callback::from(move |_: MouseEvent| {
            let (session, failure) = (session.clone(), failure.clone());
            spawn_local(async move { failure.set(session.sign_out().await.err()) });
        })
    };
    let lost = unsent.unwrap_or_default();
    let warning = match i64::try_from(lost) {
        Ok(0) | Err(_) => text.account().sign_out_plain.to_owned(),
        Ok(lost) => (text.account().sign_out_lost)(lost),
    };
    html! {
        <>
            <Button class="gap-l" kind={Kind::Quiet} label={text.account().sign_out} onclick={ask} />
            <Sheet id="sign-out" open={unsent.is_some()} onclose={stay.clone()}
                mark={(lost > 0).then_some("alert")} title={text.account().sign_out_sure}>
                <p class="sub">{ warning }</p>
                if let Some(failure) = &*failure {
                    <p class="why" role="alert">{ say(text, failure) }</p>
                }
                <Button kind={if lost > 0 { Kind::Warn } else { Kind::Primary }}
                    label={text.account().sign_out} onclick={go} />
                <Button kind={Kind::Default} label={text.account().stay}
                    onclick={stay.reform(|_: MouseEvent| ())} />
            </Sheet>
        </>
    }
}
