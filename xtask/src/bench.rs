//! `cargo xtask bench`: builds for release and measures.

use crate::app::{self, Finish};
use crate::command::{cargo, run};
use crate::dist;
use crate::fault::Outcome;
use crate::place::Place;
use crate::tools::{self, Tool};

/// Tells the measuring program where the server's release binary is.
const SERVER_VARIABLE: &str = "LINLI_BENCH_SERVER";

/// Measures everything, or what `words` ask for.
pub(crate) fn bench(words: &[String]) -> Outcome {
    let place = Place::find()?;
    tools::ensure_compiler()?;
    tools::ensure(&[Tool::Chromium, Tool::Driver, Tool::Fonts, Tool::Time, Tool::Vips])?;
    let build = app::build(&place, Finish::Full)?;
    let server = dist::server(&place, &build)?;
    let mut figures = cargo(&place.root);
    figures.args(["bench", "--locked", "--package", "tests", "--bench", "figures", "--"]);
    figures.args(words).env(dist::APP_VARIABLE, &build.id).env(SERVER_VARIABLE, server);
    run(&mut figures, "The benchmarks did not run to their end; their words are above.")
}
