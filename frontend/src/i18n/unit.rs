//! Texts of my unit and its household.

/// What my unit and its household say.
pub struct UnitText {
    /// Title.
    pub title: &'static str,
    /// The seat has no unit.
    pub none: &'static str,
    /// What to do.
    pub none_why: &'static str,
    /// Heading: several units.
    pub choose: &'static str,
    /// Whose it is.
    pub owners: fn(&str, i64) -> String,
    /// Floor area.
    pub area: fn(&str) -> String,
    /// What to do if the roll is wrong.
    pub wrong: &'static str,
    /// Heading.
    pub household: &'static str,
    /// Nobody yet.
    pub household_none: &'static str,
    /// What they may do.
    pub household_why: &'static str,
    /// An occupant looks at it.
    pub occupant: &'static str,
    /// Adds somebody.
    pub add: &'static str,
    /// A field.
    pub name: &'static str,
    /// A field.
    pub phone: &'static str,
    /// A field.
    pub until: &'static str,
    /// What is wrong with it.
    pub until_wrong: &'static str,
    /// Until when somebody is bound.
    pub bound: fn(&str) -> String,
    /// They have not signed in yet.
    pub invited: fn(&str) -> String,
    /// Somebody was added.
    pub added: &'static str,
    /// Takes somebody out.
    pub remove: &'static str,
    /// Asks before.
    pub remove_sure: fn(&str) -> String,
    /// What it means.
    pub remove_why: &'static str,
    /// Somebody was taken out.
    pub removed: &'static str,
}

/// Chinese.
pub(super) static ZH: UnitText = UnitText {
    title: "我家",
    none: "这个身份没有房屋",
    none_why: "在“我的”里换成业主身份再看。",
    choose: "哪一套？",
    owners: |first, n| if n > 1 { format!("{first}等 {n} 人共有") } else { first.to_owned() },
    area: |area| format!("{area} ㎡"),
    wrong: "名册写得不对，请找社区改。",
    household: "家人和租客",
    household_none: "还没有加人",
    household_why: "加进来的人能吹哨、看小区的事；不能投票。到期自动停。",
    occupant: "您是这家的家人或租客。",
    add: "加一位",
    name: "怎么称呼",
    phone: "手机号",
    until: "到哪天为止",
    until_wrong: "选今天到 5 年内的一天",
    bound: |until| format!("到 {until}"),
    invited: |until| format!("等对方用这个号码登录 · 到 {until}"),
    added: "加好了。对方用这个手机号登录就能用。",
    remove: "移出",
    remove_sure: |name| format!("把{name}移出？"),
    remove_why: "马上生效，对方就看不到这套房了。",
    removed: "移出了",
};

/// English.
pub(super) static EN: UnitText = UnitText {
    title: "My home",
    none: "This seat has no unit",
    none_why: "Choose an owner's seat under Mine.",
    choose: "Which one?",
    owners: |first, n| {
        if n > 1 { format!("{first} and others, {n} owners") } else { first.to_owned() }
    },
    area: |area| format!("{area} m²"),
    wrong: "If the roll is wrong, ask the community office.",
    household: "Household and tenants",
    household_none: "Nobody yet",
    household_why: "They can report and see the estate's matters; they cannot vote. It ends by itself.",
    occupant: "You belong to this household.",
    add: "Add somebody",
    name: "Name",
    phone: "Mobile number",
    until: "Until which day",
    until_wrong: "Choose a day from today to five years ahead",
    bound: |until| format!("Until {until}"),
    invited: |until| format!("Waits for their sign-in · until {until}"),
    added: "Added. They can sign in with that number.",
    remove: "Remove",
    remove_sure: |name| format!("Remove {name}?"),
    remove_why: "It takes effect at once; they no longer see the flat.",
    removed: "Removed",
};
