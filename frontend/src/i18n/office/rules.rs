//! Texts of calendar and rules.

use shared::domain::report::{ClockKind, Period};
use shared::domain::vote::VoteRule;

/// What calendar and rules say.
pub struct RulesText {
    /// Title.
    pub title: &'static str,
    /// Heading.
    pub calendar: &'static str,
    /// What it is for.
    pub calendar_why: &'static str,
    /// A choice.
    pub year: &'static str,
    /// A kind of day.
    pub off: &'static str,
    /// A kind of day.
    pub work: &'static str,
    /// A chip.
    pub provisional: &'static str,
    /// Adds a day.
    pub day_add: &'static str,
    /// A field.
    pub day_date: &'static str,
    /// A choice.
    pub day_kind: &'static str,
    /// A field.
    pub day_name: &'static str,
    /// An example.
    pub day_example: &'static str,
    /// Takes a day out.
    pub day_remove: &'static str,
    /// What is wrong with a worked day.
    pub day_work_only: &'static str,
    /// A day that has passed stays what it was.
    pub day_past: &'static str,
    /// Heading.
    pub rules: &'static str,
    /// What a change means.
    pub rules_why: &'static str,
    /// What a rule is about.
    pub key: fn(&str, &str) -> String,
    /// A period.
    pub period: fn(Period) -> String,
    /// A number of a rule for votes.
    pub vote_value: fn(VoteRule, u32) -> String,
    /// Heading.
    pub votes: &'static str,
    /// What a change means.
    pub votes_why: &'static str,
    /// A field.
    pub days: &'static str,
    /// A field.
    pub number: &'static str,
    /// A choice.
    pub yes: &'static str,
    /// A choice.
    pub no: &'static str,
    /// Since when, from which document.
    pub since: fn(&str, &str) -> String,
    /// The value the app ships with.
    pub default: &'static str,
    /// A change to come.
    pub coming: fn(&str, &str) -> String,
    /// A field.
    pub value: &'static str,
    /// A choice.
    pub unit: &'static str,
    /// A unit.
    pub unit_min: &'static str,
    /// A unit.
    pub unit_h: &'static str,
    /// A unit.
    pub unit_d: &'static str,
    /// A unit.
    pub unit_wd: &'static str,
    /// A field.
    pub from: &'static str,
    /// What today means.
    pub from_hint: &'static str,
    /// A field.
    pub source: &'static str,
    /// An example.
    pub source_example: &'static str,
}

/// Chinese.
pub(super) const ZH: RulesText = RulesText {
    title: "日历和时限",
    calendar: "放假和调休",
    calendar_why: "按工作日算的时限都看这里。没列出的日子，周一到周五上班。",
    year: "年份",
    off: "放假",
    work: "上班",
    provisional: "还没公布，先按法定假日",
    day_add: "添加一天",
    day_date: "日期",
    day_kind: "这天",
    day_name: "名称",
    day_example: "比如：国庆节",
    day_remove: "恢复按星期",
    day_work_only: "只有周末能设为上班",
    day_past: "过去的日子不能再改",
    rules: "办理时限",
    rules_why: "改了从那天起算，之前吹的哨还按原来的。",
    key: key_zh,
    period: period_zh,
    vote_value: |rule, number| match (rule, number) {
        (VoteRule::OpenWithoutQuorum, 0) => "不打开".to_owned(),
        (VoteRule::OpenWithoutQuorum, _) => "打开".to_owned(),
        (VoteRule::Proxies, number) => format!("{number} 户"),
        (VoteRule::MinGroup, number) => format!("{number} 户"),
        (_, number) => format!("{number} 天"),
    },
    votes: "业主大会表决",
    votes_why: "改了从那天起算；已经公告的表决还按公告时的。",
    days: "天数",
    number: "户数",
    yes: "打开",
    no: "不打开",
    since: |since, source| format!("{since}起，{source}"),
    default: "默认",
    coming: |from, value| format!("{from}起改为{value}"),
    value: "时限",
    unit: "单位",
    unit_min: "分钟",
    unit_h: "小时",
    unit_d: "天",
    unit_wd: "个工作日",
    from: "从哪天起",
    from_hint: "填今天，就从现在起",
    source: "依据",
    source_example: "比如：柯建〔2026〕12 号",
};

/// English.
pub(super) const EN: RulesText = RulesText {
    title: "Calendar and periods",
    calendar: "Days off and worked weekends",
    calendar_why: "Periods in working days follow this. Days not listed follow the week.",
    year: "Year",
    off: "Off",
    work: "Worked",
    provisional: "Provisional",
    day_add: "Add a day",
    day_date: "Date",
    day_kind: "On this day",
    day_name: "Name",
    day_example: "For example: National Day",
    day_remove: "Follow the week again",
    day_work_only: "Only a weekend day can be set as worked",
    day_past: "A day that has passed stays what it was",
    rules: "Periods",
    rules_why: "A change holds from its day; earlier reports keep their own.",
    key: key_en,
    period: period_en,
    vote_value: |rule, number| match (rule, number) {
        (VoteRule::OpenWithoutQuorum, 0) => "stay closed".to_owned(),
        (VoteRule::OpenWithoutQuorum, _) => "opened".to_owned(),
        (VoteRule::Proxies | VoteRule::MinGroup, 1) => "1 party".to_owned(),
        (VoteRule::Proxies | VoteRule::MinGroup, number) => format!("{number} parties"),
        (_, number) => format!("{number} d"),
    },
    votes: "Owners' votes",
    votes_why: "A change holds from its day; meetings on notice keep the rules they were noticed under.",
    days: "Days",
    number: "Parties",
    yes: "Opened",
    no: "Stay closed",
    since: |since, source| format!("Since {since}: {source}"),
    default: "Default",
    coming: |from, value| format!("{value} from {from}"),
    value: "Period",
    unit: "Unit",
    unit_min: "minutes",
    unit_h: "hours",
    unit_d: "days",
    unit_wd: "working days",
    from: "From which day",
    from_hint: "Today means from now on",
    source: "Source",
    source_example: "For example: a document and its number",
};

/// The parts of a key before its category: severity, clock.
fn parts(key: &str) -> (Option<&str>, Option<ClockKind>) {
    let mut parts = key.split('.').skip(1);
    let first = parts.next();
    if let Some(kind) = first.and_then(|word| ClockKind::parse(word).ok()) {
        return (None, Some(kind));
    }
    (first, parts.next().and_then(|word| ClockKind::parse(word).ok()))
}

fn key_zh(key: &str, category: &str) -> String {
    if let Ok(rule) = VoteRule::parse(key) {
        return vote_zh(rule).to_owned();
    }
    let (severity, kind) = parts(key);
    let severity = match severity {
        Some("P1") => "紧急",
        Some("P2") => "较急",
        Some("P3") => "一般",
        _ => "",
    };
    let kind = match kind {
        Some(ClockKind::OnSite) => "物业到场",
        Some(ClockKind::Answer) => "物业回话",
        Some(ClockKind::Dissuade) => "物业劝阻",
        Some(ClockKind::Accept) => "社区接报",
        Some(ClockKind::CheckIn) => "部门报到",
        Some(ClockKind::Resolve) => "办好",
        Some(ClockKind::Case) => "立案后办结",
        Some(ClockKind::Review) => "复核",
        Some(ClockKind::Confirm) => "吹哨人确认",
        Some(ClockKind::Pause) => "暂停计时最长",
        Some(ClockKind::Unknown) | None => key,
    };
    [severity, kind, category].join(" ").trim().to_owned()
}

fn key_en(key: &str, category: &str) -> String {
    if let Ok(rule) = VoteRule::parse(key) {
        return vote_en(rule).to_owned();
    }
    let (severity, kind) = parts(key);
    let severity = match severity {
        Some("P1") => "Urgent:",
        Some("P2") => "Pressing:",
        Some("P3") => "Ordinary:",
        _ => "",
    };
    let kind = match kind {
        Some(ClockKind::OnSite) => "company on site",
        Some(ClockKind::Answer) => "company answers",
        Some(ClockKind::Dissuade) => "company dissuades",
        Some(ClockKind::Accept) => "community takes it up",
        Some(ClockKind::CheckIn) => "department checks in",
        Some(ClockKind::Resolve) => "done",
        Some(ClockKind::Case) => "a filed case is decided",
        Some(ClockKind::Review) => "review",
        Some(ClockKind::Confirm) => "the reporter confirms",
        Some(ClockKind::Pause) => "longest pause of a clock",
        Some(ClockKind::Unknown) | None => key,
    };
    [severity, kind, category].join(" ").trim().to_owned()
}

fn period_zh(period: Period) -> String {
    match period {
        Period::Minutes(n) => format!("{n} 分钟"),
        Period::Hours(n) => format!("{n} 小时"),
        Period::Days(n) => format!("{n} 天"),
        Period::WorkingDays(n) => format!("{n} 个工作日"),
    }
}

fn period_en(period: Period) -> String {
    match period {
        Period::Minutes(n) => format!("{n} min"),
        Period::Hours(n) => format!("{n} h"),
        Period::Days(n) => format!("{n} d"),
        Period::WorkingDays(n) => format!("{n} working d"),
    }
}

const fn vote_zh(rule: VoteRule) -> &'static str {
    match rule {
        VoteRule::NoticeDays => "公告到开始投票，最少",
        VoteRule::WindowMinDays => "投票时间，最短",
        VoteRule::WindowMaxDays => "投票时间，最长",
        VoteRule::PublishDays => "计票后公布结果，最迟",
        VoteRule::RenewalDays => "物业合同到期前，最迟决定续聘",
        VoteRule::RemindDays => "两次提醒之间，最少",
        VoteRule::Proxies => "一人最多受托",
        VoteRule::MinGroup => "人数少于几户，不公布面积",
        VoteRule::OpenWithoutQuorum => "参加不足三分之二，总数",
    }
}

const fn vote_en(rule: VoteRule) -> &'static str {
    match rule {
        VoteRule::NoticeDays => "Notice before voting, at least",
        VoteRule::WindowMinDays => "Voting lasts, at least",
        VoteRule::WindowMaxDays => "Voting lasts, at most",
        VoteRule::PublishDays => "Result published after the count, within",
        VoteRule::RenewalDays => "Renewal decided before the contract's end, at least",
        VoteRule::RemindDays => "Between two reminders, at least",
        VoteRule::Proxies => "One agent votes for at most",
        VoteRule::MinGroup => "Area stays closed for groups below",
        VoteRule::OpenWithoutQuorum => "Without a quorum the totals",
    }
}
