//! What `linli serve` refuses without `--demo` (threat S9): the real binary, and what it says.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};
use tests::{Database, Person, Program, World, run_program};

const URL: [&str; 2] = ["--public-url", "https://linli.example"];
const GATEWAY: [&str; 4] = ["--sms-url", "https://127.0.0.1:9/send", "--sms-key", "secret-key"];
/// The master secret of the demo, which everybody knows.
const DEMO_KEY: &str = "6c696e6c692064656d6f3a206e6576657220666f722070726f64756374696f6e";

/// Starts in production and gives the one sentence with which it refuses.
fn refusal(database: &Database, arguments: &[&[&str]]) -> String {
    let mut all = vec!["serve", "--listen", "127.0.0.1:0"];
    all.extend(arguments.iter().copied().flatten());
    let output = run_program(database, &all);
    assert!(!output.status.success(), "it must refuse");
    assert!(output.stdout.is_empty(), "a refusal goes to standard error");
    let said = String::from_utf8(output.stderr).unwrap();
    let sentence = said.lines().last().unwrap().to_owned();
    assert!(!said.contains("panicked"), "{said}");
    sentence
}

fn init(database: &Database) {
    let arguments = ["init", "--district", "柯桥区", "--name", "王建国", "--phone", "13800009999"];
    let output = run_program(database, &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn write_key(database: &Database, key: &str, mode: u32) {
    let folder = database.folder.path().join("keys");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("master.key");
    std::fs::write(&path, key).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
}

fn both() -> [Database; 2] {
    [Database::sqlite(), Database::postgres()]
}

#[test]
fn threat_s9_without_the_demo_codes_are_never_shown_on_the_screen() {
    for database in both() {
        init(&database);
        let no_gateway = refusal(&database, &[&URL]);
        assert_eq!(
            no_gateway,
            "linli: production needs --sms-url: without a gateway nobody can sign in"
        );
        let plain = ["--sms-url", "http://127.0.0.1:9/send", "--sms-key", "secret-key"];
        let plain = refusal(&database, &[&URL, &plain]);
        assert_eq!(plain, "linli: the SMS gateway's address must begin with https://");
    }
}

#[test]
fn threat_s9_without_the_demo_an_https_address_is_needed() {
    for database in both() {
        init(&database);
        let wanted = "linli: production needs --public-url https://…; for a trial add --demo";
        assert_eq!(refusal(&database, &[&GATEWAY]), wanted);
        let plain = ["--public-url", "http://linli.example"];
        assert_eq!(refusal(&database, &[&plain, &GATEWAY]), wanted);
    }
}

#[test]
fn threat_s9_without_the_demo_keys_that_everybody_knows_are_refused() {
    for database in both() {
        init(&database);
        let path = database.folder.path().join("keys/master.key");
        let path = path.display();
        for known in [DEMO_KEY, &"00".repeat(32), &"ff".repeat(32)] {
            write_key(&database, known, 0o600);
            let said = refusal(&database, &[&URL, &GATEWAY]);
            let sentence = format!(
                "linli: the key in {path} is known to everybody; make one with `linli init`"
            );
            assert_eq!(said, sentence);
        }
        let private = "5a".repeat(31) + "5b";
        write_key(&database, &private, 0o644);
        let said = refusal(&database, &[&URL, &GATEWAY]);
        assert_eq!(
            said,
            format!("linli: the key file {path} is readable by everybody; make it 0600")
        );
        write_key(&database, "5a5b", 0o600);
        let said = refusal(&database, &[&URL, &GATEWAY]);
        assert!(said.contains("64 lower-case hex digits") && !said.contains("5a5b"), "{said}");
        std::fs::remove_file(database.folder.path().join("keys/master.key")).unwrap();
        assert!(refusal(&database, &[&URL, &GATEWAY]).contains("begin with `linli init`"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_s9_without_the_demo_a_folder_with_demo_accounts_is_refused() {
    for database in both() {
        // The ground of the tests is marked as invented, as the demo's is.
        let world = World::new(database).await;
        let database = world.server.database.clone();
        write_key(&database, &("5a".repeat(31) + "5b"), 0o600);
        assert_eq!(
            refusal(&database, &[&URL, &GATEWAY]),
            "linli: this data folder holds the invented demo; production needs one of its own"
        );
    }
    for database in both() {
        write_key(&database, &("5a".repeat(31) + "5b"), 0o600);
        let said = refusal(&database, &[&URL, &GATEWAY]);
        assert_eq!(said, "linli: there is no district yet: begin with `linli init`");
        // And the demo does not open what is real.
        std::fs::remove_file(database.folder.path().join("keys/master.key")).unwrap();
        init(&database);
        let said = refusal(&database, &[&["--demo"]]);
        assert_eq!(said, "linli: this data folder holds real data; the demo needs one of its own");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_s9_production_serves_and_tells_nobody_the_code() {
    for database in both() {
        init(&database);
        let program = Program::serve(&database, &[URL.as_slice(), &GATEWAY].concat()).await;
        let stranger = Person::stranger_at(program.address);
        let asked = json!({ "phone": "13800008888" });
        let answer = stranger.send("POST", "/api/session/code", &asked).await;
        assert_eq!(answer.status(), 202);
        let sent: Value = answer.json().await.unwrap();
        let members: BTreeSet<&str> =
            sent.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(members, BTreeSet::from(["again", "challenge", "expires"]));
        let said = program.stop();
        assert!(!said.contains("13800008888") && !said.contains("secret-key"), "{said}");
    }
}
