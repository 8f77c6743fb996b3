//! Three invented estates in two towns: one with a company and a committee, one without a company,
//! and one in another town, so that scopes show.

use shared::domain::estate::DutyPhone;
use shared::domain::estate::roll::{AreaSource, Entry, Handover, RollOwner, UnitKind};
use shared::value::Area;

use super::dice::Dice;
use super::people::{
    CHAIR, GIVEN, LANDLADY, MEMBERS, OWNER, SURNAMES, owner_phone, phone, sign_ins,
};
use crate::failure::Failure;

/// Which estate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    /// 鉴水苑: 420 flats, a company, a committee.
    Jianshui,
    /// 老厂新村: old, and no company.
    Laochang,
    /// 河埠家园: another town.
    Hebu,
}

impl Home {
    /// Every estate.
    pub(super) const ALL: [Self; 3] = [Self::Jianshui, Self::Laochang, Self::Hebu];

    /// Its name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Jianshui => "鉴水苑",
            Self::Laochang => "老厂新村",
            Self::Hebu => "河埠家园",
        }
    }

    /// Storeys of each building.
    pub(super) const fn storeys(self) -> &'static [i64] {
        match self {
            Self::Jianshui => &[11, 11, 11, 12, 12, 12, 12, 12, 12],
            Self::Laochang => &[5, 5, 5, 5],
            Self::Hebu => &[6, 6, 6],
        }
    }

    /// How many residents have accounts and speak in the history.
    pub(super) const fn voices(self) -> usize {
        match self {
            Self::Jianshui => 40,
            Self::Laochang => 12,
            Self::Hebu => 6,
        }
    }

    /// Its common places, as the report's form offers them.
    pub(super) const fn places(self) -> &'static [&'static str] {
        match self {
            Self::Jianshui => &[
                "东门",
                "西门",
                "中心花园",
                "地下车库",
                "垃圾房",
                "5 幢东侧",
                "儿童乐园",
                "非机动车棚",
                "物业用房",
            ],
            Self::Laochang => &["大门口", "垃圾房", "自行车棚", "健身角", "河边小路"],
            Self::Hebu => &["南门", "北门", "小广场", "垃圾房", "地面停车场"],
        }
    }

    /// Whom to call.
    pub(super) fn phones(self) -> Vec<DutyPhone> {
        let always = "24 小时";
        let near: &[(&str, &str, &str)] = match self {
            Self::Jianshui => &[
                ("物业值班", "0575-8400 0110", always),
                ("清溪社区", "0575-8400 0120", "8:30–17:30"),
            ],
            Self::Laochang => &[("清溪社区", "0575-8400 0120", "8:30–17:30")],
            Self::Hebu => &[
                ("物业值班", "0575-8400 0130", always),
                ("河埠社区", "0575-8400 0140", "8:30–17:30"),
            ],
        };
        let everywhere = [
            ("电梯困人", "96333", always),
            ("火警", "119", always),
            ("报警", "110", always),
            ("急救", "120", always),
        ];
        // The old estate has no lift.
        let everywhere = everywhere.iter().skip(usize::from(self == Self::Laochang));
        let row = |(label, number, hours): &(&str, &str, &str)| DutyPhone {
            label: (*label).to_owned(),
            number: (*number).to_owned(),
            hours: (*hours).to_owned(),
        };
        near.iter().chain(everywhere).map(row).collect()
    }

    const fn parking(self) -> i64 {
        match self {
            Self::Jianshui => 60,
            Self::Laochang => 0,
            Self::Hebu => 20,
        }
    }

    const fn shops(self) -> i64 {
        match self {
            Self::Jianshui => 8,
            Self::Laochang => 3,
            Self::Hebu => 4,
        }
    }

    const fn doors(self) -> i64 {
        match self {
            Self::Jianshui | Self::Hebu => 2,
            Self::Laochang => 3,
        }
    }
}

/// The people whose flats are fixed: building, stair, room, name, phone.
fn fixed() -> Vec<(&'static str, &'static str, &'static str, &'static str, &'static str)> {
    let name_of =
        |number: &str| sign_ins().iter().find(|who| who.phone == number).map_or("", |who| who.name);
    let mut fixed = vec![
        ("6", "2", "1102", name_of(OWNER), OWNER),
        ("4", "1", "501", name_of(CHAIR), CHAIR),
        ("3", "1", "401", LANDLADY.0, LANDLADY.1),
    ];
    let flats = [("2", "1", "302"), ("8", "2", "702")];
    fixed.extend(flats.iter().zip(MEMBERS).map(|(f, (name, phone))| (f.0, f.1, f.2, name, phone)));
    fixed
}

/// Writes a roll, as a community would keep it.
struct Writer {
    dice: Dice,
    entries: Vec<Entry>,
    owners: u32,
}

/// The owners' roll of an estate; the same each time. `first` is the number of its first invented
/// owner.
pub(super) fn roll(home: Home, first: u32, seed: u64) -> Result<Vec<Entry>, Failure> {
    let mut writer = Writer { dice: Dice::new(seed), entries: Vec::new(), owners: first };
    for (building, storeys) in (1i64..).zip(home.storeys()) {
        for stair in 1..=2 {
            for floor in 1..=*storeys {
                for door in 1..=home.doors() {
                    let room = format!("{floor}{door:02}");
                    writer.flat(home, &building.to_string(), &stair.to_string(), &room)?;
                }
            }
        }
    }
    for shop in 1..=home.shops() {
        let owners = vec![writer.person()?];
        let area = writer.dice.between(3_200, 9_800);
        writer.add(
            "1",
            "",
            &format!("商{shop}"),
            UnitKind::Shop,
            area,
            owners,
            Handover::Delivered,
        );
    }
    let flats = writer.entries.len();
    for space in 1..=home.parking() {
        // The owner whom the demo follows has the eighteenth space of the first estate.
        let of = if (home, space) == (Home::Jianshui, 18) {
            writer.entries.iter().position(|entry| entry.owners.iter().any(is_followed))
        } else {
            None
        };
        let of = of.unwrap_or_else(|| writer.dice.place(flats));
        let owners = writer.entries.get(of).map(|entry| entry.owners.clone()).unwrap_or_default();
        let room = format!("{space:03}");
        writer.add("地下车库", "", &room, UnitKind::Parking, 1_250, owners, Handover::Delivered);
    }
    Ok(writer.entries)
}

fn is_followed(owner: &RollOwner) -> bool {
    owner.phone.as_ref().is_some_and(|phone| phone.as_str() == OWNER)
}

impl Writer {
    fn flat(&mut self, home: Home, building: &str, stair: &str, room: &str) -> Result<(), Failure> {
        let area = [6_215, 7_840, 8_937, 8_937, 11_262, 13_108];
        let area = self.dice.pick(&area).unwrap_or(8_937);
        let fixed = fixed().into_iter().find(|(b, s, r, ..)| {
            home == Home::Jianshui && (*b, *s, *r) == (building, stair, room)
        });
        // The last flats of the newest building have not been sold.
        let unsold =
            home == Home::Jianshui && building == "9" && stair == "2" && room.starts_with("12");
        let (owners, handover) = match fixed {
            Some((.., name, number)) => {
                let owner = RollOwner { name: name.to_owned(), phone: Some(phone(number)?) };
                (vec![owner], Handover::Delivered)
            }
            None if unsold => {
                (vec![RollOwner { name: "鉴水置业".to_owned(), phone: None }], Handover::Unsold)
            }
            None => (self.household()?, Handover::Delivered),
        };
        self.add(building, stair, room, UnitKind::Flat, area, owners, handover);
        Ok(())
    }

    /// One owner, a couple, or somebody who owns a flat here already.
    fn household(&mut self) -> Result<Vec<RollOwner>, Failure> {
        if self.dice.chance(6) && !self.entries.is_empty() {
            let place = self.dice.place(self.entries.len());
            let known = self.entries.get(place).filter(|entry| !entry.unsold());
            // Those who sign in have one flat each, so that their page stays plain.
            let known = known.filter(|entry| !entry.owners.iter().any(is_kept));
            if let Some(known) = known {
                return Ok(known.owners.clone());
            }
        }
        let mut owners = vec![self.person()?];
        if self.dice.chance(32) {
            owners.push(self.person()?);
        }
        Ok(owners)
    }

    fn person(&mut self) -> Result<RollOwner, Failure> {
        let surname = self.dice.pick(&SURNAMES).unwrap_or("王");
        let given = self.dice.pick(&GIVEN).unwrap_or("建国");
        self.owners += 1;
        Ok(RollOwner { name: format!("{surname}{given}"), phone: Some(owner_phone(self.owners)?) })
    }

    #[expect(clippy::too_many_arguments, reason = "the columns of a roll's row")]
    fn add(
        &mut self,
        building: &str,
        stair: &str,
        room: &str,
        kind: UnitKind,
        area: i64,
        owners: Vec<RollOwner>,
        handover: Handover,
    ) {
        // A title and the headings come first.
        let row = u32::try_from(self.entries.len()).unwrap_or(u32::MAX).saturating_add(3);
        self.entries.push(Entry {
            sheet: "业主名册".to_owned(),
            row,
            building: building.to_owned(),
            stair: stair.to_owned(),
            room: room.to_owned(),
            kind,
            area: Area::from_hundredths(area),
            area_source: AreaSource::Registered,
            owners,
            handover,
        });
    }
}

/// Whether an owner is one of the people whose flats are fixed.
pub(super) fn is_kept(owner: &RollOwner) -> bool {
    owner.phone.as_ref().is_some_and(|phone| phone.as_str().starts_with("199000000"))
}
