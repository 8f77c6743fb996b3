//! The trustees' ceremony: keys, locks, shares.

use shared::api::vote::{
    Ceremony, GetCeremony, ListTrustees, LockList, NewTrustee, PutLocks, PutShares, PutTrustee,
    ShareList, TrusteeList, TrusteeView,
};
use shared::api::{Code, FieldRule, Nothing, Problem};
use shared::domain::account::Actor;
use shared::domain::estate::EstateId;
use shared::domain::vote::{MeetingId, TrusteeSeat};
use shared::policy;
use shared::sealed::{
    Fault, Frozen, Lock, LockHalf, Pledge, Point, Proof, check_trustee, verify_locks,
};

use super::load;
use crate::app::App;
use crate::assembly::{self, Tally};
use crate::db::estate::By;
use crate::db::vote::{self, Meeting};
use crate::db::{Conn, seat};
use crate::failure::Failure;
use crate::http::ctx::Ctx;
use crate::http::reply::Reply;
use crate::http::route::{Route, route};

pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![
        route::<ListTrustees, _, _>(app, list_trustees),
        route::<PutTrustee, _, _>(app, put_trustee),
        route::<GetCeremony, _, _>(app, get_ceremony),
        route::<PutLocks, _, _>(app, put_locks),
        route::<PutShares, _, _>(app, put_shares),
    ]
}

async fn list_trustees(
    ctx: Ctx,
    (estate,): (EstateId,),
    _: Nothing,
) -> Result<Reply<TrusteeList>, Failure> {
    let list = ctx.read_as(move |conn, actor| {
        let node = seat::estate_node(conn, estate.as_str())?;
        policy::read_estate(actor, &node)?;
        vote::trustee_list(conn, estate, actor)
    });
    Ok(list.await?.into())
}

async fn put_trustee(
    ctx: Ctx,
    (estate,): (EstateId,),
    new: NewTrustee,
) -> Result<Reply<TrusteeList>, Failure> {
    let ip = ctx.peer.to_string();
    let now = ctx.now;
    let list = ctx.write_as(move |conn, actor| {
        let node = seat::estate_node(conn, estate.as_str())?;
        let (seat, permit) = policy::hold_key(actor, &node)?;
        check_key(estate, seat, &new)?;
        let by = By { actor, ip: &ip, now };
        vote::put_trustee(conn, permit, by, (estate, seat), &new)?;
        vote::trustee_list(conn, estate, actor)
    });
    Ok(list.await?.into())
}

/// Whether the seat's holder knows the secret of the key.
fn check_key(estate: EstateId, seat: TrusteeSeat, new: &NewTrustee) -> Result<(), Failure> {
    let malformed = |pointer| Failure::from(Problem::field(pointer, FieldRule::Malformed));
    let point = Point::parse(&new.point).ok_or_else(|| malformed("/point"))?;
    let proof = Proof::parse(&new.proof).ok_or_else(|| malformed("/proof"))?;
    let holder = vote::seat(seat).ok_or(Code::Forbidden)?;
    if check_trustee(estate, holder, &point, Pledge::Seat, &proof) {
        Ok(())
    } else {
        Err(Code::ProofBroken.into())
    }
}

async fn get_ceremony(
    ctx: Ctx,
    (id,): (MeetingId,),
    _: Nothing,
) -> Result<Reply<Ceremony>, Failure> {
    let inner = ctx.clone();
    let ceremony = ctx.read_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        policy::read_roll(actor, &of.sight())?;
        ceremony(conn, of, actor)
    });
    Ok(ceremony.await?.into())
}

/// Where the ceremony stands, for a seat.
fn ceremony(conn: &mut Conn, of: Meeting, actor: &Actor) -> Result<Ceremony, Failure> {
    let mut list = vote::trustee_list(conn, of.estate(), actor)?;
    let parts = vote::key_parts(&of)?;
    let halves = match &parts {
        Some(parts) => parts.halves.clone(),
        None => vote::halves(conn, &of)?,
    };
    if let Some(parts) = &parts {
        let mine = |of: &TrusteeView| list.trustees.iter().any(|t| t.mine && t.point == of.point);
        list.trustees =
            parts.trustees.iter().map(|of| TrusteeView { mine: mine(of), ..of.clone() }).collect();
    }
    let mismatch = Lock::ALL.into_iter().find(|lock| {
        let mut points = halves.iter().filter(|half| half.lock == *lock).map(|half| half.point);
        matches!((points.next(), points.next()), (Some(a), Some(b)) if a != b)
    });
    let seat = list.trustees.iter().find(|trustee| trustee.mine).map(|trustee| trustee.seat);
    let key = vote::key_sheet(&of)?;
    let tally = Tally::load(conn, of)?;
    Ok(Ceremony {
        trustees: list.trustees,
        locks: halves.iter().map(vote::lock_view).collect(),
        mismatch: mismatch.map(numbers),
        key,
        seat,
        wanted: tally.wanted()?,
        shared: tally.shared_by()?,
    })
}

fn numbers(lock: Lock) -> (u8, u8) {
    let (low, high) = lock.seats();
    (low.number(), high.number())
}

async fn put_locks(
    ctx: Ctx,
    (id,): (MeetingId,),
    list: LockList,
) -> Result<Reply<Ceremony>, Failure> {
    let inner = ctx.clone();
    let ceremony = ctx.write_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let (seat, permit) = policy::hold_key(actor, of.node())?;
        let frozen = assembly::frozen(conn, &of)?;
        let halves = read_halves(&of, seat, frozen, &list)?;
        let trustees = vote::trustees(conn, of.estate())?;
        let holder = trustees.iter().find(|trustee| trustee.seat == seat && trustee.is_of(actor));
        let holder = holder.ok_or(Code::KeyMissing)?;
        if trustees.len() < TrusteeSeat::ALL.len() {
            return Err(Code::KeyMissing.into());
        }
        vote::put_locks(conn, permit, &of, holder, &halves, inner.now)?;
        let all = vote::halves(conn, &of)?;
        match verify_locks(of.estate(), of.id(), frozen, &all) {
            Ok(key) => vote::keep_key(conn, &of, actor, &key, &all, inner.now)?,
            Err(Fault::WaitingTrustees | Fault::LockMismatch(_)) => {}
            Err(_) => return Err(Code::ProofBroken.into()),
        }
        let of = load(conn, &inner, id)?;
        self::ceremony(conn, of, actor)
    });
    Ok(ceremony.await?.into())
}

/// The two halves of a seat, each with a proof that holds.
fn read_halves(
    of: &Meeting,
    seat: TrusteeSeat,
    frozen: Frozen,
    list: &LockList,
) -> Result<Vec<LockHalf>, Failure> {
    let holder = vote::seat(seat).ok_or(Code::Forbidden)?;
    let mut halves = Vec::new();
    for lock in holder.locks() {
        let given = list.locks.iter().find(|half| half.lock == numbers(lock));
        let half = given.and_then(|half| {
            let (point, proof) = (Point::parse(&half.point)?, Proof::parse(&half.proof)?);
            Some(LockHalf { lock, seat: holder, point, proof })
        });
        let half =
            half.ok_or_else(|| Failure::from(Problem::field("/locks", FieldRule::Malformed)))?;
        half.check(of.estate(), of.id(), frozen).map_err(|_| Code::ProofBroken)?;
        halves.push(half);
    }
    Ok(halves)
}

async fn put_shares(
    ctx: Ctx,
    (id,): (MeetingId,),
    list: ShareList,
) -> Result<Reply<Ceremony>, Failure> {
    let inner = ctx.clone();
    let (seat, tally) = ctx
        .read_as(move |conn, actor| {
            let of = load(conn, &inner, id)?;
            let seat = vote::seat(key_seat(&of, actor, conn)?).ok_or(Code::Forbidden)?;
            Ok((seat, Tally::load(conn, of)?))
        })
        .await?;
    let checked = tokio::task::spawn_blocking(move || tally.check(seat, &list.shares));
    let shares = checked.await.map_err(Failure::bug)?.map_err(|_| Code::ProofBroken)?;
    let inner = ctx.clone();
    ctx.write_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let (_, permit) = policy::hold_key(actor, of.node())?;
        vote::put_shares(conn, permit, &of, seat, &shares, inner.now)
    })
    .await?;
    assembly::advance(&ctx.app, id).await?;
    get_ceremony(ctx, (id,), Nothing {}).await
}

/// The seat with which somebody holds a key of this meeting: it was theirs when the key was made,
/// whatever key they have published since.
fn key_seat(of: &Meeting, actor: &Actor, conn: &mut Conn) -> Result<TrusteeSeat, Failure> {
    let (seat, _) = policy::hold_key(actor, of.node())?;
    let parts = vote::key_parts(of)?.ok_or(Code::KeyMissing)?;
    let own = vote::points_of(conn, of.estate(), actor)?;
    let holds = parts.trustees.iter().any(|part| part.seat == seat && own.contains(&part.point));
    if holds { Ok(seat) } else { Err(Code::Forbidden.into()) }
}
