//! Makes a photo smaller on this phone. Drawing it anew also leaves behind where and with what it
//! was taken; the server does the same once more (`threats.md` F2).

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use super::photo_picker::Shot;
use crate::net::js;

/// The longer side of what is sent, in pixels.
const SIDE: f64 = 1600.0;
/// How much of the picture JPEG keeps, of 1.
const QUALITY: f64 = 0.8;

/// The photo as a smaller JPEG, upright; `None` where the browser cannot read it (HEIC outside of
/// Apple's browsers, a broken file).
pub(super) async fn shrink(file: &File) -> Option<Shot> {
    let original_sha256 = fingerprint(file).await.map(Into::into);
    let bitmap = decode(file).await?;
    let blob = draw(&bitmap).await;
    js::call(&bitmap, "close", &[]);
    Some(Shot { blob: blob?, original_sha256 })
}

/// Waits for what a method promises.
async fn promised(of: &JsValue, name: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    let promise: Promise = js::call(of, name, arguments).dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// SHA-256 of the file; only pages of a secure origin may compute it.
async fn fingerprint(file: &File) -> Option<String> {
    let bytes = promised(file, "arrayBuffer", &[]).await?;
    let subtle = js::get(&js::get(&js::window(), "crypto"), "subtle");
    let digest = promised(&subtle, "digest", &[&"SHA-256".into(), &bytes]).await?;
    let digits = |byte: u8| [byte >> 4, byte & 15].map(|half| char::from_digit(half.into(), 16));
    Some(Uint8Array::new(&digest).to_vec().into_iter().flat_map(digits).flatten().collect())
}

async fn decode(file: &File) -> Option<JsValue> {
    // Without options the picture is turned upright by its own mark, in every browser supported.
    promised(&js::window(), "createImageBitmap", &[file]).await
}

async fn draw(bitmap: &JsValue) -> Option<Blob> {
    let width = js::get(bitmap, "width").as_f64().filter(|side| *side >= 1.0)?;
    let height = js::get(bitmap, "height").as_f64().filter(|side| *side >= 1.0)?;
    let scale = (SIDE / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).round().max(1.0), (height * scale).round().max(1.0));
    let canvas: JsValue = js::document().create_element("canvas").ok()?.into();
    js::set(&canvas, "width", &width.into());
    js::set(&canvas, "height", &height.into());
    let pen = js::call(&canvas, "getContext", &[&"2d".into()]);
    js::set(&pen, "imageSmoothingQuality", &"high".into());
    // JPEG has no see-through: what a PNG leaves open becomes white, as on paper.
    js::set(&pen, "fillStyle", &"#fff".into());
    let corner = JsValue::from(0);
    js::call(&pen, "fillRect", &[&corner, &corner, &width.into(), &height.into()]);
    let area = [bitmap, &corner, &corner, &width.into(), &height.into()];
    js::call(&pen, "drawImage", &area);
    let made = Promise::new(&mut |resolve, _| {
        js::call(&canvas, "toBlob", &[&resolve, &"image/jpeg".into(), &QUALITY.into()]);
    });
    JsFuture::from(made).await.ok()?.dyn_into().ok()
}
