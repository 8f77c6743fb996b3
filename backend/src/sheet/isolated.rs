//! The child process that reads what people bring: whatever the parser does, the server stays.

use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::process::{ExitCode, Stdio};
use std::time::Duration;

use bytes::Bytes;
use shared::domain::estate::roll::RawSheet;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

use super::{CSV_LIMIT, Form, SheetError};

/// The hidden command of the server's binary that reads one file.
pub const CHILD_COMMAND: &str = "read-sheet";

/// The child's address space, in bytes.
const CHILD_MEMORY: u64 = 512 << 20;

/// How long a file may take to read.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// The most bytes of an answer: a .csv of the largest size, with the names of its cells' types.
const ANSWER_LIMIT: u64 = 256 << 20;

/// What .csv sheets are called, which have no name of their own.
const CSV_NAME: &str = "CSV";

/// One file at a time: the limits above are for one child, not for as many as there are callers.
static TURN: Semaphore = Semaphore::const_new(1);

type Answer = Result<Vec<RawSheet>, SheetError>;

/// Reads an .xlsx or .csv file in a child of `exe`, the server's own binary.
///
/// Answers within 30 seconds once it is this file's turn, and leaves no child behind.
pub async fn read_isolated(exe: &Path, bytes: Bytes) -> Answer {
    Form::of(&bytes)?;
    let _turn = TURN.acquire().await.map_err(|_| SheetError::Unavailable)?;
    let mut command = Command::new(exe);
    command.arg(CHILD_COMMAND);
    run(command, bytes, TIME_LIMIT, ANSWER_LIMIT).await
}

/// The whole of the hidden command: reads a file from stdin, writes the answer to stdout as JSON.
///
/// Call it before any thread is started: a thread's stack counts as memory.
pub fn child_main() -> ExitCode {
    let done =
        limit_self().and_then(|()| answer(std::io::stdin().lock(), std::io::stdout().lock()));
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn limit_self() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use rlimit::Resource;
        let seconds = TIME_LIMIT.as_secs();
        Resource::AS.set(CHILD_MEMORY, CHILD_MEMORY)?;
        // Should the server die first, its child must not stay.
        Resource::CPU.set(seconds, seconds)?;
        // A core file would hold the whole roll.
        Resource::CORE.set(0, 0)?;
    }
    Ok(())
}

fn answer(input: impl Read, output: impl Write) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(CSV_LIMIT).unwrap_or(u64::MAX);
    input.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    let mut output = BufWriter::new(output);
    serde_json::to_writer(&mut output, &super::read(&bytes, CSV_NAME))?;
    output.flush()
}

async fn run(mut command: Command, bytes: Bytes, time: Duration, most: u64) -> Answer {
    // No environment: what the server was told, such as keys, is not the child's to know.
    command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.kill_on_drop(true).spawn().map_err(|_| SheetError::Unavailable)?;
    let outcome = tokio::time::timeout(time, converse(&mut child, bytes, most)).await;
    // After its answer the child has ended already; otherwise this ends it and reaps it.
    child.kill().await.map_err(|_| SheetError::Unavailable)?;
    let json = outcome.map_err(|_| SheetError::TooSlow)??;
    let parsed = tokio::task::spawn_blocking(move || serde_json::from_slice::<Answer>(&json)).await;
    match parsed {
        Ok(Ok(answer)) => answer,
        _ => Err(SheetError::Unavailable),
    }
}

/// Hands the file over and takes the answer, both at once, so that neither pipe fills up.
async fn converse(child: &mut Child, bytes: Bytes, most: u64) -> Result<Vec<u8>, SheetError> {
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(SheetError::Unavailable);
    };
    let give = async move {
        // A child that gives up early closes its end; its exit code tells.
        let _ = stdin.write_all(&bytes).await;
        drop(stdin);
    };
    let take = async move {
        let mut json = Vec::new();
        let read = stdout.take(most.saturating_add(1)).read_to_end(&mut json).await;
        read.map(|_| json)
    };
    let ((), json) = tokio::join!(give, take);
    let json = json.map_err(|_| SheetError::Unavailable)?;
    if u64::try_from(json.len()).unwrap_or(u64::MAX) > most {
        return Err(SheetError::TooHeavy);
    }
    let status = child.wait().await.map_err(|_| SheetError::Unavailable)?;
    // The parser asked for more than it may have: the allocator ends the process.
    if status.success() { Ok(json) } else { Err(SheetError::TooHeavy) }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::tests::{small_workbook, workbook_of};
    use super::*;

    /// The child itself, in this test binary. `shell` starts it and takes its answer, the line after
    /// the mark, out of what the test harness prints around it.
    #[test]
    #[ignore = "a child that the tests beside it start"]
    fn child() {
        let mut output = std::io::stdout();
        output.write_all(b"\n@@").unwrap();
        let code = child_main();
        output.write_all(b"\n").unwrap();
        assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::SUCCESS));
    }

    fn shell(script: &str) -> Command {
        let mut command = Command::new("/bin/sh");
        command.arg("-c").arg(script);
        command
    }

    fn real_child(folder: &Path) -> Command {
        let mut command = shell(
            r#""$0" --ignored --exact --nocapture sheet::isolated::tests::child >"$1"
               code=$?
               sed -n 's/^@@//p' "$1"
               exit $code"#,
        );
        command.arg(std::env::current_exe().unwrap()).arg(folder.join("answer"));
        command
    }

    async fn read_by(command: Command, bytes: Vec<u8>) -> Answer {
        run(command, bytes.into(), TIME_LIMIT, ANSWER_LIMIT).await
    }

    #[tokio::test]
    async fn the_child_answers_with_sheets_or_says_why_not() {
        let folder = tempfile::tempdir().unwrap();
        let bytes = small_workbook();
        let expected = super::super::read(&bytes, CSV_NAME);
        assert!(expected.is_ok());
        assert_eq!(read_by(real_child(folder.path()), bytes).await, expected);
        let broken = read_by(real_child(folder.path()), b"a,b\nc,\xff".to_vec()).await;
        assert_eq!(broken, Err(SheetError::BrokenCharacter { row: 2 }));
    }

    #[tokio::test]
    async fn threat_f3_a_parser_that_takes_all_memory_ends_its_child_only() {
        let folder = tempfile::tempdir().unwrap();
        // A count that the parser believes: 50 million texts of 24 bytes before the first is read.
        let strings = r#"<sst uniqueCount="50000000"></sst>"#;
        let bytes = workbook_of("<worksheet><sheetData></sheetData></worksheet>", strings);
        assert_eq!(read_by(real_child(folder.path()), bytes).await, Err(SheetError::TooHeavy));
    }

    #[tokio::test]
    async fn a_child_that_never_answers_is_ended() {
        let folder = tempfile::tempdir().unwrap();
        let pid = folder.path().join("pid");
        let mut command = shell(r#"echo $$ >"$0"; exec sleep 600"#);
        command.arg(&pid);
        let slow = run(command, Bytes::from_static(b"x"), Duration::from_secs(1), 100).await;
        assert_eq!(slow, Err(SheetError::TooSlow));
        let pid = std::fs::read_to_string(pid).unwrap();
        let alive = shell(&format!("kill -0 {pid}")).output().await.unwrap();
        assert!(!alive.status.success());
    }

    #[tokio::test]
    async fn an_answer_without_end_is_cut() {
        let endless = shell("while :; do echo 0123456789; done");
        let cut = run(endless, Bytes::new(), TIME_LIMIT, 1000).await;
        assert_eq!(cut, Err(SheetError::TooHeavy));
    }

    #[tokio::test]
    async fn a_child_that_dies_or_does_not_start_is_an_error() {
        let bytes = vec![b'x'; 1 << 20];
        assert_eq!(read_by(shell("exit 3"), bytes.clone()).await, Err(SheetError::TooHeavy));
        assert_eq!(read_by(shell("echo nonsense"), bytes).await, Err(SheetError::Unavailable));
        let nowhere = read_isolated(Path::new("/nowhere/linli"), Bytes::from_static(b"a,b")).await;
        assert_eq!(nowhere, Err(SheetError::Unavailable));
    }

    #[test]
    fn the_answer_is_json_on_one_line() {
        let mut json = Vec::new();
        answer(Cursor::new(b"a,b"), &mut json).unwrap();
        let text = String::from_utf8(json).unwrap();
        assert_eq!(
            text,
            r#"{"Ok":[{"name":"CSV","rows":[{"number":1,"cells":[{"text":"a"},{"text":"b"}]}]}]}"#
        );
    }
}
