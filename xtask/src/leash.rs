//! A background program that ends when its keeper ends, however the keeper ends: by its own
//! will, Ctrl-C, or the kernel's hand. A small shell holds the program and reads a pipe whose
//! other end only we hold; when the pipe closes, the shell stops the program and tidies up.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use crate::fault::{Fault, OrSay, Outcome};

/// The end of the pipe, and the shell that reads the other one.
pub(crate) struct Leash {
    shell: Child,
}

impl Leash {
    /// Starts a shell script that ends when its standard input closes. `wrap` runs before the
    /// shell (for another user); `words` are the script's `$1`, `$2` and so on; `variables`
    /// are what no list of processes may show.
    pub(crate) fn start(
        wrap: &[&str],
        script: &str,
        words: &[&str],
        variables: &[(&str, &str)],
    ) -> Outcome<Self> {
        let mut line: Vec<&str> = wrap.to_vec();
        line.extend(["sh", "-c", script, "linli"]);
        line.extend(words);
        let (program, arguments) =
            line.split_first().ok_or_else(|| Fault::new("There is nothing to start."))?;
        let shell = Command::new(program)
            .args(arguments)
            .envs(variables.iter().copied())
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Its own group: Ctrl-C must reach the pipe's reader only by our ending.
            .process_group(0)
            .spawn()
            .or_say(|| format!("{program} does not start"))?;
        Ok(Self { shell })
    }

    /// The next line the script prints, or nothing when it ended.
    pub(crate) fn line(&mut self) -> Option<String> {
        let out = self.shell.stdout.as_mut()?;
        let mut line = String::new();
        BufReader::with_capacity(1, out).read_line(&mut line).ok()?;
        let line = line.trim();
        (!line.is_empty()).then(|| line.to_owned())
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // The script's own tidying is all there is to wait for.
        self.shell.wait().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_tidies_up_when_the_leash_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("mark");
        let script = r#"touch "$1"; echo ready; cat >/dev/null; rm "$1""#;
        let mut leash = Leash::start(&[], script, &[mark.to_str().unwrap()], &[]).unwrap();
        assert_eq!(leash.line().as_deref(), Some("ready"));
        assert!(mark.exists());
        drop(leash);
        assert!(!mark.exists());
    }

    #[test]
    fn a_script_that_ended_has_no_more_lines() {
        assert_eq!(Leash::start(&[], "exit 1", &[], &[]).unwrap().line(), None);
    }
}
