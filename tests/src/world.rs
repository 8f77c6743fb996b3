//! A small world: two towns, three estates, everybody who has a part in a report.

use std::sync::OnceLock;

use backend::access::{password, totp};
use backend::db::Conn;
use backend::db::account::{DirectGrant, grant_directly};
use backend::db::{district, ground};
use backend::failure::Failure;
use backend::settings::Settings;
use secrecy::SecretString;
use shared::api::report::{Act, ActOnReport, FileReport, NewReport, ReportView};
use shared::api::{Nothing, Problem};
use shared::domain::account::{Role, Scope};
use shared::domain::estate::{
    CommunityId, ContractId, DeptCode, DutyPhone, EstateId, Place, TownId, UnitId,
};
use shared::domain::report::{CategoryCode, Event, PhotoId, Ticket};
use shared::value::{Area, DAY, Id, Phone, Timestamp};

use crate::{Database, Person, Server};

/// The password of every member of staff in tests.
const PASSWORD: &str = "correct horse battery";

/// A running server with people and places.
pub struct World {
    /// The server.
    pub server: Server,
    /// 鉴水苑: served by a company.
    pub estate: EstateId,
    /// 老厂新村: without a company, in the same community.
    pub bare: EstateId,
    /// 远方花园: in another town.
    pub far: EstateId,
    /// The town of the first two.
    pub town: TownId,
    /// The community of the first two.
    pub community: CommunityId,
    /// The contract in force at 鉴水苑.
    pub contract: ContractId,
    /// The contract in force at 远方花园.
    pub far_contract: ContractId,
    /// The community of 远方花园.
    pub far_community: CommunityId,
    /// The first flat of 鉴水苑.
    pub flat: UnitId,
}

/// A mobile number of the tests: 138000 and five digits.
pub fn phone(n: u32) -> String {
    format!("138000{n:05}")
}

/// The ground of the world.
pub struct Ground {
    /// 鉴水苑.
    pub estate: EstateId,
    bare: EstateId,
    far: EstateId,
    town: TownId,
    community: CommunityId,
    contract: ContractId,
    far_contract: ContractId,
    far_community: CommunityId,
    flat: UnitId,
}

impl World {
    /// Starts a server on a fresh database and lays the ground.
    pub async fn new(database: Database) -> Self {
        Self::with(database, |_| ()).await
    }

    /// The same on a server with settings of one's own.
    pub async fn with(database: Database, change: impl FnOnce(&mut Settings)) -> Self {
        Self::on(Server::start(database, change).await).await
    }

    /// Lays the ground on a server whose database is empty.
    pub async fn on(server: Server) -> Self {
        let now = server.now();
        let g = server.app.db.write(move |conn| lay(conn, now)).await.unwrap();
        Self {
            server,
            estate: g.estate,
            bare: g.bare,
            far: g.far,
            town: g.town,
            community: g.community,
            contract: g.contract,
            far_contract: g.far_contract,
            far_community: g.far_community,
            flat: g.flat,
        }
    }

    /// An id, as a phone makes it.
    pub fn id<T>(&self) -> Id<T> {
        let mut random = [0; 10];
        getrandom::fill(&mut random).unwrap();
        Id::v7(self.server.now(), random)
    }

    /// The owner of a flat of 鉴水苑: 0 to 9.
    pub async fn owner(&self, n: u32) -> Person {
        Person::by_code(&self.server, &phone(n)).await
    }

    /// The owner of the flat in 老厂新村.
    pub async fn bare_owner(&self) -> Person {
        Person::by_code(&self.server, &phone(50)).await
    }

    /// The owner of the flat in 远方花园.
    pub async fn far_owner(&self) -> Person {
        Person::by_code(&self.server, &phone(60)).await
    }

    /// A member of staff of 鉴水苑's chain.
    pub async fn staff(&self, role: Role) -> Person {
        let scope = match role {
            Role::Pms | Role::Pmm => {
                Scope::Contract { estate: self.estate, contract: self.contract }
            }
            Role::Com | Role::Chr => Scope::Estate { estate: self.estate },
            Role::Cmy => Scope::Community { community: self.community },
            Role::Twn => Scope::Town { town: self.town },
            Role::Bur | Role::Dst | Role::Adm => Scope::District,
            Role::Own | Role::Occ | Role::Dep => panic!("no such staff"),
        };
        self.person(role, scope).await
    }

    /// An officer of a department.
    pub async fn officer(&self, dept: &str) -> Person {
        let dept = DeptCode::parse(dept).unwrap();
        self.person(Role::Dep, Scope::Dept { dept }).await
    }

    /// Somebody new with a staff seat, signed in.
    pub async fn person(&self, role: Role, scope: Scope) -> Person {
        let phone = self.fresh_phone();
        let secret = self.grant(&phone, role, scope, None).await;
        self.sign_in_staff(&phone, secret).await.as_role(role)
    }

    /// A number that nobody has yet.
    pub fn fresh_phone(&self) -> String {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(1000);
        phone(NEXT.fetch_add(1, Ordering::SeqCst))
    }

    /// Gives a seat without an invitation. Answers with the authenticator's secret.
    pub async fn grant(
        &self,
        phone: &str,
        role: Role,
        scope: Scope,
        until: Option<Timestamp>,
    ) -> [u8; 20] {
        static HASH: OnceLock<String> = OnceLock::new();
        let hash = HASH.get_or_init(|| password::hash_now(&SecretString::from(PASSWORD)).unwrap());
        let grant = DirectGrant {
            phone: Phone::parse(phone).unwrap(),
            name: "王建国".to_owned(),
            password: Some(SecretString::from(hash.as_str())),
            role,
            scope,
            until,
        };
        let (keys, now) = (self.server.app.keys.clone(), self.server.now());
        let given = self.server.app.db.write(move |conn| grant_directly(conn, &keys, &grant, now));
        given.await.unwrap().totp_secret
    }

    /// Signs staff in. Each code is good once, so the clock moves on by one step.
    pub async fn sign_in_staff(&self, phone: &str, secret: [u8; 20]) -> Person {
        self.server.clock.advance(30_000);
        let code = totp::code(secret, self.server.now()).unwrap();
        Person::by_password(&self.server, phone, PASSWORD, &code).await
    }

    /// A small photo, as a phone sends it.
    pub fn photo() -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let picture = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8, y as u8, 90]));
        picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    }

    /// Sends a small photo.
    pub async fn send_photo(&self, person: &Person) -> PhotoId {
        let id = self.id();
        person.put_photo(id, Self::photo()).await.unwrap();
        id
    }

    /// A report of a category, in building 6.
    pub fn new_report(&self, category: &str) -> NewReport {
        NewReport {
            id: self.id(),
            estate: self.estate,
            category: CategoryCode::parse(category).unwrap(),
            place: Place::Building {
                building: "6".to_owned(),
                stair: Some("2".to_owned()),
                spot: Some("楼道".to_owned()),
            },
            words: Some("面包车停在通道口".to_owned()),
            photos: Vec::new(),
        }
    }

    /// Files a report.
    pub async fn file(&self, person: &Person, category: &str) -> ReportView {
        person.call::<FileReport>(&(), &self.new_report(category)).await.unwrap()
    }

    /// Records an event with everything it needs.
    pub async fn act(
        &self,
        person: &Person,
        ticket: Ticket,
        event: Event,
    ) -> Result<ReportView, Problem> {
        let act = self.filled_act(person, event).await;
        person.call::<ActOnReport>(&(ticket,), &act).await
    }

    /// An act with everything its event must have.
    pub async fn filled_act(&self, person: &Person, event: Event) -> Act {
        use shared::api::report::{Need, needs};
        let mut act = Act::new(self.id(), event);
        let needs = needs(event);
        if needs.note == Need::Must {
            act.note = Some("按要求办理，已拍照".to_owned());
        }
        if needs.photos == Need::Must {
            act.photos = vec![self.send_photo(person).await];
        }
        if needs.dept == Need::Must {
            act.dept = Some(DeptCode::parse("COMP_LAW_ENF").unwrap());
        }
        act
    }

    /// Reads a report.
    pub async fn see(&self, person: &Person, ticket: Ticket) -> Result<ReportView, Problem> {
        person.call::<shared::api::report::GetReport>(&(ticket,), &Nothing {}).await
    }
}

/// Lays the ground on an empty database.
pub fn lay(conn: &mut Conn, now: Timestamp) -> Result<Ground, Failure> {
    district::make(conn, "柯桥区", true, now)?;
    let town = ground::town(conn, "柯桥街道", now)?;
    let community = ground::community(conn, town, "清溪社区", now)?;
    let estate = ground::estate(conn, community, "鉴水苑", now)?;
    let bare = ground::estate(conn, community, "老厂新村", now)?;
    let far_town = ground::town(conn, "齐贤街道", now)?;
    let far_community = ground::community(conn, far_town, "兴业社区", now)?;
    let far = ground::estate(conn, far_community, "远方花园", now)?;
    let company = ground::company(conn, "清和物业", "91330621MA2D5TEST0", now)?;
    let term = (now.plus(-100 * DAY), now.plus(600 * DAY));
    let contract = ground::contract(conn, estate, company, term, now)?;
    let far_contract = ground::contract(conn, far, company, term, now)?;
    ground::places(conn, estate, &["东门", "中心花园", "地下车库"], now)?;
    let duty = DutyPhone {
        label: "物业值班".to_owned(),
        number: "0575-84120000".to_owned(),
        hours: "24 小时".to_owned(),
    };
    ground::phones(conn, estate, &[duty], now)?;
    let mut first = None;
    for n in 0..10u32 {
        let room = format!("{}02", n + 1);
        let flat = flat_of("6", &room);
        let id = ground::flat(conn, estate, flat, &[("张晓燕", number(n))], now)?;
        first.get_or_insert(id);
    }
    ground::flat(conn, bare, flat_of("6", "101"), &[("李明", number(50))], now)?;
    ground::flat(conn, far, flat_of("6", "101"), &[("陈芳", number(60))], now)?;
    let flat = first.unwrap();
    Ok(Ground { estate, bare, far, town, community, contract, far_contract, far_community, flat })
}

fn flat_of<'a>(building: &'a str, room: &'a str) -> ground::Flat<'a> {
    ground::Flat { building, stair: "2", room, area: Area::from_hundredths(8937) }
}

fn number(n: u32) -> Phone {
    Phone::parse(&phone(n)).unwrap()
}
