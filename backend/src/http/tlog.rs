//! `/tlog/…`: the journals as C2SP tlog-tiles, for programs made by others. No sign-in: a leaf holds
//! nothing personal (`threats.md` J6).

use http::{HeaderMap, StatusCode, header};
use shared::api::{Access, Code};
use shared::domain::estate::EstateId;
use shared::journal::Tile;
use shared::value::Id;
use tower_http::request_id::RequestId;
use warp::Filter;
use warp::path::Tail;
use warp::reply::Response;

use super::ctx::Ctx;
use super::reply::{Manner, problem, set};
use super::route::{Peer, Route};
use crate::app::App;
use crate::db::Conn;
use crate::db::tlog::{self, LogRow};
use crate::failure::Failure;

/// What is asked of a log.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// The last signed checkpoint.
    Checkpoint,
    /// The last one that a witness has signed.
    Witnessed,
    /// The keys, one vkey a line, the present one last.
    Keys,
    /// The note by which the key before names this one.
    Key(i64),
    /// A tile.
    Tile(Tile),
}

/// What is answered.
enum Found {
    /// Text that changes.
    Text(String),
    /// Bytes that never change.
    Bytes(Vec<u8>),
    /// The log has ended, and another goes on.
    Ended(String),
}

/// Reads what follows `/tlog/`: the estate, its epoch from the second on, what is asked.
fn read(path: &str) -> Option<(EstateId, u32, Asked)> {
    let (estate, rest) = path.split_once('/')?;
    let numbered = rest.split_once('/').and_then(|(no, rest)| {
        let epoch = no.parse::<u32>().ok()?;
        let is_written_so = epoch > 1 && epoch.to_string() == no;
        is_written_so.then_some((epoch, rest))
    });
    let (epoch, rest) = numbered.unwrap_or((1, rest));
    let asked = match rest.split_once('/') {
        None if rest == "checkpoint" => Asked::Checkpoint,
        None if rest == "witnessed" => Asked::Witnessed,
        None if rest == "keys" => Asked::Keys,
        Some(("keys", no)) => Asked::Key(no.parse().ok()?),
        Some(("tile", tile)) => Asked::Tile(Tile::parse(tile)?),
        _ => return None,
    };
    Some((Id::parse(estate).ok()?, epoch, asked))
}

/// `GET /tlog/{estate}[/{epoch}]/…`.
pub(super) fn route(app: &App) -> Route {
    let app = app.clone();
    warp::path("tlog")
        .and(warp::path::tail())
        .and(warp::get())
        .and(warp::header::headers_cloned())
        .and(warp::ext::optional::<Peer>())
        .and(warp::ext::optional::<RequestId>())
        .then(move |path: Tail, headers: HeaderMap, peer: Option<Peer>, id: Option<RequestId>| {
            let app = app.clone();
            async move {
                let id = id.as_ref().and_then(|id| id.header_value().to_str().ok());
                let id = id.unwrap_or_default().to_owned();
                let known = Ctx::of(&app, Access::Anyone, &headers, peer.as_ref(), id);
                let (ctx, failure) = match known {
                    Ok(ctx) => (ctx, None),
                    Err((ctx, failure)) => (*ctx, Some(failure)),
                };
                let answered = match failure.map_or(app.limits.check(&ctx), Err) {
                    Ok(()) => answer(&ctx, path.as_str()).await,
                    Err(failure) => Err(failure),
                };
                let manner = Manner {
                    request: &ctx.request,
                    english: ctx.english,
                    route: "/tlog/{}",
                    now: ctx.now,
                };
                answered.unwrap_or_else(|failure| problem(failure, &manner))
            }
        })
        .boxed()
}

async fn answer(ctx: &Ctx, path: &str) -> Result<Response, Failure> {
    let (estate, epoch, asked) = read(path).ok_or(Code::NotFound)?;
    let found = ctx.read(move |conn| {
        let log = tlog::log(conn, estate)?;
        if epoch > log.epoch() {
            return Err(Code::NotFound.into());
        }
        if epoch < log.epoch() {
            return Ok(Found::Ended(log.origin()));
        }
        find(conn, &log, asked)
    });
    Ok(response(found.await?))
}

fn find(conn: &mut Conn, log: &LogRow, asked: Asked) -> Result<Found, Failure> {
    match asked {
        Asked::Checkpoint => {
            let note = tlog::published(conn, log)?.ok_or(Code::NotFound)?;
            Ok(Found::Text(note.to_string()))
        }
        Asked::Witnessed => {
            let note = tlog::witnessed(conn, log)?.ok_or(Code::NotFound)?;
            Ok(Found::Text(note.to_string()))
        }
        Asked::Keys => {
            let keys = log.verifiers(log.epoch());
            let lines: Vec<String> = keys.iter().map(ToString::to_string).collect();
            Ok(Found::Text(lines.join("\n") + "\n"))
        }
        Asked::Key(no) => {
            let key = log.keys.iter().find(|key| key.no == no);
            Ok(Found::Text(key.and_then(|key| key.note.clone()).ok_or(Code::NotFound)?))
        }
        Asked::Tile(tile) => {
            let size = log.last.as_ref().map_or(0, |last| last.size);
            if !tile.is_in(size) {
                return Err(Code::NotFound.into());
            }
            Ok(Found::Bytes(tlog::tile(conn, log.estate, tile)?))
        }
    }
}

/// As tlog-tiles asks: a checkpoint for a few seconds, a tile for good.
fn response(found: Found) -> Response {
    let (status, kind, cache, bytes) = match found {
        Found::Text(text) => (StatusCode::OK, TEXT, "public, max-age=5", text.into_bytes()),
        Found::Bytes(bytes) => {
            let for_good = "public, max-age=31536000, immutable";
            (StatusCode::OK, "application/octet-stream", for_good, bytes)
        }
        Found::Ended(origin) => {
            let text = format!("this log has ended; {origin} goes on\n");
            (StatusCode::GONE, TEXT, "no-store", text.into_bytes())
        }
    };
    let mut response = Response::new(bytes.into());
    *response.status_mut() = status;
    set(&mut response, header::CONTENT_TYPE, kind);
    set(&mut response, header::CACHE_CONTROL, cache);
    response
}

const TEXT: &str = "text/plain; charset=utf-8";

#[cfg(test)]
mod tests {
    use shared::journal::origin;

    use super::*;

    #[test]
    fn a_path_is_read_in_one_form_only() {
        let estate = "01890a5d-ac96-774b-bcce-b302099a8057";
        let of =
            |rest: &str| read(&format!("{estate}/{rest}")).map(|(_, epoch, asked)| (epoch, asked));
        assert_eq!(of("checkpoint"), Some((1, Asked::Checkpoint)));
        assert_eq!(of("2/keys"), Some((2, Asked::Keys)));
        assert_eq!(of("keys/2"), Some((1, Asked::Key(2))));
        let tile = Tile::parse("0/000.p/5").map(Asked::Tile);
        assert_eq!(of("12/tile/0/000.p/5"), tile.map(|tile| (12, tile)));
        for path in [
            "",
            "1/checkpoint",
            "02/checkpoint",
            "2",
            "tile/0/0",
            "checkpoint/",
            "keys/",
            "2/2/keys",
        ] {
            assert_eq!(of(path), None, "{path}");
        }
        assert_eq!(read("nobody/checkpoint"), None);
        let id = Id::parse(estate).unwrap();
        assert_eq!(origin(id, 2), format!("linli/{estate}/2"));
    }
}
