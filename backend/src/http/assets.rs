//! The built app: embedded in a release build, read from `target/app` in a debug build.
//!
//! Files under `/assets/` carry the hash of their content in their name and are kept for a
//! year; everything else is asked for again each time and answered with 304 when unchanged.
//! Compressed forms lie beside the files as `.br` and `.gz`, made once at build time.

use std::borrow::Cow;

use http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, VARY,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, response};
use rust_embed::RustEmbed;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::path::FullPath;
use warp::reply::Response;

/// The build embedded here, as named by `cargo xtask dist`; `None` in a debug build, which
/// reads the folder. Being an input of this file, a new app makes the compiler embed again.
pub(super) const EMBEDDED_BUILD: Option<&str> = option_env!("LINLI_APP_BUILD");

const PAGE: &str = "index.html";
const FOREVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";
const NOT_BUILT: &str = "The app is not built. Run: cargo xtask run\n";

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/app"]
#[allow_missing = true]
struct App;

/// A file's bytes and their SHA-256.
struct File {
    bytes: Cow<'static, [u8]>,
    hash: [u8; 32],
}

/// One form of a file: as it is, or compressed.
struct Form {
    file: File,
    coding: Option<&'static str>,
    varies: bool,
}

/// Answers `GET` and `HEAD` for the app's files, and `index.html` for every page a reader may
/// open; any other path is left to the routes after it.
pub(super) fn routes() -> BoxedFilter<(Response,)> {
    // Path first: a method that these addresses do not take says nothing of the API's.
    let own = warp::path::full().and_then(|path: FullPath| {
        let other = path.as_str().starts_with("/api/") || path.as_str().starts_with("/media/");
        std::future::ready(if other { Err(warp::reject::not_found()) } else { Ok(path) })
    });
    own.and(warp::get().or(warp::head()).unify())
        .and(warp::method())
        .and(warp::header::headers_cloned())
        .and_then(|path: FullPath, method: Method, headers: HeaderMap| {
            let answer = answer(path.as_str(), &method, &headers, &embedded);
            std::future::ready(answer.ok_or_else(warp::reject::not_found))
        })
        .boxed()
}

fn embedded(name: &str) -> Option<File> {
    App::get(name).map(|file| File { bytes: file.data, hash: file.metadata.sha256_hash() })
}

/// Where files come from: the embedded app, or a test's own few files.
type Shelf = dyn Fn(&str) -> Option<File>;

fn answer(path: &str, method: &Method, headers: &HeaderMap, shelf: &Shelf) -> Option<Response> {
    let name = path.strip_prefix('/')?;
    if let Some(form) = form(name, headers, shelf) {
        return reply(name, form, method, headers);
    }
    if !is_page(path, headers) {
        return None;
    }
    match form(PAGE, headers, shelf) {
        Some(form) => reply(PAGE, form, method, headers),
        None => not_built(),
    }
}

/// Whether a reader asks for a page of the app: the app itself resolves the path. An unknown
/// name under `/assets/` is an old build's file, and a page in its place would break that app.
/// The service worker fetches `/` without saying what it accepts.
fn is_page(path: &str, headers: &HeaderMap) -> bool {
    let first = path.split('/').nth(1).unwrap_or_default();
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    path == "/" || !matches!(first, "api" | "media" | "assets") && accepts.contains("text/html")
}

/// The smallest form the reader can take. Compressed forms have no address of their own.
fn form(name: &str, headers: &HeaderMap, shelf: &Shelf) -> Option<Form> {
    let known = content_type(name)?;
    let file = shelf(name)?;
    // Pictures are compressed already.
    if known.starts_with("image/png") {
        return Some(Form { file, coding: None, varies: false });
    }
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    for (coding, ending) in [("br", "br"), ("gzip", "gz")] {
        if accepts_coding(accepted.unwrap_or_default(), coding)
            && let Some(compressed) = shelf(&format!("{name}.{ending}"))
        {
            return Some(Form { file: compressed, coding: Some(coding), varies: true });
        }
    }
    Some(Form { file, coding: None, varies: true })
}

/// Whether `Accept-Encoding` names the coding and does not refuse it with `q=0` (RFC 9110
/// section 12.5.3).
fn accepts_coding(accepted: &str, coding: &str) -> bool {
    accepted.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let named = pieces.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let refused = pieces.any(|weight| {
            weight
                .split_once('=')
                .is_some_and(|(_, q)| !q.is_empty() && q.chars().all(|c| matches!(c, '0' | '.')))
        });
        named && !refused
    })
}

fn reply(name: &str, form: Form, method: &Method, headers: &HeaderMap) -> Option<Response> {
    let tag = entity_tag(&form);
    let cache = if name.starts_with("assets/") { FOREVER } else { ASK_AGAIN };
    let mut answer = response::Builder::new().header(ETAG, &tag).header(CACHE_CONTROL, cache);
    if form.varies {
        answer = answer.header(VARY, "Accept-Encoding");
    }
    if headers.get_all(IF_NONE_MATCH).iter().any(|known| names_tag(known, &tag)) {
        return answer.status(StatusCode::NOT_MODIFIED).body(Vec::new().into()).ok();
    }
    if let Some(coding) = form.coding {
        answer = answer.header(CONTENT_ENCODING, coding);
    }
    answer = answer
        .header(CONTENT_TYPE, content_type(name)?)
        .header(CONTENT_LENGTH, form.file.bytes.len());
    if *method == Method::HEAD {
        return answer.body(Vec::new().into()).ok();
    }
    match form.file.bytes {
        // No copy of what the program itself carries.
        Cow::Borrowed(bytes) => answer.body(bytes::Bytes::from_static(bytes).into()).ok(),
        Cow::Owned(bytes) => answer.body(bytes.into()).ok(),
    }
}

/// A strong tag: the hash of the bytes that travel, so that each coding has its own.
fn entity_tag(form: &Form) -> String {
    let short = form.file.hash.get(..12).unwrap_or_default();
    format!("\"{}\"", data_encoding::HEXLOWER.encode(short))
}

/// `If-None-Match` compares weakly (RFC 9110 section 13.1.2).
fn names_tag(known: &HeaderValue, tag: &str) -> bool {
    known.to_str().is_ok_and(|list| {
        list.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
    })
}

/// The types the build produces; anything else is not served.
fn content_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => return None,
    })
}

fn not_built() -> Option<Response> {
    response::Builder::new()
        .status(StatusCode::SERVICE_UNAVAILABLE)
        .header(CONTENT_TYPE, "text/plain; charset=utf-8")
        .header(CACHE_CONTROL, "no-store")
        .body(NOT_BUILT.into())
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf(name: &str) -> Option<File> {
        let text = match name {
            "index.html" => "<!doctype html>page",
            "sw.js" => "worker",
            "assets/app-1.js" => "long script",
            "assets/app-1.js.br" => "br",
            "assets/app-1.js.gz" => "gz",
            "icons/icon-192.png" => "picture",
            _ => return None,
        };
        let mut hash = [0; 32];
        for (place, byte) in hash.iter_mut().zip(text.bytes()) {
            *place = byte;
        }
        Some(File { bytes: Cow::Borrowed(text.as_bytes()), hash })
    }

    fn ask(path: &str, headers: &[(http::HeaderName, &str)]) -> Option<Response> {
        let headers = headers.iter().map(|(k, v)| (k.clone(), v.parse().unwrap())).collect();
        answer(path, &Method::GET, &headers, &shelf)
    }

    fn header(response: &Response, name: http::HeaderName) -> &str {
        response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[test]
    fn a_hashed_file_is_kept_for_a_year_and_a_page_is_asked_for_again() {
        let script = ask("/assets/app-1.js", &[]).unwrap();
        assert_eq!(header(&script, CACHE_CONTROL), "public, max-age=31536000, immutable");
        assert_eq!(header(&ask("/sw.js", &[]).unwrap(), CACHE_CONTROL), "no-cache");
        assert_eq!(header(&ask("/index.html", &[]).unwrap(), CACHE_CONTROL), "no-cache");
    }

    #[test]
    fn the_reader_gets_the_smallest_form_it_takes() {
        for (accepted, coding, length) in [
            ("gzip, deflate, br", "br", "2"),
            ("gzip", "gzip", "2"),
            ("br;q=0, gzip;q=0.5", "gzip", "2"),
            ("br;q=0.0", "", "11"),
            ("brotli", "", "11"),
            ("", "", "11"),
        ] {
            let answer = ask("/assets/app-1.js", &[(ACCEPT_ENCODING, accepted)]).unwrap();
            assert_eq!(header(&answer, CONTENT_ENCODING), coding, "{accepted}");
            assert_eq!(header(&answer, CONTENT_LENGTH), length, "{accepted}");
            assert_eq!(header(&answer, VARY), "Accept-Encoding", "{accepted}");
            assert_eq!(header(&answer, CONTENT_TYPE), "text/javascript; charset=utf-8");
        }
    }

    #[test]
    fn an_unchanged_file_is_answered_with_304_and_no_body() {
        let tag = header(&ask("/sw.js", &[]).unwrap(), ETAG).to_owned();
        for known in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
            let again = ask("/sw.js", &[(IF_NONE_MATCH, &known)]).unwrap();
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{known}");
            assert_eq!(header(&again, ETAG), tag);
            assert_eq!(header(&again, CONTENT_LENGTH), "");
        }
        assert_eq!(ask("/sw.js", &[(IF_NONE_MATCH, "\"x\"")]).unwrap().status(), StatusCode::OK);
    }

    #[test]
    fn each_coding_has_its_own_tag() {
        let plain = ask("/assets/app-1.js", &[]).unwrap();
        let small = ask("/assets/app-1.js", &[(ACCEPT_ENCODING, "br")]).unwrap();
        assert_ne!(header(&plain, ETAG), header(&small, ETAG));
    }

    #[test]
    fn a_page_of_the_app_is_answered_with_the_index() {
        let page = ask("/votes/0199", &[(ACCEPT, "text/html,*/*;q=0.8")]).unwrap();
        assert_eq!(page.status(), StatusCode::OK);
        assert_eq!(header(&page, CONTENT_TYPE), "text/html; charset=utf-8");
        assert_eq!(header(&page, CACHE_CONTROL), "no-cache");
        assert_eq!(ask("/", &[(ACCEPT, "*/*")]).unwrap().status(), StatusCode::OK);
    }

    #[test]
    fn what_is_no_page_is_left_to_other_routes() {
        let html = [(ACCEPT, "text/html")];
        for path in ["/api", "/api/votes", "/media/1", "/assets/app-0.js", "/assets/app-1.js.br"] {
            assert!(ask(path, &html).is_none(), "{path}");
        }
        assert!(ask("/favicon.ico", &[(ACCEPT, "image/*")]).is_none());
        assert!(ask("/sw-kill", &[(ACCEPT, "*/*")]).is_none());
    }

    #[test]
    fn head_tells_the_length_and_sends_nothing() {
        let answer = answer("/sw.js", &Method::HEAD, &HeaderMap::new(), &shelf).unwrap();
        assert_eq!(header(&answer, CONTENT_LENGTH), "6");
    }

    #[test]
    fn a_missing_build_says_so_in_one_line() {
        let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("text/html"))]);
        let answer = answer("/", &Method::GET, &headers, &|_| None).unwrap();
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
}
