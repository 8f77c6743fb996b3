//! A word that says it worked, and goes away by itself.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::erased::provide;
use crate::net::timer;

/// How long it stays: long enough to be read twice.
const STAY_MS: i32 = 4_000;

/// Says something.
#[derive(Clone, PartialEq)]
pub struct Toaster(Callback<AttrValue>);

impl Toaster {
    /// Says it.
    pub fn say(&self, words: impl Into<AttrValue>) {
        self.0.emit(words.into());
    }
}

#[derive(Default, PartialEq)]
struct Said {
    words: AttrValue,
    turn: u32,
}

enum Step {
    Say(AttrValue),
    Hush(u32),
}

impl Reducible for Said {
    type Action = Step;
    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        match step {
            Step::Say(words) => Rc::new(Self { words, turn: self.turn.wrapping_add(1) }),
            // A later word stays its own time.
            Step::Hush(turn) if turn == self.turn => {
                Rc::new(Self { words: AttrValue::default(), turn })
            }
            Step::Hush(_) => self,
        }
    }
}

/// What [`ToastProvider`] holds.
#[derive(PartialEq, Properties)]
pub struct ToastProviderProps {
    /// The app.
    pub children: Html,
}

/// Keeps the place where words appear.
#[component]
pub fn ToastProvider(props: &ToastProviderProps) -> Html {
    let said = use_reducer(Said::default);
    let toaster = {
        let dispatcher = said.dispatcher();
        (*use_memo((), move |()| {
            Toaster(Callback::from(move |words| dispatcher.dispatch(Step::Say(words))))
        }))
        .clone()
    };
    let dispatcher = said.dispatcher();
    use_effect_with(said.turn, move |turn| {
        let turn = *turn;
        spawn_local(async move {
            timer::sleep(STAY_MS).await;
            dispatcher.dispatch(Step::Hush(turn));
        });
    });
    let below = html! {
        <>
            { props.children.clone() }
            <div class="toast" role="status">{ said.words.clone() }</div>
        </>
    };
    provide(toaster, below)
}

/// The way to say something; outside of the app's root it says nothing.
#[hook]
pub fn use_toast() -> Toaster {
    use_context::<Toaster>().unwrap_or(Toaster(Callback::noop()))
}
