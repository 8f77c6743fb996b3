//! A trustee's key, once for each person and term: made in this browser, kept in a file under a
//! passphrase and on a recovery sheet; only its public half is published.

use std::rc::Rc;

use ballot::{Answer, Ask};
use shared::api::Nothing;
use shared::api::vote::{ListTrustees, NewTrustee, PutTrustee, TrusteeList, TrusteeView};
use shared::domain::estate::EstateId;
use shared::domain::vote::TrusteeSeat;
use shared::policy::trustee_seat;
use shared::value::Timestamp;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::unlock::hear;
use super::use_list_of;
use crate::hook::{use_action, use_clock, use_query, use_session, use_text};
use crate::i18n::{Text, say, time};
use crate::net::ballot as engine;
use crate::net::{call, js};
use crate::ui::{
    Aside, Button, Card, Cell, Cells, Check, Chip, Empty, Field, Icon, Kind, Page, QrCode,
    TextArea, Tone, show, use_toast,
};

/// The fewest characters of a passphrase.
const PASSPHRASE_MIN: usize = 12;

/// What [`Trustee`] needs.
#[derive(PartialEq, Properties)]
pub(super) struct TrusteeProps {
    pub(super) estate: EstateId,
}

/// The page of the seat's key.
#[component]
pub(super) fn Trustee(props: &TrusteeProps) -> Html {
    let text = use_text();
    let words = &text.meeting().key;
    let now = use_clock();
    let seat = use_session().role().and_then(trustee_seat);
    let above = use_list_of(Some(props.estate));
    let list = use_query::<ListTrustees>((props.estate,), Nothing {});
    // What is left takes every secret along.
    use_effect_with((), |()| engine::stop);
    let content = show(&list, |list| {
        let Some(seat) = seat else {
            return html! { <Empty icon="lock" title={words.no_seat} sub={words.no_seat_why} /> };
        };
        html! {
            <>
                { seats(text, list, now) }
                <Maker estate={props.estate} {seat} list={list.clone()} />
            </>
        }
    });
    html! { <Page title={words.title} {above}>{ content }</Page> }
}

/// Who keeps a key since when.
fn seats(text: &Text, list: &TrusteeList, now: Timestamp) -> Html {
    let words = &text.meeting().key;
    let row = |seat: &TrusteeSeat| {
        let held = list.trustees.iter().find(|trustee| trustee.seat == *seat);
        let sub = held.map_or(words.no_key.to_owned(), |trustee| {
            (words.since)(&time::date(text, trustee.since, now))
        });
        html! {
            <Cell key={seat.as_str()} icon="lock" title={(words.seat)(*seat)}
                sub={AttrValue::from(sub)}>
                if held.is_some_and(|trustee| trustee.mine) {
                    <Chip tone={Tone::Brand} text={words.yours} />
                }
            </Cell>
        }
    };
    html! {
        <>
            <p class="sub gap-m">{ words.three }</p>
            <Cells class="gap-s no-print">{ for TrusteeSeat::ALL.iter().map(row) }</Cells>
        </>
    }
}

/// A key that was made here.
#[derive(Clone, Debug, PartialEq)]
struct Made {
    file: Rc<str>,
    recovery: AttrValue,
    point: String,
    proof: String,
}

#[derive(PartialEq, Properties)]
struct MakerProps {
    estate: EstateId,
    seat: TrusteeSeat,
    list: Rc<TrusteeList>,
}

/// Makes a key, or a new file of the recovery sheet.
#[component]
fn Maker(props: &MakerProps) -> Html {
    let text = use_text();
    let words = &text.meeting().key;
    let made = use_state_eq(|| None::<Made>);
    let recovers = use_state_eq(|| false);
    let mine: Option<&TrusteeView> = props.list.trustees.iter().find(|trustee| trustee.mine);
    let other = props.list.trustees.iter().any(|of| of.seat == props.seat && !of.mine);
    let onmade = {
        let made = made.setter();
        Callback::from(move |key: Made| made.set(Some(key)))
    };
    let turn = {
        let recovers = recovers.clone();
        Callback::from(move |_: MouseEvent| recovers.set(!*recovers))
    };
    if let Some(key) = &*made {
        let published = mine.is_some_and(|mine| mine.point == key.point);
        return html! {
            <MadeKey estate={props.estate} made={key.clone()} seat={props.seat} {published} />
        };
    }
    html! {
        <>
            if mine.is_some() && !*recovers {
                <Card class="gap" title={words.have}>
                    <p class="sub">{ words.have_why }</p>
                </Card>
            } else if *recovers {
                <MakeForm estate={props.estate} seat={props.seat} recovers=true onmade={onmade.clone()} />
            } else {
                if other {
                    <p class="aside warn"><Icon name="alert" /><span>{ words.replaces }</span></p>
                }
                <MakeForm estate={props.estate} seat={props.seat} recovers=false onmade={onmade.clone()} />
            }
            <Button kind={Kind::Quiet} onclick={turn}
                label={if *recovers { words.recover_not } else { words.recover }} />
            if mine.is_some() {
                <details class="card fold gap">
                    <summary>{ words.lost_both }<Icon name="down" /></summary>
                    <p class="sub gap-s">{ words.lost_both_why }</p>
                    <MakeForm estate={props.estate} seat={props.seat} recovers=false {onmade} />
                </details>
            }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct MakeFormProps {
    estate: EstateId,
    seat: TrusteeSeat,
    /// Whether the key is made again of its recovery sheet.
    recovers: bool,
    onmade: Callback<Made>,
}

/// What is typed before a key is made.
#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    recovery: String,
    passphrase: String,
    again: String,
}

impl Typed {
    /// What is wrong with it: the sheet, the passphrase, its repetition.
    fn faults(&self, text: &Text, recovers: bool) -> [Option<&'static str>; 3] {
        let words = &text.meeting().key;
        let short = self.passphrase.chars().count() < PASSPHRASE_MIN;
        [
            (recovers && self.recovery.trim().is_empty()).then_some(text.common.required),
            short.then_some(words.passphrase_short),
            (self.passphrase != self.again).then_some(words.passphrase_differs),
        ]
    }
}

/// The passphrase twice, and the recovery sheet's letters where there are some.
#[component]
fn MakeForm(props: &MakeFormProps) -> Html {
    let text = use_text();
    let words = &text.meeting().key;
    let typed = use_state_eq(Typed::default);
    let faults = use_state_eq(|| [None::<&'static str>; 3]);
    let why = use_state_eq(|| None::<&'static str>);
    let busy = use_state_eq(|| false);
    let recovers = props.recovers;
    let type_in = |set: fn(&mut Typed, String)| {
        let typed = typed.clone();
        Callback::from(move |value: String| {
            let mut next = (*typed).clone();
            set(&mut next, value);
            typed.set(next);
        })
    };
    let onsubmit = {
        let (typed, faults, why, busy) =
            (typed.clone(), faults.setter(), why.setter(), busy.clone());
        let (community, seat, onmade) = (props.estate, props.seat, props.onmade.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let found = typed.faults(text, recovers);
            faults.set(found);
            if *busy || found.iter().any(Option::is_some) {
                return;
            }
            let Typed { recovery, passphrase, .. } = (*typed).clone();
            let ask = if recovers {
                Ask::RecoverKey { community, recovery, passphrase }
            } else {
                Ask::MakeKey { community, seat, passphrase }
            };
            let (why, busy, typed) = (why.clone(), busy.setter(), typed.setter());
            let onmade = onmade.clone();
            busy.set(true);
            spawn_local(async move {
                let answer = hear(text, &ask, None, None).await;
                busy.set(false);
                why.set(answer.as_ref().err().copied());
                if let Ok(Answer::KeyMade { file, recovery, point, proof }) = answer {
                    // The page needs it no longer.
                    typed.set(Typed::default());
                    onmade.emit(Made {
                        file: file.into(),
                        recovery: recovery.into(),
                        point,
                        proof,
                    });
                }
            });
        })
    };
    let id = |field: &str| format!("{field}-{}", if recovers { "again" } else { "new" });
    let (title, lead) =
        if recovers { (words.recover, words.recover_why) } else { (words.make, words.make_why) };
    let [no_sheet, short, differs] = faults.map(|fault| fault.map(AttrValue::from));
    html! {
        <Card class="gap" {title}>
            <p class="sub">{ lead }</p>
            <form class="gap-m" {onsubmit} novalidate=true>
                if recovers {
                    <TextArea id={id("recovery")} label={words.recovery} rows="4"
                        value={typed.recovery.clone()} error={no_sheet}
                        oninput={type_in(|typed, value| typed.recovery = value)} />
                }
                <Field id={id("passphrase")} kind="password" label={words.passphrase_new}
                    hint={words.passphrase_hint} value={typed.passphrase.clone()} error={short}
                    autocomplete="new-password"
                    oninput={type_in(|typed, value| typed.passphrase = value)} />
                <Field id={id("passphrase-again")} kind="password" label={words.passphrase_again}
                    value={typed.again.clone()} error={differs} autocomplete="new-password"
                    oninput={type_in(|typed, value| typed.again = value)} />
                if let Some(why) = *why {
                    <p class="why" role="alert"><Icon name="alert" />{ why }</p>
                }
                <Button class="gap-m" submit=true busy={*busy}
                    label={if recovers { words.recover_go } else { words.make_go }} />
            </form>
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct MadeKeyProps {
    estate: EstateId,
    made: Made,
    seat: TrusteeSeat,
    /// Whether it is the one that was published before.
    published: bool,
}

/// First the file and the sheet, then the public half.
#[component]
fn MadeKey(props: &MadeKeyProps) -> Html {
    let text = use_text();
    let words = &text.meeting().key;
    let toast = use_toast();
    let saved = use_state_eq(|| false);
    let sure = use_state_eq(|| false);
    let missing = use_state_eq(|| false);
    let publish = use_action::<PutTrustee>();
    let save = {
        let (file, seat, saved) = (props.made.file.clone(), props.seat, saved.setter());
        Callback::from(move |_: MouseEvent| {
            let name = format!("linli-key-{}.json", seat.as_str().to_lowercase());
            saved.set(call::offer(file.as_bytes(), "application/json", &name).is_some());
        })
    };
    let print = Callback::from(|_: MouseEvent| {
        js::call(&js::window(), "print", &[]);
    });
    let onsure = {
        let sure = sure.setter();
        Callback::from(move |on: bool| sure.set(on))
    };
    let put = {
        let (ready, missing) = (*saved && *sure, missing.setter());
        let (publish, estate, made) = (publish.clone(), props.estate, props.made.clone());
        Callback::from(move |_: MouseEvent| {
            missing.set(!ready);
            if ready {
                let new = NewTrustee { point: made.point.clone(), proof: made.proof.clone() };
                let toast = toast.clone();
                publish.run((estate,), new, move |_| toast.say(text.meeting().key.put_done));
            }
        })
    };
    html! {
        <>
            <Card class="gap no-print" title={words.save}>
                <p class="sub">{ words.save_why }</p>
                <Button class="gap-m" icon="saved" label={words.save_go} onclick={save}
                    kind={if *saved { Kind::Default } else { Kind::Primary }} />
            </Card>
            <article class="paper gap">
                <h2>{ words.sheet }</h2>
                <p>{ (words.seat)(props.seat) }</p>
                <p>{ words.sheet_why }</p>
                <div class="invite-code">
                    <QrCode text={props.made.recovery.clone()} label={words.sheet} />
                </div>
                <p class="recovery">{ props.made.recovery.clone() }</p>
            </article>
            <Button class="no-print" kind={Kind::Default} icon="doc" label={words.sheet_print}
                onclick={print} />
            if props.published {
                <Aside icon="check">{ words.published }</Aside>
            } else {
                <Card class="gap no-print">
                    <Check id="sure" checked={*sure} onchange={onsure}
                        error={missing.then_some(words.save_first).map(AttrValue::from)}>
                        { words.sure }
                    </Check>
                    <p class="sub">{ words.put_why }</p>
                    if let Some(failure) = publish.failure() {
                        <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
                    }
                    <Button class="gap-m" label={words.put} onclick={put} busy={publish.busy()} />
                </Card>
            }
        </>
    }
}
