//! What an assembly decides, and by which majority (Civil Code 278 and 279; `domain.md` 2.1).

use crate::value::word_enum;

word_enum! {
    /// A matter of Civil Code 278 (1) to (9), and the change of use of 279.
    Matter {
        /// 制定和修改业主大会议事规则.
        RulesOfProcedure = "M1",
        /// 制定和修改管理规约.
        Covenant = "M2",
        /// 选举业主委员会或者更换业主委员会成员.
        Committee = "M3",
        /// 选聘和解聘物业服务企业, renewal included.
        PropertyCompany = "M4",
        /// 使用建筑物及其附属设施的维修资金.
        UseRepairFund = "M5",
        /// 筹集维修资金.
        RaiseRepairFund = "M6",
        /// 改建、重建建筑物及其附属设施.
        Rebuild = "M7",
        /// 改变共有部分的用途或者利用共有部分从事经营活动.
        CommonParts = "M8",
        /// 有关共有和共同管理权利的其他重大事项.
        Other = "M9",
        /// 住宅改变为经营性用房 (279): every interested owner must agree.
        DwellingToBusiness = "U279",
    } else Unknown
}

word_enum! {
    /// What a decision needs.
    Majority {
        /// More than half of those who take part, by area and by persons.
        Ordinary = "ORDINARY",
        /// Three quarters or more of those who take part, by area and by persons.
        Special = "SPECIAL",
        /// Everybody who is interested; a majority is no defence (JI10).
        Unanimous = "UNANIMOUS",
    }
}

impl Matter {
    /// The majority that the law asks for (Civil Code 278 (2), 279).
    pub const fn majority(self) -> Majority {
        match self {
            Self::RaiseRepairFund | Self::Rebuild | Self::CommonParts => Majority::Special,
            Self::DwellingToBusiness => Majority::Unanimous,
            _ => Majority::Ordinary,
        }
    }
}

word_enum! {
    /// How parking spaces count, as the rules of procedure fix it (`domain.md` 2.2; JI2).
    ParkingCount {
        /// Not at all.
        None = "NONE",
        /// Their area does.
        AreaOnly = "AREA_ONLY",
        /// Their area does, and whoever owns nothing else is a person too.
        AreaAndPerson = "AREA_AND_PERSON",
    }
}
