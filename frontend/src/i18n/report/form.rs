//! Texts of writing and sending a report.

use shared::policy::Standing;

/// What writing and sending say.
pub struct FormText {
    /// Chooses another category.
    pub change: &'static str,
    /// Heading of the photos.
    pub photos: &'static str,
    /// Heading of the place.
    pub place: &'static str,
    /// In or on a building.
    pub inside: &'static str,
    /// Elsewhere in the estate.
    pub outside: &'static str,
    /// A building.
    pub building: &'static str,
    /// A stair.
    pub stair: &'static str,
    /// A floor or part.
    pub spot: &'static str,
    /// A floor.
    pub floor: fn(&str) -> String,
    /// A common place.
    pub common: &'static str,
    /// None of the list.
    pub elsewhere: &'static str,
    /// Where, in words.
    pub free: &'static str,
    /// An example.
    pub free_hint: &'static str,
    /// An example of a building's number.
    pub number_hint: &'static str,
    /// A building is a number.
    pub number_only: &'static str,
    /// No building is chosen.
    pub need_building: &'static str,
    /// No place is chosen or written.
    pub need_place: &'static str,
    /// Heading of the words.
    pub words: &'static str,
    /// An example.
    pub words_hint: &'static str,
    /// A neighbour was first.
    pub alike: &'static str,
    /// One's own earlier report.
    pub alike_mine: &'static str,
    /// When, where, how it stands.
    pub alike_line: fn(&str, &str, &str) -> String,
    /// What joining means.
    pub alike_why: &'static str,
    /// Joins it.
    pub join: &'static str,
    /// Does not.
    pub not_same: &'static str,
    /// Opens one's own.
    pub look: &'static str,
    /// It was joined.
    pub joined: &'static str,
    /// Who does not see who I am.
    pub hidden: &'static str,
    /// Who sees the masked name.
    pub masked: fn(&str) -> String,
    /// Only who handles it sees the masked name: who that is at first.
    pub masked_handler: fn(&str) -> String,
    /// A standing as a name.
    pub standing: fn(Standing) -> &'static str,
    /// Between names.
    pub comma: &'static str,
    /// Who must do what within which time.
    pub promise: fn(&str, &str, &str) -> String,
    /// Sends it.
    pub send: &'static str,
    /// It was sent.
    pub sent: &'static str,
    /// The draft of last time is here again.
    pub restored: &'static str,
    /// Throws it away.
    pub restart: &'static str,
    /// Asks before that.
    pub restart_sure: &'static str,
    /// Throws it away after all.
    pub restart_yes: &'static str,
    /// Another window writes one.
    pub other_window: &'static str,
    /// No such category.
    pub no_category: &'static str,
    /// Title of the waiting report.
    pub queue: &'static str,
    /// Under "saved", where the browser sends by itself.
    pub safe_to_close: &'static str,
    /// Under "saved", where it does not.
    pub open_to_send: &'static str,
    /// It is being sent now.
    pub sending: &'static str,
    /// Under it.
    pub sending_why: &'static str,
    /// Photos: how many, how large, since when.
    pub photos_line: fn(i64, &str, &str) -> String,
    /// No photos: since when.
    pub no_photos_line: fn(&str) -> String,
    /// From when the periods count.
    pub counts_from: fn(&str, &str, &str) -> String,
    /// It became urgent.
    pub haste: &'static str,
    /// Calls the duty room.
    pub haste_call: fn(&str) -> String,
    /// Tries now.
    pub try_now: &'static str,
    /// The server refused it.
    pub refused: &'static str,
    /// Back into the form.
    pub edit: &'static str,
    /// Gives it up.
    pub give_up: &'static str,
    /// Asks before that.
    pub give_up_sure: &'static str,
    /// And says what is lost.
    pub give_up_why: &'static str,
    /// Keeps it.
    pub keep: &'static str,
    /// There is no such waiting report any more.
    pub gone: &'static str,
    /// Where it is.
    pub gone_why: &'static str,
}

/// Chinese.
pub(super) const ZH: FormText = FormText {
    change: "换一类",
    photos: "拍下来",
    place: "在哪里",
    inside: "楼里",
    outside: "楼外公共地方",
    building: "幢",
    stair: "单元",
    spot: "位置",
    floor: |n| format!("{n} 楼"),
    common: "地方",
    elsewhere: "别的地方",
    free: "写一下在哪里",
    free_hint: "比如：东门外快递柜旁",
    number_hint: "比如：6",
    number_only: "只写幢号，比如 6 或 12号",
    need_building: "选一下是哪一幢",
    need_place: "选一下，或写一下在哪里",
    words: "补一句",
    words_hint: "比如：早上六点就开始敲",
    alike: "有邻居已经说过这件事",
    alike_mine: "您已经说过这件事",
    alike_line: |day, place, status| format!("{day}，{place}，{status}"),
    alike_why: "加入后，进展也会告诉您；您的照片和话会补进去。",
    join: "是同一件，加入",
    not_same: "不是同一件",
    look: "去看看",
    joined: "加入了，进展会告诉您",
    hidden: "物业、业委会和邻居，都看不到您是谁。",
    masked: |who| format!("{who}只看到您的姓；要看全名得写理由，会记下来。"),
    masked_handler: |who| {
        format!("只有正在办的那一家看到您的姓，先是{who}；要看全名得写理由，会记下来。")
    },
    standing: standing_zh,
    comma: "、",
    promise: |who, span, what| format!("吹哨后，{who} {span}内要{what}"),
    send: "吹哨",
    sent: "吹哨了，看看现在等谁",
    restored: "上次没写完的还在：照片、地点和话。",
    restart: "重新写",
    restart_sure: "照片和话都会删掉，要重新写吗？",
    restart_yes: "删掉重写",
    other_window: "另一个窗口里还写着一条；这里另写一条，两条都留着。",
    no_category: "没有这一类，重新选",
    queue: "吹哨",
    safe_to_close: "您可以放心关掉手机：\n不会丢，也不会发两次。",
    open_to_send: "有网时打开邻里就发出：\n不会丢，也不会发两次。",
    sending: "正在发",
    sending_why: "照片大，网慢，要等一会儿。可以先去看别的，不会丢。",
    photos_line: |n, size, at| format!("{n} 张照片 {size}，{at}"),
    no_photos_line: |at| format!("没有照片，{at}"),
    counts_from: |who, what, span| {
        format!("{who}{what}的 {span}，从发出那一刻起算。发出后会通知您。")
    },
    haste: "情况变急了？",
    haste_call: |who| format!("直接打{who}"),
    try_now: "现在再试",
    refused: "没发成，要您看一下",
    edit: "改一改再发",
    give_up: "不发了",
    give_up_sure: "真的不发了吗",
    give_up_why: "照片和话会从这台手机上删掉。",
    keep: "留着",
    gone: "这一条不在这台手机上了",
    gone_why: "多半已经发出，在“我的吹哨”里。",
};

/// English.
pub(super) const EN: FormText = FormText {
    change: "Change",
    photos: "Take photos",
    place: "Where",
    inside: "In a building",
    outside: "Outside, shared",
    building: "Building",
    stair: "Stair",
    spot: "Spot",
    floor: |n| format!("Floor {n}"),
    common: "Place",
    elsewhere: "Somewhere else",
    free: "Say where",
    free_hint: "E.g. by the parcel lockers, east gate",
    number_hint: "E.g. 6",
    number_only: "Only the number, such as 6 or 12A",
    need_building: "Choose the building",
    need_place: "Choose or say where",
    words: "Add a word",
    words_hint: "E.g. hammering from six in the morning",
    alike: "A neighbour has reported this",
    alike_mine: "You have reported this",
    alike_line: |day, place, status| format!("{day}, {place}: {status}"),
    alike_why: "Join and you hear how it goes; your photos and words are added.",
    join: "The same: join",
    not_same: "Not the same",
    look: "Take a look",
    joined: "Joined. You will hear how it goes.",
    hidden: "The company, the committee and neighbours do not see who you are.",
    masked: |who| format!("Surname only, full name with a logged reason: {who}."),
    masked_handler: |who| {
        format!(
            "Only who handles it sees your surname, first {who}; the full name needs a logged reason."
        )
    },
    standing: standing_en,
    comma: ", ",
    promise: |who, span, what| format!("After you report, {who} has {span} to {what}"),
    send: "Send report",
    sent: "Sent. See who must act now.",
    restored: "What you began is still here: photos, place and words.",
    restart: "Start over",
    restart_sure: "Photos and words will be deleted. Start over?",
    restart_yes: "Delete them",
    other_window: "Another window has a report you began; this is a new one, and both are kept.",
    no_category: "There is no such category; choose again",
    queue: "Report",
    safe_to_close: "You may close the app:\nnothing is lost or sent twice.",
    open_to_send: "Open this with a network and it sends:\nnothing is lost or sent twice.",
    sending: "Sending",
    sending_why: "Photos take a while on a slow network. Go on to other things; nothing is lost.",
    photos_line: |n, size, at| {
        if n == 1 { format!("1 photo, {size}, {at}") } else { format!("{n} photos, {size}, {at}") }
    },
    no_photos_line: |at| format!("No photos, {at}"),
    counts_from: |who, what, span| {
        format!("{who} has {span} to {what}, counted from the moment it is sent.")
    },
    haste: "Became urgent?",
    haste_call: |who| format!("Call {who}"),
    try_now: "Try now",
    refused: "Not sent; please take a look",
    edit: "Change and send",
    give_up: "Give up",
    give_up_sure: "Really give it up?",
    give_up_why: "Photos and words are deleted from this phone.",
    keep: "Keep it",
    gone: "This is no longer on this phone",
    gone_why: "It was most likely sent: look in “My reports”.",
};

const fn standing_zh(standing: Standing) -> &'static str {
    match standing {
        Standing::Reporter => "您",
        Standing::Follower => "邻居",
        Standing::Company => "物业",
        Standing::Community => "社区",
        Standing::Town => "镇街",
        Standing::Bureau => "区建设局",
        Standing::District => "区专班办",
        Standing::Dept => "办理部门",
        Standing::Helper => "协办部门",
    }
}

const fn standing_en(standing: Standing) -> &'static str {
    match standing {
        Standing::Reporter => "you",
        Standing::Follower => "neighbours",
        Standing::Company => "the property company",
        Standing::Community => "community office",
        Standing::Town => "town",
        Standing::Bureau => "construction bureau",
        Standing::District => "district office",
        Standing::Dept => "the department in charge",
        Standing::Helper => "departments that help",
    }
}
