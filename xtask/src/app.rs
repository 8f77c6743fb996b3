//! Builds the app for the browser: cargo for wasm32, then `module` and `pack`.

use std::fs;
use std::path::Path;

use crate::command::{cargo, run};
use crate::css;
use crate::fault::{OrSay, Outcome};
use crate::module;
use crate::pack::{self, Build, Sources};
use crate::place::Place;
use crate::tools::{self, WASM};

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
    // Apart: the app's crates would else be compiled with the features of the worker's.
    for (package, features) in [("frontend", ""), ("ballot", "engine")] {
        let mut compiler = cargo(&place.root);
        compiler.args(["build", "--package", package, "--features", features]);
        compiler.args(["--target", WASM, "--profile", profile]);
        run(&mut compiler, "The app did not build; the compiler's words are above.")?;
    }
    let linked = |name: &str| read(&place.target.join(WASM).join(folder).join(name));
    let sources = Sources {
        module: linked("app.wasm")?,
        ballot: linked("ballot.wasm")?,
        style: css::bundle(place)?,
        sheets: pack::SHEETS
            .iter()
            .map(|(name, _)| Ok(((*name).to_owned(), css::bundle_of(place, name)?)))
            .collect::<Outcome<_>>()?,
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
    let code = module::prepare(&sources.module)?;
    let ballot = module::prepare_worker(&sources.ballot)?;
    pack::pack(place, sources, code, ballot, finish, fingerprint)
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
