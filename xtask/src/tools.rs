//! Finds the programs a command needs, installs what it may, and names the rest in one line.

use std::path::Path;
use std::process::Command;

use crate::command::{is_root, on_path, run, succeeds, text_of};
use crate::fault::{Fault, Outcome};
use crate::place::Place;
use crate::postgres;

/// The target the app is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// What a command may need besides cargo.
#[derive(Clone, Copy)]
pub(crate) enum Tool {
    Chromium,
    Driver,
    Fonts,
    Postgres,
    Python,
    Time,
    Vips,
}

impl Tool {
    /// The package in Debian and its children.
    const fn package(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Driver => "chromium-driver",
            Self::Fonts => "fonts-noto-cjk",
            Self::Postgres => "postgresql",
            Self::Python => "python3",
            Self::Time => "time",
            Self::Vips => "libvips-tools",
        }
    }

    fn is_there(self) -> bool {
        match self {
            Self::Chromium => on_path(&["chromium", "chromium-browser", "google-chrome"]).is_some(),
            Self::Driver => on_path(&["chromedriver"]).is_some(),
            Self::Fonts => has_chinese_font(),
            Self::Postgres => postgres::programs().is_some(),
            Self::Python => on_path(&["python3"]).is_some(),
            Self::Time => Path::new("/usr/bin/time").is_file(),
            Self::Vips => on_path(&["vipsthumbnail"]).is_some(),
        }
    }
}

/// A browser without Chinese letters draws boxes, and every picture of it is worthless.
fn has_chinese_font() -> bool {
    text_of(Command::new("fc-list").arg(":lang=zh")).is_ok_and(|fonts| !fonts.trim().is_empty())
        || Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").is_file()
}

/// Sees to it that the tools are there.
pub(crate) fn ensure(tools: &[Tool]) -> Outcome {
    let packages = missing(tools);
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    let advice = format!("Missing: {list}. Install: sudo apt-get install {list}");
    let Some(prefix) = apt()? else { return Err(Fault::new(advice)) };
    println!("Installing {list}");
    apt_get(&prefix, &["update"], &advice)?;
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(&packages);
    apt_get(&prefix, &install, &advice)?;
    if missing(tools).is_empty() { Ok(()) } else { Err(Fault::new(advice)) }
}

fn missing(tools: &[Tool]) -> Vec<&'static str> {
    tools.iter().filter(|tool| !tool.is_there()).map(|tool| tool.package()).collect()
}

/// How to call apt-get with the right to install: as root, or with sudo that asks nothing.
fn apt() -> Outcome<Option<Vec<&'static str>>> {
    if on_path(&["apt-get"]).is_none() {
        return Ok(None);
    }
    if is_root()? {
        return Ok(Some(Vec::new()));
    }
    let sudo = succeeds(Command::new("sudo").args(["-n", "true"]));
    Ok(sudo.then(|| vec!["sudo", "-n"]))
}

fn apt_get(prefix: &[&str], arguments: &[&str], advice: &str) -> Outcome {
    let mut line = prefix.to_vec();
    line.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]);
    line.extend(arguments);
    let Some((program, rest)) = line.split_first() else { return Ok(()) };
    run(Command::new(program).args(rest), &format!("apt-get failed. {advice}"))
}

/// The C compiler that SQLite, libpq and the cryptography are built with.
pub(crate) fn ensure_compiler() -> Outcome {
    if on_path(&["cc", "gcc", "clang"]).is_some() {
        return Ok(());
    }
    Err(Fault::new("No C compiler found. Install: sudo apt-get install build-essential"))
}

/// The compiler's library for the browser.
pub(crate) fn ensure_wasm(place: &Place) -> Outcome {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(&place.root).args(["--print", "sysroot"]);
    let sysroot = text_of(&mut rustc)?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib").join(WASM);
    if library.is_dir() {
        return Ok(());
    }
    let failed = format!("The target {WASM} is missing. Install: rustup target add {WASM}");
    if on_path(&["rustup"]).is_none() {
        return Err(Fault::new(failed));
    }
    let mut rustup = Command::new("rustup");
    run(rustup.current_dir(&place.root).args(["target", "add", WASM]), &failed)
}

/// The packages of `frontend/package-lock.json`, without running any script of theirs.
pub(crate) fn ensure_npm(place: &Place) -> Outcome {
    let frontend = place.frontend();
    let changed = |name: &str| frontend.join(name).metadata().and_then(|m| m.modified()).ok();
    // npm writes this file last.
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed >= changed("package-lock.json") {
        return Ok(());
    }
    if on_path(&["npm"]).is_none() {
        let advice = "Node 18 or later is missing. Install: sudo apt-get install nodejs npm";
        return Err(Fault::new(advice));
    }
    println!("Installing the packages of frontend/package-lock.json");
    let mut npm = Command::new("npm");
    npm.current_dir(&frontend);
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    run(&mut npm, "npm ci failed; its words are above.")
}
