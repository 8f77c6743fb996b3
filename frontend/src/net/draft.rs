//! Drafts: what a person has begun, kept as they type, with its photos.

use js_sys::Array;
use shared::value::Timestamp;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::idb::{self, NotKept, Store};
use super::{clock, js, wire};

/// Something begun.
#[derive(Clone)]
pub struct Draft {
    /// Which form it belongs to: `report/A01`.
    pub key: String,
    /// The form's own JSON.
    pub json: String,
    /// Its photos, in order.
    pub photos: Vec<Blob>,
    /// When it was last changed.
    pub at: Timestamp,
}

fn full_key(key: &str) -> String {
    format!("{}|{key}", wire::account().unwrap_or_default())
}

/// Keeps a draft in place of the former one of the same key.
pub async fn save(key: &str, json: &str, photos: &[Blob]) -> Result<(), NotKept> {
    let record = JsValue::from(js_sys::Object::new());
    let list: Array = photos.iter().collect();
    js::set(&record, "key", &JsValue::from_str(&full_key(key)));
    js::set(&record, "json", &JsValue::from_str(json));
    js::set(&record, "photos", &list);
    js::set(&record, "at", &JsValue::from_f64(js::number(clock::now().ms())));
    idb::put(Store::Drafts, &record).await
}

/// The draft of a form.
pub async fn load(key: &str) -> Option<Draft> {
    read(&idb::get(Store::Drafts, &full_key(key)).await?)
}

/// Every draft of this account.
pub async fn list() -> Vec<Draft> {
    let mine = full_key("");
    let records = idb::all(Store::Drafts).await;
    let own =
        |record: &&JsValue| js::get_text(record, "key").is_some_and(|key| key.starts_with(&mine));
    records.iter().filter(own).filter_map(read).collect()
}

/// Forgets a draft: it was sent, or thrown away.
pub async fn remove(key: &str) {
    idb::delete(Store::Drafts, &JsValue::from_str(&full_key(key))).await;
}

/// Forgets every draft of this account.
pub async fn wipe() {
    idb::delete_prefix(Store::Drafts, &full_key("")).await;
}

fn read(record: &JsValue) -> Option<Draft> {
    let key = js::get_text(record, "key")?;
    let photos = js::get(record, "photos").dyn_into::<Array>().ok()?;
    Some(Draft {
        key: key.split_once('|').map_or_else(String::new, |(_, key)| key.to_owned()),
        json: js::get_text(record, "json")?,
        photos: photos.iter().filter_map(|photo| photo.dyn_into().ok()).collect(),
        at: Timestamp::from_ms(js::whole(js::get(record, "at").as_f64()?)),
    })
}
