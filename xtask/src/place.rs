//! Where things lie.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::command::{cargo, text_of};
use crate::fault::{Fault, OrSay, Outcome};

/// The folders and test binaries of this workspace.
pub(crate) struct Place {
    /// The workspace's root.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, wherever the person's configuration put it.
    pub(crate) target: PathBuf,
    /// The test binaries of the package `tests`, by name.
    pub(crate) suites: Vec<String>,
}

impl Place {
    /// Asks cargo.
    pub(crate) fn find() -> Outcome<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .ok_or_else(|| Fault::new("The workspace has no root folder."))?
            .to_path_buf();
        let mut metadata: Command = cargo(&root);
        metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
        let answer = text_of(&mut metadata)?;
        let answer: Value =
            serde_json::from_str(&answer).or_say(|| "cargo metadata gave no JSON".to_owned())?;
        let target = answer
            .get("target_directory")
            .and_then(Value::as_str)
            .ok_or_else(|| Fault::new("cargo metadata names no target folder."))?
            .into();
        Ok(Self { root, target, suites: suites(&answer) })
    }

    /// The built app. Fixed, because the server embeds this very folder.
    pub(crate) fn app(&self) -> PathBuf {
        self.root.join("target/app")
    }

    /// The sources of the app's page.
    pub(crate) fn frontend(&self) -> PathBuf {
        self.root.join("frontend")
    }
}

fn suites(metadata: &Value) -> Vec<String> {
    list(metadata, "packages")
        .filter(|package| package.get("name").and_then(Value::as_str) == Some("tests"))
        .flat_map(|package| list(package, "targets"))
        .filter(|target| list(target, "kind").any(|kind| kind == "test"))
        .filter_map(|target| target.get("name").and_then(Value::as_str).map(str::to_owned))
        .collect()
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_test_binaries_of_the_package_tests_are_suites() {
        let metadata = serde_json::json!({ "packages": [
            { "name": "backend", "targets": [{ "name": "own", "kind": ["test"] }] },
            { "name": "tests", "targets": [
                { "name": "tests", "kind": ["lib"] },
                { "name": "api", "kind": ["test"] },
                { "name": "tidy", "kind": ["test"] },
            ] },
        ] });
        assert_eq!(suites(&metadata), ["api", "tidy"]);
    }
}
