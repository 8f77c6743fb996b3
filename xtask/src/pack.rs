//! Packs the built app into `target/app`: names that carry the hash of their content, the
//! page and the service worker that know these names, and compressed forms beside them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::app::Finish;
use crate::css;
use crate::fault::{Fault, OrSay, Outcome};
use crate::module::{Code, WORKER_MODULE, Worker};
use crate::place::Place;

/// Everything an app is made from.
pub(crate) struct Sources {
    /// As the linker left it.
    pub(crate) module: Vec<u8>,
    /// The same of the worker that seals ballots.
    pub(crate) ballot: Vec<u8>,
    pub(crate) style: String,
    /// The same for some parts' pages, by name ([`SHEETS`]).
    pub(crate) sheets: Vec<(String, String)>,
    pub(crate) page: String,
    pub(crate) worker: String,
    pub(crate) boot: String,
    pub(crate) manifest: Vec<u8>,
    pub(crate) icons: Vec<(String, Vec<u8>)>,
}

/// What `build.json` says about an app.
#[derive(Serialize, Deserialize)]
pub(crate) struct Build {
    /// Changes with any byte a browser can get.
    #[serde(rename = "build_id")]
    pub(crate) id: String,
    /// Sizes in bytes, by path.
    pub(crate) files: Vec<Packed>,
    /// The files that each part of the app needs beside those of the first load.
    pub(crate) parts: BTreeMap<String, Vec<String>>,
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
            &self.module,
            &self.ballot,
            self.style.as_bytes(),
            self.page.as_bytes(),
            self.worker.as_bytes(),
            self.boot.as_bytes(),
            &self.manifest,
            packer.as_bytes(),
        ];
        for (name, sheet) in &self.sheets {
            parts.extend([name.as_bytes(), sheet.as_bytes()]);
        }
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

/// The addresses the page needs.
struct Names {
    boot: String,
    icons: String,
    style: String,
    /// By the sheets' names.
    sheets: Vec<(String, String)>,
    script: String,
    module: String,
    ballot: String,
}

/// Writes the app beside the old one, then takes its place: a server that reads the folder
/// meanwhile sees one build or the other.
pub(crate) fn pack(
    place: &Place,
    sources: Sources,
    code: Code,
    ballot: Worker,
    finish: Finish,
    fingerprint: String,
) -> Outcome<Build> {
    let mut items = Vec::new();
    let (names, parts) = assets(place, &sources, (code, ballot), finish, &mut items)?;
    items.push(Item { path: "manifest.webmanifest".to_owned(), bytes: sources.manifest });
    for (name, bytes) in sources.icons {
        if name != SPRITE {
            items.push(Item { path: format!("icons/{name}"), bytes });
        }
    }
    let mut hashed = vec![sources.page.as_bytes(), sources.worker.as_bytes()];
    hashed.extend(items.iter().flat_map(|item| [item.path.as_bytes(), &item.bytes]));
    let build_id = hash(&hashed);
    let worker = fill_worker(&sources.worker, &build_id, &items, &parts)?;
    let worker = if finish == Finish::Full {
        css::minify_script(place, &worker)?
    } else {
        worker.into_bytes()
    };
    items.push(Item { path: "sw.js".to_owned(), bytes: worker });
    let page = fill_page(&sources.page, &build_id, &names, finish)?;
    items.push(Item { path: "index.html".to_owned(), bytes: page.into_bytes() });
    let next = place.root.join("target/app.next");
    let files = write_all(&next, &items, finish)?;
    let build = Build { id: build_id, files, parts, sources: fingerprint };
    let list = serde_json::to_vec_pretty(&build).or_say(|| "build.json".to_owned())?;
    write(&next.join("build.json"), &list)?;
    swap(place, &next)?;
    Ok(build)
}

/// The one picture that pages draw parts of; the others are the app's face outside.
const SPRITE: &str = "icons.svg";

/// The parts that residents open: what works without a network from the first visit on.
const RESIDENTS: [&str; 3] = ["home", "own", "report"];

/// The sheets that only some parts need, with these parts (`Part::sheets`).
pub(crate) const SHEETS: [(&str, &[&str]); 3] = [
    ("report", &["office", "own", "report", "staff"]),
    ("office", &["office", "own", "staff"]),
    ("vote", &["own"]),
];

/// The worker that seals ballots, as a part: it is loaded by who votes or counts again.
const BALLOT: &str = "ballot";

/// The files of a part, by its name.
type Parts = BTreeMap<String, Vec<String>>;

fn assets(
    place: &Place,
    sources: &Sources,
    (code, ballot): (Code, Worker),
    finish: Finish,
    items: &mut Vec<Item>,
) -> Outcome<(Names, Parts)> {
    let full = finish == Finish::Full;
    let boot = if full {
        css::minify_old_script(place, &sources.boot)?
    } else {
        sources.boot.as_bytes().to_vec()
    };
    let sheet = |text: &str| {
        if full { css::minify_style(place, text) } else { Ok(text.as_bytes().to_vec()) }
    };
    let style = sheet(&sources.style)?;
    let sheets: Outcome<Vec<(String, Vec<u8>)>> =
        sources.sheets.iter().map(|(name, text)| Ok((name.clone(), sheet(text)?))).collect();
    let sheets = sheets?;
    let sprite = sources.icons.iter().find(|(name, _)| name == SPRITE);
    let (_, sprite) = sprite.ok_or_else(|| Fault::new("frontend/icons/icons.svg is missing."))?;
    let mut add = |stem: &str, ending: &str, bytes: Vec<u8>| {
        let path = format!("assets/{stem}-{}.{ending}", hash(&[&bytes]));
        items.push(Item { path: path.clone(), bytes });
        path
    };
    let mut script = code.script;
    let mut pieces = BTreeMap::new();
    for (name, bytes) in code.pieces {
        let path = add(&name, "wasm", bytes);
        script = script.replace(&format!("\"./{name}.wasm\""), &format!("\"/{path}\""));
        pieces.insert(name, path);
    }
    let paths =
        |names: Vec<String>| names.iter().filter_map(|name| pieces.get(name).cloned()).collect();
    let parts = code.parts.into_iter().map(|(part, names)| (part, paths(names)));
    let mut parts: Parts = parts.collect();
    let script = if full { css::minify_script(place, &script)? } else { script.into_bytes() };
    let worker = add("ballot", "wasm", ballot.module);
    let script_of_worker = ballot.script.replace(WORKER_MODULE, &format!("/{worker}"));
    let script_of_worker = if full {
        css::minify_script(place, &script_of_worker)?
    } else {
        script_of_worker.into_bytes()
    };
    let mut address = |stem: &str, ending: &str, bytes| format!("/{}", add(stem, ending, bytes));
    let names = Names {
        boot: address("boot", "js", boot),
        icons: address("icons", "svg", sprite.clone()),
        style: address("style", "css", style),
        sheets: sheets
            .into_iter()
            .map(|(name, bytes)| (name.clone(), address(&name, "css", bytes)))
            .collect(),
        script: address("app", "js", script),
        module: address("app", "wasm", code.main),
        ballot: address("ballot", "js", script_of_worker),
    };
    let path = |address: &str| address.trim_start_matches('/').to_owned();
    for (name, address) in &names.sheets {
        let needs = SHEETS.iter().find(|(sheet, _)| sheet == name).map(|(_, parts)| *parts);
        for part in needs.unwrap_or_default() {
            parts.entry((*part).to_owned()).or_default().push(path(address));
        }
    }
    parts.insert(BALLOT.to_owned(), vec![path(&names.ballot), worker]);
    Ok((names, parts))
}

fn fill_page(page: &str, build_id: &str, names: &Names, finish: Finish) -> Outcome<String> {
    let dev = if finish == Finish::Quick { " data-dev" } else { "" };
    let page = names.sheets.iter().fold(page.to_owned(), |page, (name, address)| {
        page.replace(&format!("{{{{{name}_style}}}}"), address)
    });
    let filled = page
        .replace("{{app}}", &names.script)
        .replace("{{boot}}", &names.boot)
        .replace("{{build}}", build_id)
        .replace("{{dev}}", dev)
        .replace("{{icons}}", &names.icons)
        .replace("{{style}}", &names.style)
        .replace("{{ballot}}", &names.ballot)
        .replace("{{wasm}}", &names.module);
    whole(filled, "index.html")
}

fn fill_worker(worker: &str, build_id: &str, items: &[Item], parts: &Parts) -> Outcome<String> {
    // What only staff open is kept once somebody opens it. Of the app's faces only the one in the
    // page's head; the system keeps the others itself.
    let residents: Vec<&String> = parts
        .iter()
        .filter(|(part, _)| RESIDENTS.contains(&part.as_str()))
        .flat_map(|(_, files)| files)
        .collect();
    let staffs = |path: &String| {
        !residents.contains(&path) && parts.values().flatten().any(|file| file == path)
    };
    let kept = items
        .iter()
        .filter(|item| !item.path.starts_with("icons/") || item.path == "icons/icon-192.png")
        .filter(|item| !staffs(&item.path));
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
mod tests;
