//! The owners' roll: looked at, imported, exported.

use std::path::PathBuf;

use bytes::Bytes;
use shared::api::estate::{
    ApplyRoll, DecideName, ExportRoll, GetRollTemplate, NameDecision, PreviewRoll, RollApplied,
    RollConsent, RollReading, SheetWish,
};
use shared::api::{Code, FieldRule, Nothing};
use shared::domain::account::Actor;
use shared::domain::estate::EstateId;
use shared::domain::estate::roll::{Fault, Roll, read_roll};
use shared::policy::read_office;

use super::check::{line, wrong};
use super::office::may_keep_roll;
use super::preview::{consent, faulty, preview};
use crate::app::App;
use crate::db::Conn;
use crate::db::estate::{self, By, Imported};
use crate::failure::Failure;
use crate::http::ctx::Ctx;
use crate::http::reply::{FileReply, Reply};
use crate::http::route::{Route, Upload, file_route, route, upload_route};
use crate::sheet::{self, SheetError, SheetLanguage, read_isolated};

/// The media type of .xlsx.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The longest name of an owner, as on the roll.
const OWNER_NAME_MAX: usize = 80;
/// The most phones of one name that are decided on at once.
const PHONES_MAX: usize = 100;

pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![
        upload_route::<PreviewRoll, _, _, _, _>(app, admit, preview_roll),
        upload_route::<ApplyRoll, _, _, _, _>(app, admit, apply_roll),
        route::<DecideName, _, _>(app, decide_name),
        file_route::<GetRollTemplate, _, _>(app, get_roll_template),
        file_route::<ExportRoll, _, _>(app, export_roll),
    ]
}

/// What came of the bytes.
enum Reading {
    Unreadable(SheetError),
    Faulty(Vec<Fault>),
    Roll(Roll),
}

/// The server's own binary, which reads sheets in a child process. Where the server runs inside
/// another program, `linli` lies beside that program or one folder up.
pub(crate) fn reader() -> Result<PathBuf, Failure> {
    let own = std::env::current_exe().map_err(Failure::bug)?;
    let named = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == "linli");
    if named(&own) {
        return Ok(own);
    }
    let name = format!("linli{}", std::env::consts::EXE_SUFFIX);
    let beside = own.ancestors().skip(1).take(2).map(|folder| folder.join(&name));
    Ok(beside.into_iter().find(|path| path.is_file()).unwrap_or(own))
}

/// Reads the bytes in a child, then the cells on a thread of their own: both may take seconds.
async fn read(bytes: Bytes) -> Result<Reading, Failure> {
    let sheets = match read_isolated(&reader()?, bytes).await {
        Ok(sheets) => sheets,
        Err(SheetError::Unavailable) => return Err(Code::Unavailable.into()),
        Err(error) => return Ok(Reading::Unreadable(error)),
    };
    let read = tokio::task::spawn_blocking(move || match read_roll(&sheets) {
        Ok(roll) => Reading::Roll(roll),
        Err(faults) => Reading::Faulty(faults),
    });
    read.await.map_err(Failure::bug)
}

/// Nobody who may not keep the roll makes the server take in a file, let alone read it.
async fn admit(ctx: Ctx, (id,): (EstateId,)) -> Result<(), Failure> {
    ctx.read_as(move |conn, actor| may_keep_roll(conn, actor, id).map(drop)).await
}

async fn preview_roll(
    ctx: Ctx,
    (id,): (EstateId,),
    upload: Upload<Nothing>,
) -> Result<Reply<RollReading>, Failure> {
    let roll = match read(upload.bytes).await? {
        Reading::Roll(roll) => roll,
        Reading::Faulty(faults) => return Ok(faulty(faults, ctx.english).into()),
        Reading::Unreadable(error) => {
            let text = if ctx.english { error.en() } else { error.zh() };
            return Ok(RollReading::Unreadable { text }.into());
        }
    };
    let preview = ctx.read_as(move |conn, actor| {
        may_keep_roll(conn, actor, id)?;
        let old = estate::stored(conn, id)?;
        Ok(preview(&roll, &old.entries, &estate::decisions(conn, id)?))
    });
    Ok(RollReading::Ready { roll: Box::new(preview.await?) }.into())
}

async fn apply_roll(
    ctx: Ctx,
    (id,): (EstateId,),
    upload: Upload<RollConsent>,
) -> Result<Reply<RollApplied>, Failure> {
    let roll = match read(upload.bytes).await? {
        Reading::Roll(roll) => roll,
        Reading::Faulty(_) => return Err(Code::RollFaulty.into()),
        Reading::Unreadable(_) => return Err(Code::SheetUnreadable.into()),
    };
    let (ip, now, given) = (ctx.peer.to_string(), ctx.now, upload.input.digest);
    let done = ctx.write_as(move |conn, actor| {
        let permit = may_keep_roll(conn, actor, id)?;
        let by = By { actor, ip: &ip, now };
        let new = roll.entries.as_slice();
        estate::import(conn, permit, by, (id, new), |old| consent(new, old) == given)
    });
    match done.await? {
        Imported::Done(applied) => Ok(applied.into()),
        Imported::Changed => Err(Code::RollChanged.into()),
    }
}

async fn decide_name(
    ctx: Ctx,
    (id,): (EstateId,),
    decision: NameDecision,
) -> Result<Reply<Nothing>, Failure> {
    let decision =
        NameDecision { name: line(&decision.name, OWNER_NAME_MAX, "/name")?, ..decision };
    if decision.phones.len() > PHONES_MAX {
        return Err(wrong("/phones", FieldRule::TooLong));
    }
    let alone = decision.same.len() == 1;
    if alone || !decision.same.iter().all(|phone| decision.phones.contains(phone)) {
        return Err(wrong("/same", FieldRule::OutOfRange));
    }
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    ctx.write_as(move |conn, actor| {
        let permit = may_keep_roll(conn, actor, id)?;
        estate::decide_name(conn, permit, By { actor, ip: &ip, now }, id, &decision)
    })
    .await?;
    Ok(Nothing {}.into())
}

const fn language(wish: SheetWish) -> SheetLanguage {
    if wish.english { SheetLanguage::En } else { SheetLanguage::Zh }
}

async fn get_roll_template(ctx: Ctx, (): (), wish: SheetWish) -> Result<FileReply, Failure> {
    ctx.read_as(|_, actor| Ok(read_office(actor).map(drop)?)).await?;
    let bytes = sheet::roll_template(language(wish)).map_err(Failure::bug)?;
    Ok(FileReply { bytes, kind: XLSX, name: "roll-template.xlsx" })
}

/// Names and phones leave the server in full: only for the community that keeps the roll, and the
/// audit log keeps who took it (`domain.md` 8).
async fn export_roll(ctx: Ctx, (id,): (EstateId,), wish: SheetWish) -> Result<FileReply, Failure> {
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    let stored = ctx.write_as(move |conn: &mut Conn, actor: &Actor| {
        let permit = may_keep_roll(conn, actor, id)?;
        estate::take_roll(conn, permit, By { actor, ip: &ip, now }, id)
    });
    let entries = stored.await?.entries;
    let written = tokio::task::spawn_blocking(move || sheet::roll_export(language(wish), &entries));
    let bytes = written.await.map_err(Failure::bug)?.map_err(Failure::bug)?;
    Ok(FileReply { bytes, kind: XLSX, name: "roll.xlsx" })
}
