//! The living demo: an invented district with three months behind it.
//!
//! Nothing of the history is written by hand. A plot says who files what when and what people do
//! then; it is played through the policy and the writes that the server's handlers use, with the
//! time of the plot, so that journal, clocks and notices are real. All of it is one transaction: a
//! demo is there whole or not at all.

mod cast;
mod dice;
mod estate;
mod people;
mod picture;
mod plot;
mod stage;
mod stock;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use secrecy::SecretString;
use shared::api::Code;
use shared::value::{DAY, HOUR, Timestamp};

pub use self::people::{SignIn, sign_ins};
pub use self::stage::Loaded;

use self::cast::Setting;
use self::plot::{Beat, Story};
use self::stage::Stage;
use self::stock::Stock;
use crate::access::{Keys, password, totp};
use crate::app::App;
use crate::db::report::Rulebook;
use crate::db::{Conn, account, demo};
use crate::failure::Failure;

/// The seed of the history.
const SEED: u64 = 306_030;

/// Fills an empty database with the demo, up to now by the app's clock. A database that somebody
/// has begun to use is refused with [`Code::Conflict`], production with [`Code::Forbidden`]. The
/// same instant gives the same history, but for ids and ticket numbers.
pub async fn load(app: &App) -> Result<Loaded, Failure> {
    if !app.settings.demo {
        return Err(Code::Forbidden.into());
    }
    if !app.db.read(demo::is_unused).await? {
        return Err(Code::Conflict.into());
    }
    let (now, rulebook) = (app.clock.now(), app.rulebook());
    let stories = plot::plot(now, &rulebook.calendar, rulebook.routing()?, SEED);
    let beats = plot::beats(&stories, now);
    let hashed = tokio::task::spawn_blocking(|| password::hash_now(&people::PASSWORD.into()));
    let stock = stock::stock(app, &stories, &beats).await?;
    let password = SecretString::from(hashed.await.map_err(Failure::bug)??);
    let play = Play { keys: app.keys.clone(), rulebook, stories, beats, stock, password, now };
    app.db.write(move |conn| play.run(conn)).await
}

/// Everything that is known before the first row is written.
struct Play {
    keys: Keys,
    rulebook: Arc<Rulebook>,
    stories: Vec<Story>,
    beats: Vec<Beat>,
    stock: Stock,
    password: SecretString,
    now: Timestamp,
}

impl Play {
    fn run(&self, conn: &mut Conn) -> Result<Loaded, Failure> {
        // Another server may have begun in between.
        if !demo::is_unused(conn)? {
            return Err(Code::Conflict.into());
        }
        let setting = Setting {
            keys: &self.keys,
            departments: &self.rulebook.departments,
            password: &self.password,
            start: self.now.plus(-(plot::DAYS + 2) * DAY),
        };
        let cast = setting.begin(conn)?;
        let mut stage = Stage {
            rulebook: &self.rulebook,
            cast: &cast,
            stories: &self.stories,
            stock: &self.stock,
            tickets: BTreeMap::new(),
            loaded: Loaded::default(),
        };
        stage.play(conn, &self.beats, self.now)?;
        stage.read_inboxes(conn, self.now.plus(-20 * HOUR))?;
        // The sign-ins of the beginning are long over.
        account::tidy(conn, self.now)?;
        Ok(stage.loaded)
    }
}

/// The present one-time code of a demo account's authenticator. Outside the demo, and for a number
/// without a password, there is none: 404.
pub async fn code_now(app: &App, phone: &str) -> Result<String, Failure> {
    let secret = authenticator(app, phone).await?;
    totp::code(secret, app.clock.now())
}

/// The secret of a demo account's authenticator, as people type it into their own.
pub async fn totp_secret(app: &App, phone: &str) -> Result<String, Failure> {
    authenticator(app, phone).await.map(totp::base32)
}

async fn authenticator(app: &App, phone: &str) -> Result<[u8; 20], Failure> {
    let known = sign_ins().iter().any(|who| who.phone == phone);
    if !app.settings.demo || !known {
        return Err(Code::NotFound.into());
    }
    let (keys, phone) = (app.keys.clone(), people::phone(phone)?);
    app.db.read(move |conn| demo::authenticator(conn, &keys, &phone)).await
}

/// Who can sign in, one line each: number, role, name, how, and what there is to see.
pub fn sign_in_lines(app: &App) -> Result<Vec<String>, Failure> {
    if !app.settings.demo {
        return Err(Code::NotFound.into());
    }
    let line = |who: &SignIn| {
        let how = match who.password {
            Some(password) => format!("{password} + linli demo --code {}", who.phone),
            None => "SMS code, shown on the screen".to_owned(),
        };
        let SignIn { role, title, name, phone, see, .. } = who;
        format!("  {phone}  {role}  {title} {name}  ({how})  {see}")
    };
    Ok(sign_ins().iter().map(line).collect())
}
