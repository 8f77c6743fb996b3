//! Texts of one report.

use shared::domain::report::Event;

/// What the page of one report says.
pub struct ShowText {
    /// Who filed it, to a neighbour who follows it.
    pub the_reporter: &'static str,
    /// Over the next duty.
    pub waits: &'static str,
    /// Over an overdue duty.
    pub overdue: &'static str,
    /// Who, what.
    pub duty: fn(&str, &str) -> String,
    /// What happens by itself when it passes.
    pub told_then: fn(&str) -> String,
    /// What happened by itself when it passed.
    pub told_now: fn(&str) -> String,
    /// A clock met in time.
    pub in_time: &'static str,
    /// A clock met too late.
    pub late: &'static str,
    /// A clock that stands still, and until when at the latest.
    pub paused: fn(&str) -> String,
    /// How much is left when the clock goes on, and until when it stands at the latest.
    pub paused_left: fn(&str, &str) -> String,
    /// A clock that runs.
    pub runs: &'static str,
    /// When it happened, and by when it was due.
    pub at_due: fn(&str, &str) -> String,
    /// Whom a dispatch names.
    pub sent_to: fn(&str) -> String,
    /// Whom a decline names.
    pub instead: fn(&str) -> String,
    /// The category after a change.
    pub now_category: fn(&str) -> String,
    /// Which duty was missed.
    pub missed: fn(&str, &str) -> String,
    /// Heading of the steps.
    pub steps: &'static str,
    /// Closed steps: how many, how many of them late.
    pub steps_done: fn(i64, Option<i64>) -> String,
    /// Heading of what was reported.
    pub reported: &'static str,
    /// Its number.
    pub number: &'static str,
    /// Where.
    pub place: &'static str,
    /// When it was filed, by oneself.
    pub filed: &'static str,
    /// When it was filed, by a neighbour.
    pub filed_neighbour: &'static str,
    /// Who leads.
    pub lead: &'static str,
    /// Who helps.
    pub helpers: &'static str,
    /// The law.
    pub law: &'static str,
    /// Who joined.
    pub followers: &'static str,
    /// How many.
    pub people: fn(i64) -> String,
    /// Opens the further actions.
    pub more: &'static str,
    /// Until when it may be corrected.
    pub correct_until: fn(&str) -> String,
    /// Who says it is done.
    pub done_says: fn(&str) -> String,
    /// How long before its deadline.
    pub early: fn(&str) -> String,
    /// How long after its deadline.
    pub late_by: fn(&str) -> String,
    /// Asks whether it is done.
    pub ask: &'static str,
    /// Under it.
    pub ask_sub: &'static str,
    /// It is.
    pub yes: &'static str,
    /// It is not.
    pub no: &'static str,
    /// How often it can still be reopened before a review.
    pub reopens_left: fn(i64) -> String,
    /// The next reopening goes to review.
    pub reopen_reviewed: fn(&str) -> String,
    /// Heading of a report not taken.
    pub rejected: &'static str,
    /// What can be done about it.
    pub rejected_why: &'static str,
    /// Goes on in another.
    pub merged: fn(&str) -> String,
    /// Heading of the rating.
    pub rate: &'static str,
    /// Until when.
    pub rate_until: fn(&str) -> String,
    /// What is rated: speed, result, attitude.
    pub rate_of: [&'static str; 3],
    /// The marks 1 to 5.
    pub marks: [&'static str; 5],
    /// Something has no mark yet.
    pub rate_missing: &'static str,
    /// Sends it.
    pub rate_send: &'static str,
    /// It was rated.
    pub rated: &'static str,
    /// What this phone computed again.
    pub verified: &'static str,
    /// An addition waits on this phone.
    pub unsent: &'static str,
    /// An addition without words and photos.
    pub nothing_added: &'static str,
    /// The action of an event.
    pub go: fn(Event) -> &'static str,
    /// The title of an event's form.
    pub form: fn(Event) -> &'static str,
    /// What an event means, above its form.
    pub means: fn(Event) -> &'static str,
    /// The label of an event's words.
    pub note: fn(Event) -> &'static str,
    /// The button that sends an event's form.
    pub send: fn(Event) -> &'static str,
    /// What is said after it.
    pub said: fn(Event) -> &'static str,
}

/// Chinese.
pub(super) const ZH: ShowText = ShowText {
    the_reporter: "吹哨人",
    waits: "现在等",
    overdue: "已经超时",
    duty: |who, what| format!("{who} {what}"),
    told_then: |who| format!("到点没办，会自动报给{who}，不用您催。"),
    told_now: |who| format!("已经自动报给{who}，不用您催。"),
    in_time: "按时",
    late: "晚了",
    paused: |when| format!("最晚 {when} 接着算"),
    paused_left: |left, when| format!("最晚 {when} 接着算，那时还剩 {left}"),
    runs: "进行中",
    at_due: |at, due| format!("{at}，要求 {due} 前"),
    sent_to: |who| format!("派给{who}。"),
    instead: |who| format!("说该{who}办。"),
    now_category: |what| format!("换成“{what}”。"),
    missed: |who, what| format!("{who}没有按时{what}。"),
    steps: "走到哪一步",
    steps_done: |n, late| match late {
        None => format!("走过的 {n} 步"),
        Some(0) => format!("走过的 {n} 步，都按时"),
        Some(late) => format!("走过的 {n} 步，{late} 步晚了"),
    },
    reported: "说的是什么",
    number: "单号",
    place: "在哪里",
    filed: "您吹哨",
    filed_neighbour: "邻居吹哨",
    lead: "主办",
    helpers: "配合",
    law: "依据",
    followers: "一起的邻居",
    people: |n| format!("{n} 位"),
    more: "别的",
    correct_until: |when| format!("{when} 前可以改"),
    done_says: |who| format!("{who}说办好了"),
    early: |span| format!("比期限早 {span}"),
    late_by: |span| format!("比期限晚 {span}"),
    ask: "您看，真的好了吗？",
    ask_sub: "您说了才算办结。",
    yes: "好了，可以办结",
    no: "没好，退回重办",
    reopens_left: |n| format!("还能退回 {n} 次，再退就由上级来查。"),
    reopen_reviewed: |who| format!("再退回，就由{who}来查。"),
    rejected: "社区没有受理",
    rejected_why: "不同意的话，可以请上级看一次。",
    merged: |ticket| format!("并到 {ticket} 一起办，去看看"),
    rate: "这次办得怎么样",
    rate_until: |when| format!("三样都点一下。{when} 前可以评，评一次。"),
    rate_of: ["快慢", "结果", "态度"],
    marks: ["很差", "差", "一般", "好", "很好"],
    rate_missing: "每样都要点一下",
    rate_send: "交评价",
    rated: "您评过了",
    verified: "上面的期限，这台手机重新算过，一样。",
    unsent: "您补的还在手机里",
    nothing_added: "写一句，或拍一张",
    go: |event| match event {
        Event::Add => "补照片或留言",
        Event::Withdraw => "撤回",
        Event::Object => "不同意，请上级看",
        Event::Correct => "改地点",
        Event::Reclassify => "换一类",
        Event::Reopen => "没好，退回重办",
        _ => event_other_zh(event),
    },
    form: |event| match event {
        Event::Add => "补照片或留言",
        Event::Withdraw => "撤回这一件",
        Event::Object => "请上级看",
        Event::Correct => "改地点",
        Event::Reclassify => "换一类",
        Event::Reopen => "退回重办",
        _ => event_other_zh(event),
    },
    means: |event| match event {
        Event::Add => "在办的人看得到；物业看不到您是谁。",
        Event::Withdraw => "撤回后就不办了。以后可以再吹哨。",
        Event::Object => "只能提一次。上级看了以后会定下来。",
        Event::Correct => "只改地点，照片和话不动。",
        Event::Reclassify => "换了类别，会重新看该谁办。",
        Event::Reopen => "说一下还差什么，最好拍张照。",
        _ => "",
    },
    note: |event| match event {
        Event::Add => "留言",
        Event::Object => "为什么不同意",
        Event::Reopen => "还差什么",
        _ => "说一句",
    },
    send: |event| match event {
        Event::Add => "补上",
        Event::Withdraw => "撤回，不办了",
        Event::Object => "交给上级",
        Event::Correct => "改好了",
        Event::Reclassify => "换成这一类",
        Event::Reopen => "退回重办",
        _ => event_other_zh(event),
    },
    said: |event| match event {
        Event::Add => "补上了",
        Event::Withdraw => "撤回了",
        Event::Object => "交给上级了",
        Event::Correct => "地点改好了",
        Event::Reclassify => "换好了",
        Event::Reopen => "退回了，看看现在等谁",
        Event::Confirm => "办结了，谢谢您",
        Event::Rate => "评好了，谢谢您",
        _ => event_other_zh(event),
    },
};

const fn event_other_zh(_: Event) -> &'static str {
    "好了"
}

/// English.
pub(super) const EN: ShowText = ShowText {
    the_reporter: "the reporter",
    waits: "Waiting for",
    overdue: "Overdue",
    duty: |who, what| format!("{who} to {what}"),
    told_then: |who| format!("If not, {who} is told by itself. You need not chase."),
    told_now: |who| format!("Told by itself: {who}. You need not chase."),
    in_time: "In time",
    late: "Late",
    paused: |when| format!("until {when} at the latest"),
    paused_left: |left, when| format!("until {when} at the latest; {left} are then left"),
    runs: "Running",
    at_due: |at, due| format!("{at}, due {due}"),
    sent_to: |who| format!("Given to {who}."),
    instead: |who| format!("Says it belongs to {who}."),
    now_category: |what| format!("Now “{what}”."),
    missed: |who, what| format!("{who} did not {what} in time."),
    steps: "How far it is",
    steps_done: |n, late| match late {
        None => format!("{n} steps"),
        Some(0) => format!("{n} steps, all in time"),
        Some(late) => format!("{n} steps, {late} late"),
    },
    reported: "What was reported",
    number: "Number",
    place: "Where",
    filed: "You reported",
    filed_neighbour: "A neighbour reported",
    lead: "Leads",
    helpers: "Helps",
    law: "Law",
    followers: "Neighbours with you",
    people: |n| n.to_string(),
    more: "More",
    correct_until: |when| format!("Can be changed until {when}"),
    done_says: |who| format!("Done, says {who}"),
    early: |span| format!("{span} before the deadline"),
    late_by: |span| format!("{span} after the deadline"),
    ask: "Is it really done?",
    ask_sub: "It is closed when you say so.",
    yes: "Yes, close it",
    no: "No, send it back",
    reopens_left: |n| {
        if n == 1 {
            "You can send it back once; after that a higher level checks.".to_owned()
        } else {
            format!("You can send it back {n} times; after that a higher level checks.")
        }
    },
    reopen_reviewed: |who| format!("Sent back once more, {who} checks it."),
    rejected: "The community did not take it",
    rejected_why: "If you disagree, ask the level above, once.",
    merged: |ticket| format!("Goes on in {ticket}: take a look"),
    rate: "How was it handled?",
    rate_until: |when| format!("One mark for each, once, by {when}."),
    rate_of: ["Speed", "Result", "Manner"],
    marks: ["Very bad", "Bad", "Fair", "Good", "Very good"],
    rate_missing: "Each needs a mark",
    rate_send: "Send the marks",
    rated: "You have rated it",
    verified: "This phone computed the deadlines again: the same.",
    unsent: "What you added is still on this phone",
    nothing_added: "Write something or take a photo",
    go: |event| match event {
        Event::Add => "Add photos or words",
        Event::Withdraw => "Withdraw",
        Event::Object => "Disagree: ask above",
        Event::Correct => "Correct the place",
        Event::Reclassify => "Change the category",
        Event::Reopen => "No, send it back",
        _ => event_other_en(event),
    },
    form: |event| match event {
        Event::Add => "Add photos or words",
        Event::Withdraw => "Withdraw this report",
        Event::Object => "Ask the level above",
        Event::Correct => "Correct the place",
        Event::Reclassify => "Change the category",
        Event::Reopen => "Send it back",
        _ => event_other_en(event),
    },
    means: |event| match event {
        Event::Add => "Those who handle it see it; the company does not see who you are.",
        Event::Withdraw => "Nobody works on it any more. You can report again later.",
        Event::Object => "Once only. The level above looks and decides.",
        Event::Correct => "The place only; photos and words stay.",
        Event::Reclassify => "With another category, others may have to act.",
        Event::Reopen => "Say what is missing; a photo helps.",
        _ => "",
    },
    note: |event| match event {
        Event::Add => "Words",
        Event::Object => "Why you disagree",
        Event::Reopen => "What is missing",
        _ => "A word",
    },
    send: |event| match event {
        Event::Add => "Add",
        Event::Withdraw => "Withdraw it",
        Event::Object => "Ask above",
        Event::Correct => "Correct it",
        Event::Reclassify => "Change it",
        Event::Reopen => "Send it back",
        _ => event_other_en(event),
    },
    said: |event| match event {
        Event::Add => "Added",
        Event::Withdraw => "Withdrawn",
        Event::Object => "The level above will look",
        Event::Correct => "The place is corrected",
        Event::Reclassify => "The category is changed",
        Event::Reopen => "Sent back. See who must act now.",
        Event::Confirm => "Closed. Thank you.",
        Event::Rate => "Rated. Thank you.",
        _ => event_other_en(event),
    },
};

const fn event_other_en(_: Event) -> &'static str {
    "Done"
}
