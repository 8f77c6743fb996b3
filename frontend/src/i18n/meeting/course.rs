//! Texts of a meeting's course.

use shared::domain::vote::{MeetingEvent, MeetingStatus};

/// What the page of a meeting says.
pub struct CourseText {
    /// Opens the draft.
    pub edit: &'static str,
    /// What the present step asks.
    pub stage: fn(MeetingStatus) -> &'static str,
    /// Before the notice there is no roll.
    pub before_notice: &'static str,
    /// Heading.
    pub more: &'static str,
    /// Leads to the roll.
    pub roll: &'static str,
    /// Leads to the ceremony.
    pub keys: &'static str,
    /// The key is complete.
    pub key_made: &'static str,
    /// It is not.
    pub key_open: &'static str,
    /// A chip: the seat is asked.
    pub key_wanted: &'static str,
    /// Leads to the key sheet.
    pub key_sheet: &'static str,
    /// Leads to the result.
    pub result: &'static str,
    /// Leads to the announcement.
    pub announcement: &'static str,
    /// Leads to what owners see.
    pub as_owners: &'static str,
    /// A building.
    pub building: fn(&str) -> String,
    /// A step, as a button.
    pub act: fn(MeetingEvent) -> &'static str,
    /// What it brings, before it happens; the day voting begins.
    pub consequence: fn(MeetingEvent, &str) -> String,
    /// What the words are.
    pub note: fn(MeetingEvent) -> &'static str,
    /// A field.
    pub until: &'static str,
    /// The earliest day.
    pub until_hint: fn(&str) -> String,
    /// It was recorded.
    pub done: &'static str,
    /// Reads the meeting again.
    pub look_again: &'static str,
}

/// Chinese.
pub(super) const ZH: CourseText = CourseText {
    edit: "修改草案",
    stage: stage_zh,
    before_notice: "公告以后，这里有计票名册、钥匙和送达记录。",
    more: "名册、钥匙、结果",
    roll: "名册和送达",
    keys: "三把钥匙",
    key_made: "已配齐",
    key_open: "还没配齐，齐了才能开始投票",
    key_wanted: "请您办",
    key_sheet: "打印《钥匙确认单》",
    result: "结果",
    announcement: "打印结果公告",
    as_owners: "业主看到的页面",
    building: |name| format!("{name} 幢"),
    act: act_zh,
    consequence: consequence_zh,
    note: note_zh,
    until: "改正期限",
    until_hint: |day| format!("到这天结束。最早 {day}"),
    done: "办好了",
    look_again: "看看现在的样子",
};

/// English.
pub(super) const EN: CourseText = CourseText {
    edit: "Edit the draft",
    stage: stage_en,
    before_notice: "From the notice on, the roll, the keys and the deliveries are here.",
    more: "Roll, keys, result",
    roll: "Roll and deliveries",
    keys: "The three keys",
    key_made: "Complete",
    key_open: "Not complete; voting opens once it is",
    key_wanted: "Your turn",
    key_sheet: "Print the key sheet",
    result: "Result",
    announcement: "Print the announcement",
    as_owners: "What owners see",
    building: |name| format!("Building {name}"),
    act: act_en,
    consequence: consequence_en,
    note: note_en,
    until: "To be corrected by the end of",
    until_hint: |day| format!("The end of that day; {day} at the earliest"),
    done: "Recorded",
    look_again: "See how it stands now",
};

const fn stage_zh(status: MeetingStatus) -> &'static str {
    match status {
        MeetingStatus::Draft => "起草中。写好后请社区看，看过才能公告。",
        MeetingStatus::Reviewed => "社区看过了。召集人可以公告；要改内容，先退回草案。",
        MeetingStatus::Noticed => {
            "正在公示，内容不能再改。送达、异议答复、三把钥匙都办好，到时间自动开始投票。"
        }
        MeetingStatus::Open => "投票中。只看得到参加的人数和面积。",
        MeetingStatus::Closed => "投票已截止。请三位保管人中的两位开票。",
        MeetingStatus::Tallied => "已计票，等召集人公布。",
        MeetingStatus::Published => "已公布，决定生效。",
        MeetingStatus::Cancelled => "已取消，没有投票。",
        MeetingStatus::CorrectionOrdered => "镇街或主管部门责令限期改正。",
        MeetingStatus::Corrected => "已改正，决定继续有效。",
        MeetingStatus::Revoked => "决定已被撤销，不再有效。",
        MeetingStatus::Annulled => "决定已被法院撤销，不再有效。",
        MeetingStatus::Unknown => "请更新后再看。",
    }
}

const fn stage_en(status: MeetingStatus) -> &'static str {
    match status {
        MeetingStatus::Draft => {
            "Being drafted. The community office looks it over before the notice."
        }
        MeetingStatus::Reviewed => {
            "The community office has looked it over. The organiser may give notice; to change it, send it back first."
        }
        MeetingStatus::Noticed => {
            "On notice: nothing changes any more. With deliveries, answers and the three keys done, voting opens by itself."
        }
        MeetingStatus::Open => "Voting is open. Only turnout is known.",
        MeetingStatus::Closed => "Voting has ended. Two of the three trustees open the sums.",
        MeetingStatus::Tallied => "Counted; the organiser publishes it.",
        MeetingStatus::Published => "Published: the decisions are in force.",
        MeetingStatus::Cancelled => "Called off before anybody voted.",
        MeetingStatus::CorrectionOrdered => "The town or the authority has ordered a correction.",
        MeetingStatus::Corrected => "Corrected; the decisions stay in force.",
        MeetingStatus::Revoked => "Revoked: the decisions are no longer in force.",
        MeetingStatus::Annulled => "Annulled by a court: the decisions are no longer in force.",
        MeetingStatus::Unknown => "Please update the app to see more.",
    }
}

const fn act_zh(event: MeetingEvent) -> &'static str {
    match event {
        MeetingEvent::Review => "看过了，可以公告",
        MeetingEvent::Revise => "退回草案修改",
        MeetingEvent::Notice => "公告",
        MeetingEvent::Publish => "公布结果",
        MeetingEvent::Cancel => "取消这次表决",
        MeetingEvent::OrderCorrection => "责令限期改正",
        MeetingEvent::Correct => "已经改正",
        MeetingEvent::Revoke => "撤销决定",
        MeetingEvent::Annul => "登记法院撤销",
        MeetingEvent::Open => "开始投票",
        MeetingEvent::Close => "截止投票",
        MeetingEvent::Tally => "计票",
        MeetingEvent::Unknown => "办理",
    }
}

const fn act_en(event: MeetingEvent) -> &'static str {
    match event {
        MeetingEvent::Review => "Looked over: ready for the notice",
        MeetingEvent::Revise => "Send back to be changed",
        MeetingEvent::Notice => "Give notice",
        MeetingEvent::Publish => "Publish the result",
        MeetingEvent::Cancel => "Call the meeting off",
        MeetingEvent::OrderCorrection => "Order a correction",
        MeetingEvent::Correct => "It has been corrected",
        MeetingEvent::Revoke => "Revoke the decisions",
        MeetingEvent::Annul => "Record the court's annulment",
        MeetingEvent::Open => "Open",
        MeetingEvent::Close => "Close",
        MeetingEvent::Tally => "Count",
        MeetingEvent::Unknown => "Record",
    }
}

fn consequence_zh(event: MeetingEvent, opens: &str) -> String {
    match event {
        MeetingEvent::Review => {
            "草案会标成“社区看过”，召集人就可以公告。内容再有改动，要重新看。".to_owned()
        }
        MeetingEvent::Revise => {
            "回到草案，可以再改。改完社区要重新看一遍。".to_owned()
        }
        MeetingEvent::Notice => {
            format!("公告后一个字也不能改。全体业主马上收到通知，计票名册同时公示；{opens}开始投票。")
        }
        MeetingEvent::Publish => {
            "结果马上对全体业主公布，决定从现在起生效。公布后业主可以申请撤销。".to_owned()
        }
        MeetingEvent::Cancel => {
            "这次表决到此为止，不能恢复；要再办，得重新起草、重新公告。已公告的，业主会收到通知和理由。".to_owned()
        }
        MeetingEvent::OrderCorrection => {
            "全体业主会收到责令和期限。期限内改正，决定继续有效；不改，可以撤销。".to_owned()
        }
        MeetingEvent::Correct => {
            "登记按要求改正了。全体业主会收到通知，决定继续有效。".to_owned()
        }
        MeetingEvent::Revoke => {
            "决定从现在起不再有效，靠它办的事要停下来。全体业主会收到通知和文号。不能恢复。".to_owned()
        }
        MeetingEvent::Annul => {
            "登记法院判决撤销。决定不再有效，靠它办的事要停下来。全体业主会收到通知。不能恢复。".to_owned()
        }
        MeetingEvent::Open|MeetingEvent::Close|MeetingEvent::Tally|MeetingEvent::Unknown => {
            String::new()
        }
    }
}

fn consequence_en(event: MeetingEvent, opens: &str) -> String {
    match event {
        MeetingEvent::Review => {
            "The draft is marked as looked over, and the organiser may give notice. After a change it is looked over again.".to_owned()
        }
        MeetingEvent::Revise => {
            "It becomes a draft again and can be changed; the community office then looks it over once more.".to_owned()
        }
        MeetingEvent::Notice => {
            format!("From then on not a word changes. Every owner is told at once, the roll is shown for objections, and voting opens {opens}.")
        }
        MeetingEvent::Publish => {
            "Every owner sees the result at once, and the decisions are in force from now on. Owners may challenge them.".to_owned()
        }
        MeetingEvent::Cancel => {
            "The meeting ends here and cannot be resumed; to hold it, draft it and give notice anew. After the notice, owners are told with your reason.".to_owned()
        }
        MeetingEvent::OrderCorrection => {
            "Every owner is told of the order and its deadline. Corrected in time, the decisions stand; else they may be revoked.".to_owned()
        }
        MeetingEvent::Correct => {
            "Records that the order was followed. Every owner is told, and the decisions stay in force.".to_owned()
        }
        MeetingEvent::Revoke => {
            "The decisions are no longer in force from now on, and what rests on them stops. Every owner is told with the document's number. This cannot be undone.".to_owned()
        }
        MeetingEvent::Annul => {
            "Records the court's ruling. The decisions are no longer in force, and what rests on them stops. Every owner is told. This cannot be undone.".to_owned()
        }
        MeetingEvent::Open|MeetingEvent::Close|MeetingEvent::Tally|MeetingEvent::Unknown => {
            String::new()
        }
    }
}

const fn note_zh(event: MeetingEvent) -> &'static str {
    match event {
        MeetingEvent::Revise => "要改什么",
        MeetingEvent::Cancel => "为什么取消",
        MeetingEvent::OrderCorrection => "文号和要求",
        MeetingEvent::Correct => "怎么改正的",
        MeetingEvent::Revoke => "文号和理由",
        MeetingEvent::Annul => "判决书文号",
        MeetingEvent::Review
        | MeetingEvent::Notice
        | MeetingEvent::Open
        | MeetingEvent::Close
        | MeetingEvent::Tally
        | MeetingEvent::Publish
        | MeetingEvent::Unknown => "说明",
    }
}

const fn note_en(event: MeetingEvent) -> &'static str {
    match event {
        MeetingEvent::Revise => "What is to change",
        MeetingEvent::Cancel => "Why",
        MeetingEvent::OrderCorrection => "Document number and what is demanded",
        MeetingEvent::Correct => "How it was corrected",
        MeetingEvent::Revoke => "Document number and grounds",
        MeetingEvent::Annul => "Number of the ruling",
        MeetingEvent::Review
        | MeetingEvent::Notice
        | MeetingEvent::Open
        | MeetingEvent::Close
        | MeetingEvent::Tally
        | MeetingEvent::Publish
        | MeetingEvent::Unknown => "Note",
    }
}
