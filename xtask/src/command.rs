//! Running other programs.

use std::env;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::fault::{Fault, OrSay, Outcome};

/// The cargo that runs us, in the given folder, without what `cargo run` added to our own
/// environment for this package: it would make packages build twice.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    for (name, _) in env::vars_os() {
        let ours = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];
        if name.to_str().is_some_and(|name| ours.iter().any(|start| name.starts_with(start))) {
            command.env_remove(name);
        }
    }
    command
}

/// Runs to the end, its output going where ours goes. `failed` is the sentence for a failure.
pub(crate) fn run(command: &mut Command, failed: &str) -> Outcome {
    let status = command.status().or_say(|| cannot_start(command))?;
    if status.success() { Ok(()) } else { Err(Fault::new(failed)) }
}

/// Runs to the end and keeps what it printed; its complaints are part of the sentence.
pub(crate) fn text_of(command: &mut Command) -> Outcome<String> {
    let output = command.output().or_say(|| cannot_start(command))?;
    text(command, output)
}

/// Feeds a program and keeps what it printed.
pub(crate) fn pipe(command: &mut Command, input: &[u8]) -> Outcome<Vec<u8>> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().or_say(|| cannot_start(command))?;
    let mut stdin = child.stdin.take().ok_or_else(|| Fault::new(cannot_start(command)))?;
    // Written beside the reading: both pipes may fill up.
    let output = std::thread::scope(|scope| {
        // A program that ends early says why by itself.
        scope.spawn(move || stdin.write_all(input).ok());
        child.wait_with_output()
    })
    .or_say(|| cannot_start(command))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(complaint(command, &output))
}

/// Whether the program runs and ends well, in silence.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The first of the names that is a program on the search path.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    // Superuser programs are not on every person's path.
    let folders = env::split_paths(&path).chain(["/usr/sbin".into(), "/sbin".into()]);
    let folders: Vec<PathBuf> = folders.collect();
    names.iter().find_map(|name| {
        folders.iter().map(|folder| folder.join(name)).find(|program| program.is_file())
    })
}

/// Whether we run as the superuser.
pub(crate) fn is_root() -> Outcome<bool> {
    Ok(text_of(Command::new("id").arg("-u"))?.trim() == "0")
}

fn text(command: &Command, output: Output) -> Outcome<String> {
    if !output.status.success() {
        return Err(complaint(command, &output));
    }
    String::from_utf8(output.stdout).or_say(|| format!("{} printed no text", name(command)))
}

fn complaint(command: &Command, output: &Output) -> Fault {
    let words = String::from_utf8_lossy(&output.stderr);
    Fault::new(format!("{} failed: {}", name(command), words.trim()))
}

fn cannot_start(command: &Command) -> String {
    format!("{} does not start", name(command))
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    program.file_name().unwrap_or(OsStr::new("A program")).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named() {
        let fault = run(&mut Command::new("/nowhere/abacus"), "").unwrap_err();
        assert!(fault.to_string().starts_with("abacus does not start: "), "{fault}");
    }

    #[test]
    fn a_failing_program_is_quoted() {
        let mut shell = Command::new("sh");
        let fault = text_of(shell.args(["-c", "echo no paper >&2; exit 3"])).unwrap_err();
        assert_eq!(fault.to_string(), "sh failed: no paper");
    }

    #[test]
    fn more_than_a_pipe_holds_goes_through() {
        let input = vec![7; 1 << 20];
        assert_eq!(pipe(&mut Command::new("cat"), &input).unwrap(), input);
    }

    #[test]
    fn the_search_path_is_searched_in_order_of_names() {
        let found = on_path(&["no-such-program-here", "sh"]).unwrap();
        assert!(found.ends_with("sh"));
        assert!(on_path(&["no-such-program-here"]).is_none());
    }
}
