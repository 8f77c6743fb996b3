//! Calendar and rules, kept by the property authority.

use shared::api::estate::{
    CalendarYear, ListCalendar, ListRules, NAME_MAX, NewDay, NewRule, RemoveDay, RuleList, SetDay,
    SetRule, YearQuery,
};
use shared::api::{FieldRule, Nothing};
use shared::domain::report::{CategoryCode, DEFAULTS, Period};
use shared::domain::vote::{VoteRule, read_vote_rule};
use shared::policy;
use shared::value::{CalendarDay, Date, DayKind, Timestamp};

use super::check::{line, wrong};
use crate::app::App;
use crate::db::estate::{self, By, CheckedRule};
use crate::db::report::Rulebook;
use crate::failure::Failure;
use crate::http::ctx::Ctx;
use crate::http::reply::Reply;
use crate::http::route::{Route, route};

/// The longest source of a rule, in characters.
const SOURCE_MAX: usize = 200;

pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![
        route::<ListCalendar, _, _>(app, list_calendar),
        route::<SetDay, _, _>(app, set_day),
        route::<RemoveDay, _, _>(app, remove_day),
        route::<ListRules, _, _>(app, list_rules),
        route::<SetRule, _, _>(app, set_rule),
    ]
}

async fn list_calendar(ctx: Ctx, (): (), query: YearQuery) -> Result<Reply<CalendarYear>, Failure> {
    if !(1900..=9999).contains(&query.year) {
        return Err(wrong("/year", FieldRule::OutOfRange));
    }
    let days = ctx.read_as(move |conn, actor| {
        let permit = policy::keep_rules(actor)?;
        estate::days(conn, permit, query.year)
    });
    Ok(CalendarYear { days: days.await? }.into())
}

/// A day that has passed stays what it was: the clocks that ran over it were kept or missed by it, and
/// they are recomputed with every look.
fn still_to_come(date: Date, now: Timestamp) -> Result<(), Failure> {
    if date < now.date() { Err(wrong("/date", FieldRule::OutOfRange)) } else { Ok(()) }
}

async fn set_day(ctx: Ctx, (date,): (Date,), day: NewDay) -> Result<Reply<CalendarDay>, Failure> {
    let name = line(&day.name, NAME_MAX, "/name")?;
    // A worked day is a weekend's; a weekday is worked anyway.
    if day.kind == DayKind::Work && date.weekday() < 5 {
        return Err(wrong("/kind", FieldRule::OutOfRange));
    }
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    let set = ctx
        .write_as(move |conn, actor| {
            let permit = policy::keep_rules(actor)?;
            still_to_come(date, now)?;
            estate::set_day(conn, permit, By { actor, ip: &ip, now }, (date, day.kind, &name))
        })
        .await?;
    ctx.app.reload_rulebook().await?;
    Ok(set.into())
}

async fn remove_day(ctx: Ctx, (date,): (Date,), _: Nothing) -> Result<Reply<Nothing>, Failure> {
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    ctx.write_as(move |conn, actor| {
        let permit = policy::keep_rules(actor)?;
        still_to_come(date, now)?;
        estate::remove_day(conn, permit, By { actor, ip: &ip, now }, date)
    })
    .await?;
    ctx.app.reload_rulebook().await?;
    Ok(Nothing {}.into())
}

async fn list_rules(ctx: Ctx, (): (), _: Nothing) -> Result<Reply<RuleList>, Failure> {
    let now = ctx.now;
    let list = ctx.read_as(move |conn, actor| {
        let permit = policy::keep_rules(actor)?;
        estate::rules(conn, permit, now)
    });
    Ok(list.await?.into())
}

async fn set_rule(ctx: Ctx, (): (), new: NewRule) -> Result<Reply<RuleList>, Failure> {
    let new = checked(new, &ctx.app.rulebook(), ctx.now)?;
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    let list = ctx
        .write_as(move |conn, actor| {
            let permit = policy::keep_rules(actor)?;
            estate::set_rule(conn, permit, By { actor, ip: &ip, now }, &new)?;
            // A rule set from today on holds from the next millisecond.
            estate::rules(conn, policy::keep_rules(actor)?, now.plus(1))
        })
        .await?;
    ctx.app.reload_rulebook().await?;
    Ok(list.into())
}

fn checked(new: NewRule, book: &Rulebook, now: Timestamp) -> Result<CheckedRule, Failure> {
    let known = |key: &str| DEFAULTS.iter().any(|(default, ..)| *default == key);
    // `report.P2.ANSWER.DECOR_ILLEGAL`: a rule with a severity, for one category alone.
    let of_category = || {
        let (rule, category) = new.key.rsplit_once('.')?;
        let category = CategoryCode::parse(category).ok()?;
        let category = book.routing().ok()?.categories().iter().find(|c| c.code == category)?;
        let severity = format!("report.{}.", category.severity);
        (known(rule) && rule.starts_with(&severity)).then_some(())
    };
    let of_votes = VoteRule::parse(&new.key).is_ok();
    if !of_votes && !known(&new.key) && of_category().is_none() {
        return Err(wrong("/key", FieldRule::Unknown));
    }
    let value = value_of(&new).ok_or_else(|| wrong("/value", FieldRule::Malformed))?;
    if new.from < now.date() {
        return Err(wrong("/from", FieldRule::OutOfRange));
    }
    let source = line(&new.source, SOURCE_MAX, "/source")?;
    Ok(CheckedRule { key: new.key, value, source, from: new.from })
}

/// The value as it is stored: a period for reports, a whole number for votes.
fn value_of(new: &NewRule) -> Option<String> {
    let value = new.value.trim();
    match VoteRule::parse(&new.key) {
        Ok(rule) => read_vote_rule(rule, value).ok().map(|number| number.to_string()),
        Err(_) => Period::parse(value).ok().map(|period| period.to_string()),
    }
}
