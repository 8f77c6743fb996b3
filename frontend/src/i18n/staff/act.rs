//! What staff's actions are called, bring about and ask for.

use shared::domain::report::Event;

/// What an action's button says.
pub(super) const fn act_zh(event: Event) -> &'static str {
    match event {
        Event::Arrive => "我到了",
        Event::Dissuade => "记一次劝阻",
        Event::Corrected => "劝好了",
        Event::Escalate => "上报社区",
        Event::Answer => "回话",
        Event::Assign => "派人",
        Event::Acknowledge => "收到",
        Event::Dispatch => "派单",
        Event::HandleItself => "自己办",
        Event::Reject => "不受理",
        Event::Merge => "并案",
        Event::Reclassify => "改类别",
        Event::CheckIn => "报到",
        Event::Decline => "退回",
        Event::FileCase => "立案",
        Event::Pause => "暂停计时",
        Event::Resume => "接着计时",
        Event::Resolve => "办好了",
        Event::AssignFinally => "指定办理",
        Event::End => "办结",
        Event::Confirm => "确认办好",
        Event::Reopen => "没办好，退回重办",
        Event::Withdraw => "撤回",
        Event::Object => "提出异议",
        Event::Add => "补充",
        _ => "写说明",
    }
}

/// The same in English.
pub(super) const fn act_en(event: Event) -> &'static str {
    match event {
        Event::Arrive => "I am here",
        Event::Dissuade => "Record a dissuasion",
        Event::Corrected => "Corrected",
        Event::Escalate => "Tell the community",
        Event::Answer => "Answer",
        Event::Assign => "Assign",
        Event::Acknowledge => "Received",
        Event::Dispatch => "Dispatch",
        Event::HandleItself => "Handle it here",
        Event::Reject => "Do not take it",
        Event::Merge => "Merge",
        Event::Reclassify => "Change category",
        Event::CheckIn => "Check in",
        Event::Decline => "Decline",
        Event::FileCase => "File a case",
        Event::Pause => "Pause the clock",
        Event::Resume => "Go on",
        Event::Resolve => "Done",
        Event::AssignFinally => "Assign finally",
        Event::End => "Close it",
        Event::Confirm => "Confirm",
        Event::Reopen => "Not done, reopen",
        Event::Withdraw => "Take back",
        Event::Object => "Object",
        Event::Add => "Add",
        _ => "Write a remark",
    }
}

/// What an action brings about.
pub(super) const fn act_why_zh(event: Event) -> &'static str {
    match event {
        Event::Arrive => "到场的钟停下，时间记下来。",
        Event::Dissuade => "记下怎么劝的；没劝住，到期前要上报社区。",
        Event::Corrected => "对方改好了。吹哨人会收到，由他确认。",
        Event::Escalate => "劝不住，交给社区派单。",
        Event::Answer => "吹哨人会看到您的回话。",
        Event::Assign => "派给一位同事，他的待办里会有。",
        Event::Acknowledge => "告诉大家社区已经知道。",
        Event::Dispatch => "主办和协办会马上收到，报到的钟开始走。",
        Event::HandleItself => "社区来办，办好的钟开始走。",
        Event::Reject => "理由会给吹哨人看，他可以提一次异议。",
        Event::Merge => "两件并成一件，吹哨人跟着看那一件。",
        Event::Reclassify => "按新类别重新走。",
        Event::CheckIn => "部门接下这一件，办好的钟接着走。",
        Event::Decline => "写明理由和该由谁办，退给社区；第二次退回由上级定。",
        Event::FileCase => "立案后按 90 天办。",
        Event::Pause => {
            "写明为什么等：比如等鉴定。吹哨人和上一级都看得到，到最长期限会自己接着走。"
        }
        Event::Resume => "钟接着走，期限顺延停掉的时间。",
        Event::Resolve => "写结果，拍现在的样子。吹哨人会收到，由他确认。",
        Event::AssignFinally => "指定后不能再退。",
        Event::End => "写明理由，到此为止。",
        Event::Confirm => "办好了就确认，这件办结。",
        Event::Reopen => "退给办的人重办。",
        Event::Withdraw => "撤回后就不再办。",
        Event::Object => "由上级来定，只能提一次。",
        _ => "办这件的人都看得到。",
    }
}

/// The same in English.
pub(super) const fn act_why_en(event: Event) -> &'static str {
    match event {
        Event::Arrive => "Stops the on-site clock and records the time.",
        Event::Dissuade => {
            "Records how; if it does not end, tell the community before the deadline."
        }
        Event::Corrected => "It was put right. The reporter is told and confirms.",
        Event::Escalate => "It did not end; the community dispatches it.",
        Event::Answer => "The reporter sees your answer.",
        Event::Assign => "It goes to a colleague's queue.",
        Event::Acknowledge => "Tells everybody that the community knows.",
        Event::Dispatch => "Lead and helpers are told at once; the check-in clock starts.",
        Event::HandleItself => "The community handles it; its clock starts.",
        Event::Reject => "The reporter sees the reason and may object once.",
        Event::Merge => "Both become one; the reporter follows the other.",
        Event::Reclassify => "It is routed anew.",
        Event::CheckIn => "The department takes it on.",
        Event::Decline => "Say why, and who should. The second time, the review decides.",
        Event::FileCase => "From then on 90 days.",
        Event::Pause => {
            "Say what you wait for. The reporter and the level above see it; it goes on by itself."
        }
        Event::Resume => "The clock runs again; the deadline moves by the time it stood still.",
        Event::Resolve => "Write the result and show it. The reporter is told and confirms.",
        Event::AssignFinally => "It can no longer be declined.",
        Event::End => "Give the reasons; it ends here.",
        Event::Confirm => "Confirms and closes it.",
        Event::Reopen => "Goes back to who handled it.",
        Event::Withdraw => "Nobody goes on with it.",
        Event::Object => "The review decides; once only.",
        _ => "Everybody who handles it sees this.",
    }
}

/// What to write for an action.
pub(super) const fn note_zh(event: Event) -> &'static str {
    match event {
        Event::Dissuade | Event::Corrected => "什么时候、怎么劝的",
        Event::Resolve => "结果",
        Event::Answer => "回话",
        Event::Reject | Event::Decline | Event::End | Event::Reopen | Event::Object => "理由",
        Event::Escalate => "劝了什么，为什么上报",
        Event::FileCase => "立案情况",
        Event::Pause => "在等什么，为什么暂停",
        _ => "说明",
    }
}

/// The same in English.
pub(super) const fn note_en(event: Event) -> &'static str {
    match event {
        Event::Dissuade | Event::Corrected => "When and how you dissuaded",
        Event::Resolve => "Result",
        Event::Answer => "Answer",
        Event::Reject | Event::Decline | Event::End | Event::Reopen | Event::Object => "Reason",
        Event::Escalate => "What was tried, and why you pass it on",
        Event::FileCase => "About the case",
        Event::Pause => "What you wait for, and why",
        _ => "Note",
    }
}

/// An example of it.
pub(super) const fn note_example_zh(event: Event) -> &'static str {
    match event {
        Event::Dissuade => "比如：8:10 当面劝，答应今晚搬走",
        Event::Corrected => "比如：8:40 车主已把车开走",
        Event::Resolve => "比如：杂物已清，装了提示牌",
        Event::Pause => "比如：等设计单位出结构意见",
        Event::Answer => "比如：师傅 10 点到，请稍等",
        _ => "",
    }
}

/// The same in English.
pub(super) const fn note_example_en(event: Event) -> &'static str {
    match event {
        Event::Dissuade => "For example: 8:10 in person; will be moved tonight",
        Event::Corrected => "For example: 8:40 the owner drove the car away",
        Event::Resolve => "For example: cleared, and a sign put up",
        Event::Pause => "For example: the structural opinion is not there yet",
        Event::Answer => "For example: the technician comes at 10",
        _ => "",
    }
}

/// That it is recorded.
pub(super) const fn recorded_zh(event: Event) -> &'static str {
    match event {
        Event::Answer => "回好了，吹哨人看得到",
        Event::Dispatch | Event::AssignFinally => "派出去了，对方已收到",
        Event::Resolve | Event::Corrected => "记下了，等吹哨人确认",
        Event::Escalate => "报给社区了",
        Event::Assign => "派好了",
        _ => "记下了",
    }
}

/// The same in English.
pub(super) const fn recorded_en(event: Event) -> &'static str {
    match event {
        Event::Answer => "Sent; the reporter can read it",
        Event::Dispatch | Event::AssignFinally => "Dispatched; they have been told",
        Event::Resolve | Event::Corrected => "Recorded; the reporter confirms next",
        Event::Escalate => "The community has it",
        Event::Assign => "Assigned",
        _ => "Recorded",
    }
}
