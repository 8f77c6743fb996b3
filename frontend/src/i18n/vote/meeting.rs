//! Texts of one meeting.

use shared::domain::vote::{Channel, MeetingEvent, Organiser};

/// What the page of a meeting says.
pub struct MeetingText {
    /// The page's title.
    pub title: &'static str,
    /// When it closes.
    pub closes: fn(&str) -> String,
    /// When it opens.
    pub opens: fn(&str) -> String,
    /// When it closed.
    pub closed: fn(&str) -> String,
    /// Who calls it.
    pub organiser: fn(Organiser) -> &'static str,
    /// While it is on notice.
    pub on_notice: &'static str,
    /// Before the count: nobody sees a result.
    pub sealed: &'static str,
    /// Voting has ended; two of three keep the keys.
    pub counting: &'static str,
    /// It was counted; until when it is published.
    pub publish_by: fn(&str) -> String,
    /// Heading of the key sheet.
    pub key: &'static str,
    /// What the key sheet is for.
    pub key_why: &'static str,
    /// K.
    pub key_all: &'static str,
    /// The trustees, in the order of their seats.
    pub key_seats: [&'static str; 3],
    /// The key is not complete yet.
    pub key_missing: &'static str,
    /// Leads to the roll.
    pub roll: &'static str,
    /// How many on the roll.
    pub roll_count: fn(&str, &str) -> String,
    /// Objections that wait.
    pub roll_open: fn(i64) -> String,
    /// 从多: what silence does.
    pub follow: &'static str,
    /// The clause on which it rests: its text, when it was adopted.
    pub clause: fn(&str, &str) -> String,
    /// The weight of my ballot: area, persons.
    pub weight: fn(&str, &str) -> String,
    /// Votes.
    pub vote: &'static str,
    /// Votes for one of several parties: its units.
    pub vote_for: fn(&str) -> String,
    /// Heading of one's own parties.
    pub mine: &'static str,
    /// Shows the receipt.
    pub receipt: &'static str,
    /// When and how my ballot came in.
    pub cast: fn(&str, Channel) -> String,
    /// A party's ballot is still to come.
    pub to_cast: &'static str,
    /// Voting for somebody else, by a proxy.
    pub agent: &'static str,
    /// Shows the result.
    pub result: &'static str,
    /// Voting needs a network.
    pub offline: &'static str,
    /// Heading of what was done.
    pub steps: &'static str,
    /// A step.
    pub event: fn(MeetingEvent) -> &'static str,
    /// Until when an order is to be followed.
    pub order_until: fn(&str) -> String,
    /// What is known of secrecy's limits.
    pub limits: &'static str,
    /// Opens them.
    pub limits_title: &'static str,
}

/// Chinese.
pub(super) const ZH: MeetingText = MeetingText {
    title: "表决",
    closes: |time| format!("{time} 截止"),
    opens: |time| format!("{time} 开始投"),
    closed: |time| format!("{time} 已截止"),
    organiser: |organiser| match organiser {
        Organiser::Committee => "业委会召集",
        Organiser::Preparatory => "筹备组召集",
        Organiser::Management => "物管委召集",
        Organiser::Transition => "换届小组召集",
        Organiser::Unknown => "业主大会",
    },
    on_notice: "正在公示。先看看内容，查查名册，有意见现在提。",
    sealed: "截止前，谁也看不到同意、反对各多少，业委会和社区也看不到。",
    counting: "投票已截止。三位保管人里要有两位一起，才打得开总数；单张选票不打开。",
    publish_by: |time| format!("{time}要公布结果"),
    key: "投票钥匙",
    key_why: "和小区公告栏上《钥匙确认单》的数字对一对。对不上，先别投，请联系社区。",
    key_all: "这次表决",
    key_seats: ["业委会", "社区", "镇街"],
    key_missing: "三位保管人的钥匙还没配齐，齐了才能开始投票。",
    roll: "我在不在名册上？",
    roll_count: |parties, area| format!("{parties} 户、{area}"),
    roll_open: |n| format!("{n} 条异议等答复"),
    follow: "这个小区写明了“从多”：收到选票又没投的，算给多数那一边。不想被算进去，请自己投。",
    clause: |text, day| format!("议事规则（{day}通过）：{text}"),
    weight: |area, persons| format!("您这一票：{area}，{persons}"),
    vote: "去投票",
    vote_for: |units| format!("去投票：{units}"),
    mine: "您的票",
    receipt: "看回执",
    cast: |when, channel| match channel {
        Channel::Paper => format!("{when} 用纸质票投了"),
        Channel::App | Channel::Unknown => format!("{when} 用手机投了"),
    },
    to_cast: "还没投",
    agent: "受委托代投",
    result: "看结果",
    offline: "投票要连着网，现在没有网。您的选择先存在这台手机里，没有投出。",
    steps: "走到哪一步了",
    event: |event| match event {
        MeetingEvent::Review => "社区看过草案",
        MeetingEvent::Revise => "退回修改",
        MeetingEvent::Notice => "公告",
        MeetingEvent::Open => "开始投票",
        MeetingEvent::Close => "投票截止",
        MeetingEvent::Tally => "开票计票",
        MeetingEvent::Publish => "公布结果",
        MeetingEvent::Cancel => "取消",
        MeetingEvent::OrderCorrection => "责令限期改正",
        MeetingEvent::Correct => "已改正",
        MeetingEvent::Revoke => "撤销决定",
        MeetingEvent::Annul => "法院撤销",
        MeetingEvent::Unknown => "有新进展",
    },
    order_until: |time| format!("{time}改正"),
    limits_title: "保密到什么程度？",
    limits: "选择在您手机上就加密，服务器只存密文。三位保管人要有两位一起才打得开总数；两位串通，能看到每张票。改过的手机能留下凭据，站在旁边的人看得见您选什么：被人逼着投，请到现场投纸质票。加密办法还没有经过第三方审查，第一次有约束力的表决前会先审。",
};

/// English.
pub(super) const EN: MeetingText = MeetingText {
    title: "Vote",
    closes: |time| format!("closes {time}"),
    opens: |time| format!("opens {time}"),
    closed: |time| format!("closed {time}"),
    organiser: |organiser| match organiser {
        Organiser::Committee => "Called by the committee",
        Organiser::Preparatory => "Called by the preparatory group",
        Organiser::Management => "Called by the management committee",
        Organiser::Transition => "Called by the transition group",
        Organiser::Unknown => "Owners' assembly",
    },
    on_notice: "On notice. Read it, look yourself up on the roll, object now.",
    sealed: "Until voting ends nobody sees how many are in favour or against, neither the committee nor the community office.",
    counting: "Voting has ended. Two of three trustees together can open the totals; no single ballot is opened.",
    publish_by: |time| format!("The result is due {time}"),
    key: "Voting key",
    key_why: "Compare it with the key sheet on the notice board. If a digit differs, do not vote; ask the community office.",
    key_all: "This vote",
    key_seats: ["Committee", "Community", "Town"],
    key_missing: "The trustees' three keys are not complete yet; voting opens once they are.",
    roll: "Am I on the roll?",
    roll_count: |parties, area| format!("{parties} parties, {area}"),
    roll_open: |n| format!("{n} objections wait for an answer"),
    follow: "This estate counts silence with the majority: who was served a ballot and does not vote is added to the larger side. To decide yourself, vote.",
    clause: |text, day| format!("Rules of procedure, adopted {day}: {text}"),
    weight: |area, persons| format!("Your ballot: {area}, {persons}"),
    vote: "Vote",
    vote_for: |units| format!("Vote for {units}"),
    mine: "Your ballots",
    receipt: "See receipt",
    cast: |when, channel| match channel {
        Channel::Paper => format!("Cast on paper {when}"),
        Channel::App | Channel::Unknown => format!("Cast on a phone {when}"),
    },
    to_cast: "Not cast yet",
    agent: "By proxy",
    result: "See result",
    offline: "Voting needs a network, and there is none. Your choices are kept on this phone; nothing was cast.",
    steps: "How far it has come",
    event: |event| match event {
        MeetingEvent::Review => "Looked over by the community office",
        MeetingEvent::Revise => "Sent back to be changed",
        MeetingEvent::Notice => "Notice given",
        MeetingEvent::Open => "Voting opened",
        MeetingEvent::Close => "Voting ended",
        MeetingEvent::Tally => "Counted",
        MeetingEvent::Publish => "Result published",
        MeetingEvent::Cancel => "Called off",
        MeetingEvent::OrderCorrection => "Correction ordered",
        MeetingEvent::Correct => "Corrected",
        MeetingEvent::Revoke => "Revoked",
        MeetingEvent::Annul => "Annulled by the court",
        MeetingEvent::Unknown => "News",
    },
    order_until: |time| format!("To be corrected {time}"),
    limits_title: "How secret is it?",
    limits: "Your choice is encrypted on your phone; the server stores only the sealed ballot. Two of three trustees together can open the totals; two who collude can read every ballot. A modified phone can keep proof of a vote, and who stands beside you can watch: under pressure, vote on paper in person. The method has not been reviewed by outsiders yet; a review precedes the first binding vote.",
};
