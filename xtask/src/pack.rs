//! Packs the built app into `target/app`: names that carry the hash of their content, the
//! page and the service worker that know these names, and compressed forms beside them.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::app::{Finish, PARTS};
use crate::css;
use crate::fault::{Fault, OrSay, Outcome};
use crate::place::Place;

/// Everything an app is made from.
pub(crate) struct Sources {
    /// One for each part, in the order of [`PARTS`].
    pub(crate) modules: Vec<Vec<u8>>,
    pub(crate) style: String,
    pub(crate) page: String,
    pub(crate) worker: String,
    pub(crate) boot: String,
    pub(crate) manifest: Vec<u8>,
    pub(crate) icons: Vec<(String, Vec<u8>)>,
}

/// What wasm-bindgen makes of the module.
pub(crate) struct Script {
    pub(crate) glue: String,
    pub(crate) module: Vec<u8>,
}

/// What `build.json` says about an app.
#[derive(Serialize, Deserialize)]
pub(crate) struct Build {
    /// Changes with any byte a browser can get.
    #[serde(rename = "build_id")]
    pub(crate) id: String,
    /// Sizes in bytes, by path.
    pub(crate) files: Vec<Packed>,
    /// The fingerprint of what it was made from, so that nothing is packed twice.
    pub(crate) sources: String,
}

/// One file and its sizes in bytes; compressed ones only where they exist.
#[derive(Serialize, Deserialize)]
pub(crate) struct Packed {
    pub(crate) path: String,
    pub(crate) bytes: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) brotli: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) gzip: Option<usize>,
}

impl Build {
    /// The build in a folder; nothing when there is none, or one of another time.
    pub(crate) fn read(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(folder.join("build.json")).ok()?).ok()
    }
}

impl Sources {
    /// Stands for these sources, the finish and this very packer.
    pub(crate) fn fingerprint(&self, finish: Finish) -> Outcome<String> {
        let unknown = || "This program cannot find itself".to_owned();
        let packer = std::env::current_exe().and_then(|exe| exe.metadata()?.modified());
        let packer = format!("{:?} {}", packer.or_say(unknown)?, finish == Finish::Full);
        let mut parts: Vec<&[u8]> = vec![
            self.style.as_bytes(),
            self.page.as_bytes(),
            self.worker.as_bytes(),
            self.boot.as_bytes(),
            &self.manifest,
            packer.as_bytes(),
        ];
        parts.extend(self.modules.iter().map(Vec::as_slice));
        for (name, bytes) in &self.icons {
            parts.extend([name.as_bytes(), bytes]);
        }
        Ok(hash(&parts))
    }
}

/// A file on its way into the folder.
struct Item {
    path: String,
    bytes: Vec<u8>,
}

/// The addresses the pages need.
struct Names {
    boot: String,
    icons: String,
    style: String,
    /// Script and module of each part, in the order of [`PARTS`].
    parts: Vec<(String, String)>,
}

/// Writes the app beside the old one, then takes its place: a server that reads the folder
/// meanwhile sees one build or the other.
pub(crate) fn pack(
    place: &Place,
    sources: Sources,
    scripts: Vec<Script>,
    finish: Finish,
    fingerprint: String,
) -> Outcome<Build> {
    let (mut items, names) = assets(place, &sources, scripts, finish)?;
    items.push(Item { path: "manifest.webmanifest".to_owned(), bytes: sources.manifest });
    for (name, bytes) in sources.icons {
        if name != SPRITE {
            items.push(Item { path: format!("icons/{name}"), bytes });
        }
    }
    let mut parts = vec![sources.page.as_bytes(), sources.worker.as_bytes()];
    parts.extend(items.iter().flat_map(|item| [item.path.as_bytes(), &item.bytes]));
    let build_id = hash(&parts);
    let worker = fill_worker(&sources.worker, &build_id, &items)?;
    let worker = if finish == Finish::Full {
        css::minify_script(place, &worker)?
    } else {
        worker.into_bytes()
    };
    items.push(Item { path: "sw.js".to_owned(), bytes: worker });
    for (part, files) in PARTS.iter().zip(&names.parts) {
        let page = fill_page(&sources.page, &build_id, &names, files, finish)?;
        items.push(Item { path: page_of(part), bytes: page.into_bytes() });
    }
    let next = place.root.join("target/app.next");
    let build =
        Build { id: build_id, files: write_all(&next, &items, finish)?, sources: fingerprint };
    let list = serde_json::to_vec_pretty(&build).or_say(|| "build.json".to_owned())?;
    write(&next.join("build.json"), &list)?;
    swap(place, &next)?;
    Ok(build)
}

/// The one picture that pages draw parts of; the others are the app's face outside.
const SPRITE: &str = "icons.svg";

fn assets(
    place: &Place,
    sources: &Sources,
    scripts: Vec<Script>,
    finish: Finish,
) -> Outcome<(Vec<Item>, Names)> {
    let full = finish == Finish::Full;
    let (boot, style) = if full {
        (css::minify_old_script(place, &sources.boot)?, css::minify_style(place, &sources.style)?)
    } else {
        (sources.boot.as_bytes().to_vec(), sources.style.as_bytes().to_vec())
    };
    let mut parts = Vec::new();
    for script in scripts {
        let glue =
            if full { css::minify_script(place, &script.glue)? } else { script.glue.into_bytes() };
        parts.push((glue, script.module));
    }
    let sprite = sources.icons.iter().find(|(name, _)| name == SPRITE);
    let (_, sprite) = sprite.ok_or_else(|| Fault::new("frontend/icons/icons.svg is missing."))?;
    let mut items = Vec::new();
    let mut add = |stem: &str, ending: &str, bytes: Vec<u8>| {
        let path = format!("assets/{stem}-{}.{ending}", hash(&[&bytes]));
        let address = format!("/{path}");
        items.push(Item { path, bytes });
        address
    };
    let names = Names {
        boot: add("boot", "js", boot),
        icons: add("icons", "svg", sprite.clone()),
        style: add("style", "css", style),
        parts: PARTS
            .iter()
            .zip(parts)
            .map(|(part, (glue, module))| (add(part, "js", glue), add(part, "wasm", module)))
            .collect(),
    };
    Ok((items, names))
}

/// The page that loads a part.
pub(crate) fn page_of(part: &str) -> String {
    if part == "app" { "index.html".to_owned() } else { format!("{part}.html") }
}

fn fill_page(
    page: &str,
    build_id: &str,
    names: &Names,
    (script, module): &(String, String),
    finish: Finish,
) -> Outcome<String> {
    let dev = if finish == Finish::Quick { " data-dev" } else { "" };
    let filled = page
        .replace("{{app}}", script)
        .replace("{{boot}}", &names.boot)
        .replace("{{build}}", build_id)
        .replace("{{dev}}", dev)
        .replace("{{icons}}", &names.icons)
        .replace("{{style}}", &names.style)
        .replace("{{wasm}}", module);
    whole(filled, "index.html")
}

fn fill_worker(worker: &str, build_id: &str, items: &[Item]) -> Outcome<String> {
    // Of the app's faces only the one in the page's head; the system keeps the others itself.
    // Staff's part is kept once somebody opens it.
    let kept = items
        .iter()
        .filter(|item| !item.path.starts_with("icons/") || item.path == "icons/icon-192.png")
        .filter(|item| !item.path.starts_with("assets/staff-"));
    let paths = kept.map(|item| format!("'/{}'", item.path));
    let shell: Vec<String> = std::iter::once("'/'".to_owned()).chain(paths).collect();
    let filled = worker.replace("{{build}}", build_id).replace("'{{shell}}'", &shell.join(", "));
    whole(filled, "sw.js")
}

/// A place left open is a name the build does not know.
fn whole(text: String, name: &str) -> Outcome<String> {
    if text.contains("{{") {
        return Err(Fault::new(format!("{name} names something the build does not fill in.")));
    }
    Ok(text)
}

fn write_all(folder: &Path, items: &[Item], finish: Finish) -> Outcome<Vec<Packed>> {
    if folder.exists() {
        fs::remove_dir_all(folder).or_say(|| format!("{} stays", folder.display()))?;
    }
    items.iter().map(|item| write_item(folder, item, finish)).collect()
}

fn write_item(folder: &Path, item: &Item, finish: Finish) -> Outcome<Packed> {
    let path = folder.join(&item.path);
    write(&path, &item.bytes)?;
    let mut packed =
        Packed { path: item.path.clone(), bytes: item.bytes.len(), brotli: None, gzip: None };
    // Pictures are compressed already.
    if finish == Finish::Full && !is_picture(&item.path) {
        let brotli = brotli(&item.bytes)?;
        let gzip = gzip(&item.bytes)?;
        packed.brotli = Some(brotli.len());
        packed.gzip = Some(gzip.len());
        write(&folder.join(format!("{}.br", item.path)), &brotli)?;
        write(&folder.join(format!("{}.gz", item.path)), &gzip)?;
    }
    Ok(packed)
}

fn is_picture(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "png")
}

fn write(path: &Path, bytes: &[u8]) -> Outcome {
    let failed = || format!("{} cannot be written", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).or_say(failed)?;
    }
    fs::write(path, bytes).or_say(failed)
}

fn swap(place: &Place, next: &Path) -> Outcome {
    let app = place.app();
    let old = place.root.join("target/app.old");
    let failed = || format!("{} cannot be replaced", app.display());
    if old.exists() {
        fs::remove_dir_all(&old).or_say(failed)?;
    }
    if app.exists() {
        fs::rename(&app, &old).or_say(failed)?;
    }
    fs::rename(next, &app).or_say(failed)?;
    if old.exists() {
        fs::remove_dir_all(&old).or_say(failed)?;
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let settings = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    let mut rest = bytes;
    brotli::BrotliCompress(&mut rest, &mut out, &settings).or_say(|| "Brotli failed".to_owned())?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let failed = || "Gzip failed".to_owned();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).or_say(failed)?;
    encoder.finish().or_say(failed)
}

/// 64 bits of SHA-256, in hex: enough to tell builds apart, short enough for a name. Each
/// part's length goes before it, so that no two lists of parts look alike.
fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.len().to_string());
        hasher.update(b":");
        hasher.update(part);
    }
    let digest = hasher.finalize();
    data_encoding::HEXLOWER.encode(digest.get(..8).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let name = |name: &str| format!("/assets/{name}-1");
        Names { boot: name("boot"), icons: name("icons"), style: name("style"), parts: Vec::new() }
    }

    #[test]
    fn the_page_names_the_build_and_its_files() {
        let page = "<html data-build=\"{{build}}\"{{dev}}><script src=\"{{boot}}\">";
        let part = ("/assets/app-1".to_owned(), "/assets/wasm-1".to_owned());
        let full = fill_page(page, "b1", &names(), &part, Finish::Full).unwrap();
        assert_eq!(full, "<html data-build=\"b1\"><script src=\"/assets/boot-1\">");
        let quick = fill_page(page, "b1", &names(), &part, Finish::Quick).unwrap();
        assert!(quick.starts_with("<html data-build=\"b1\" data-dev>"));
    }

    #[test]
    fn a_name_the_build_does_not_know_is_a_fault() {
        let part = (String::new(), String::new());
        let fault = fill_page("{{font}}", "b1", &names(), &part, Finish::Full).unwrap_err();
        assert!(fault.to_string().starts_with("index.html names"), "{fault}");
    }

    #[test]
    fn the_worker_keeps_the_page_and_what_it_draws() {
        let item = |path: &str| Item { path: path.to_owned(), bytes: Vec::new() };
        let items =
            [item("assets/app-1.js"), item("assets/staff-1.js"), item("icons/icon-512.png")];
        let worker = fill_worker("['{{shell}}'] '{{build}}'", "b1", &items).unwrap();
        assert_eq!(worker, "['/', '/assets/app-1.js'] 'b1'");
    }

    #[test]
    fn a_name_changes_with_its_content_and_lists_do_not_run_together() {
        assert_ne!(hash(&[b"a"]), hash(&[b"b"]));
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
        assert_eq!(hash(&[b"a"]).len(), 16);
    }

    #[test]
    fn compressed_forms_open_to_the_same_bytes() {
        let text = b"one yuan, one thread; ".repeat(50);
        let mut opened = Vec::new();
        let mut packed: &[u8] = &brotli(&text).unwrap();
        brotli::BrotliDecompress(&mut packed, &mut opened).unwrap();
        assert_eq!(opened, text);
        let mut reader = flate2::read::GzDecoder::new(std::io::Cursor::new(gzip(&text).unwrap()));
        let mut opened = Vec::new();
        std::io::Read::read_to_end(&mut reader, &mut opened).unwrap();
        assert_eq!(opened, text);
    }
}
