//! Reports.

use shared::api::report::{
    Act, ActOnReport, AlikeList, AlikeQuery, CategoryList, CategoryView, ColleagueList,
    EarlierList, FileReport, FindAlike, GetReport, JoinReport, ListCategories, ListColleagues,
    ListEarlier, ListEstateReports, ListMyReports, ListQueue, NewReport, PageQuery, PublicReport,
    Queue, QueuePart, QueueQuery, RateReport, Rating, ReportCard, ReportView, RevealReason,
    RevealReporter, Revealed,
};
use shared::api::{FieldRule, Nothing, Problem};
use shared::domain::account::Actor;
use shared::domain::estate::EstateId;
use shared::domain::report::{ClockKind, Event, Ticket};
use shared::policy;
use shared::value::Page;

use super::ctx::Ctx;
use super::cursor;
use super::media::Links;
use super::reply::Reply;
use super::route::{Route, route};
use crate::app::App;
use crate::db::report::{self, Case, Recorded};
use crate::db::{Conn, seat};
use crate::failure::Failure;

pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![
        route::<ListCategories, _, _>(app, list_categories),
        route::<FileReport, _, _>(app, file_report),
        route::<FindAlike, _, _>(app, find_alike),
        route::<ListMyReports, _, _>(app, list_my_reports),
        route::<ListEstateReports, _, _>(app, list_estate_reports),
        route::<ListQueue, _, _>(app, list_queue),
        route::<GetReport, _, _>(app, get_report),
        route::<ListEarlier, _, _>(app, list_earlier),
        route::<ActOnReport, _, _>(app, act_on_report),
        route::<JoinReport, _, _>(app, join_report),
        route::<RateReport, _, _>(app, rate_report),
        route::<RevealReporter, _, _>(app, reveal_reporter),
        route::<ListColleagues, _, _>(app, list_colleagues),
    ]
}

async fn list_categories(ctx: Ctx, (): (), _: Nothing) -> Result<Reply<CategoryList>, Failure> {
    let who = ctx.who()?;
    ctx.read(move |conn| seat::session_factor(conn, &who)).await?;
    let rulebook = ctx.app.rulebook();
    let rules = rulebook.periods_at(ctx.now);
    let words = &ctx.app.words;
    let views = rulebook.routing()?.categories().iter().filter_map(|category| {
        let words = words.iter().find(|words| words.code == category.code)?.clone();
        let periods = rules.periods(category.severity, &category.code);
        let periods = ClockKind::ALL.iter().map(|kind| (*kind, periods.of(*kind))).collect();
        Some(CategoryView { category: category.clone(), words, periods })
    });
    let list = CategoryList {
        version: rulebook.version.clone(),
        categories: views.collect(),
        departments: rulebook.departments.clone(),
        calendar: rulebook.calendar.clone(),
    };
    Ok(list.into())
}

/// Loads a report as the seat may see it, its standing found by the policy.
fn seen(
    conn: &mut Conn,
    ctx: &Ctx,
    actor: &Actor,
    ticket: Ticket,
) -> Result<(Case, bool, policy::Standing), Failure> {
    let case = Case::by_ticket(conn, &ctx.app.rulebook(), ticket)?;
    let follows = case.follows(conn, actor, ctx.now)?;
    let standing = policy::standing(actor, &case.sight(follows), ctx.now)?;
    Ok((case, follows, standing))
}

/// The view after a change, for the seat that made it. Who has put the report out of their own hands,
/// by declining it or by a category that accuses them, sees for once what they have done.
fn shown(
    conn: &mut Conn,
    ctx: &Ctx,
    actor: &Actor,
    case: &Case,
    before: Option<policy::Standing>,
) -> Result<ReportView, Failure> {
    let follows = case.follows(conn, actor, ctx.now)?;
    let standing = match (policy::standing(actor, &case.sight(follows), ctx.now), before) {
        (Err(_), Some(before)) => before,
        (found, _) => found?,
    };
    report::view(conn, case, actor, standing, &Links::of(ctx), ctx.now)
}

async fn get_report(
    ctx: Ctx,
    (ticket,): (Ticket,),
    _: Nothing,
) -> Result<Reply<ReportView>, Failure> {
    let inner = ctx.clone();
    let view = ctx.read_as(move |conn, actor| {
        let (case, _, standing) = seen(conn, &inner, actor, ticket)?;
        report::view(conn, &case, actor, standing, &Links::of(&inner), inner.now)
    });
    Ok(view.await?.into())
}

async fn list_earlier(
    ctx: Ctx,
    (ticket,): (Ticket,),
    _: Nothing,
) -> Result<Reply<EarlierList>, Failure> {
    let inner = ctx.clone();
    let reports = ctx.read_as(move |conn, actor| {
        let (case, _, _) = seen(conn, &inner, actor, ticket)?;
        policy::work_queue(actor)?;
        report::earlier(conn, &inner.app.rulebook(), &case, actor, inner.now)
    });
    Ok(EarlierList { reports: reports.await? }.into())
}

/// Records what a seat does, shows it the report afterwards and tells live listeners; `true` when it
/// was no mere repetition.
async fn recorded(
    ctx: Ctx,
    work: impl Fn(&mut Conn, &Ctx, &Actor) -> Result<(Recorded, Option<policy::Standing>), Failure>
    + Send
    + 'static,
) -> Result<(ReportView, bool), Failure> {
    let inner = ctx.clone();
    let (view, told) = ctx
        .write_as(move |conn, actor| {
            let (Recorded { case, told }, before) = work(conn, &inner, actor)?;
            Ok((shown(conn, &inner, actor, &case, before)?, told))
        })
        .await?;
    let fresh = !told.is_empty();
    ctx.app.tell(told);
    Ok((view, fresh))
}

async fn file_report(ctx: Ctx, (): (), new: NewReport) -> Result<Reply<ReportView>, Failure> {
    let new = new.checked().map_err(Problem::fields)?;
    let (view, fresh) = recorded(ctx, move |conn, ctx, actor| {
        let node = seat::estate_node(conn, new.estate.as_str())?;
        let permit = policy::file_report(actor, &node)?;
        let filed = report::file(conn, &permit, &ctx.app.rulebook(), node, actor, &new, ctx.now);
        Ok((filed?, None))
    })
    .await?;
    Ok(if fresh { Reply::created(view) } else { view.into() })
}

async fn act_on_report(
    ctx: Ctx,
    (ticket,): (Ticket,),
    act: Act,
) -> Result<Reply<ReportView>, Failure> {
    let act = act.checked().map_err(Problem::fields)?;
    let (view, _) = recorded(ctx, move |conn, ctx, actor| {
        let (case, follows, standing) = seen(conn, ctx, actor, ticket)?;
        let permit = policy::act_on_report(actor, &case.sight(follows), act.event, ctx.now)?;
        let recorded = report::record(conn, &permit, case, (actor, standing), &act, ctx.now)?;
        Ok((recorded, Some(standing)))
    })
    .await?;
    Ok(view.into())
}

async fn join_report(
    ctx: Ctx,
    (ticket,): (Ticket,),
    _: Nothing,
) -> Result<Reply<ReportView>, Failure> {
    let (view, _) = recorded(ctx, move |conn, ctx, actor| {
        let case = Case::by_ticket(conn, &ctx.app.rulebook(), ticket)?;
        let seats = seat::seats(conn, actor.account, ctx.now)?;
        let permit = policy::join_report(actor, &seats, &case.sight(false))?;
        Ok((report::join(conn, &permit, case, actor, ctx.now)?, None))
    })
    .await?;
    Ok(view.into())
}

async fn rate_report(
    ctx: Ctx,
    (ticket,): (Ticket,),
    marks: Rating,
) -> Result<Reply<ReportView>, Failure> {
    let wrong = marks.check();
    if !wrong.is_empty() {
        return Err(Problem::fields(wrong).into());
    }
    let (view, _) = recorded(ctx, move |conn, ctx, actor| {
        let (case, follows, _) = seen(conn, ctx, actor, ticket)?;
        let permit = policy::act_on_report(actor, &case.sight(follows), Event::Rate, ctx.now)?;
        Ok((report::rate(conn, &permit, case, actor, &marks, ctx.now)?, None))
    })
    .await?;
    Ok(view.into())
}

async fn reveal_reporter(
    ctx: Ctx,
    (ticket,): (Ticket,),
    reason: RevealReason,
) -> Result<Reply<Revealed>, Failure> {
    let inner = ctx.clone();
    let revealed = ctx.write_as(move |conn, actor| {
        let (case, follows, _) = seen(conn, &inner, actor, ticket)?;
        let permit = policy::reveal_reporter(actor, &case.sight(follows), inner.now)?;
        let ip = inner.peer.to_string();
        report::reveal(conn, &permit, &case, actor, &reason, &ip, inner.now)
    });
    Ok(revealed.await?.into())
}

async fn find_alike(
    ctx: Ctx,
    (estate,): (EstateId,),
    query: AlikeQuery,
) -> Result<Reply<AlikeList>, Failure> {
    let (rulebook, now) = (ctx.app.rulebook(), ctx.now);
    let reports = ctx.read_as(move |conn, actor| {
        let node = seat::estate_node(conn, estate.as_str())?;
        policy::file_report(actor, &node)?;
        report::alike(conn, &rulebook, &node, &query, actor, now)
    });
    Ok(AlikeList { reports: reports.await? }.into())
}

async fn list_my_reports(
    ctx: Ctx,
    (): (),
    query: PageQuery,
) -> Result<Reply<Page<ReportCard>>, Failure> {
    let list = format!("mine {}", ctx.who()?.account);
    let after = cursor::open(&ctx.app, &list, query.cursor.as_deref())?;
    let (rulebook, now) = (ctx.app.rulebook(), ctx.now);
    let listed = ctx
        .read_as(move |conn, actor| report::mine(conn, &rulebook, actor, after.as_ref(), now))
        .await?;
    Ok(cursor::page(&ctx.app, &list, listed)?.into())
}

async fn list_estate_reports(
    ctx: Ctx,
    (estate,): (EstateId,),
    query: PageQuery,
) -> Result<Reply<Page<PublicReport>>, Failure> {
    let list = format!("estate {estate}");
    let after = cursor::open(&ctx.app, &list, query.cursor.as_deref())?;
    let (rulebook, now) = (ctx.app.rulebook(), ctx.now);
    let listed = ctx
        .read_as(move |conn, actor| {
            let node = seat::estate_node(conn, estate.as_str())?;
            let permit = policy::read_public_reports(actor, &node)?;
            report::estate_list(conn, &permit, &rulebook, &node, actor, after.as_ref(), now)
        })
        .await?;
    Ok(cursor::page(&ctx.app, &list, listed)?.into())
}

async fn list_queue(ctx: Ctx, (): (), query: QueueQuery) -> Result<Reply<Queue>, Failure> {
    let who = ctx.who()?;
    if query.part == QueuePart::Unknown {
        return Err(Problem::field("/part", FieldRule::Unknown).into());
    }
    let list = format!("queue {:?} {} {:?} {:?}", who.seat, query.part, query.estate, query.find);
    let after = cursor::open(&ctx.app, &list, query.cursor.as_deref())?;
    let (rulebook, now) = (ctx.app.rulebook(), ctx.now);
    let (counts, listed) = ctx
        .read_as(move |conn, actor| {
            policy::work_queue(actor)?;
            report::queue(conn, &rulebook, actor, &query, after.as_ref(), now)
        })
        .await?;
    Ok(Queue { counts, page: cursor::page(&ctx.app, &list, listed)? }.into())
}

async fn list_colleagues(ctx: Ctx, (): (), _: Nothing) -> Result<Reply<ColleagueList>, Failure> {
    let now = ctx.now;
    let colleagues = ctx.read_as(move |conn, actor| {
        policy::work_queue(actor)?;
        report::colleagues(conn, actor, now)
    });
    Ok(ColleagueList { colleagues: colleagues.await? }.into())
}
