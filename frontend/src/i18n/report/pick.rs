//! Texts of choosing what is wrong.

use shared::domain::report::Period;

/// What choosing says.
pub struct PickText {
    /// Title.
    pub title: &'static str,
    /// Leads to my reports: how many run.
    pub mine: fn(i64) -> String,
    /// Names the search field.
    pub find: &'static str,
    /// In the search field.
    pub find_hint: &'static str,
    /// Heading of what was found.
    pub found: fn(i64) -> String,
    /// Nothing was found.
    pub nothing: &'static str,
    /// And what to do about it.
    pub nothing_why: &'static str,
    /// Heading of the urgent ones.
    pub urgent: &'static str,
    /// Beside it: how soon the company comes.
    pub on_site: fn(&str) -> String,
    /// Heading of the common ones.
    pub common: &'static str,
    /// Beside it: how soon there is an answer at the latest.
    pub answered: fn(&str) -> String,
    /// Leads to all of them.
    pub all: fn(i64) -> String,
    /// Title of all of them.
    pub all_title: &'static str,
    /// A group of categories, by its code.
    pub group: fn(&str) -> &'static str,
    /// A report begun and not sent.
    pub begun: &'static str,
    /// Beside it.
    pub go_on_writing: &'static str,
    /// Heading of the sheet, by the number to call first.
    pub first: fn(&str) -> &'static str,
    /// Under it.
    pub first_sub: &'static str,
    /// Dials a number.
    pub call: fn(&str) -> String,
    /// Dials a duty room: its name and hours.
    pub call_duty: fn(&str, &str) -> String,
    /// Goes on to the report.
    pub go_on: &'static str,
    /// Who is told at once.
    pub told: fn(&str) -> String,
    /// Elder mode: fire.
    pub care_fire: &'static str,
    /// An alarm in elder mode.
    pub care_hurt: &'static str,
    /// An alarm in elder mode.
    pub care_lift: &'static str,
    /// Where no search finds it.
    pub other: &'static str,
    /// Elder mode: other haste.
    pub care_duty: &'static str,
    /// Elder mode: heading of the rest.
    pub care_rest: &'static str,
    /// How long somebody has.
    pub period: fn(Period) -> String,
}

/// Chinese.
pub(super) const ZH: PickText = PickText {
    title: "哪里不对劲？",
    mine: |n| if n > 0 { format!("我的吹哨 {n}") } else { "我的吹哨".to_owned() },
    find: "搜问题",
    find_hint: "说说看，比如“楼道堆东西”",
    found: |n| format!("找到 {n} 类"),
    nothing: "没找到这一类",
    nothing_why: "换个说法试试，或在全部里找。",
    urgent: "要紧的",
    on_site: |span| format!("物业 {span}内到场"),
    common: "常见的",
    answered: |span| format!("最晚 {span}有回音"),
    all: |n| format!("全部 {n} 种"),
    all_title: "全部类别",
    group: group_zh,
    begun: "有一条没写完的",
    go_on_writing: "接着写",
    first: first_zh,
    first_sub: "先让自己离开，再打电话，最后才吹哨。",
    call: |number| format!("打 {number}"),
    call_duty: |who, hours| format!("打{who}，{hours}"),
    go_on: "没到这一步，继续吹哨",
    told: |who| format!("这类事会同时告诉{who}"),
    care_fire: "有火有烟，打 119",
    care_hurt: "有人受伤，打 120",
    care_lift: "电梯困人，打 96333",
    other: "都不像，选“其他”",
    care_duty: "别的急事，打物业",
    care_rest: "不急，点一样",
    period: |period| match period {
        Period::Minutes(n) => format!("{n} 分钟"),
        Period::Hours(n) => format!("{n} 小时"),
        Period::Days(n) => format!("{n} 天"),
        Period::WorkingDays(n) => format!("{n} 个工作日"),
    },
};

/// English.
pub(super) const EN: PickText = PickText {
    title: "What is wrong?",
    mine: |n| if n > 0 { format!("My reports {n}") } else { "My reports".to_owned() },
    find: "Search",
    find_hint: "Say it, e.g. “things in the stairs”",
    found: |n| format!("{n} found"),
    nothing: "No such category found",
    nothing_why: "Try other words, or look through all of them.",
    urgent: "Urgent",
    on_site: |span| format!("Company on site within {span}"),
    common: "Common",
    answered: |span| format!("Answered within {span}"),
    all: |n| format!("All {n} kinds"),
    all_title: "All categories",
    group: group_en,
    begun: "A report you began",
    go_on_writing: "Go on",
    first: first_en,
    first_sub: "Get away first, then call, and report last.",
    call: |number| format!("Call {number}"),
    call_duty: |who, hours| format!("Call {who}, {hours}"),
    go_on: "Not that bad: go on to report",
    told: |who| format!("Told at the same time: {who}"),
    care_fire: "Fire or smoke: call 119",
    care_hurt: "Somebody hurt: call 120",
    care_lift: "Shut in a lift: call 96333",
    other: "None of them: something else",
    care_duty: "Other haste: call the property company",
    care_rest: "No haste: choose one",
    period: |period| match period {
        Period::Minutes(n) => format!("{n} min"),
        Period::Hours(1) => "1 hour".to_owned(),
        Period::Hours(n) => format!("{n} hours"),
        Period::Days(1) => "1 day".to_owned(),
        Period::Days(n) => format!("{n} days"),
        Period::WorkingDays(1) => "1 working day".to_owned(),
        Period::WorkingDays(n) => format!("{n} working days"),
    },
};

fn group_zh(code: &str) -> &'static str {
    match code {
        "SAFETY" => "安全",
        "BUILDING" => "房屋和装修",
        "ENV" => "环境",
        "ORDER" => "秩序",
        "FACILITY" => "公共设施",
        "UTILITY" => "水电气通信",
        "MONEY" => "收费和钱",
        "GOVERNANCE" => "业委会和物业",
        "DISPUTE" => "纠纷",
        "CONSULT" => "咨询",
        _ => "其他",
    }
}

fn group_en(code: &str) -> &'static str {
    match code {
        "SAFETY" => "Safety",
        "BUILDING" => "Buildings and renovation",
        "ENV" => "Environment",
        "ORDER" => "Order",
        "FACILITY" => "Shared facilities",
        "UTILITY" => "Water, power, gas, telecoms",
        "MONEY" => "Charges and money",
        "GOVERNANCE" => "Committee and company",
        "DISPUTE" => "Disputes",
        "CONSULT" => "Questions",
        _ => "Other",
    }
}

fn first_zh(number: &str) -> &'static str {
    match number {
        "119" => "看见烟、看见火，马上打 119",
        "110" => "有人正要伤人害人，马上打 110",
        "120" => "有人受伤，马上打 120",
        "96333" => "有人困在电梯里，马上打 96333",
        _ => "眼前就有危险，先打物业值班",
    }
}

fn first_en(number: &str) -> &'static str {
    match number {
        "119" => "Smoke or fire: call 119 at once",
        "110" => "Somebody means harm: call 110 at once",
        "120" => "Somebody is hurt: call 120 at once",
        "96333" => "Somebody is shut in the lift: call 96333 at once",
        _ => "Danger right now: call the duty room first",
    }
}
