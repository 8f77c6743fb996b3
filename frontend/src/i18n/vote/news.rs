//! What the inbox says of meetings.

use shared::domain::vote::MeetingNewsKind as Kind;

/// The words of the inbox on meetings.
pub struct NewsText {
    /// The head of the list.
    pub title: &'static str,
    /// What happened.
    pub happened: fn(Kind) -> &'static str,
}

pub(super) const ZH: NewsText = NewsText {
    title: "表决",
    happened: |kind| match kind {
        Kind::Reviewed => "社区看过草案了，可以公告",
        Kind::Revised => "草案收回去修改",
        Kind::Noticed => "已公告，请看要表决什么",
        Kind::Opened => "开始投票了",
        Kind::Remind => "您家还没投，别错过",
        Kind::PartyCast => "您家的票已由家人或代理人投出",
        Kind::Closed => "投票截止，等保管人开票",
        Kind::Tallied => "票已计好，待公布",
        Kind::Published => "结果已公布",
        Kind::Cancelled => "会议取消",
        Kind::CorrectionOrdered => "镇街责令限期改正",
        Kind::Corrected => "已按要求改正",
        Kind::Revoked => "镇街已撤销这个决定",
        Kind::Annulled => "法院已撤销这个决定",
        Kind::LocksVoid => "名册有变动，请保管人重新制锁",
        Kind::KeyMissing => "到了投票时间，保管人的钥匙还没齐",
        Kind::Unknown => "有新的进展",
    },
};

pub(super) const EN: NewsText = NewsText {
    title: "Votes",
    happened: |kind| match kind {
        Kind::Reviewed => "The community office has looked over the draft",
        Kind::Revised => "The draft is being changed again",
        Kind::Noticed => "Notice was given: see what is to be decided",
        Kind::Opened => "Voting has begun",
        Kind::Remind => "Your household has not voted yet",
        Kind::PartyCast => "Your household’s ballot was cast by a co-owner or an agent",
        Kind::Closed => "Voting has ended; the trustees are to open the sums",
        Kind::Tallied => "The ballots are counted; the result is to be published",
        Kind::Published => "The result is published",
        Kind::Cancelled => "The meeting is called off",
        Kind::CorrectionOrdered => "The town has ordered a correction",
        Kind::Corrected => "The order was followed",
        Kind::Revoked => "The town has revoked this decision",
        Kind::Annulled => "A court has annulled this decision",
        Kind::LocksVoid => "The roll has changed: trustees make their locks anew",
        Kind::KeyMissing => "Voting should have begun; the trustees’ key is not complete",
        Kind::Unknown => "Something new",
    },
};
