//! Every operation that changes something, in seats that are over, to come, taken away or not
//! confirmed (threat S8): the grant is read in the act's own transaction.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shared::api::estate::{AddOccupant, GetEstateOffice, NewOccupant};
use shared::api::vote::{
    ActOnMeeting, CreateMeeting, GetMeeting, MeetingAct, NewMeeting, NewObjection, ObjectToRoll,
};
use shared::api::{Access, EndpointInfo, Method, Nothing, Payload, table};
use shared::domain::account::{Role, Scope, SeatId};
use shared::domain::report::Event;
use shared::domain::vote::{Matter, MeetingEvent, Organiser};
use shared::value::DAY;
use tests::assembly::{draft, question};
use tests::{Person, World, on_both};

use crate::journal_log::{checkpoint, key, signed};
use crate::threat_tlog_witness::witness;

/// A request that its role may make.
struct Deed {
    name: &'static str,
    role: Role,
    path: Vec<String>,
    body: Value,
}

fn deed<const N: usize>(name: &'static str, role: Role, path: [&str; N], body: Value) -> Deed {
    Deed { name, role, path: path.map(str::to_owned).into(), body }
}

fn info(name: &str) -> EndpointInfo {
    table().into_iter().find(|info| info.name == name).unwrap_or_else(|| panic!("no {name}"))
}

impl Deed {
    async fn status(&self, person: &Person) -> (u16, String) {
        let info = info(self.name);
        let mut path = info.path.to_owned();
        for argument in &self.path {
            path = path.replacen("{}", argument, 1);
        }
        let request = match info.payload {
            Payload::Json | Payload::LongJson => {
                person.send(info.method.as_str(), &path, &self.body).await
            }
            Payload::Photo | Payload::Sheet => {
                let bytes = match info.payload {
                    Payload::Photo => World::photo(),
                    _ => crate::roll::sheet(&[("101", "89.37", "王芳", "")]),
                };
                let request = person.request(info.method.as_str(), &path).body(bytes);
                let query: Vec<(String, String)> =
                    serde_json::from_value(self.body.clone()).unwrap();
                request.query(&query).send().await.unwrap()
            }
        };
        (request.status().as_u16(), request.text().await.unwrap())
    }
}

/// What residents do.
async fn residents(world: &World, owner: &Person) -> Vec<Deed> {
    let own = world.file(owner, "FIRE_LANE_BLOCKED").await.card.ticket.to_string();
    let neighbour = world.owner(1).await;
    let theirs = world.file(&neighbour, "DECOR_ILLEGAL").await.card.ticket.to_string();
    let until = world.server.now().plus(90 * DAY).date();
    let occupant = |name: &str| NewOccupant {
        id: world.id(),
        name: name.to_owned(),
        phone: world.fresh_phone(),
        until,
    };
    let bound = occupant("李小红");
    owner.call::<AddOccupant>(&(), &bound).await.unwrap();
    let withdraw = json!(world.filled_act(owner, Event::Withdraw).await);
    let marks = json!({ "speed": 5, "result": 5, "attitude": 5 });
    vec![
        deed("PutPhoto", Role::Own, [world.id::<()>().as_str()], json!([])),
        deed("FileReport", Role::Own, [], json!(world.new_report("ELEVATOR"))),
        deed("JoinReport", Role::Own, [&theirs], json!({})),
        deed("RateReport", Role::Own, [&own], marks),
        deed("ActOnReport", Role::Own, [&own], withdraw),
        deed("ReadInbox", Role::Own, [], json!({})),
        deed("AddOccupant", Role::Own, [], json!(occupant("李大红"))),
        deed("RemoveOccupant", Role::Own, [bound.id.as_str()], json!({})),
    ]
}

/// What the community keeps.
async fn communitys(world: &World, community: &Person) -> Vec<Deed> {
    let role = Role::Cmy;
    let owner = world.owner(2).await;
    let ticket = world.file(&owner, "ELEVATOR").await.card.ticket.to_string();
    let (estate, bare) = (world.estate.to_string(), world.bare.to_string());
    let read = Nothing {};
    let office = community.call::<GetEstateOffice>(&(world.estate,), &read).await.unwrap();
    let company = office.contracts[0].company.to_string();
    let contract = world.contract.to_string();
    let new_estate =
        json!({ "id": world.id::<()>(), "community": world.community, "name": "新苑" });
    let new_contract = json!({
        "id": world.id::<()>(), "company": company, "from": "2026-12-01", "to": "2027-11-30"
    });
    let name = json!({ "name": "王芳", "phones": [null], "same": [] });
    let reason = json!({ "reason": "要上门核实情况" });
    vec![
        deed("CreateEstate", role, [], new_estate),
        deed("RenameEstate", role, [&bare], json!({ "name": "老厂新村北区" })),
        deed("CreateContract", role, [&bare], new_contract),
        deed("KeepPlaces", role, [&estate], json!(office.places)),
        deed("KeepPhones", role, [&estate], json!(office.phones)),
        deed("PreviewRoll", role, [&bare], json!([])),
        deed("ApplyRoll", role, [&bare], json!([["digest", "x"]])),
        deed("DecideName", role, [&bare], name),
        deed("RevealReporter", role, [&ticket], reason),
        deed("EndContract", role, [&estate, &contract], json!({ "on": "2026-12-31" })),
    ]
}

/// What bureau and town keep.
async fn offices(world: &World) -> Vec<Deed> {
    let (bureau, town) = (Role::Bur, Role::Twn);
    let community = world.staff(Role::Cmy).await;
    let read = Nothing {};
    let office = community.call::<GetEstateOffice>(&(world.estate,), &read).await.unwrap();
    let company = office.contracts[0].company.to_string();
    let (of_town, of_community) = (world.town.to_string(), world.community.to_string());
    let ended = community.seat.unwrap().to_string();
    let new = |name: &str| json!({ "id": world.id::<()>(), "name": name });
    let mut new_company = new("和居物业");
    new_company["credit_code"] = json!("91330100799655058B");
    let mut new_community = new("双渎社区");
    new_community["town"] = json!(world.town);
    let mut invitation = new("李明");
    invitation["role"] = json!(Role::Cmy);
    invitation["scope"] = json!(Scope::Community { community: world.community });
    invitation["phone"] = json!(world.fresh_phone());
    let mut open = invitation.clone();
    open["id"] = json!(world.id::<()>());
    open["phone"] = json!(world.fresh_phone());
    let colleague = world.staff(town).await;
    let sent = colleague.send("POST", info("Invite").path, &open).await;
    assert!(sent.status().is_success(), "{}", sent.text().await.unwrap());
    let rule = json!({
        "key": "report.P1.ACCEPT", "value": "2h", "source": "试行", "from": "2026-12-01"
    });
    let day = json!({ "kind": "OFF", "name": "临时放假" });
    vec![
        deed("CreateTown", bureau, [], new("华舍街道")),
        deed("RenameTown", bureau, [&of_town], json!({ "name": "柯桥" })),
        deed("CreateCompany", bureau, [], new_company),
        deed("RenameCompany", bureau, [&company], json!({ "name": "清和" })),
        deed("SetDay", bureau, ["2026-12-24"], day),
        deed("RemoveDay", bureau, ["2027-01-01"], json!({})),
        deed("SetRule", bureau, [], rule),
        deed("CreateCommunity", town, [], new_community),
        deed("RenameCommunity", town, [&of_community], json!({ "name": "清溪" })),
        deed("Invite", town, [], invitation),
        deed("WithdrawInvitation", town, [open["id"].as_str().unwrap()], json!({})),
        deed("EndGrant", town, [&ended], json!({})),
    ]
}

/// Writes a seat's row.
async fn set(world: &World, seat: SeatId, columns: String) {
    let update = format!("UPDATE seat SET {columns} WHERE id = '{seat}'");
    let written = world.server.app.db.write(move |conn| {
        use diesel::RunQueryDsl;
        Ok(diesel::sql_query(&update).execute(conn)?)
    });
    assert_eq!(written.await.unwrap(), 1);
}

/// How many rows there are of everything that an act leaves behind.
async fn rows(world: &World) -> Vec<i64> {
    use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::BigInt};
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let counted = world.server.app.db.read(|conn| {
        let tables = [
            "audit",
            "journal",
            "report",
            "report_step",
            "report_follower",
            "photo",
            "invitation",
            "town",
            "community",
            "estate",
            "company",
            "contract",
            "common_place",
            "duty_phone",
            "calendar_day",
            "rule",
            "name_decision",
            "unit",
            "notice_read",
        ];
        let count = |table| -> Result<i64, backend::failure::Failure> {
            let rows: Vec<Row> =
                sql_query(format!("SELECT count(*) AS n FROM {table}")).load(conn)?;
            Ok(rows[0].n)
        };
        tables.into_iter().map(count).collect::<Result<Vec<_>, _>>()
    });
    counted.await.unwrap()
}

/// What is done with the journal: alarms, witnesses.
async fn journals(world: &World) -> Vec<Deed> {
    signed(world).await;
    let note = checkpoint(world, &key(world).await).await.0.to_string();
    let vkey = witness("qingxi", 1).verifier().to_string();
    let estate = world.estate.to_string();
    let alarm = json!({ "id": world.id::<()>(), "kept": note, "served": note, "proof": [] });
    vec![
        deed("RaiseAlarm", Role::Own, [&estate], alarm),
        deed("CosignJournal", Role::Cmy, [&estate], json!({ "note": note })),
        deed("KeepWitness", Role::Cmy, [], json!({ "vkey": vkey })),
    ]
}

/// What is done with meetings: one is noticed, and one is a draft.
async fn assemblys(world: &World, [owner, community, _, town]: &[Person; 4]) -> Vec<Deed> {
    let draft = |world: &World| {
        let mut draft = draft(world, vec![question(world, Matter::Other)]);
        draft.organiser = Organiser::Preparatory;
        draft
    };
    let make = async || {
        let new = NewMeeting { id: world.id(), draft: draft(world) };
        town.call::<CreateMeeting>(&(world.estate,), &new).await.unwrap()
    };
    let (begun, noticed) = (make().await, make().await);
    for (by, event, version) in
        [(community, MeetingEvent::Review, 1), (town, MeetingEvent::Notice, 2)]
    {
        let act = MeetingAct { event, version, note: None, deadline: None };
        by.call::<ActOnMeeting>(&(noticed.id,), &act).await.unwrap();
    }
    let objection = NewObjection { id: world.id(), words: "面积少了".to_owned() };
    owner.call::<ObjectToRoll>(&(noticed.id,), &objection).await.unwrap();
    let seen = owner.call::<GetMeeting>(&(noticed.id,), &Nothing {}).await.unwrap();
    let (id, party) = (noticed.id.to_string(), seen.mine[0].party.to_string());
    let (estate, begun_id) = (world.estate.to_string(), begun.id.to_string());
    let mark = json!({ "fingerprint": "0".repeat(64) });
    let proxy =
        json!({ "id": world.id::<()>(), "phone": tests::phone(9), "photo": world.id::<()>() });
    let cast = json!({ "ballot": "{}", "challenge": world.id::<()>(), "code": "000000" });
    let point = json!({ "point": "x", "proof": "x" });
    let another = json!({ "id": world.id::<()>(), "draft": draft(world) });
    let revision = json!({ "version": 1, "draft": draft(world) });
    let cancel = json!({ "event": "CANCEL", "version": 2, "note": "不开了" });
    let mut deeds = vec![
        deed("CreateMeeting", Role::Twn, [&estate], another),
        deed("ReviseMeeting", Role::Twn, [&begun_id], revision),
        deed("ActOnMeeting", Role::Twn, [&begun_id], cancel),
        deed(
            "ObjectToRoll",
            Role::Own,
            [&id],
            json!({ "id": world.id::<()>(), "words": "少了车位" }),
        ),
        deed(
            "AnswerObjection",
            Role::Cmy,
            [&id, objection.id.as_str()],
            json!({ "words": "查过了，面积没错", "upheld": false }),
        ),
        deed("PutTrustee", Role::Cmy, [&estate], point),
        deed("PutLocks", Role::Cmy, [&id], json!({ "locks": [] })),
        deed("PutShares", Role::Cmy, [&id], json!({ "shares": [] })),
    ];
    for (name, body) in [
        ("RecordDelivery", json!({ "channel": "APP" })),
        ("GiveProxy", proxy),
        ("RevokeProxy", json!({})),
        ("SendFingerprint", mark.clone()),
        ("MarkChecked", mark.clone()),
        ("RequestCastCode", mark),
        ("CastBallot", cast),
    ] {
        deeds.push(deed(name, Role::Own, [&id, &party], body));
    }
    deeds
}

on_both!(threat_s8_no_stale_seat_changes_anything, |world| {
    let owner = world.owner(0).await;
    let people = [
        owner.clone(),
        world.staff(Role::Cmy).await,
        world.staff(Role::Bur).await,
        world.staff(Role::Twn).await,
    ];
    let mut deeds = residents(&world, &owner).await;
    deeds.extend(communitys(&world, &people[1]).await);
    deeds.extend(offices(&world).await);
    deeds.extend(journals(&world).await);
    deeds.extend(assemblys(&world, &people).await);
    let known: BTreeSet<&str> = deeds.iter().map(|deed| deed.name).collect();
    let changing = table().into_iter().filter(|info| info.method != Method::Get);
    for info in changing.filter(|info| info.access == Access::Seated) {
        assert!(known.contains(info.name), "{} is missing here", info.name);
    }

    let now = world.server.now();
    let (past, future) = (now.plus(-DAY).ms(), now.plus(1).ms());
    let now = now.ms();
    let good = format!("valid_from = {past}, valid_to = NULL, revoked = NULL, confirmed = TRUE");
    let stale = [
        ("expired", format!("valid_to = {now}")),
        ("future", format!("valid_from = {future}")),
        ("revoked", format!("revoked = {now}")),
        ("unconfirmed", "confirmed = FALSE".to_owned()),
    ];
    let before = rows(&world).await;
    for (state, columns) in stale {
        for person in &people {
            let (role, seat) = (role_of(person), person.seat.unwrap());
            set(&world, seat, columns.clone()).await;
            for deed in deeds.iter().filter(|deed| deed.role == role) {
                let (status, body) = deed.status(person).await;
                assert_eq!(status, 403, "{} in a seat that is {state}: {body}", deed.name);
            }
            set(&world, seat, good.clone()).await;
        }
    }
    // Somebody else's seat, and none.
    for deed in &deeds {
        let at = people.iter().position(|person| role_of(person) == deed.role).unwrap();
        let other = people[(at + 1) % people.len()].seat;
        for seat in [other, None] {
            let (status, body) = deed.status(&people[at].clone().in_seat(seat)).await;
            assert_eq!(status, 403, "{} in {seat:?}: {body}", deed.name);
        }
    }
    assert_eq!(rows(&world).await, before, "nothing was changed");
    // The same requests in the same seats, in force again: they were refused for the seat alone.
    for deed in &deeds {
        let person = people.iter().find(|person| role_of(person) == deed.role).unwrap();
        let (status, body) = deed.status(person).await;
        assert!(matches!(status, 200 | 201 | 409 | 422), "{}: {status} {body}", deed.name);
    }
    assert_ne!(rows(&world).await, before);
});

fn role_of(person: &Person) -> Role {
    let seats = &person.me.as_ref().unwrap().seats;
    seats.iter().find(|view| Some(view.seat.id) == person.seat).unwrap().seat.role
}

on_both!(threat_s8_a_staff_seat_in_a_session_without_the_second_factor_does_nothing, |world| {
    let scope = Scope::Community { community: world.community };
    let phone = tests::phone(3);
    world.grant(&phone, Role::Cmy, scope, None).await;
    let by_code = Person::by_code(&world.server, &phone).await.as_role(Role::Cmy);
    let deeds = communitys(&world, &world.staff(Role::Cmy).await).await;
    for deed in deeds {
        let (status, body) = deed.status(&by_code).await;
        assert!(status == 403 && body.contains("second-factor-required"), "{}: {body}", deed.name);
    }
});
