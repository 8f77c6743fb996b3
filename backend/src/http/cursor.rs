//! Cursors of lists, authenticated with the list they belong to (`threats.md` W9).

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use shared::api::Code;
use shared::value::Page;

use crate::app::App;
use crate::db::{After, Listed};
use crate::failure::Failure;

fn mac(app: &App, list: &str, after: &[u8]) -> Result<Hmac<Sha256>, Failure> {
    let mut mac = Hmac::<Sha256>::new_from_slice(app.keys.cursor()).map_err(Failure::bug)?;
    mac.update(&u64::try_from(list.len()).unwrap_or(u64::MAX).to_be_bytes());
    mac.update(list.as_bytes());
    mac.update(after);
    Ok(mac)
}

/// Reads a cursor of this list; an edited one, or one of another list, is 400.
pub(super) fn open(app: &App, list: &str, cursor: Option<&str>) -> Result<Option<After>, Failure> {
    let Some(cursor) = cursor else { return Ok(None) };
    let bad = || Failure::from(Code::Unreadable);
    let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).map_err(|_| bad())?;
    let (tag, after) = bytes.split_at_checked(16).ok_or_else(bad)?;
    mac(app, list, after)?.verify_truncated_left(tag).map_err(|_| bad())?;
    serde_json::from_slice(after).map(Some).map_err(|_| bad())
}

/// A page with its cursor.
pub(super) fn page<T>(app: &App, list: &str, listed: Listed<T>) -> Result<Page<T>, Failure> {
    let next = match &listed.after {
        None => None,
        Some(after) => {
            let after = serde_json::to_vec(after).map_err(Failure::bug)?;
            let tag = mac(app, list, &after)?.finalize().into_bytes();
            let mut bytes: Vec<u8> = tag.iter().take(16).copied().collect();
            bytes.extend(after);
            Some(BASE64URL_NOPAD.encode(&bytes))
        }
    };
    Ok(Page { items: listed.items, next })
}
