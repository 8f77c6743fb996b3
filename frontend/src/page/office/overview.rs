//! What lies below the seat's office, and whom it has let in.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::estate::{
    CreateCommunity, CreateEstate, CreateTown, EstateRow, GetOffice, NewCommunity, NewEstate,
    NewName, NewTown, OfficeView, RenameCommunity, RenameTown,
};
use shared::domain::account::{Role, Scope};
use shared::domain::estate::{CommunityId, TownId};
use yew::prelude::*;

use super::companies::Companies;
use super::invite::Offer;
use super::level::{Given, Level, Row};
use super::people::{DistrictPeople, People};
use crate::hook::{UseAction, use_action, use_query_when, use_session, use_text};
use crate::i18n::{Text, time};
use crate::net::id::new_id;
use crate::page::MainTabs;
use crate::route::Route;
use crate::ui::{Cell, Cells, Empty, TabPage, show};

/// People and places, for every office that keeps some.
#[component]
pub fn Office() -> Html {
    let text = use_text();
    let session = use_session();
    let tabs = html! { <MainTabs current={Route::Office} /> };
    let role = session.role();
    let keeps = matches!(role, Some(Role::Bur | Role::Dst | Role::Twn | Role::Cmy));
    let office = use_query_when::<GetOffice>(keeps.then_some(((), Nothing {})));
    let own = session.seat_view().map(|view| (view.seat.scope.clone(), view.place.clone()));
    let content = match (role, own) {
        (Some(Role::Bur | Role::Dst), _) => {
            show(&office, |office| html! { <District office={office.clone()} /> })
        }
        (Some(Role::Twn), Some((Scope::Town { town }, _))) => {
            show(&office, |office| html! { <Town office={office.clone()} {town} /> })
        }
        (Some(Role::Cmy), Some((Scope::Community { community }, _))) => {
            show(&office, |office| html! { <Community office={office.clone()} {community} /> })
        }
        (Some(Role::Pmm), Some((scope, place))) => {
            let offers: Rc<[Offer]> = [Offer::new(text, Role::Pms, &place, scope)].into();
            html! { <People {offers} /> }
        }
        (Some(Role::Adm), Some((_, place))) => {
            let offer = |role| Offer::new(text, role, &place, Scope::District);
            let offers: Rc<[Offer]> = [Role::Bur, Role::Dst].map(offer).into();
            html! { <People {offers} /> }
        }
        _ => html! {
            <Empty icon="building" title={text.office().nothing} sub={text.office().nothing_why} />
        },
    };
    html! { <TabPage title={text.account().office} {tabs}>{ content }</TabPage> }
}

#[derive(PartialEq, Properties)]
struct DistrictProps {
    office: Rc<OfficeView>,
}

/// The district: towns, companies, and for the authority the rules.
#[component]
fn District(props: &DistrictProps) -> Html {
    let text = use_text();
    let office = &props.office;
    let create = use_action::<CreateTown>();
    let rename = use_action::<RenameTown>();
    let id = use_state(new_id::<shared::domain::estate::Town>);
    let onname = {
        let (create, rename, id) = (create.clone(), rename.clone(), id.clone());
        Callback::from(move |Given { id: row, name, done }: Given| {
            let row: Option<TownId> = row.and_then(|row| row.parse().ok());
            let fresh = id.setter();
            match row {
                Some(row) => rename.run((row,), NewName { name }, move |_| done.emit(())),
                None => create.run((), NewTown { id: *id, name }, move |_| {
                    fresh.set(new_id());
                    done.emit(());
                }),
            }
        })
    };
    let rows: Rc<[Row]> = office
        .towns
        .iter()
        .map(|town| Row {
            id: town.id.to_string().into(),
            name: town.name.clone().into(),
            sub: Some((text.office().town_sub)(town.communities.into()).into()),
            to: None,
        })
        .collect();
    let (failure, error, busy) = both(text, &create, &rename);
    html! {
        <>
            if office.role == Role::Bur {
                <Cells>
                    <Cell icon="calendar" title={text.office().rules_go} to={Route::OfficeRules} />
                </Cells>
            }
            <Level id="town" title={text.office().towns} icon="building" {rows} renames=true
                add={text.office().town_add} example={text.office().town_example}
                {onname} {failure} {error} {busy} onopen={clear(&create, &rename)} />
            <Companies rows={office.clone()} />
            <DistrictPeople office={office.clone()} />
        </>
    }
}

/// What both actions of a level say: why not, what is wrong with the name, whether one runs.
fn both<C: shared::api::Endpoint, R: shared::api::Endpoint>(
    text: &Text,
    create: &UseAction<C>,
    rename: &UseAction<R>,
) -> (Option<crate::net::fetch::Failure>, Option<AttrValue>, bool) {
    let failure = create.failure().or_else(|| rename.failure()).cloned();
    let error = create.field(text, "/name").or_else(|| rename.field(text, "/name"));
    (failure, error.map(AttrValue::Static), create.busy() || rename.busy())
}

fn clear<C: shared::api::Endpoint, R: shared::api::Endpoint>(
    create: &UseAction<C>,
    rename: &UseAction<R>,
) -> Callback<()> {
    let (create, rename) = (create.clone(), rename.clone());
    Callback::from(move |()| {
        create.set_failure(None);
        rename.set_failure(None);
    })
}

fn estate_rows(text: &Text, estates: &[EstateRow]) -> Rc<[Row]> {
    let row = |estate: &EstateRow| {
        let units = time::number(text.language, estate.units.into());
        Row {
            id: estate.id.to_string().into(),
            name: estate.name.clone().into(),
            sub: Some((text.office().estate_sub)(&units, estate.company.as_deref()).into()),
            to: Some(Route::OfficeEstate { id: estate.id }),
        }
    };
    estates.iter().map(row).collect()
}

#[derive(PartialEq, Properties)]
struct TownProps {
    office: Rc<OfficeView>,
    town: TownId,
}

/// A town: its communities and their estates.
#[component]
fn Town(props: &TownProps) -> Html {
    let text = use_text();
    let (office, town) = (&props.office, props.town);
    let create = use_action::<CreateCommunity>();
    let rename = use_action::<RenameCommunity>();
    let id = use_state(new_id::<shared::domain::estate::Community>);
    let onname = {
        let (create, rename, id) = (create.clone(), rename.clone(), id.clone());
        Callback::from(move |Given { id: row, name, done }: Given| {
            let row: Option<CommunityId> = row.and_then(|row| row.parse().ok());
            let fresh = id.setter();
            match row {
                Some(row) => rename.run((row,), NewName { name }, move |_| done.emit(())),
                None => create.run((), NewCommunity { id: *id, town, name }, move |_| {
                    fresh.set(new_id());
                    done.emit(());
                }),
            }
        })
    };
    let row = |row: &shared::api::estate::CommunityRow| Row {
        id: row.id.to_string().into(),
        name: row.name.clone().into(),
        sub: None,
        to: None,
    };
    let rows: Rc<[Row]> = office.communities.iter().map(row).collect();
    let offers: Rc<[Offer]> = office
        .communities
        .iter()
        .map(|row| Offer::new(text, Role::Cmy, &row.name, Scope::Community { community: row.id }))
        .collect();
    let (failure, error, busy) = both(text, &create, &rename);
    html! {
        <>
            <Level id="community" title={text.office().communities} icon="people" {rows} renames=true
                add={text.office().community_add} example={text.office().community_example}
                {onname} {failure} {error} {busy} onopen={clear(&create, &rename)} />
            <Level id="estate" title={text.office().estates} icon="building"
                rows={estate_rows(text, &office.estates)} onname={Callback::noop()} failure={None}
                error={None} busy=false onopen={Callback::noop()} />
            <People {offers} />
        </>
    }
}

#[derive(PartialEq, Properties)]
struct CommunityProps {
    office: Rc<OfficeView>,
    community: CommunityId,
}

/// A community: its estates. Staff of the companies are invited on the estate's page.
#[component]
fn Community(props: &CommunityProps) -> Html {
    let text = use_text();
    let community = props.community;
    let create = use_action::<CreateEstate>();
    let id = use_state(new_id::<shared::domain::estate::Estate>);
    let onname = {
        let (create, id) = (create.clone(), id.clone());
        Callback::from(move |Given { name, done, .. }: Given| {
            let fresh = id.setter();
            create.run((), NewEstate { id: *id, community, name }, move |_| {
                fresh.set(new_id());
                done.emit(());
            });
        })
    };
    let (failure, error, busy) = both(text, &create, &create);
    let none: Rc<[Offer]> = [].into();
    html! {
        <>
            <Level id="estate" title={text.office().estates} icon="building"
                rows={estate_rows(text, &props.office.estates)} add={text.office().estate_add}
                example={text.office().estate_example} {onname} {failure} {error} {busy}
                onopen={clear(&create, &create)} />
            <People offers={none} />
        </>
    }
}
