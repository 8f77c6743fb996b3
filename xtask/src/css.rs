//! The stylesheets: the WeUI widgets in use and ours in one file; what only the pages of
//! offices need, and what only the votes do, in sheets of their own, which come with them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::pipe;
use crate::fault::{Fault, OrSay, Outcome};
use crate::place::Place;

/// The oldest browsers that can run the app (see docs/adr).
const BROWSERS: &str = "--target=chrome97,safari16";

/// Stays in the minified file: the licence of WeUI asks for it.
const NOTICE: &str = "/*! WeUI, Copyright (C) 2017 THL A29 Limited, MIT License */";

/// The sheet of all pages, in order, not yet minified.
pub(crate) fn bundle(place: &Place) -> Outcome<String> {
    let style = place.frontend().join("style");
    let library = place.frontend().join("node_modules/weui");
    let list = read(&style.join("weui.txt"))?;
    let mut sheets: Vec<PathBuf> = names(&list).map(|name| library.join(name)).collect();
    sheets.extend(ours(&style)?);
    joined(&sheets)
}

/// The sheet of some pages: a folder of its name. The single-purpose words stand in it
/// once more: they win by standing last.
pub(crate) fn bundle_of(place: &Place, pages: &str) -> Outcome<String> {
    let style = place.frontend().join("style");
    let mut sheets = ours(&style.join(pages))?;
    sheets.push(style.join("90-word.css"));
    joined(&sheets)
}

fn joined(sheets: &[PathBuf]) -> Outcome<String> {
    let texts: Outcome<Vec<String>> = sheets.iter().map(|sheet| read(sheet)).collect();
    Ok(texts?.join("\n"))
}

/// One path inside the package a line; `#` begins a remark.
fn names(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Our own sheets: two digits begin each name and give the order.
fn ours(style: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(style).or_say(|| format!("{} is unreadable", style.display()))?;
    let mut sheets: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "css"))
        .collect();
    sheets.sort();
    Ok(sheets)
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).or_say(|| format!("{} is unreadable", path.display()))
}

/// Fewer bytes, same meaning, in the language of the oldest browsers that run the app.
pub(crate) fn minify_style(place: &Place, text: &str) -> Outcome<Vec<u8>> {
    let banner = format!("--banner={NOTICE}");
    esbuild(place, &["--loader=css", BROWSERS, "--legal-comments=none", &banner], text)
}

/// The same for the script around the app.
pub(crate) fn minify_script(place: &Place, text: &str) -> Outcome<Vec<u8>> {
    esbuild(place, &["--loader=js", BROWSERS, "--legal-comments=none"], text)
}

/// The same for a script that browsers too old for the app must still read.
pub(crate) fn minify_old_script(place: &Place, text: &str) -> Outcome<Vec<u8>> {
    esbuild(place, &["--loader=js", "--target=es5", "--legal-comments=none"], text)
}

fn esbuild(place: &Place, arguments: &[&str], text: &str) -> Outcome<Vec<u8>> {
    let program = place.frontend().join("node_modules/.bin/esbuild");
    if !program.exists() {
        return Err(Fault::new("The minifier esbuild is missing. Remove frontend/node_modules."));
    }
    let mut command = Command::new(program);
    command.args(["--minify", "--charset=utf8", "--log-level=error"]).args(arguments);
    pipe(&mut command, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_and_blank_lines_name_no_sheet() {
        let list = "# the base\ndist/style/base.css\n\n  dist/style/button.css  \n";
        let named: Vec<&str> = names(list).collect();
        assert_eq!(named, ["dist/style/base.css", "dist/style/button.css"]);
    }

    #[test]
    fn our_sheets_come_in_the_order_of_their_numbers() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["20-page.css", "10-token.css", "weui.txt", "15-type.css"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let sheets = ours(folder.path()).unwrap();
        let found: Vec<_> = sheets.iter().filter_map(|s| s.file_name()?.to_str()).collect();
        assert_eq!(found, ["10-token.css", "15-type.css", "20-page.css"]);
    }
}
