//! Threat U3: where the packages come from. `cargo xtask audit` asks the advisories as well.

use serde_json::Value;

use crate::layers::root;

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

#[test]
fn threat_u3_every_crate_comes_from_the_registry_by_its_checksum() {
    let lock = read("Cargo.lock");
    let foreign = lock.split("[[package]]").filter(|package| package.contains("\nsource = "));
    let mut seen = 0;
    for package in foreign {
        let by_checksum =
            package.contains("\nsource = \"registry+") && package.contains("\nchecksum = \"");
        assert!(by_checksum, "not from the registry, or without a checksum:{package}");
        seen += 1;
    }
    assert!(seen > 200, "only {seen} packages are locked");
}

#[test]
fn threat_u3_every_npm_package_is_locked_by_its_hash_and_none_runs_a_script() {
    let lock: Value = serde_json::from_str(&read("frontend/package-lock.json")).unwrap();
    let packages = lock["packages"].as_object().unwrap();
    for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
        assert!(package["integrity"].is_string(), "{name} has no hash");
    }
    assert!(packages.len() > 1);
    let tools = read("xtask/src/tools.rs");
    for line in tools.lines().filter(|line| line.contains("npm.args(")) {
        assert!(line.contains("\"ci\", \"--ignore-scripts\""), "{line}");
    }
    assert!(tools.contains("npm.args("));
}
