//! From the linker's module to what the browser loads: taken apart at the split points of
//! `frontend/src/part.rs`, bound by wasm-bindgen as a library at the version in Cargo.lock, and the
//! scripts of both joined to one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::Options;

use crate::fault::{Fault, OrSay, Outcome};

/// The app's code, as the browser loads it.
pub(crate) struct Code {
    /// The script around the modules. It names each piece as `./NAME.wasm`.
    pub(crate) script: String,
    /// The module that every page needs.
    pub(crate) main: Vec<u8>,
    /// What is loaded later, by name.
    pub(crate) pieces: BTreeMap<String, Vec<u8>>,
    /// Which pieces each part of the app needs.
    pub(crate) parts: BTreeMap<String, Vec<String>>,
}

/// The script that the split module asks for its pieces.
const LINK: &str = "./__wasm_split.js";

/// Takes a module apart and binds it.
pub(crate) fn prepare(linked: &[u8]) -> Outcome<Code> {
    let failed = |what: &str| format!("The module cannot be {what}");
    let folder = tempfile::tempdir().or_say(|| "No temporary folder can be made".to_owned())?;
    let folder = folder.path();
    let main = folder.join("main.wasm");
    let mut options = Options::new(linked);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LINK;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| Fault::new(format!("{}: {error:#}", failed("taken apart"))))?;
    let mut pieces = BTreeMap::new();
    for path in &split.split_modules {
        let bytes = fs::read(path).or_say(|| failed("read"))?;
        pieces.insert(stem(path), without_notes(&bytes).ok_or_else(|| Fault::new(failed("read")))?);
    }
    let (glue, main) = bind(&main, &folder.join("bound"))?;
    let link = fs::read_to_string(folder.join("__wasm_split.js")).or_say(|| failed("read"))?;
    let parts = split.prefetch_map.into_iter().collect();
    Ok(Code { script: join(&glue, &link)?, main, pieces, parts })
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A worker's code: its script, and its module, which the script names as [`WORKER_MODULE`].
pub(crate) struct Worker {
    pub(crate) script: String,
    pub(crate) module: Vec<u8>,
}

/// The place of the module's address in a worker's script.
pub(crate) const WORKER_MODULE: &str = "./worker.wasm";

/// Binds the module of a worker. Its script, a module of JavaScript, starts it.
pub(crate) fn prepare_worker(linked: &[u8]) -> Outcome<Worker> {
    let folder = tempfile::tempdir().or_say(|| "No temporary folder can be made".to_owned())?;
    let folder = folder.path();
    let main = folder.join("worker.wasm");
    fs::write(&main, linked).or_say(|| "The worker's module cannot be written".to_owned())?;
    let (glue, module) = bind(&main, &folder.join("bound"))?;
    Ok(Worker { script: starting(&glue)?, module })
}

/// The script of wasm-bindgen without its exports, starting the module.
fn starting(glue: &str) -> Outcome<String> {
    let kept = glue.lines().filter(|line| !line.starts_with("export "));
    let mut script = kept.collect::<Vec<_>>().join("\n");
    script.push_str(&format!("\n__wbg_init({{ module_or_path: \"{WORKER_MODULE}\" }});\n"));
    if script.contains("import ") || script.contains("import.meta") {
        return Err(Fault::new("The worker's script imports another; see module.rs."));
    }
    Ok(script)
}

/// The script and the module of wasm-bindgen.
fn bind(main: &Path, folder: &Path) -> Outcome<(String, Vec<u8>)> {
    let failed = || "wasm-bindgen failed".to_owned();
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(main)
        .out_name("app")
        .web(true)
        .or_say(failed)?
        .typescript(false)
        .omit_default_module_path(true)
        .keep_lld_exports(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen.generate(folder).or_say(failed)?;
    if folder.join("snippets").exists() {
        return Err(Fault::new(
            "A package brings JavaScript of its own, which the app's single script cannot hold.",
        ));
    }
    let glue = fs::read_to_string(folder.join("app.js")).or_say(failed)?;
    let module = fs::read(folder.join("app_bg.wasm")).or_say(failed)?;
    Ok((glue, module))
}

/// One classic script of both modules of JavaScript, which import each other: it works under a
/// content policy without inline code, and a browser that cannot read it still runs `boot.js`.
fn join(glue: &str, link: &str) -> Outcome<String> {
    let mut script = String::from("const wasm_bindgen = (() => {\n'use strict';\n");
    let mut loaders = Vec::new();
    for line in link.lines().filter(|line| !line.starts_with("import ")) {
        match line.strip_prefix("export const ") {
            Some(rest) => {
                loaders.extend(rest.split_once(' ').map(|(name, _)| name));
                script.extend(["const ", rest, "\n"]);
            }
            None => script.extend([line, "\n"]),
        }
    }
    script.extend(["const __link = { ", &loaders.join(", "), " };\n"]);
    for line in glue.lines() {
        let import = line.strip_prefix("import * as ").and_then(|rest| rest.split_once(" from "));
        match import {
            Some((name, from)) if from.contains(LINK) => {
                script.extend(["const ", name, " = __link;\n"]);
            }
            _ if line.starts_with("export ") => {}
            _ => script.extend([line, "\n"]),
        }
    }
    script.push_str("return __wbg_init;\n})();\n");
    let script = script.replace(", import.meta.url", ", location.href");
    for word in ["import ", "export ", "import.meta"] {
        if script.lines().any(|line| line.starts_with(word)) || script.contains("import.meta") {
            return Err(Fault::new(format!(
                "wasm-bindgen or wasm_split writes `{word}` where it was not expected; see module.rs."
            )));
        }
    }
    Ok(script)
}

/// A module without its custom sections: names and the compiler's remarks, which no browser needs.
fn without_notes(module: &[u8]) -> Option<Vec<u8>> {
    let (header, mut rest) = module.split_at_checked(8)?;
    let mut kept = header.to_vec();
    while let Some((&id, after)) = rest.split_first() {
        let (length, prefix) = length(after)?;
        let (section, next) = rest.split_at_checked(1 + prefix + length)?;
        if id != 0 {
            kept.extend(section);
        }
        rest = next;
    }
    Some(kept)
}

/// The unsigned LEB128 number at the beginning (WebAssembly 5.2.2) and how many bytes it takes.
fn length(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut number = 0_usize;
    for (index, byte) in bytes.iter().take(5).enumerate() {
        number |= usize::from(byte & 0x7f).checked_shl(7 * u32::try_from(index).ok()?)?;
        if byte & 0x80 == 0 {
            return Some((number, index + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_sections_are_left_out_and_all_others_stay() {
        let module = b"\0asm\x01\0\0\0\x01\x02ab\x00\x83\x00xyz\x0a\x01c";
        assert_eq!(without_notes(module).unwrap(), b"\0asm\x01\0\0\0\x01\x02ab\x0a\x01c");
    }

    #[test]
    fn a_section_that_is_longer_than_the_module_is_a_fault() {
        assert!(without_notes(b"\0asm\x01\0\0\0\x01\x09ab").is_none());
    }

    #[test]
    fn two_modules_of_javascript_become_one_classic_script() {
        let link = "import { initSync } from \"./main.js\";\nexport const __load_own = load(new URL(\"./own.wasm\", import.meta.url));\n";
        let glue = "import * as import1 from \"./__wasm_split.js\"\nfunction __wbg_init() {}\nexport { initSync, __wbg_init as default };\n";
        let script = join(glue, link).unwrap();
        assert!(script.contains("const __load_own = load("), "{script}");
        assert!(script.contains("const import1 = __link;"), "{script}");
        assert!(script.starts_with("const wasm_bindgen = (() => {"), "{script}");
        assert!(!script.contains("export"), "{script}");
    }

    #[test]
    fn a_workers_script_starts_its_module_and_stands_alone() {
        let script =
            starting("function __wbg_init() {}\nexport { __wbg_init as default };\n").unwrap();
        assert!(
            script.ends_with("__wbg_init({ module_or_path: \"./worker.wasm\" });\n"),
            "{script}"
        );
        assert!(!script.contains("export"), "{script}");
        assert!(starting("import { a } from './b.js';\n").is_err());
    }

    #[test]
    fn an_import_that_nobody_expected_is_a_fault() {
        assert!(join("import { a } from './b.js';\n", "").is_err());
    }
}
