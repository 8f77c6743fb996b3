//! Casting: announced, confirmed by a code, receipted; or opened to check the phone.

use shared::api::account::CodeSent;
use shared::api::vote::{
    BallotMark, Cast, CastBallot, GetReceipt, MarkChecked, Receipt, RequestCastCode,
    SendFingerprint,
};
use shared::api::{Code, FieldRule, Nothing, Problem};
use shared::domain::vote::{Channel, MatterId, MeetingId, PartyId};
use shared::journal::Digest;
use shared::policy;
use shared::sealed::{self, Fault, Poll};

use super::load;
use crate::app::App;
use crate::assembly;
use crate::db::account::{self, CodeAsk};
use crate::db::estate::By;
use crate::db::vote::{self, Casting, CheckedBallot, Confirmation};
use crate::failure::Failure;
use crate::http::ctx::Ctx;
use crate::http::reply::Reply;
use crate::http::route::{Route, route};

pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![
        route::<SendFingerprint, _, _>(app, send_fingerprint),
        route::<MarkChecked, _, _>(app, mark_checked),
        route::<RequestCastCode, _, _>(app, request_cast_code),
        route::<CastBallot, _, _>(app, cast_ballot),
        route::<GetReceipt, _, _>(app, get_receipt),
    ]
}

fn fingerprint(mark: &BallotMark) -> Result<String, Failure> {
    match Digest::parse(&mark.fingerprint) {
        Some(digest) => Ok(digest.to_string()),
        None => Err(Problem::field("/fingerprint", FieldRule::Malformed).into()),
    }
}

async fn send_fingerprint(
    ctx: Ctx,
    (id, party): (MeetingId, PartyId),
    mark: BallotMark,
) -> Result<Reply<Nothing>, Failure> {
    let (inner, fingerprint) = (ctx.clone(), fingerprint(&mark)?);
    ctx.write_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let permit = policy::cast_vote(actor, &of.sight())?;
        vote::voting(conn, &permit, &of, (actor.account, party))?;
        vote::announce(conn, &permit, &of, (actor.account, party), &fingerprint, inner.now)
    })
    .await?;
    Ok(Nothing {}.into())
}

async fn mark_checked(
    ctx: Ctx,
    (id, party): (MeetingId, PartyId),
    mark: BallotMark,
) -> Result<Reply<Nothing>, Failure> {
    let (inner, fingerprint) = (ctx.clone(), fingerprint(&mark)?);
    ctx.write_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let permit = policy::cast_vote(actor, &of.sight())?;
        vote::voting(conn, &permit, &of, (actor.account, party))?;
        vote::mark_checked(conn, &permit, &of, party, &fingerprint, inner.now)
    })
    .await?;
    Ok(Nothing {}.into())
}

async fn request_cast_code(
    ctx: Ctx,
    (id, party): (MeetingId, PartyId),
    mark: BallotMark,
) -> Result<Reply<CodeSent>, Failure> {
    let (inner, about) = (ctx.clone(), fingerprint(&mark)?);
    let sent = ctx.write_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let permit = policy::cast_vote(actor, &of.sight())?;
        let phone = vote::voting(conn, &permit, &of, (actor.account, party))?;
        vote::may_confirm(conn, &permit, &of, party, &about, inner.now)?;
        let settings = &inner.app.settings;
        let ask = CodeAsk {
            phone,
            about: about.clone(),
            peer: inner.peer,
            now: inner.now,
            budget: settings.sms_daily,
            screen: settings.screen_sms(),
        };
        account::request_code(conn, &inner.app.keys, &ask)
    });
    Ok(Reply { value: sent.await?, status: 202, cookie: None })
}

async fn cast_ballot(
    ctx: Ctx,
    (id, party): (MeetingId, PartyId),
    cast: Cast,
) -> Result<Reply<Receipt>, Failure> {
    let inner = ctx.clone();
    let (poll, matters) = ctx
        .read_as(move |conn, actor| {
            let of = load(conn, &inner, id)?;
            let permit = policy::cast_vote(actor, &of.sight())?;
            vote::voting(conn, &permit, &of, (actor.account, party))?;
            let poll = assembly::poll(conn, &of)?;
            let frozen = vote::frozen_matters(conn, &of)?;
            Ok((poll, vote::matters_of(conn, &of, party, &frozen)?))
        })
        .await?;
    let checked = tokio::task::spawn_blocking(move || checked(&poll, party, &matters, cast.ballot));
    let ballot = checked.await.map_err(Failure::bug)?.map_err(|fault| refused(&fault))?;
    let confirmation = Confirmation { challenge: cast.challenge, code: cast.code };
    let (inner, ip) = (ctx.clone(), ctx.peer.to_string());
    let casting = ctx.write_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let permit = policy::cast_vote(actor, &of.sight())?;
        let by = By { actor, ip: &ip, now: inner.now };
        vote::cast(conn, &permit, by, &inner.app.keys, &of, &ballot, &confirmation)
    });
    match casting.await? {
        Casting::In(receipt, told) => {
            ctx.app.tell(told);
            Ok(Reply::created(receipt))
        }
        Casting::Wrong => Err(Code::CodeWrong.into()),
        Casting::Spent => Err(Code::CodeSpent.into()),
    }
}

/// Every proof of a ballot, for this party and exactly its matters.
fn checked(
    poll: &Poll,
    party: PartyId,
    matters: &[MatterId],
    body: String,
) -> Result<CheckedBallot, Fault> {
    let fingerprint = Digest::of(&body);
    let place = (party, Channel::App);
    let opened = sealed::check_ballot(poll, place, matters, &body, &fingerprint)?;
    let points = opened.items.iter().flat_map(|item| item.item.nonces());
    let points = points.map(|point| data_encoding::BASE64URL_NOPAD.encode(&point)).collect();
    Ok(CheckedBallot { party, fingerprint: fingerprint.to_string(), body, points })
}

fn refused(fault: &Fault) -> Failure {
    match fault {
        Fault::KeyChanged => Code::KeyChanged.into(),
        _ => Code::BallotBroken.into(),
    }
}

async fn get_receipt(
    ctx: Ctx,
    (id, party): (MeetingId, PartyId),
    _: Nothing,
) -> Result<Reply<Receipt>, Failure> {
    let inner = ctx.clone();
    let receipt = ctx.read_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let permit = policy::cast_vote(actor, &of.sight())?;
        vote::receipt(conn, &permit, &of, (actor.account, party))
    });
    Ok(receipt.await?.into())
}
