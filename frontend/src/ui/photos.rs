//! Photos as thumbs: to look at, or to put in order before they are sent.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, File, HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::{Icon, Viewer};
use crate::hook::use_text;
use crate::i18n::Text;
use crate::net::timer;

/// A photo on the screen.
#[derive(Clone, PartialEq)]
pub struct Photo {
    /// The address of the small one.
    pub thumb: AttrValue,
    /// The address of the large one.
    pub large: AttrValue,
}

/// What [`Shots`] show.
#[derive(PartialEq, Properties)]
pub struct ShotsProps {
    /// The photos, in order.
    pub photos: Rc<[Photo]>,
    /// Small ones, in a timeline.
    #[prop_or_default]
    pub small: bool,
}

/// Thumbs that open the viewer.
#[component]
pub fn Shots(props: &ShotsProps) -> Html {
    let text = use_text();
    let open = use_state(|| None::<usize>);
    let thumb = |(index, photo): (usize, &Photo)| {
        let onclick = {
            let open = open.setter();
            Callback::from(move |_: MouseEvent| open.set(Some(index)))
        };
        let class = classes!("shot-open", props.small.then_some("shot-s"));
        html! {
            <li>
                <button type="button" {class} {onclick} aria-label={nth(text, index)}>
                    <img class="shot" src={photo.thumb.clone()} alt="" loading="lazy" />
                </button>
            </li>
        }
    };
    if props.photos.is_empty() {
        return Html::default();
    }
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    html! {
        <>
            <ul class="shots">{ for props.photos.iter().enumerate().map(thumb) }</ul>
            if let Some(at) = *open {
                <Viewer photos={props.photos.clone()} {at} {onclose} />
            }
        </>
    }
}

fn nth(text: &Text, index: usize) -> String {
    (text.common.photo_nth)(count(index + 1))
}

pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or_default()
}

/// What a [`PhotoGrid`] shows.
#[derive(PartialEq, Properties)]
pub struct PhotoGridProps {
    /// The addresses of the photos, in order.
    pub photos: Rc<[AttrValue]>,
    /// The most there may be.
    pub max: usize,
    /// New ones, as taken or picked.
    pub onadd: Callback<Vec<File>>,
    /// One is taken out.
    pub onremove: Callback<usize>,
    /// One changes places with the next.
    pub onswap: Callback<usize>,
    /// Whether a new one is being made smaller.
    #[prop_or_default]
    pub busy: bool,
}

/// Photos to be sent: add, take out, put in order by buttons.
#[component]
pub fn PhotoGrid(props: &PhotoGridProps) -> Html {
    let text = use_text();
    let count = props.photos.len();
    let room = props.max.saturating_sub(count);
    let onchange = props.onadd.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let files = input.files();
        let files = (0..files.as_ref().map_or(0, web_sys::FileList::length))
            .filter_map(|index| files.as_ref().and_then(|files| files.get(index)));
        let files: Vec<File> = files.collect();
        // The same photo can be picked again after it was taken out.
        input.set_value("");
        files
    });
    let shot = |(index, photo): (usize, &AttrValue)| grid_item(props, text, index, photo);
    let add = if count == 0 { text.common.photo_add } else { text.common.photo_again };
    html! {
        <ul class="shots">
            { for props.photos.iter().enumerate().map(shot) }
            if room > 0 {
                <li>
                    <label class="shot-add" aria-busy={props.busy.then_some("true")}>
                        <Icon name="camera" />
                        { add }
                        <input type="file" accept="image/jpeg,image/png,image/webp" multiple=true
                            {onchange} />
                    </label>
                </li>
            }
        </ul>
    }
}

/// Which button of a photo goes on having the focus; where it is not, the next that is.
type Ways = [&'static str; 2];
const REMOVE: Ways = [".shot-x button", ".shot-add input"];
const BACK: Ways = [".shot-move button:first-child", ".shot-x button"];
const ON: Ways = [".shot-move button:last-child", ".shot-x button"];

/// Does it, and gives the focus to the photo that is then at a place: the button that had it is
/// drawn anew elsewhere, or gone.
fn then_focus(act: Callback<()>, place: usize, ways: &'static Ways) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        let grid = event.target_dyn_into::<Element>().and_then(|from| from.closest("ul").ok()?);
        act.emit(());
        spawn_local(async move {
            // After the page is drawn.
            timer::sleep(0).await;
            let Some(grid) = grid else { return };
            let nth = u32::try_from(place).unwrap_or_default();
            let item = grid.children().item(nth).or_else(|| grid.last_element_child());
            let found = item.and_then(|item| {
                ways.iter().find_map(|way| item.query_selector(way).ok().flatten())
            });
            if let Some(button) = found.and_then(|one| one.dyn_into::<HtmlElement>().ok()) {
                drop(button.focus());
            }
        });
    })
}

fn grid_item(props: &PhotoGridProps, text: &Text, index: usize, photo: &AttrValue) -> Html {
    let number = count(index + 1);
    let last = index + 1 == props.photos.len();
    let remove = {
        let next = index.min(props.photos.len().saturating_sub(2));
        then_focus(props.onremove.reform(move |()| index), next, &REMOVE)
    };
    let later = {
        let ways = if index + 2 == props.photos.len() { &BACK } else { &ON };
        then_focus(props.onswap.reform(move |()| index), index + 1, ways)
    };
    let earlier = {
        let (to, ways) = (index.saturating_sub(1), if index == 1 { &ON } else { &BACK });
        then_focus(props.onswap.reform(move |()| to), to, ways)
    };
    html! {
        <li key={photo.as_str()}>
            <div class="shot-x">
                <img class="shot" src={photo.clone()} alt={nth(text, index)} />
                <button type="button" onclick={remove}
                    aria-label={(text.common.photo_remove)(number)}>
                    <span><Icon name="close" /></span>
                </button>
            </div>
            if props.photos.len() > 1 {
                <div class="shot-move">
                    <button type="button" disabled={index == 0} onclick={earlier}
                        aria-label={(text.common.photo_earlier)(number)}>
                        <Icon name="back" />
                    </button>
                    <button type="button" disabled={last} onclick={later}
                        aria-label={(text.common.photo_later)(number)}>
                        <Icon name="next" />
                    </button>
                </div>
            }
        </li>
    }
}
