//! Texts of casting.

use shared::domain::vote::{Channel, Choice};

/// What casting says.
pub struct CastText {
    /// The pages' title.
    pub title: &'static str,
    /// Where one is: step, of.
    pub step: fn(i64, i64) -> String,
    /// Nothing has been cast so far.
    pub not_yet: &'static str,
    /// Names the choices, for screen readers.
    pub choices: &'static str,
    /// A choice.
    pub choice: fn(Choice) -> &'static str,
    /// What it means.
    pub means: fn(Choice) -> &'static str,
    /// The one chosen.
    pub picked: &'static str,
    /// Nothing is chosen yet.
    pub choose_one: &'static str,
    /// How many names may be marked, and how many are: marked, most.
    pub marked: fn(i64, i64) -> String,
    /// Too many names.
    pub too_many: fn(i64) -> String,
    /// Marking nobody abstains.
    pub nobody: &'static str,
    /// Says so, in the review.
    pub nobody_word: &'static str,
    /// Ticks that nobody is marked on purpose.
    pub nobody_tick: &'static str,
    /// Heading of the weight.
    pub weight: &'static str,
    /// It.
    pub weight_of: fn(&str, &str) -> String,
    /// Several own it.
    pub shared: &'static str,
    /// By proxy.
    pub agent: &'static str,
    /// What happens to the choice.
    pub sealed: &'static str,
    /// To the next matter.
    pub next: &'static str,
    /// To the review.
    pub review: &'static str,
    /// In elder mode, under the button.
    pub review_follows: &'static str,
    /// What cannot be changed.
    pub final_word: &'static str,
    /// Why.
    pub final_why: &'static str,
    /// Who votes.
    pub voter: &'static str,
    /// Units.
    pub units: &'static str,
    /// Area.
    pub area: &'static str,
    /// Persons.
    pub persons: &'static str,
    /// Back to a choice.
    pub change: &'static str,
    /// The ballot is being sealed.
    pub sealing: &'static str,
    /// Names the fingerprint.
    pub fingerprint: &'static str,
    /// What it is for.
    pub fingerprint_why: &'static str,
    /// Goes on to the code.
    pub go_code: &'static str,
    /// Checks the phone.
    pub check: &'static str,
    /// Title of the check.
    pub check_title: &'static str,
    /// What it does.
    pub check_how: &'static str,
    /// Before it is opened.
    pub check_before: &'static str,
    /// Opens the ballot.
    pub check_open: &'static str,
    /// Names the square.
    pub check_square: &'static str,
    /// This ballot says so; it is void.
    pub check_void: &'static str,
    /// Starts again.
    pub again: &'static str,
    /// Asks for the code.
    pub send_code: &'static str,
    /// Where the code went.
    pub code_sent: &'static str,
    /// What the code confirms.
    pub code_why: &'static str,
    /// Casts one choice.
    pub cast_one: fn(&str) -> String,
    /// Casts several.
    pub cast_many: fn(i64) -> String,
    /// Lost between phone and server: safe to repeat.
    pub repeat: &'static str,
    /// Somebody of the party was first: when, how.
    pub already: fn(&str, Channel) -> String,
    /// And what to do about it.
    pub already_why: &'static str,
    /// The engine did not load.
    pub no_engine: &'static str,
    /// What the phone could not seal.
    pub not_sealed: &'static str,
    /// The text differs from the noticed one.
    pub text_changed: &'static str,
    /// Title of the receipt.
    pub receipt: &'static str,
    /// Heading of the receipt.
    pub done: &'static str,
    /// Names the receipt's number.
    pub number: &'static str,
    /// The meeting.
    pub meeting: &'static str,
    /// The place in the journal.
    pub journal: &'static str,
    /// It.
    pub journal_nth: fn(&str) -> String,
    /// How it came in.
    pub channel: &'static str,
    /// How.
    pub channel_word: fn(Channel) -> &'static str,
    /// Names the receipt's square.
    pub square: &'static str,
    /// The receipt does not show the choice.
    pub no_choice: &'static str,
    /// When the result comes.
    pub result_by: fn(&str) -> String,
    /// After the count.
    pub result_soon: &'static str,
    /// It is kept on this phone.
    pub kept: &'static str,
    /// There is none yet.
    pub no_receipt: &'static str,
    /// The next of my ballots: units.
    pub next_party: fn(&str) -> String,
}

/// Chinese.
pub(super) const ZH: CastText = CastText {
    title: "投票",
    step: |n, of| format!("第 {n} 步，共 {of} 步"),
    not_yet: "还没有投出。",
    choices: "您的选择",
    choice: |choice| match choice {
        Choice::For => "同意",
        Choice::Against => "反对",
        Choice::Abstain => "弃权",
    },
    means: |choice| match choice {
        Choice::For => "照公告的办",
        Choice::Against => "不照公告的办",
        Choice::Abstain => "不表态，但算参加，会留在分母里",
    },
    picked: "您选了",
    choose_one: "先选一个，再往下走。",
    marked: |marked, most| format!("已勾 {marked} 人，最多 {most} 人"),
    too_many: |most| format!("最多 {most} 人，先去掉一个再勾。"),
    nobody: "一个都不勾，算弃权：算参加，不给任何人票。",
    nobody_word: "弃权，一个都没勾",
    nobody_tick: "我一个都不勾",
    weight: "您这一票的分量",
    weight_of: |area, persons| format!("{area} ＋ {persons}"),
    shared: "这套房不止您一位业主，合起来算 1 人，谁先投就算谁的；投出后会告诉其他人。",
    agent: "您受书面委托代投，投出前对方可以撤回。",
    sealed: "选择封存到截止。截止后公布总数，不公布谁选了什么。",
    next: "下一件",
    review: "下一步，核对",
    review_follows: "下一页再核对一遍，才会投出",
    final_word: "投出后不能改。",
    final_why: "第一张有效票算数，手机投的和纸上投的一样。",
    voter: "投票人",
    units: "房屋",
    area: "计入面积",
    persons: "计入人数",
    change: "回去改",
    sealing: "正在这台手机上封票",
    fingerprint: "这张票的指纹",
    fingerprint_why: "封好了，指纹已报给服务器：从现在起，换一张就对不上。",
    go_code: "下一步，短信确认",
    check: "验一验这台手机",
    check_title: "验一验这台手机",
    check_how: "不放心手机有没有按您选的封票？可以把这张票拆开给另一台手机看。拆开的票作废，不能再投，要重新选一遍。",
    check_before: "拆开前先记下指纹：",
    check_open: "拆开来验，这张票作废",
    check_square: "选择和封票用的随机数，供另一台手机验算",
    check_void: "这张票只用来检验，已作废。用另一台手机扫码验算，指纹一样，说明这台手机没做手脚。",
    again: "重新投",
    send_code: "发短信验证码",
    code_sent: "已发到您登记的手机",
    code_why: "最后一步：用短信验证码确认是您本人。",
    cast_one: |choice| format!("投出：{choice}"),
    cast_many: |n| format!("投出 {n} 件事的选择"),
    repeat: "没收到回音。再按一次没关系，同一张票只算一次。",
    already: |when, channel| match channel {
        Channel::Paper => format!("您家已在 {when} 用纸质票投票，以第一次为准。"),
        Channel::App | Channel::Unknown => format!("您家已在 {when} 用手机投票，以第一次为准。"),
    },
    already_why: "如果不是您家人投的，请马上联系社区。",
    no_engine: "封票的程序没有加载好，没有投出。请看看网络，再试一次。",
    not_sealed: "这台手机没能封好选票，没有投出。请换一台手机，或投纸质票。",
    text_changed: "事项的文字和公告时不一样，已停止，没有投出。请联系社区。",
    receipt: "回执",
    done: "您已经投票了",
    number: "回执号",
    meeting: "表决",
    journal: "小区记录",
    journal_nth: |n| format!("第 {n} 条"),
    channel: "怎么投的",
    channel_word: |channel| match channel {
        Channel::Paper => "纸质票",
        Channel::App => "手机",
        Channel::Unknown => "其他方式",
    },
    square: "回执号的二维码",
    no_choice: "回执上没有您的选择，给别人看也不要紧。",
    result_by: |time| format!("{time}公布结果，到时通知您，还能用这张回执再查一遍。"),
    result_soon: "结果公布时会通知您，还能用这张回执再查一遍。",
    kept: "回执已存在这台手机里",
    no_receipt: "这一票还没有投",
    next_party: |units| format!("还有一票：{units}"),
};

/// English.
pub(super) const EN: CastText = CastText {
    title: "Vote",
    step: |n, of| format!("Step {n} of {of}"),
    not_yet: "Nothing has been cast yet.",
    choices: "Your choice",
    choice: |choice| match choice {
        Choice::For => "In favour",
        Choice::Against => "Against",
        Choice::Abstain => "Abstain",
    },
    means: |choice| match choice {
        Choice::For => "do as the notice says",
        Choice::Against => "do not do as the notice says",
        Choice::Abstain => "no opinion, but you take part and are counted in the whole",
    },
    picked: "Chosen",
    choose_one: "Choose one first.",
    marked: |marked, most| format!("{marked} marked, {most} at the most"),
    too_many: |most| format!("{most} at the most: take one mark away first."),
    nobody: "Marking nobody abstains: you take part and give nobody a vote.",
    nobody_word: "Abstain, nobody marked",
    nobody_tick: "I mark nobody",
    weight: "What your ballot weighs",
    weight_of: |area, persons| format!("{area} + {persons}"),
    shared: "You are not its only owner; together you are 1 person, and the first ballot counts. The others are told.",
    agent: "You vote by a written proxy, which can be revoked until you cast.",
    sealed: "The choice stays sealed until voting ends. Then totals are published, never who chose what.",
    next: "Next matter",
    review: "Next: look it over",
    review_follows: "You look it over on the next page; nothing is cast before",
    final_word: "Once cast, it cannot be changed.",
    final_why: "The first valid ballot counts, on a phone as on paper.",
    voter: "Voter",
    units: "Flat",
    area: "Area",
    persons: "Persons",
    change: "Change",
    sealing: "Sealing the ballot on this phone",
    fingerprint: "Fingerprint of this ballot",
    fingerprint_why: "Sealed, and the server knows its fingerprint: from now on no other ballot would match.",
    go_code: "Next: confirm by SMS",
    check: "Check this phone first",
    check_title: "Check this phone",
    check_how: "Not sure that the phone sealed what you chose? Open this ballot for another phone to see. An opened ballot is void and cannot be cast; you choose once more.",
    check_before: "Note the fingerprint first:",
    check_open: "Open it: this ballot becomes void",
    check_square: "Your choices and the random number they were sealed with, for another phone",
    check_void: "This ballot was only for checking and is void. Scan it with another phone: an equal fingerprint shows that this phone sealed what you chose.",
    again: "Start again",
    send_code: "Send code by SMS",
    code_sent: "Sent to your registered phone",
    code_why: "Last step: the SMS code confirms that it is you.",
    cast_one: |choice| format!("Cast: {choice}"),
    cast_many: |n| format!("Cast your choices on {n} matters"),
    repeat: "No answer arrived. Press again: the same ballot counts once.",
    already: |when, channel| match channel {
        Channel::Paper => format!("Your household voted on paper {when}; the first ballot stands."),
        Channel::App | Channel::Unknown => {
            format!("Your household voted on a phone {when}; the first ballot stands.")
        }
    },
    already_why: "If it was nobody of yours, tell the community office at once.",
    no_engine: "The sealing program did not load; nothing was cast. Check the network and try again.",
    not_sealed: "This phone could not seal the ballot; nothing was cast. Use another phone, or vote on paper.",
    text_changed: "The matter's text is not the noticed one; this was stopped and nothing was cast. Ask the community office.",
    receipt: "Receipt",
    done: "You have voted",
    number: "Receipt number",
    meeting: "Vote",
    journal: "Estate's journal",
    journal_nth: |n| format!("entry {n}"),
    channel: "Cast",
    channel_word: |channel| match channel {
        Channel::Paper => "on paper",
        Channel::App => "on a phone",
        Channel::Unknown => "otherwise",
    },
    square: "The receipt number as a square to scan",
    no_choice: "The receipt does not show your choice; anybody may see it.",
    result_by: |time| {
        format!(
            "The result is published {time}; you are told, and can check again with this receipt."
        )
    },
    result_soon: "You are told of the result, and can check again with this receipt.",
    kept: "The receipt is kept on this phone",
    no_receipt: "This ballot has not been cast",
    next_party: |units| format!("One more ballot: {units}"),
};
