//! `linli demo`.

use std::process::ExitCode;

use clap::Args;

use super::{At, open, say};
use crate::{db, demo};

/// What of the demo.
#[derive(Args)]
pub(super) struct DemoArgs {
    /// Print the one-time code of this demo account's authenticator.
    #[arg(long, value_name = "PHONE")]
    code: Option<String>,
}

/// Fills an empty data folder with the demo community, or prints a one-time code.
pub(super) async fn demo(at: &At, args: DemoArgs) -> Result<ExitCode, String> {
    let app = open::app(open::offline(at, true)?).await?;
    let kind = app.db.read(db::district::is_demo).await;
    let kind = kind.map_err(|failure| format!("cannot read the database: {failure:?}"))?;
    match (args.code, kind) {
        (Some(phone), Some(true)) => {
            let code = demo::code_now(&app, &phone).await;
            say(&code.map_err(|_| "there is no such demo account".to_owned())?);
        }
        (Some(_), _) => return Err("this data folder holds no demo".to_owned()),
        (None, None) => {
            demo::load(&app)
                .await
                .map_err(|failure| format!("cannot make the demo: {failure:?}"))?;
            say("The demo community is loaded.");
        }
        (None, Some(_)) => return Err("this data folder is not empty".to_owned()),
    }
    Ok(ExitCode::SUCCESS)
}
