//! The `linli` command.

use std::process::ExitCode;

use backend::command;

fn main() -> ExitCode {
    // Before any thread starts: the child that reads spreadsheets limits its own memory.
    if std::env::args().nth(1).as_deref() == Some(backend::sheet::CHILD_COMMAND) {
        return backend::sheet::child_main();
    }
    command::main()
}
