//! The journal as anybody may check it, its witnesses, and who says that it was forked.

use data_encoding::HEXLOWER;
use shared::api::journal::{
    Alarm, AlarmList, CosignJournal, Cosignature, EntryProof, EntryQuery, Epoch, GetJournal,
    GetJournalEntry, GetJournalGrowth, GetWitness, GrowthProof, GrowthQuery, JournalView,
    KeepWitness, ListAlarms, LogKey, NewAlarm, NewWitness, RaiseAlarm, Witness, WitnessView,
};
use shared::api::{Code, FieldRule, Nothing, Problem};
use shared::domain::estate::EstateId;
use shared::journal::{
    Checkpoint, Hash, KeyKind, Note, VerifierKey, consistency_from, inclusion_from,
};
use shared::policy;

use super::ctx::Ctx;
use super::reply::Reply;
use super::route::{Route, route};
use crate::app::App;
use crate::db::tlog::{self, AlarmRow, LogRow, Stored, WitnessRow};
use crate::db::{journal, seat};
use crate::failure::Failure;
use crate::tlog::{Witnessed, accept};

/// The most hashes that a proof between two sizes has.
const LONGEST: usize = 130;

pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![
        route::<GetJournal, _, _>(app, get_journal),
        route::<GetJournalEntry, _, _>(app, get_entry),
        route::<GetJournalGrowth, _, _>(app, get_growth),
        route::<RaiseAlarm, _, _>(app, raise_alarm),
        route::<ListAlarms, _, _>(app, list_alarms),
        route::<GetWitness, _, _>(app, get_witness),
        route::<KeepWitness, _, _>(app, keep_witness),
        route::<CosignJournal, _, _>(app, cosign),
    ]
}

async fn get_journal(
    ctx: Ctx,
    (id,): (EstateId,),
    _: Nothing,
) -> Result<Reply<JournalView>, Failure> {
    let view = ctx.read(move |conn| {
        let log = tlog::log(conn, id)?;
        let node = seat::estate_node(conn, id.as_str())?;
        let keys = log.keys.iter().zip(log.verifiers(log.epoch()));
        let keys =
            keys.map(|(key, vkey)| LogKey { vkey: vkey.to_string(), note: key.note.clone() });
        let epochs = log.epochs.iter().map(|row| Epoch {
            epoch: row.epoch,
            size: row.before.size,
            root: HEXLOWER.encode(&row.before.root),
        });
        Ok(JournalView {
            origin: log.origin(),
            checkpoint: tlog::published(conn, &log)?.map(|note| note.to_string()),
            witnessed: tlog::witnessed(conn, &log)?.map(|note| note.to_string()),
            keys: keys.collect(),
            epochs: epochs.collect(),
            witnesses: tlog::witnesses(conn, &node)?.into_iter().map(witness).collect(),
        })
    });
    Ok(view.await?.into())
}

fn witness(row: WitnessRow) -> Witness {
    Witness { is_town: row.is_town, vkey: row.vkey, since: row.at }
}

/// Proofs are given for what was signed for, and no further: the size that was asked for, or the
/// last.
fn covered(log: &LogRow, asked: Option<u64>) -> Result<u64, Failure> {
    let signed = log.last.as_ref().map_or(0, |last| last.size);
    match asked {
        Some(size) if size > signed => Err(Code::NotFound.into()),
        Some(size) => Ok(size),
        None => Ok(signed),
    }
}

fn hex(hashes: Vec<Hash>) -> Vec<String> {
    hashes.iter().map(|hash| HEXLOWER.encode(hash)).collect()
}

async fn get_entry(
    ctx: Ctx,
    (id,): (EstateId,),
    query: EntryQuery,
) -> Result<Reply<EntryProof>, Failure> {
    let proof = ctx.read(move |conn| {
        let size = covered(&tlog::log(conn, id)?, query.size)?;
        let index = query.seq.checked_sub(1).ok_or(Code::NotFound)?;
        let mut stored = Stored::new(conn, id);
        let path = inclusion_from(index, size, &mut |level, at| stored.complete(level, at))?;
        let path = path.ok_or(Code::NotFound)?;
        let after = i64::try_from(index).map_err(Failure::bug)?;
        let row = journal::rows(conn, id.as_str(), after, 1)?.pop().ok_or(Code::NotFound)?;
        Ok(EntryProof { entry: row.bytes, seq: query.seq, size, proof: hex(path) })
    });
    Ok(proof.await?.into())
}

async fn get_growth(
    ctx: Ctx,
    (id,): (EstateId,),
    query: GrowthQuery,
) -> Result<Reply<GrowthProof>, Failure> {
    let proof = ctx.read(move |conn| {
        let to = covered(&tlog::log(conn, id)?, query.to)?;
        let mut stored = Stored::new(conn, id);
        let proof = consistency_from(query.from, to, &mut |level, at| stored.complete(level, at))?;
        let proof = hex(proof.ok_or(Code::NotFound)?);
        Ok(GrowthProof { from: query.from, to, proof })
    });
    Ok(proof.await?.into())
}

async fn raise_alarm(
    ctx: Ctx,
    (id,): (EstateId,),
    alarm: NewAlarm,
) -> Result<Reply<Nothing>, Failure> {
    for (pointer, note) in [("/kept", &alarm.kept), ("/served", &alarm.served)] {
        let read = Note::parse(note).and_then(|note| Checkpoint::parse(note.text()));
        read.ok_or_else(|| Problem::field(pointer, FieldRule::Malformed))?;
    }
    let is_hash = |hash: &String| hash.len() == 64 && HEXLOWER.decode(hash.as_bytes()).is_ok();
    if alarm.proof.len() > LONGEST || !alarm.proof.iter().all(is_hash) {
        return Err(Problem::field("/proof", FieldRule::Malformed).into());
    }
    let now = ctx.now;
    ctx.write_as(move |conn, actor| {
        let node = seat::estate_node(conn, id.as_str())?;
        let permit = policy::raise_alarm(actor, &node)?;
        tlog::keep_alarm(conn, permit, id, actor.account, &alarm, now)
    })
    .await?;
    Ok(Nothing {}.into())
}

async fn list_alarms(ctx: Ctx, (): (), _: Nothing) -> Result<Reply<AlarmList>, Failure> {
    let alarms = ctx.read_as(move |conn, actor| {
        let (permit, town) = policy::read_alarms(actor)?;
        let mut alarms = Vec::new();
        for row in tlog::alarms(conn, permit, town)? {
            let log = tlog::log(conn, row.estate)?;
            alarms.push(alarm_of(row, &log));
        }
        Ok(AlarmList { alarms })
    });
    Ok(alarms.await?.into())
}

/// What a town sees: who sent it stays with the server.
fn alarm_of(row: AlarmRow, log: &LogRow) -> Alarm {
    let AlarmRow { estate, name, at, alarm } = row;
    let keys: Vec<VerifierKey> = (1..=log.epoch()).flat_map(|epoch| log.verifiers(epoch)).collect();
    let signed =
        |note: &str| Note::parse(note).is_some_and(|note| Checkpoint::open(&note, &keys).is_some());
    let is_signed = signed(&alarm.kept) && signed(&alarm.served);
    let NewAlarm { kept, served, proof, .. } = alarm;
    Alarm { estate, name, at, kept, served, proof, is_signed }
}

async fn get_witness(ctx: Ctx, (): (), _: Nothing) -> Result<Reply<WitnessView>, Failure> {
    let row = ctx.read_as(move |conn, actor| {
        policy::be_witness(actor)?;
        tlog::witness_of(conn, &actor.seat.scope)
    });
    Ok(WitnessView { witness: row.await?.map(witness) }.into())
}

async fn keep_witness(ctx: Ctx, (): (), new: NewWitness) -> Result<Reply<WitnessView>, Failure> {
    let key = VerifierKey::parse(&new.vkey).filter(|key| key.kind() == KeyKind::Witness);
    let key = key.ok_or_else(|| Problem::field("/vkey", FieldRule::Malformed))?;
    let (now, from) = (ctx.now, ctx.peer.to_string());
    let row = ctx.write_as(move |conn, actor| {
        let permit = policy::be_witness(actor)?;
        tlog::keep_witness(conn, permit, actor, &key, &from, now)
    });
    Ok(WitnessView { witness: Some(witness(row.await?)) }.into())
}

/// Takes a witness's signature. A checkpoint that our own key has signed and that the journal does not
/// hold shows an older or another database: nothing is signed beside it (`threats.md` J2).
async fn cosign(
    ctx: Ctx,
    (id,): (EstateId,),
    cosignature: Cosignature,
) -> Result<Reply<Nothing>, Failure> {
    let malformed = || Failure::from(Problem::field("/note", FieldRule::Malformed));
    let note = Note::parse(&cosignature.note).ok_or_else(malformed)?;
    let read = ctx.read_as(move |conn, actor| {
        policy::witness_journal(actor, &seat::estate_node(conn, id.as_str())?)?;
        Ok((tlog::log(conn, id)?, tlog::witness_of(conn, &actor.seat.scope)?))
    });
    let (log, witness) = read.await?;
    let key = witness.and_then(|row| VerifierKey::parse(&row.vkey)).ok_or(Code::Conflict)?;
    let checkpoint = Checkpoint::open(&note, &log.verifiers(log.epoch())).ok_or_else(malformed)?;
    let signature = note.signature(&key).filter(|_| note.is_signed_by(&key));
    let signature = signature.cloned().ok_or_else(malformed)?;
    match accept(&ctx.app, &log, &checkpoint, &note).await? {
        Witnessed::Ours => {}
        Witnessed::NotOurs => return Err(Code::Conflict.into()),
    }
    let (now, place) = (ctx.now, (log.epoch(), checkpoint.tree.size));
    ctx.write_as(move |conn, actor| {
        let permit = policy::witness_journal(actor, &seat::estate_node(conn, id.as_str())?)?;
        tlog::cosign(conn, permit, id, place, &key, &signature, now)
    })
    .await?;
    Ok(Nothing {}.into())
}
