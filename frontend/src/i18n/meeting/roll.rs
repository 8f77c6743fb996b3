//! Texts of the roll, for who serves the notice.

use shared::domain::vote::DeliveryChannel;

/// What the page of the roll says.
pub struct MeetingRollText {
    /// The page's title.
    pub title: &'static str,
    /// There is no roll yet.
    pub none_yet: &'static str,
    /// Why.
    pub none_yet_why: &'static str,
    /// Nobody was told yet.
    pub not_served: &'static str,
    /// By which channels.
    pub served: fn(&str) -> String,
    /// A channel.
    pub channel: fn(DeliveryChannel) -> &'static str,
    /// What a record is for.
    pub why: &'static str,
    /// A field.
    pub photo: &'static str,
    /// A photo is needed.
    pub photo_missing: &'static str,
    /// Records a delivery.
    pub by_door: &'static str,
    /// Records a delivery.
    pub by_sms: &'static str,
    /// Nothing is left.
    pub all_recorded: &'static str,
    /// It was recorded.
    pub recorded: &'static str,
    /// Heading.
    pub objections: &'static str,
    /// Heading and choice.
    pub answer: &'static str,
    /// What an answer brings.
    pub answer_why: &'static str,
    /// A field.
    pub answer_words: &'static str,
    /// Sends it.
    pub answer_send: &'static str,
    /// It was sent.
    pub answered: &'static str,
    /// A choice.
    pub upheld: &'static str,
    /// A choice.
    pub dismissed: &'static str,
}

/// Chinese.
pub(super) const ZH: MeetingRollText = MeetingRollText {
    title: "名册和送达",
    none_yet: "公告时才有名册",
    none_yet_why: "公告那一刻按小区业主名册生成，开始投票时定下来。",
    not_served: "还没有送达记录",
    served: |channels| format!("已送达：{channels}"),
    channel: channel_zh,
    why: "记下公告怎么送到这户的。同一种方式只记第一次，记了不能改。",
    photo: "门口的照片（张贴或当面交付）",
    photo_missing: "上门送达要有一张照片",
    by_door: "记为上门送达",
    by_sms: "记为短信送达",
    all_recorded: "上门和短信都记过了。",
    recorded: "记好了",
    objections: "对名册的异议",
    answer: "答复异议",
    answer_why: "没有答复完，投票不会开始。答复会通知提出的业主；名册有错的，先去改业主名册。",
    answer_words: "查到什么、怎么处理",
    answer_send: "发出答复",
    answered: "已答复",
    upheld: "异议成立",
    dismissed: "异议不成立",
};

/// English.
pub(super) const EN: MeetingRollText = MeetingRollText {
    title: "Roll and deliveries",
    none_yet: "The roll comes with the notice",
    none_yet_why: "It is made of the estate's roll with the notice, and frozen when voting opens.",
    not_served: "Not served yet",
    served: |channels| format!("Served: {channels}"),
    channel: channel_en,
    why: "Records how the notice reached this party. The first record of each way stands.",
    photo: "Photo at the door, posted or handed over",
    photo_missing: "A delivery at the door needs a photo",
    by_door: "Record: at the door",
    by_sms: "Record: by SMS",
    all_recorded: "Both ways are recorded.",
    recorded: "Recorded",
    objections: "Objections to the roll",
    answer: "Answer the objection",
    answer_why: "Voting does not open before all are answered. The owner is told; if the roll is wrong, put the estate's roll right first.",
    answer_words: "What was found and done",
    answer_send: "Send the answer",
    answered: "Answered",
    upheld: "It was right",
    dismissed: "It was not",
};

const fn channel_zh(channel: DeliveryChannel) -> &'static str {
    match channel {
        DeliveryChannel::App => "本人在手机上确认",
        DeliveryChannel::Sms => "短信",
        DeliveryChannel::Door => "上门，有照片",
        DeliveryChannel::Unknown => "其他",
    }
}

const fn channel_en(channel: DeliveryChannel) -> &'static str {
    match channel {
        DeliveryChannel::App => "confirmed on the phone",
        DeliveryChannel::Sms => "SMS",
        DeliveryChannel::Door => "at the door, with photo",
        DeliveryChannel::Unknown => "other",
    }
}
