//! `linli init`: district, keys, the first administrator.

use std::process::ExitCode;

use clap::Args;
use shared::domain::account::{Role, Scope};
use shared::value::Phone;

use super::{At, open, say};
use crate::access::keys::Keys;
use crate::app::App;
use crate::db::{account, district};

/// Who begins.
#[derive(Args)]
pub(super) struct InitArgs {
    /// The district's name: 柯桥区.
    #[arg(long)]
    district: String,
    /// The first administrator's name.
    #[arg(long)]
    name: String,
    /// The first administrator's mobile number.
    #[arg(long)]
    phone: String,
}

/// Makes district, keys and administrator in an empty data folder, and prints the invitation with
/// which the administrator sets a password.
pub(super) async fn init(at: &At, args: InitArgs) -> Result<ExitCode, String> {
    let phone = Phone::parse(&args.phone)
        .map_err(|_| "the phone is not an 11-digit mobile number".to_owned())?;
    let path = at.data.join("keys").join("master.key");
    if !path.exists() {
        Keys::create(&path)?;
    }
    let app = open::app(open::offline(at, false)?).await?;
    let secret = begin(&app, args.district, args.name, phone).await?;
    say(&format!(
        "The district is made. Keep {} apart from the database's backups.",
        path.display()
    ));
    say("The administrator opens this page within 7 days to set a password and an authenticator:");
    say(&format!("  /invitation/{secret}"));
    Ok(ExitCode::SUCCESS)
}

async fn begin(app: &App, district: String, name: String, phone: Phone) -> Result<String, String> {
    let (now, keys) = (app.clock.now(), app.keys.clone());
    let made = app.db.write(move |conn| {
        if district::is_demo(conn)?.is_some() {
            return Ok(None);
        }
        district::make(conn, &district, false, now)?;
        account::invite_first(conn, &keys, Role::Adm, &Scope::District, &name, &phone, now)
            .map(Some)
    });
    match made.await {
        Ok(Some(secret)) => Ok(secret),
        Ok(None) => Err("there is a district already".to_owned()),
        Err(failure) => Err(format!("cannot begin: {failure:?}")),
    }
}
