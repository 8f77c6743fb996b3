//! Photos to be sent: chosen, made smaller on this phone, put in order, taken out.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, File};
use yew::prelude::*;

use super::shrink::shrink;
use super::{Icon, PhotoGrid};
use crate::hook::{use_object_urls, use_text};
use crate::i18n::{Text, photo_unreadable, photos_left_out};

/// A chosen photo, as it will be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Shot {
    /// A JPEG of at most 1600 px, without any of the original's metadata.
    pub blob: Blob,
    /// SHA-256 of the original's bytes, 64 hex digits, where the browser can compute it.
    pub original_sha256: Option<Rc<str>>,
}

/// What was chosen and is not among the photos.
#[derive(Clone, Default, PartialEq)]
struct Trouble {
    /// The names of files that this browser cannot open.
    unreadable: Vec<String>,
    /// How many found no room.
    left_out: i64,
}

impl Trouble {
    fn say(&self, text: &Text, max: i64) -> Option<String> {
        let left_out = (self.left_out > 0).then(|| photos_left_out(text, max, self.left_out));
        let unreadable = self.unreadable.iter().map(|name| photo_unreadable(text, name));
        let said: Vec<String> = unreadable.chain(left_out).collect();
        (!said.is_empty()).then(|| said.join(text.language.pick("", " ")))
    }
}

/// What a [`PhotoPicker`] shows.
#[derive(PartialEq, Properties)]
pub struct PhotoPickerProps {
    /// The photos chosen so far, in order.
    pub shots: Rc<[Shot]>,
    /// The most there may be.
    pub max: usize,
    /// What they become.
    pub onchange: Callback<Rc<[Shot]>>,
    /// What is wrong with them, and the cure.
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// Thumbs of the chosen photos, and the button that takes or picks another.
#[component]
pub fn PhotoPicker(props: &PhotoPickerProps) -> Html {
    let text = use_text();
    let busy = use_state_eq(|| false);
    let trouble = use_state_eq(Trouble::default);
    // Photos become ready one after the other, while others are taken out or moved.
    let latest = use_mut_ref(|| Rc::<[Shot]>::from([]));
    latest.replace(props.shots.clone());
    let change = {
        let (latest, onchange) = (latest.clone(), props.onchange.clone());
        move |with: &dyn Fn(&mut Vec<Shot>)| {
            let mut shots = latest.borrow().to_vec();
            with(&mut shots);
            let shots: Rc<[Shot]> = shots.into();
            latest.replace(shots.clone());
            onchange.emit(shots);
        }
    };
    let onadd = {
        let (change, max) = (change.clone(), props.max);
        let (busy, trouble) = (busy.setter(), trouble.setter());
        let latest = latest.clone();
        Callback::from(move |files: Vec<File>| {
            let (change, busy, trouble) = (change.clone(), busy.clone(), trouble.clone());
            let latest = latest.clone();
            busy.set(true);
            trouble.set(Trouble::default());
            spawn_local(async move {
                let mut met = Trouble::default();
                for file in files {
                    if latest.borrow().len() >= max {
                        met.left_out += 1;
                        continue;
                    }
                    match shrink(&file).await {
                        Some(shot) => change(&|shots| {
                            if shots.len() < max {
                                shots.push(shot.clone());
                            }
                        }),
                        None => met.unreadable.push(file.name()),
                    }
                }
                trouble.set(met);
                busy.set(false);
            });
        })
    };
    let onremove = {
        let (change, trouble) = (change.clone(), trouble.setter());
        Callback::from(move |index: usize| {
            trouble.set(Trouble::default());
            change(&|shots| {
                if index < shots.len() {
                    shots.remove(index);
                }
            });
        })
    };
    let onswap = Callback::from(move |index: usize| {
        change(&|shots| {
            if index + 1 < shots.len() {
                shots.swap(index, index + 1);
            }
        });
    });
    let blobs: Vec<Blob> = props.shots.iter().map(|shot| shot.blob.clone()).collect();
    let photos = use_object_urls(&blobs);
    let limit = i64::try_from(props.max).unwrap_or_default();
    let why = trouble.say(text, limit).map(AttrValue::from).or_else(|| props.error.clone());
    html! {
        <>
            <PhotoGrid {photos} max={props.max} {onadd} {onremove} {onswap} busy={*busy} />
            if let Some(why) = why {
                <p class="why" role="alert"><Icon name="alert" />{ why }</p>
            } else {
                <p class="hint">{ (text.common.photo_limit)(limit) }</p>
            }
        </>
    }
}
