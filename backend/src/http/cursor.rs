//! Cursors of lists, authenticated with the list they belong to (`threats.md` W9) and unreadable:
//! they hold a report's id and its exact time, which staff and neighbours are not to know (R1).

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use shared::api::Code;
use shared::value::Page;

use crate::app::App;
use crate::db::{After, Listed};
use crate::failure::Failure;

/// How many bytes of the tag a cursor carries.
const TAG: usize = 16;

/// The two uses of the key.
const AUTHENTICATE: u8 = 1;
const CONCEAL: u8 = 2;

fn keyed(app: &App, purpose: u8) -> Result<Hmac<Sha256>, Failure> {
    let mut mac = Hmac::<Sha256>::new_from_slice(app.keys.cursor()).map_err(Failure::bug)?;
    mac.update(&[purpose]);
    Ok(mac)
}

fn mac(app: &App, list: &str, after: &[u8]) -> Result<Hmac<Sha256>, Failure> {
    let mut mac = keyed(app, AUTHENTICATE)?;
    mac.update(&u64::try_from(list.len()).unwrap_or(u64::MAX).to_be_bytes());
    mac.update(list.as_bytes());
    mac.update(after);
    Ok(mac)
}

/// Conceals or reveals: a stream of keyed blocks begun by the tag, which is different for every
/// content (a synthetic initial vector, as in RFC 5297).
fn concealed(app: &App, tag: &[u8], content: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::with_capacity(content.len());
    for (block, part) in (0u64..).zip(content.chunks(32)) {
        let mut mac = keyed(app, CONCEAL)?;
        mac.update(tag);
        mac.update(&block.to_be_bytes());
        let stream = mac.finalize().into_bytes();
        out.extend(part.iter().zip(stream).map(|(byte, key)| byte ^ key));
    }
    Ok(out)
}

/// Reads a cursor of this list; an edited one, or one of another list, is 400.
pub(super) fn open(app: &App, list: &str, cursor: Option<&str>) -> Result<Option<After>, Failure> {
    let Some(cursor) = cursor else { return Ok(None) };
    let bad = || Failure::from(Code::Unreadable);
    let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).map_err(|_| bad())?;
    let (tag, hidden) = bytes.split_at_checked(TAG).ok_or_else(bad)?;
    let after = concealed(app, tag, hidden)?;
    mac(app, list, &after)?.verify_truncated_left(tag).map_err(|_| bad())?;
    serde_json::from_slice(&after).map(Some).map_err(|_| bad())
}

/// A page with its cursor.
pub(super) fn page<T>(app: &App, list: &str, listed: Listed<T>) -> Result<Page<T>, Failure> {
    let next = match &listed.after {
        None => None,
        Some(after) => {
            let after = serde_json::to_vec(after).map_err(Failure::bug)?;
            let tag = mac(app, list, &after)?.finalize().into_bytes();
            let mut bytes: Vec<u8> = tag.iter().take(TAG).copied().collect();
            let hidden = concealed(app, &bytes, &after)?;
            bytes.extend(hidden);
            Some(BASE64URL_NOPAD.encode(&bytes))
        }
    };
    Ok(Page { items: listed.items, next })
}
