//! Builds the app for the browser: cargo for wasm32, then wasm-bindgen as a library at the
//! version in Cargo.lock, so that no tool of another version can get in between.

use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use crate::command::{cargo, run};
use crate::css;
use crate::fault::{Fault, OrSay, Outcome};
use crate::pack::{self, Build, Script, Sources};
use crate::place::Place;
use crate::tools::{self, WASM};

/// The parts of the app: each a module and a page of its own, so that residents never load what
/// only staff open. The first is the one whose page answers every other address.
pub(crate) const PARTS: [&str; 2] = ["app", "staff"];

/// How much work goes into a build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finish {
    /// For readers: small code, minified, compressed.
    Full,
    /// For `run --dev`: soon there.
    Quick,
}

impl Finish {
    /// Cargo's profile and the name of its folder.
    const fn profile(self) -> (&'static str, &'static str) {
        match self {
            Self::Full => ("wasm", "wasm"),
            Self::Quick => ("dev", "debug"),
        }
    }
}

/// Builds the app into `target/app`.
pub(crate) fn build(place: &Place, finish: Finish) -> Outcome<Build> {
    tools::ensure_wasm(place)?;
    tools::ensure_npm(place)?;
    let (profile, folder) = finish.profile();
    let mut compiler = cargo(&place.root);
    compiler.args(["build", "--package", "frontend", "--target", WASM, "--profile", profile]);
    run(&mut compiler, "The app did not build; the compiler's words are above.")?;
    let folder = place.target.join(WASM).join(folder);
    let modules = PARTS.map(|part| folder.join(format!("{part}.wasm")));
    let sources = Sources {
        modules: modules.iter().map(|module| read(module)).collect::<Outcome<_>>()?,
        style: css::bundle(place)?,
        page: text(place, "index.html")?,
        worker: text(place, "sw.js")?,
        boot: text(place, "boot.js")?,
        manifest: read(&place.frontend().join("manifest.webmanifest"))?,
        icons: icons(place)?,
    };
    let fingerprint = sources.fingerprint(finish)?;
    if let Some(build) = Build::read(&place.app())
        && build.sources == fingerprint
    {
        return Ok(build);
    }
    let scripts = modules.iter().map(|module| bind(module)).collect::<Outcome<Vec<_>>>()?;
    let build = pack::pack(place, sources, scripts, finish, fingerprint)?;
    Ok(build)
}

/// The module for the browser and the script around it. One classic script: it works under a
/// content policy without inline code, and a browser that cannot read it still runs `boot.js`.
fn bind(module: &Path) -> Outcome<Script> {
    let failed = || "wasm-bindgen failed".to_owned();
    let out = tempfile::tempdir().or_say(|| "No temporary folder can be made".to_owned())?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name("app")
        .no_modules(true)
        .or_say(failed)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen.generate(out.path()).or_say(failed)?;
    if out.path().join("snippets").exists() {
        return Err(Fault::new(
            "A package brings JavaScript of its own, which the app's single script cannot hold.",
        ));
    }
    let glue = fs::read_to_string(out.path().join("app.js")).or_say(failed)?;
    Ok(Script { glue, module: read(&out.path().join("app_bg.wasm"))? })
}

/// The pictures in `frontend/icons`, by name, in order.
fn icons(place: &Place) -> Outcome<Vec<(String, Vec<u8>)>> {
    let folder = place.frontend().join("icons");
    let entries = fs::read_dir(&folder).or_say(|| format!("{} is unreadable", folder.display()))?;
    let mut icons = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        icons.push((name, read(&entry.path())?));
    }
    icons.sort();
    Ok(icons)
}

fn text(place: &Place, name: &str) -> Outcome<String> {
    String::from_utf8(read(&place.frontend().join(name))?).or_say(|| format!("{name} is no text"))
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).or_say(|| format!("{} is unreadable", path.display()))
}
