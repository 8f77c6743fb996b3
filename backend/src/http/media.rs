//! Photos: taken in, and served by addresses that hold for ten minutes (`threats.md` W6).

use bytes::Bytes;
use http::{StatusCode, header};
use shared::api::report::{PhotoClaim, PhotoTaken, PhotoView, PutPhoto};
use shared::api::{Code, FieldRule, Problem};
use shared::domain::report::PhotoId;
use shared::policy::send_photo;
use shared::value::Timestamp;
use warp::Filter;
use warp::reply::Response;

use super::ctx::Ctx;
use super::reply::{Reply, set};
use super::route::{Route, Upload, upload_route};
use crate::app::App;
use crate::db::photo::{self, NewPhoto, PhotoRow};
use crate::db::report::PhotoLinks;
use crate::failure::Failure;
use crate::media::PhotoError;
use crate::port::blob::{self, BlobError, ObjectName, Variant};
use crate::port::random;

/// When a photo that found no bench is sent again, in ms.
const BUSY: i64 = 10_000;

pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![upload_route::<PutPhoto, _, _, _, _>(app, admit, put_photo), serve(app)]
}

/// Signs the addresses of photos for one request.
pub(super) struct Links {
    app: App,
    now: Timestamp,
}

impl Links {
    pub(super) fn of(ctx: &Ctx) -> Self {
        Self { app: ctx.app.clone(), now: ctx.now }
    }
}

impl PhotoLinks for Links {
    fn links(&self, object: &str, width: u32, height: u32) -> PhotoView {
        let expires = blob::expiry(self.now.ms());
        let link = |variant| {
            let object = ObjectName::parse(object)?;
            Some(blob::sign(self.app.keys.media(), &object, variant, expires))
        };
        let (thumb, large) = (link(Variant::Thumb), link(Variant::Large));
        PhotoView {
            thumb: thumb.unwrap_or_default(),
            large: large.unwrap_or_default(),
            width,
            height,
        }
    }
}

/// What can be refused before the photo's bytes are taken in.
async fn admit(ctx: Ctx, (id,): (PhotoId,)) -> Result<(), Failure> {
    let now = ctx.now;
    ctx.read_as(move |conn, actor| {
        send_photo(actor)?;
        match photo::find(conn, id)? {
            Some(_) => Ok(()),
            None => photo::limit(conn, actor.account, now),
        }
    })
    .await
}

/// Prepares and stores a photo: blob first, then the row. The same bytes again change nothing.
async fn put_photo(
    ctx: Ctx,
    (id,): (PhotoId,),
    upload: Upload<PhotoClaim>,
) -> Result<Reply<PhotoTaken>, Failure> {
    let claim = checked_claim(upload.input)?;
    let now = ctx.now;
    let account = ctx.who()?.account;
    let arrived = sha256(&upload.bytes);
    if let Some(row) = ctx.read_as(move |conn, _| photo::find(conn, id)).await? {
        let same = row.is_same(account, &arrived);
        return if same { Ok(taken(&ctx, id, &row).into()) } else { Err(Code::IdTaken.into()) };
    }
    let prepared = ctx.app.workshop.prepare(account, upload.bytes).await;
    let prepared = prepared.map_err(|error| refused(error, now))?;
    let object = ObjectName::from_random(random::bytes()?);
    let new = NewPhoto {
        id,
        object: object.as_str().to_owned(),
        width: prepared.width,
        height: prepared.height,
        arrived_sha256: prepared.arrived_sha256,
        claimed_sha256: claim.original_sha256,
    };
    for (variant, bytes) in [(Variant::Large, prepared.large), (Variant::Thumb, prepared.thumb)] {
        ctx.app.blobs.put(&object, variant, Bytes::from(bytes)).await.map_err(not_stored)?;
    }
    let row = ctx.write_as(move |conn, actor| {
        photo::take(conn, send_photo(actor)?, actor.account, &new, now)
    });
    let row = row.await?;
    Ok(Reply::created(taken(&ctx, id, &row)))
}

fn taken(ctx: &Ctx, id: PhotoId, row: &PhotoRow) -> PhotoTaken {
    PhotoTaken { id, photo: Links::of(ctx).links(&row.object, row.width(), row.height()) }
}

fn checked_claim(claim: PhotoClaim) -> Result<PhotoClaim, Failure> {
    let hex = |hash: &String| {
        hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    if claim.original_sha256.as_ref().is_none_or(hex) {
        Ok(claim)
    } else {
        Err(Problem::field("/original_sha256", FieldRule::Malformed).into())
    }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).into()
}

fn refused(error: PhotoError, now: Timestamp) -> Failure {
    match error {
        PhotoError::TooLarge | PhotoError::TooManyPixels => Code::TooLarge.into(),
        PhotoError::UnsupportedKind | PhotoError::NotAPhoto => Code::PhotoKind.into(),
        PhotoError::Broken => Code::PhotoBroken.into(),
        PhotoError::Busy => Problem::new(Code::Unavailable).retry_at(now.plus(BUSY)).into(),
    }
}

fn not_stored(error: BlobError) -> Failure {
    match error {
        BlobError::StorageFull => Code::StorageFull.into(),
        BlobError::Io(error) => Failure::bug(error),
    }
}

#[derive(serde::Deserialize)]
struct Signature {
    e: i64,
    s: String,
}

/// `GET /media/{object}/{variant}?e=…&s=…`: whoever holds the address sees the picture, for as long
/// as it holds.
fn serve(app: &App) -> Route {
    let app = app.clone();
    warp::path!("media" / String / String)
        .and(warp::get())
        .and(warp::query::<Signature>())
        .then(move |object: String, variant: String, signature: Signature| {
            let app = app.clone();
            async move {
                let status = match picture(&app, &object, &variant, &signature).await {
                    Ok(Some(bytes)) => return picture_response(bytes),
                    Ok(None) => StatusCode::NOT_FOUND,
                    Err(failure) => {
                        tracing::error!(?failure, "a photo could not be read");
                        StatusCode::INTERNAL_SERVER_ERROR
                    }
                };
                let mut response = Response::new(Bytes::new().into());
                *response.status_mut() = status;
                response
            }
        })
        .boxed()
}

async fn picture(
    app: &App,
    object: &str,
    variant: &str,
    signature: &Signature,
) -> Result<Option<Bytes>, Failure> {
    let named = ObjectName::parse(object).zip(Variant::parse(variant));
    let Some((object, variant)) = named else { return Ok(None) };
    let now = app.clock.now().ms();
    let key = app.keys.media();
    if blob::verify(key, &object, variant, signature.e, &signature.s, now).is_err() {
        return Ok(None);
    }
    app.blobs.get(&object, variant).await.map_err(Failure::bug)
}

fn picture_response(bytes: Bytes) -> Response {
    let mut response = Response::new(bytes.into());
    set(&mut response, header::CONTENT_TYPE, "image/jpeg");
    set(&mut response, header::CACHE_CONTROL, "private, max-age=300, immutable");
    set(&mut response, header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    set(&mut response, header::CONTENT_DISPOSITION, "inline; filename=\"photo.jpg\"");
    set(
        &mut response,
        header::HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    response
}
