//! Texts of reporting 吹哨.

mod form;
mod list;
mod pick;
mod show;

use shared::domain::report::{ClockKind, Event, Party, Status};

/// What reporting says.
pub struct ReportText {
    /// Choosing what is wrong.
    pub pick: pick::PickText,
    /// Writing and sending.
    pub form: form::FormText,
    /// One report.
    pub show: show::ShowText,
    /// Lists of reports.
    pub list: list::ListText,
    /// Title.
    pub mine: &'static str,
    /// Heading of those not over.
    pub running: &'static str,
    /// Who must do what by when.
    pub waits_for: fn(&str, &str, &str) -> String,
    /// Who should have done what by when.
    pub was_due: fn(&str, &str, &str) -> String,
    /// Who has stopped the clock, and until when at the latest.
    pub paused: fn(&str, &str) -> String,
    /// Heading: is it really done.
    pub confirm_ask: &'static str,
    /// The action.
    pub confirm_go: &'static str,
    /// Silence closes it.
    pub confirm_by: fn(&str) -> String,
    /// For screen readers: how far.
    pub step_of: fn(i64, i64) -> String,
    /// A queued report.
    pub unsent: &'static str,
    /// A queued report where the browser does not send by itself.
    pub unsent_open: &'static str,
    /// The name of a state.
    pub status: fn(Status) -> &'static str,
    /// What happened, as a line.
    pub event: fn(Event) -> &'static str,
    /// What a clock demands, as a verb.
    pub duty: fn(ClockKind) -> &'static str,
    /// Who.
    pub party: fn(&Party) -> &'static str,
}

/// Chinese.
pub(super) static ZH: ReportText = ReportText {
    pick: pick::ZH,
    form: form::ZH,
    show: show::ZH,
    list: list::ZH,
    mine: "我的吹哨",
    running: "正在办的",
    waits_for: |who, what, by| format!("{who}，{by}{what}"),
    was_due: |who, what, by| format!("{who}超时了，{by}该{what}"),
    paused: |who, when| format!("{who}暂停计时，最晚 {when} 接着算"),
    confirm_ask: "办好了吗？等您说一声",
    confirm_go: "去看看",
    confirm_by: |by| format!("{by}没回答，就按办结算"),
    step_of: |at, of| format!("{of} 步走到第 {at} 步"),
    unsent: "存在手机里，有网自动发",
    unsent_open: "存在手机里，打开时发出",
    status: status_zh,
    event: event_zh,
    duty: duty_zh,
    party: party_zh,
};

/// English.
pub(super) static EN: ReportText = ReportText {
    pick: pick::EN,
    form: form::EN,
    show: show::EN,
    list: list::EN,
    mine: "My reports",
    running: "In progress",
    waits_for: |who, what, by| format!("Waiting for {who} to {what}, {by}"),
    was_due: |who, what, by| format!("Overdue: {who} was to {what} {by}"),
    paused: |who, when| format!("Paused by {who}, until {when} at the latest"),
    confirm_ask: "Is it done? Your word counts",
    confirm_go: "Take a look",
    confirm_by: |by| format!("Without an answer {by} it is closed"),
    step_of: |at, of| format!("Step {at} of {of}"),
    unsent: "On this phone; sends itself when online",
    unsent_open: "On this phone; sends when the app is open",
    status: status_en,
    event: event_en,
    duty: duty_en,
    party: party_en,
};

const fn status_zh(status: Status) -> &'static str {
    match status {
        Status::Dissuading => "物业劝阻中",
        Status::CommunityPending => "等社区接报",
        Status::CommunityHandling => "社区在办",
        Status::Dispatched => "等部门报到",
        Status::DeptOnCase => "部门在办",
        Status::CaseFiled => "已立案",
        Status::Review => "上级在定",
        Status::Resolved => "办好，等您确认",
        Status::Closed => "办结",
        Status::Rejected => "社区没有受理",
        Status::Merged => "并到另一件",
        Status::Withdrawn => "您已撤回",
        Status::Unknown => "有新进展，请更新应用",
    }
}

const fn status_en(status: Status) -> &'static str {
    match status {
        Status::Dissuading => "Company dissuading",
        Status::CommunityPending => "Waiting for the community",
        Status::CommunityHandling => "Community handling",
        Status::Dispatched => "Waiting for check-in",
        Status::DeptOnCase => "Department handling",
        Status::CaseFiled => "Case filed",
        Status::Review => "Under review",
        Status::Resolved => "Done, waiting for your word",
        Status::Closed => "Closed",
        Status::Rejected => "Not taken",
        Status::Merged => "Merged",
        Status::Withdrawn => "Withdrawn",
        Status::Unknown => "Something new: please update the app",
    }
}

const fn event_zh(event: Event) -> &'static str {
    match event {
        Event::File => "吹哨",
        Event::Escalate => "物业上报社区",
        Event::DissuasionExpired => "劝阻期到了，自动报社区",
        Event::Corrected => "劝阻后改好了",
        Event::Dispatch => "社区派单",
        Event::HandleItself => "社区自己办",
        Event::Reject => "社区没有受理",
        Event::Object => "提出异议",
        Event::Merge => "并到另一件",
        Event::Reclassify => "换了类别",
        Event::CheckIn => "部门报到",
        Event::Decline => "部门说该别家办",
        Event::FileCase => "立案",
        Event::Resolve => "办好了",
        Event::AssignFinally => "上级指定办理",
        Event::End => "上级终结",
        Event::Confirm => "确认办结",
        Event::Silence => "七天没回答，按办结算",
        Event::Reopen => "退回重办",
        Event::Withdraw => "撤回",
        Event::Arrive => "物业到场",
        Event::Acknowledge => "社区收到",
        Event::Answer => "物业答复",
        Event::Dissuade => "物业劝阻",
        Event::Assign => "物业派人",
        Event::Pause => "暂停计时",
        Event::Resume => "接着计时",
        Event::Remark => "留言",
        Event::Add => "补充",
        Event::Correct => "改了地点",
        Event::Join => "邻居加入",
        Event::Absorb => "并入一件",
        Event::Rate => "评价",
        Event::Remind => "快到期，已提醒",
        Event::Overdue => "超时，已报上一级",
        Event::Unknown => "有新进展",
    }
}

const fn event_en(event: Event) -> &'static str {
    match event {
        Event::File => "Reported",
        Event::Escalate => "Company told the community",
        Event::DissuasionExpired => "Dissuasion time over; told the community",
        Event::Corrected => "Dissuaded and corrected",
        Event::Dispatch => "Community dispatched it",
        Event::HandleItself => "Community handles it",
        Event::Reject => "Community did not take it",
        Event::Object => "Objection",
        Event::Merge => "Merged into another",
        Event::Reclassify => "Category changed",
        Event::CheckIn => "Department checked in",
        Event::Decline => "Department declined",
        Event::FileCase => "Case filed",
        Event::Resolve => "Done",
        Event::AssignFinally => "Assigned finally",
        Event::End => "Ended by review",
        Event::Confirm => "Confirmed",
        Event::Silence => "Closed after seven days of silence",
        Event::Reopen => "Reopened",
        Event::Withdraw => "Withdrawn",
        Event::Arrive => "Company on site",
        Event::Acknowledge => "Community took note",
        Event::Answer => "Company answered",
        Event::Dissuade => "Company dissuaded",
        Event::Assign => "Assigned to a person",
        Event::Pause => "Clock paused",
        Event::Resume => "Clock runs again",
        Event::Remark => "Remark",
        Event::Add => "Addition",
        Event::Correct => "Place corrected",
        Event::Join => "A neighbour joined",
        Event::Absorb => "Another was merged in",
        Event::Rate => "Rated",
        Event::Remind => "Reminder: due soon",
        Event::Overdue => "Overdue; told one level up",
        Event::Unknown => "Something new",
    }
}

const fn duty_zh(duty: ClockKind) -> &'static str {
    match duty {
        ClockKind::OnSite => "到场",
        ClockKind::Answer => "答复",
        ClockKind::Dissuade => "劝阻",
        ClockKind::Accept => "接报",
        ClockKind::CheckIn => "报到",
        ClockKind::Resolve => "办好",
        ClockKind::Case => "结案",
        ClockKind::Review => "定下来",
        ClockKind::Confirm => "确认",
        ClockKind::Pause | ClockKind::Unknown => "办理",
    }
}

const fn duty_en(duty: ClockKind) -> &'static str {
    match duty {
        ClockKind::OnSite => "be on site",
        ClockKind::Answer => "answer",
        ClockKind::Dissuade => "dissuade",
        ClockKind::Accept => "take it up",
        ClockKind::CheckIn => "check in",
        ClockKind::Resolve => "finish it",
        ClockKind::Case => "decide the case",
        ClockKind::Review => "decide",
        ClockKind::Confirm => "confirm",
        ClockKind::Pause | ClockKind::Unknown => "take the next step",
    }
}

const fn party_zh(party: &Party) -> &'static str {
    match party {
        Party::Reporter => "您",
        Party::Follower => "跟进邻居",
        Party::Company => "物业",
        Party::Community => "社区",
        Party::Town => "镇街",
        Party::Dept { .. } => "主办部门",
        Party::District => "区专班办",
        Party::Timer => "系统",
    }
}

const fn party_en(party: &Party) -> &'static str {
    match party {
        Party::Reporter => "you",
        Party::Follower => "a neighbour who follows it",
        Party::Company => "the property company",
        Party::Community => "the community office",
        Party::Town => "the town",
        Party::Dept { .. } => "the department",
        Party::District => "the district office",
        Party::Timer => "the clock",
    }
}
