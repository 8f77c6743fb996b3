use super::*;

fn names() -> Names {
    let name = |name: &str| format!("/assets/{name}-1");
    Names {
        boot: name("boot"),
        icons: name("icons"),
        style: name("style"),
        sheets: vec![("office".to_owned(), name("office"))],
        script: name("app"),
        module: name("wasm"),
        ballot: name("ballot"),
    }
}

#[test]
fn the_page_names_the_build_and_its_files() {
    let page = "<html data-build=\"{{build}}\"{{dev}}><script src=\"{{boot}}\">";
    let full = fill_page(page, "b1", &names(), Finish::Full).unwrap();
    assert_eq!(full, "<html data-build=\"b1\"><script src=\"/assets/boot-1\">");
    let quick = fill_page(page, "b1", &names(), Finish::Quick).unwrap();
    assert!(quick.starts_with("<html data-build=\"b1\" data-dev>"));
}

#[test]
fn a_name_the_build_does_not_know_is_a_fault() {
    let fault = fill_page("{{font}}", "b1", &names(), Finish::Full).unwrap_err();
    assert!(fault.to_string().starts_with("index.html names"), "{fault}");
}

#[test]
fn the_worker_keeps_the_page_and_what_residents_open() {
    let item = |path: &str| Item { path: path.to_owned(), bytes: Vec::new() };
    let items = ["app-1.js", "both-1.wasm", "office-1.wasm", "own-1.wasm"];
    let items = items.map(|name| item(&format!("assets/{name}")));
    let files = |names: &[&str]| names.iter().map(|n| format!("assets/{n}-1.wasm")).collect();
    let parts = Parts::from([
        ("own".to_owned(), files(&["both", "own"])),
        ("office".to_owned(), files(&["both", "office"])),
    ]);
    let worker = fill_worker("['{{shell}}'] '{{build}}'", "b1", &items, &parts).unwrap();
    let kept = "['/', '/assets/app-1.js', '/assets/both-1.wasm', '/assets/own-1.wasm'] 'b1'";
    assert_eq!(worker, kept);
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
