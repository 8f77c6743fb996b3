//! What the offices keep: towns, companies, communities, estates, contracts, places, phones.

use shared::api::estate::{
    COMPANY_NAME_MAX, CommunityRow, CompanyRow, ContractEnd, ContractRow, CreateCommunity,
    CreateCompany, CreateContract, CreateEstate, CreateTown, EndContract, EstateOffice, EstateRow,
    GetEstateOffice, GetOffice, KEPT_MAX, KeepPhones, KeepPlaces, NAME_MAX, NewCommunity,
    NewCompany, NewContract, NewEstate, NewName, NewTown, OfficeView, PhoneList, PhoneRow,
    PlaceList, PlaceRow, RenameCommunity, RenameCompany, RenameEstate, RenameTown, TownRow,
};
use shared::api::{FieldRule, Nothing};
use shared::domain::account::Actor;
use shared::domain::estate::{
    CommunityId, CompanyId, ContractId, CreditCode, DutyPhone, EstateId, PLACE_TEXT_MAX, TownId,
};
use shared::policy::{self, Branch, KeepRoll, KeepTree, Permit};

use super::check::{dialled, line, wrong};
use crate::app::App;
use crate::db::estate::{self, By, CheckedCompany, CheckedContract};
use crate::db::{Conn, seat};
use crate::failure::Failure;
use crate::http::ctx::Ctx;
use crate::http::reply::Reply;
use crate::http::route::{Route, route};

pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![
        route::<GetOffice, _, _>(app, get_office),
        route::<CreateTown, _, _>(app, create_town),
        route::<RenameTown, _, _>(app, rename_town),
        route::<CreateCompany, _, _>(app, create_company),
        route::<RenameCompany, _, _>(app, rename_company),
        route::<CreateCommunity, _, _>(app, create_community),
        route::<RenameCommunity, _, _>(app, rename_community),
        route::<CreateEstate, _, _>(app, create_estate),
        route::<RenameEstate, _, _>(app, rename_estate),
        route::<GetEstateOffice, _, _>(app, get_estate_office),
        route::<CreateContract, _, _>(app, create_contract),
        route::<EndContract, _, _>(app, end_contract),
        route::<KeepPlaces, _, _>(app, keep_places),
        route::<KeepPhones, _, _>(app, keep_phones),
    ]
}

async fn get_office(ctx: Ctx, (): (), _: Nothing) -> Result<Reply<OfficeView>, Failure> {
    let now = ctx.now;
    let view = ctx.read_as(move |conn, actor| {
        let permit = policy::read_office(actor)?;
        estate::office(conn, permit, actor, now)
    });
    Ok(view.await?.into())
}

async fn get_estate_office(
    ctx: Ctx,
    (id,): (EstateId,),
    _: Nothing,
) -> Result<Reply<EstateOffice>, Failure> {
    let view = ctx.read_as(move |conn, actor| {
        let node = seat::estate_node(conn, id.as_str())?;
        let permit = policy::read_estate_office(actor, &node)?;
        estate::estate_office(conn, permit, id)
    });
    Ok(view.await?.into())
}

async fn create_town(ctx: Ctx, (): (), new: NewTown) -> Result<Reply<TownRow>, Failure> {
    let new = NewTown { name: line(&new.name, NAME_MAX, "/name")?, ..new };
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    let row = ctx.write_as(move |conn, actor| {
        let permit = policy::keep_tree(actor, Branch::Town)?;
        estate::create_town(conn, permit, By { actor, ip: &ip, now }, &new)
    });
    Ok(Reply::created(row.await?))
}

async fn rename_town(ctx: Ctx, (id,): (TownId,), new: NewName) -> Result<Reply<Nothing>, Failure> {
    let name = line(&new.name, NAME_MAX, "/name")?;
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    ctx.write_as(move |conn, actor| {
        let permit = policy::keep_tree(actor, Branch::Town)?;
        estate::rename_town(conn, permit, By { actor, ip: &ip, now }, id, &name)
    })
    .await?;
    Ok(Nothing {}.into())
}

async fn create_company(ctx: Ctx, (): (), new: NewCompany) -> Result<Reply<CompanyRow>, Failure> {
    let code = CreditCode::parse(&new.credit_code);
    let new = CheckedCompany {
        id: new.id,
        name: line(&new.name, COMPANY_NAME_MAX, "/name")?,
        credit_code: code.map_err(|_| wrong("/credit_code", FieldRule::Malformed))?,
    };
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    let row = ctx.write_as(move |conn, actor| {
        let permit = policy::keep_tree(actor, Branch::Company)?;
        estate::create_company(conn, permit, By { actor, ip: &ip, now }, &new)
    });
    Ok(Reply::created(row.await?))
}

async fn rename_company(
    ctx: Ctx,
    (id,): (CompanyId,),
    new: NewName,
) -> Result<Reply<Nothing>, Failure> {
    let name = line(&new.name, COMPANY_NAME_MAX, "/name")?;
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    ctx.write_as(move |conn, actor| {
        let permit = policy::keep_tree(actor, Branch::Company)?;
        estate::rename_company(conn, permit, By { actor, ip: &ip, now }, id, &name)
    })
    .await?;
    Ok(Nothing {}.into())
}

async fn create_community(
    ctx: Ctx,
    (): (),
    new: NewCommunity,
) -> Result<Reply<CommunityRow>, Failure> {
    let new = NewCommunity { name: line(&new.name, NAME_MAX, "/name")?, ..new };
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    let row = ctx.write_as(move |conn, actor| {
        let permit = policy::keep_tree(actor, Branch::Community(new.town))?;
        estate::create_community(conn, permit, By { actor, ip: &ip, now }, &new)
    });
    Ok(Reply::created(row.await?))
}

async fn rename_community(
    ctx: Ctx,
    (id,): (CommunityId,),
    new: NewName,
) -> Result<Reply<Nothing>, Failure> {
    let name = line(&new.name, NAME_MAX, "/name")?;
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    ctx.write_as(move |conn, actor| {
        let town = estate::community_town(conn, id)?;
        let permit = policy::keep_tree(actor, Branch::Community(town))?;
        estate::rename_community(conn, permit, By { actor, ip: &ip, now }, id, &name)
    })
    .await?;
    Ok(Nothing {}.into())
}

async fn create_estate(ctx: Ctx, (): (), new: NewEstate) -> Result<Reply<EstateRow>, Failure> {
    let new = NewEstate { name: line(&new.name, NAME_MAX, "/name")?, ..new };
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    let row = ctx.write_as(move |conn, actor| {
        let permit = policy::keep_tree(actor, Branch::Estate(new.community))?;
        estate::create_estate(conn, permit, By { actor, ip: &ip, now }, &new)
    });
    Ok(Reply::created(row.await?))
}

/// Asks the policy for an estate that is there: another office's estate answers like a missing one.
fn may_keep(conn: &mut Conn, actor: &Actor, id: EstateId) -> Result<Permit<KeepTree>, Failure> {
    let node = seat::estate_node(conn, id.as_str())?;
    policy::read_estate(actor, &node)?;
    Ok(policy::keep_tree(actor, Branch::Estate(node.community))?)
}

async fn rename_estate(
    ctx: Ctx,
    (id,): (EstateId,),
    new: NewName,
) -> Result<Reply<Nothing>, Failure> {
    let name = line(&new.name, NAME_MAX, "/name")?;
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    ctx.write_as(move |conn, actor| {
        let permit = may_keep(conn, actor, id)?;
        estate::rename_estate(conn, permit, By { actor, ip: &ip, now }, id, &name)
    })
    .await?;
    Ok(Nothing {}.into())
}

async fn create_contract(
    ctx: Ctx,
    (id,): (EstateId,),
    new: NewContract,
) -> Result<Reply<ContractRow>, Failure> {
    if new.to < new.from {
        return Err(wrong("/to", FieldRule::OutOfRange));
    }
    let NewContract { id: contract, company, from, to } = new;
    let new = CheckedContract { id: contract, company, from, to };
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    let row = ctx.write_as(move |conn, actor| {
        let permit = may_keep(conn, actor, id)?;
        estate::create_contract(conn, permit, By { actor, ip: &ip, now }, id, &new)
    });
    Ok(Reply::created(row.await?))
}

async fn end_contract(
    ctx: Ctx,
    (id, contract): (EstateId, ContractId),
    end: ContractEnd,
) -> Result<Reply<ContractRow>, Failure> {
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    let row = ctx.write_as(move |conn, actor| {
        let permit = may_keep(conn, actor, id)?;
        estate::end_contract(conn, permit, By { actor, ip: &ip, now }, (id, contract), end.on)
    });
    Ok(row.await?.into())
}

/// Asks the policy for what stands in an estate.
pub(super) fn may_keep_roll(
    conn: &mut Conn,
    actor: &Actor,
    id: EstateId,
) -> Result<Permit<KeepRoll>, Failure> {
    let node = seat::estate_node(conn, id.as_str())?;
    Ok(policy::keep_roll(actor, &node)?)
}

async fn keep_places(
    ctx: Ctx,
    (id,): (EstateId,),
    list: PlaceList,
) -> Result<Reply<PlaceList>, Failure> {
    if list.places.len() > KEPT_MAX {
        return Err(wrong("/places", FieldRule::TooLong));
    }
    let rows = list.places.iter().enumerate().map(|(index, row)| {
        let name = line(&row.name, PLACE_TEXT_MAX, &format!("/places/{index}/name"))?;
        Ok(PlaceRow { id: row.id, name })
    });
    let list = PlaceList { version: list.version, places: rows.collect::<Result<_, Failure>>()? };
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    let kept = ctx.write_as(move |conn, actor| {
        let permit = may_keep_roll(conn, actor, id)?;
        estate::keep_places(conn, permit, By { actor, ip: &ip, now }, id, &list)
    });
    Ok(kept.await?.into())
}

async fn keep_phones(
    ctx: Ctx,
    (id,): (EstateId,),
    list: PhoneList,
) -> Result<Reply<PhoneList>, Failure> {
    if list.phones.len() > KEPT_MAX {
        return Err(wrong("/phones", FieldRule::TooLong));
    }
    let rows = list.phones.iter().enumerate().map(|(index, row)| {
        let at = |field: &str| format!("/phones/{index}/{field}");
        let phone = DutyPhone {
            label: line(&row.phone.label, PLACE_TEXT_MAX, &at("label"))?,
            number: dialled(&row.phone.number, &at("number"))?,
            hours: line(&row.phone.hours, PLACE_TEXT_MAX, &at("hours"))?,
        };
        Ok(PhoneRow { id: row.id, phone })
    });
    let list = PhoneList { version: list.version, phones: rows.collect::<Result<_, Failure>>()? };
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    let kept = ctx.write_as(move |conn, actor| {
        let permit = may_keep_roll(conn, actor, id)?;
        estate::keep_phones(conn, permit, By { actor, ip: &ip, now }, id, &list)
    });
    Ok(kept.await?.into())
}
