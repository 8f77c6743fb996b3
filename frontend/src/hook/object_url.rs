//! Addresses for photos that are on this phone.

use std::rc::Rc;

use web_sys::{Blob, Url};
use yew::prelude::*;

/// Addresses of these blobs, in order; released when they are no longer shown.
#[hook]
pub fn use_object_urls(blobs: &[Blob]) -> Rc<[AttrValue]> {
    let made = use_mut_ref(Vec::<(Blob, AttrValue)>::new);
    let released = made.clone();
    use_effect_with((), move |()| {
        move || {
            for (_, url) in released.take() {
                drop(Url::revoke_object_url(&url));
            }
        }
    });
    let mut made = made.borrow_mut();
    made.retain(|(blob, url)| {
        let kept = blobs.contains(blob);
        if !kept {
            drop(Url::revoke_object_url(url));
        }
        kept
    });
    for blob in blobs {
        if !made.iter().any(|(known, _)| known == blob)
            && let Ok(url) = Url::create_object_url_with_blob(blob)
        {
            made.push((blob.clone(), url.into()));
        }
    }
    let of = |blob: &Blob| made.iter().find(|(known, _)| known == blob).map(|(_, url)| url.clone());
    blobs.iter().map(|blob| of(blob).unwrap_or_default()).collect()
}
