//! One photo on the whole screen.

use std::rc::Rc;

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::photos::count;
use super::{Icon, Photo};
use crate::hook::use_text;

/// What a [`Viewer`] shows.
#[derive(PartialEq, Properties)]
pub struct ViewerProps {
    /// The photos.
    pub photos: Rc<[Photo]>,
    /// Which is seen first.
    pub at: usize,
    /// It was closed.
    pub onclose: Callback<()>,
}

/// Photos one by one; arrow keys and buttons turn over, Escape closes.
#[component]
pub fn Viewer(props: &ViewerProps) -> Html {
    let text = use_text();
    let dialog = use_node_ref();
    let at = use_state(|| props.at);
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                drop(dialog.show_modal());
            }
        });
    }
    let last = props.photos.len().saturating_sub(1);
    let turn = {
        let at = at.clone();
        move |to: usize| {
            let set = at.setter();
            Callback::from(move |_: MouseEvent| set.set(to.min(last)))
        }
    };
    let onkeydown = {
        let at = at.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "ArrowLeft" => at.set(at.saturating_sub(1)),
            "ArrowRight" => at.set((*at + 1).min(last)),
            _ => {}
        })
    };
    let onclose = props.onclose.reform(|_: Event| ());
    let close = props.onclose.reform(|_: MouseEvent| ());
    let Some(photo) = props.photos.get(*at) else { return Html::default() };
    html! {
        <dialog class="viewer" ref={dialog} {onclose} {onkeydown}
            aria-label={(text.common.photo_nth)(count(*at + 1))}>
            <div>
                <img src={photo.large.clone()} alt={(text.common.photo_nth)(count(*at + 1))} />
                <div class="viewer-bar">
                    <button type="button" aria-label={text.common.photo_previous}
                        disabled={*at == 0} onclick={turn(at.saturating_sub(1))}>
                        <Icon name="back" />
                    </button>
                    <span role="status">{ (text.common.photo_of)(count(*at + 1), count(last + 1)) }</span>
                    <button type="button" aria-label={text.common.photo_following}
                        disabled={*at == last} onclick={turn(*at + 1)}>
                        <Icon name="next" />
                    </button>
                    <button type="button" aria-label={text.common.close} onclick={close}>
                        <Icon name="close" />
                    </button>
                </div>
            </div>
        </dialog>
    }
}
