//! Who is signed in, in which seat, and how they like to read.
//!
//! The access token is not here: it stays in `net::wire`, in memory. What is kept in the browser
//! is the last known account, so that the app opens without a network.

use std::ops::Deref;
use std::rc::Rc;

use shared::api::account::{Me, SeatView, SignOut, SignedIn};
use shared::api::{Code, Nothing};
use shared::domain::account::{Role, SeatId};
use shared::domain::estate::EstateId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::erased::provide;
use crate::i18n::{Language, Text};
use crate::net::fetch::Failure;
use crate::net::signal::listen;
use crate::net::{cache, call, draft, js, json, live, outbox, refresh, wire};

/// How far the start has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It is not yet known whether somebody is signed in.
    Starting,
    /// Nobody is.
    Out,
    /// Somebody is.
    In,
}

/// The state; pages read it through [`Session`].
#[derive(Clone, PartialEq)]
pub struct State {
    /// How far the start has come.
    pub phase: Phase,
    /// The account.
    pub me: Option<Rc<Me>>,
    /// The seat acted in.
    pub seat: Option<SeatId>,
    /// The language.
    pub language: Language,
    /// 长辈版.
    pub care: bool,
    /// The step of the text size: 0 to 2.
    pub zoom: u8,
}

/// What changes it.
pub enum Step {
    /// Somebody is signed in, or the account was read again.
    In(Rc<Me>),
    /// Nobody is any more.
    Out,
    /// Another seat.
    Seat(SeatId),
    /// Another language.
    Language(Language),
    /// Elder mode on or off.
    Care(bool),
    /// Another text size.
    Zoom(u8),
}

impl Reducible for State {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let mut state = (*self).clone();
        match step {
            Step::In(me) => {
                state.seat = choose_seat(&me, state.seat);
                state.phase = Phase::In;
                state.me = Some(me);
            }
            Step::Out => {
                state.phase = Phase::Out;
                state.me = None;
                state.seat = None;
            }
            Step::Seat(seat) => state.seat = Some(seat),
            Step::Language(language) => state.language = language,
            Step::Care(care) => state.care = care,
            Step::Zoom(zoom) => state.zoom = zoom,
        }
        Rc::new(state)
    }
}

const SESSION: &str = "linli-session";
const SEAT: &str = "linli-seat";
const LANGUAGE: &str = "linli-language";
const CARE: &str = "linli-care";
const ZOOM: &str = "linli-zoom";

/// The seat to act in: the one at hand, the one of last time, a resident's, any.
fn choose_seat(me: &Me, at_hand: Option<SeatId>) -> Option<SeatId> {
    let stored = js::setting(SEAT).and_then(|id| SeatId::parse(&id).ok());
    let held = |id: Option<SeatId>| id.filter(|id| me.seats.iter().any(|view| view.seat.id == *id));
    let open = |view: &&SeatView| me.second_factor || !view.seat.role.needs_second_factor();
    let first = || me.seats.iter().find(open).or(me.seats.first()).map(|view| view.seat.id);
    held(at_hand).or_else(|| held(stored)).or_else(first)
}

impl State {
    /// As the browser kept it. With a kept account the app opens at once, network or not.
    fn begin() -> Self {
        let me = js::setting(SESSION).and_then(|json| json::read::<Me>(&json));
        let english = js::setting(LANGUAGE).is_some_and(|word| word == "en");
        let state = Self {
            phase: if me.is_some() { Phase::In } else { Phase::Starting },
            seat: me.as_ref().and_then(|me| choose_seat(me, None)),
            me: me.map(Rc::new),
            language: if english { Language::En } else { Language::Zh },
            care: js::setting(CARE).is_some(),
            zoom: js::setting(ZOOM).and_then(|step| step.parse().ok()).unwrap_or_default(),
        };
        state.tell_wire();
        state.dress_page();
        state
    }

    /// What requests carry follows the state before anything is rendered from it.
    fn tell_wire(&self) {
        wire::set_english(self.language == Language::En);
        wire::set_account(self.me.as_ref().map(|me| me.account.as_str()));
        wire::set_seat(self.seat.as_ref().map(SeatId::as_str));
    }

    /// The page's language, mode and text size. Set by script, since the content policy refuses
    /// style attributes.
    fn dress_page(&self) {
        let document = js::document();
        if let Some(root) = document.document_element() {
            drop(root.set_attribute("lang", self.language.tag()));
        }
        let Some(body) = document.body() else { return };
        drop(body.set_attribute("data-weui-theme", "light"));
        drop(if self.care {
            body.set_attribute("data-weui-mode", "care")
        } else {
            body.remove_attribute("data-weui-mode")
        });
        let zoom = match (self.care, self.zoom) {
            (_, 0) => "1",
            (true, 1) => "1.18",
            (true, _) => "1.364",
            (false, 1) => "1.15",
            (false, _) => "1.3",
        };
        drop(body.style().set_property("--zoom", zoom));
    }
}

/// The session in the hands of a page.
#[derive(Clone, PartialEq)]
pub struct Session(UseReducerHandle<State>);

impl Deref for Session {
    type Target = State;
    fn deref(&self) -> &State {
        &self.0
    }
}

impl Session {
    /// The texts of the language.
    pub fn text(&self) -> &'static Text {
        self.language.text()
    }

    /// The seat acted in, with the names around it.
    pub fn seat_view(&self) -> Option<&SeatView> {
        let me = self.me.as_ref()?;
        me.seats.iter().find(|view| Some(view.seat.id) == self.seat)
    }

    /// The role acted in.
    pub fn role(&self) -> Option<Role> {
        self.seat_view().map(|view| view.seat.role)
    }

    /// The estate of the seat, if it lives in one.
    pub fn estate(&self) -> Option<EstateId> {
        self.seat_view().and_then(|view| view.seat.scope.estate())
    }

    /// Takes up a session that sign-in opened.
    pub fn signed_in(&self, session: SignedIn) {
        wire::set_token(Some(&session.access_token));
        self.take(Rc::new(session.me));
    }

    fn take(&self, me: Rc<Me>) {
        js::set_setting(SESSION, Some(&json::write(&*me)));
        wire::set_account(Some(me.account.as_str()));
        // This handle may be older than the choice of a seat; the wire is not.
        let at_hand = wire::seat().and_then(|id| SeatId::parse(&id).ok());
        wire::set_seat(choose_seat(&me, at_hand).as_ref().map(SeatId::as_str));
        self.0.dispatch(Step::In(me));
    }

    /// Acts in another seat from now on.
    pub fn choose(&self, seat: SeatId) {
        js::set_setting(SEAT, Some(seat.as_str()));
        wire::set_seat(Some(seat.as_str()));
        self.0.dispatch(Step::Seat(seat));
    }

    /// Speaks another language from now on.
    pub fn set_language(&self, language: Language) {
        js::set_setting(LANGUAGE, Some(language.tag()));
        wire::set_english(language == Language::En);
        self.0.dispatch(Step::Language(language));
    }

    /// Switches 长辈版 on or off.
    pub fn set_care(&self, care: bool) {
        js::set_setting(CARE, care.then_some("1"));
        self.0.dispatch(Step::Care(care));
    }

    /// Sets the step of the text size: 0 to 2.
    pub fn set_zoom(&self, zoom: u8) {
        js::set_setting(ZOOM, Some(&zoom.to_string()));
        self.0.dispatch(Step::Zoom(zoom));
    }

    /// How many drafts and unsent records signing out would lose.
    pub async fn unsent() -> usize {
        draft::list().await.len() + outbox::list().await.len()
    }

    /// Signs out, and clears what this phone keeps for the account. Needs the network, because
    /// only the server can end the cookie.
    pub async fn sign_out(&self) -> Result<(), Failure> {
        let ended = call::call::<SignOut>(&(), &Nothing {}).await;
        if let Err(failure) = ended
            && failure.code() != Some(Code::SignInRequired)
        {
            return Err(failure);
        }
        live::stop();
        outbox::wipe().await;
        draft::wipe().await;
        cache::wipe().await;
        let account = wire::account().unwrap_or_default();
        js::set_setting(&format!("{}{account}", js::RECEIPTS), None);
        self.end();
        Ok(())
    }

    /// The session is over; what the phone keeps stays for this account (`threats.md` U2).
    fn end(&self) {
        live::stop();
        js::set_setting(SESSION, None);
        wire::set_token(None);
        wire::set_account(None);
        wire::set_seat(None);
        self.0.dispatch(Step::Out);
    }

    /// Asks the cookie who is signed in.
    async fn resume(&self) {
        match refresh::session().await {
            Ok(session) => self.take(Rc::new(session.me.clone())),
            Err(failure) if failure.code() == Some(Code::SignInRequired) => self.end(),
            // Without a network the last known account goes on reading.
            Err(_) if self.me.is_some() => {}
            Err(_) => self.0.dispatch(Step::Out),
        }
    }
}

/// What [`SessionProvider`] holds.
#[derive(Properties, PartialEq)]
pub struct ProviderProps {
    /// The app.
    pub children: Html,
}

/// Keeps the session for the whole app.
#[component]
pub fn SessionProvider(props: &ProviderProps) -> Html {
    let session = Session(use_reducer(State::begin));
    use_effect_with(session.clone(), |session| session.dress_page());
    {
        let session = session.clone();
        use_effect_with((), move |()| {
            let starting = session.clone();
            spawn_local(async move {
                starting.resume().await;
                cache::tidy().await;
            });
            let ended = listen(&refresh::ENDED, move |()| session.end());
            move || drop(ended)
        });
    }
    provide(session, props.children.clone())
}
