//! Problems: everything a caller can act on (RFC 9457), with stable codes and texts.

use serde::{Deserialize, Serialize};

use crate::domain::report::Status;
use crate::value::Timestamp;

/// Declares the codes: `Variant = "feature/kebab", status, zh, en`.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal, $status:literal, $zh:literal, $en:literal;)+) => {
        /// A stable code for what went wrong. The texts are complete sentences for the person.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
            /// A code that a newer server knows: shown by its title.
            Unknown,
        }
        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// `<feature>/<kebab>`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ Self::Unknown => "any/unknown" }
            }
            /// The HTTP status.
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)+ Self::Unknown => 400 }
            }
            /// For the person, in Chinese.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh,)+ Self::Unknown => "没办成。请更新后再试。" }
            }
            /// For the person, in English.
            pub const fn en(self) -> &'static str {
                match self { $(Self::$variant => $en,)+ Self::Unknown => "This did not work. Please update the app and try again." }
            }
            /// Reads a code; one that is not known here is [`Code::Unknown`].
            pub fn parse(text: &str) -> Self {
                match text { $($code => Self::$variant,)+ _ => Self::Unknown }
            }
        }
    };
}

codes! {
    /// The request cannot be read: not JSON, a wrong type, a missing part.
    Unreadable = "any/unreadable", 400, "这次提交的内容读不懂。请更新后再试。", "This request could not be read. Please update the app and try again.";
    /// No access token, or one that does not hold.
    SignInRequired = "any/sign-in-required", 401, "请先登录。", "Please sign in first.";
    /// The seat may not do this.
    Forbidden = "any/forbidden", 403, "您现在的身份不能做这件事。", "You may not do this in your present role.";
    /// The request's origin is not ours.
    ForeignOrigin = "any/foreign-origin", 403, "请求来自别的网站，没有执行。", "The request came from another site and was not carried out.";
    /// Nothing here, or nothing the seat may know of.
    NotFound = "any/not-found", 404, "没有找到。可能已经移走，或者不归您看。", "Not found. It may be gone, or not yours to see.";
    /// The path exists, with other methods.
    MethodNotAllowed = "any/method-not-allowed", 405, "这个地址不支持这种操作。", "This address does not take that method.";
    /// Somebody was faster: load again and decide anew.
    Conflict = "any/conflict", 409, "刚才有人先改过了。请看看最新的再决定。", "Somebody changed this a moment ago. Look at the latest and decide again.";
    /// The same id with other content.
    IdTaken = "any/id-taken", 409, "这条记录已经存在，内容不同。", "This record already exists with other content.";
    /// The body is larger than the limit.
    TooLarge = "any/too-large", 413, "内容太大，没有收下。", "This is too large and was not taken.";
    /// The address is longer than the limit.
    AddressTooLong = "any/address-too-long", 414, "地址太长，读不了。", "This address is too long to be read.";
    /// The headers are larger than the limit.
    HeadersTooLarge = "any/headers-too-large", 431, "请求头太大，没有收下。", "The request's headers are too large.";
    /// The body is of a kind that is not taken here.
    WrongKind = "any/wrong-kind", 415, "这种文件收不了。", "This kind of file is not taken here.";
    /// A field breaks a rule; the fields say which.
    Invalid = "any/invalid", 422, "有几处需要改一下。", "A few entries need another look.";
    /// The app is too old for this server.
    AppTooOld = "any/app-too-old", 426, "应用需要更新。您没发出的内容都还在。", "The app needs an update. What you have not sent is kept.";
    /// Too many requests; `retry_at` says when to come again.
    TooMany = "any/too-many", 429, "请求太密了，稍等一会儿再试。", "Too many requests. Please try again a little later.";
    /// Our fault; logged once under the request id.
    Internal = "any/internal", 500, "没办成。是我们这边出了错，您填的都还在。", "This did not work. Our fault; your entries are safe.";
    /// Busy or restarting: the same request again is safe.
    Unavailable = "any/unavailable", 503, "这会儿有点忙，马上再试。", "Busy right now; please try again.";
    /// The disk is full.
    StorageFull = "any/storage-full", 507, "存储空间满了，暂时收不了照片。", "Storage is full; photos cannot be taken for now.";

    /// The number is no +86 mobile.
    PhoneInvalid = "account/phone-invalid", 422, "手机号不对，应是 11 位数字。", "This is not an 11-digit mobile number.";
    /// The SMS code is wrong, used, or too old.
    CodeWrong = "account/code-wrong", 422, "验证码不对或已过期。请看清再输，或重新获取。", "The code is wrong or too old. Check it, or ask for a new one.";
    /// Too many wrong tries: this code is dead, even if the right one is typed now (`threats.md` S1).
    CodeSpent = "account/code-spent", 422, "错了 5 次，这个码作废了。", "Five wrong tries: this code no longer works.";
    /// The number belongs to nobody on a roll and holds no seat.
    NotOnRoll = "account/not-on-roll", 403, "这个号码不在业主名册上。请联系社区登记，或让业主添加您。", "This number is on no owners' roll. Ask the community office, or an owner of the flat.";
    /// Phone, password or one-time code is wrong; which of them is not said.
    SignInWrong = "account/sign-in-wrong", 401, "手机号、密码或动态码不对。", "The phone number, password or one-time code is wrong.";
    /// Too many failed sign-ins.
    SignInPaused = "account/sign-in-paused", 429, "试错太多次，先歇 15 分钟。", "Too many failed attempts. Please wait 15 minutes.";
    /// The password is too short, too long or too common.
    PasswordWeak = "account/password-weak", 422, "密码要 12 到 128 位，不要用常见的。", "Use 12 to 128 characters, and not a common password.";
    /// The invitation was used, or is too old.
    InvitationGone = "account/invitation-gone", 404, "邀请已用过或已过期。请对方再发一次。", "This invitation was used or is too old. Ask for a new one.";
    /// The seat needs the second factor.
    SecondFactorRequired = "account/second-factor-required", 403, "这个身份要用密码和动态码登录。", "This role needs sign-in with password and one-time code.";
    /// The number was silent for so long that it proves nothing alone; `retry_at` says until when.
    SecondProofRequired = "account/second-proof-required", 403, "这个号码很久没登录了。为防号码已换人，这件事要等 24 小时再办。", "This number has not signed in for a long time. In case it has changed hands, this waits for 24 hours.";
    /// A member of the committee must be an owner of the estate (`domain.md` 1).
    NotAnOwner = "account/not-an-owner", 422, "业委会成员须是本小区业主，名册上没有这个号码。", "A committee member must be an owner of the estate; this number is not on its roll.";
    /// An employee of the serving company cannot sit on the committee (SX22(8)).
    ConflictOfInterest = "account/conflict-of-interest", 422, "在本小区物业公司任职的人，不能担任业委会成员。", "An employee of the serving property company cannot sit on the committee.";

    /// The roll has faults; nothing was imported.
    RollFaulty = "estate/roll-faulty", 422, "名册有几处要改，一条也没有导入。", "The roll has faults; nothing was imported.";
    /// The file is no spreadsheet that can be read.
    SheetUnreadable = "estate/sheet-unreadable", 422, "这个表格读不了。请用模板，存成 .xlsx 或 .csv。", "This file could not be read. Use the template, saved as .xlsx or .csv.";
    /// The file is another than the one looked at, or the stored roll has changed since.
    RollChanged = "estate/roll-changed", 409, "文件或名册和刚才核对的不一样了，一条也没有导入。请重新核对。", "The file or the stored roll is not the one you checked; nothing was imported. Please check again.";
    /// A unit that the new roll lacks cannot go: something hangs on it.
    UnitInUse = "estate/unit-in-use", 409, "新名册里少了的房屋还有别的记录，不能移走。请补上这些房屋再导入。", "A unit missing from the new roll still has records. Put it back into the roll and import again.";
    /// The name is borne by another one at the same place.
    NameTaken = "estate/name-taken", 409, "这个名字已经有了，请换一个。", "This name is taken; please choose another.";
    /// Two contracts of one estate would overlap.
    ContractOverlap = "estate/contract-overlap", 409, "这段时间已有合同。请先终止原合同，或改日期。", "Another contract covers part of this time. End it first, or change the dates.";

    /// The report is in a state in which this cannot be done.
    IllegalTransition = "report/illegal-transition", 409, "现在这一步不能这样办。请看看最新进展。", "This cannot be done at the present step. Please look at the latest.";
    /// The reporter's half hour for corrections is over.
    CorrectionClosed = "report/correction-closed", 409, "吹哨 30 分钟后不能再改。可以补照片或留言。", "Corrections close after 30 minutes. You can still add photos or words.";
    /// It was rated already, or the 15 days are over.
    RatingClosed = "report/rating-closed", 409, "已经评过，或过了 15 天。", "Already rated, or the 15 days are over.";
    /// A photo is named that is not there.
    PhotoMissing = "report/photo-missing", 422, "有照片没传上来，会自动再传。", "A photo has not arrived; it will be sent again.";
    /// The bytes are no photo that can be read.
    PhotoBroken = "report/photo-broken", 422, "这张照片打不开，换一张试试。", "This photo cannot be opened; try another.";
    /// A photo format that is not taken.
    PhotoKind = "report/photo-kind", 415, "只收 JPEG、PNG、WebP 照片。", "Only JPEG, PNG and WebP photos are taken.";
    /// The category is not in the routing table.
    CategoryUnknown = "report/category-unknown", 422, "没有这一类，请重新选。", "There is no such category; please choose again.";
    /// The estate has no such building or stair.
    PlaceUnknown = "report/place-unknown", 422, "小区里没有这一幢或这个单元，请重新选一下地点。", "The estate has no such building or stair; please choose the place again.";
    /// The day's number of reports is used up.
    TooManyReports = "report/too-many", 429, "今天吹哨已到 10 条，明天再来；急事请打电话。", "You have filed 10 reports today. Come back tomorrow; in an emergency, call.";
    /// One account recorded the same of one report too often in a day.
    TooManySteps = "report/too-many-steps", 429, "今天在这件事上已记了 20 次，明天再来；急事请打电话。", "You have added to this report 20 times today. Come back tomorrow; in an emergency, call.";

    /// The meeting is in a state in which this cannot be done.
    MeetingState = "vote/illegal-transition", 409, "会议走到现在这一步，不能这样办。请看看最新进展。", "This cannot be done at the meeting's present step. Please look at the latest.";
    /// After the notice nothing of a meeting changes.
    MeetingFrozen = "vote/frozen", 409, "公告以后一个字也不能改。要改，只能撤回重新公告。", "Nothing changes after the notice. To change it, cancel and give notice anew.";
    /// Law and rules still miss something; the meeting says what.
    ChecklistOpen = "vote/checklist-open", 422, "还有几处不合规定，清单里写着。", "Something that law or rules demand is still missing; the checklist says what.";
    /// While a 换届小组 exists the committee calls no vote on hiring and the like (SX24).
    TransitionGroup = "vote/transition-group", 409, "换届小组期间，业委会不能发起选聘物业等表决。", "While a transition group exists, the committee calls no vote on hiring and the like.";
    /// Before the count nobody learns a result.
    TallySealed = "vote/tally-sealed", 403, "截止计票以前，谁也看不到结果。", "Nobody sees any result before voting has ended and the ballots are counted.";
    /// Voting has not begun, or has ended; `retry_at` is when it begins.
    VoteClosed = "vote/closed", 409, "现在不在投票时间内。", "Voting is not open now.";
    /// The party's first ballot stands.
    AlreadyCast = "vote/already-cast", 409, "您家已经投过票，以第一次为准。", "Your household has voted already; the first ballot stands.";
    /// The ballot is not what its phone sealed, or was sealed for something else.
    BallotBroken = "vote/ballot-broken", 422, "选票没有完整送达，没有计入。请再投一次。", "The ballot did not arrive whole and was not counted. Please vote again.";
    /// The ballot is sealed under another key than the notice's.
    KeyChanged = "vote/key-changed", 409, "投票钥匙与公告不一致，已停止。请联系社区。", "The voting key is not the one on the notice; this was stopped. Please ask the community office.";
    /// The ballot was opened to check the phone.
    CheckedBallot = "vote/checked-ballot", 409, "这张票只用来检验，已作废，请重新投。", "This ballot was only for checking and is void; please vote again.";
    /// Two holders' halves of a lock differ.
    LockMismatch = "vote/lock-mismatch", 422, "有一把锁两边对不上，请两位重新制钥。", "The two halves of a lock differ; both holders make new keys.";
    /// A key, lock or share does not prove what it says.
    ProofBroken = "vote/proof-broken", 422, "钥匙的证明对不上，没有收下。", "The proof does not hold; it was not taken.";
    /// Voting cannot open before the trustees' key is there.
    KeyMissing = "vote/key-missing", 409, "三位保管人的钥匙还没有齐，不能开始投票。", "The trustees' key is not complete; voting cannot open.";
    /// Objections to the roll wait for an answer.
    ObjectionsOpen = "vote/objections-open", 409, "名册还有异议没有答复，不能开始投票。", "Objections to the roll wait for an answer; voting cannot open.";
    /// The journal's next checkpoint is not signed yet; `retry_at` says when it is.
    NotSignedYet = "vote/not-signed-yet", 503, "小区的公开记录每一刻钟签一次，签过就能看。", "The estate's public record is signed every quarter of an hour; it can be read then.";
    /// An agent acts for the greatest number of principals already.
    TooManyPrincipals = "vote/too-many-principals", 422, "这位代理人已经代 3 户，不能再代。", "This agent acts for the greatest number of households already.";
    /// Staff of the property company do not vote for owners.
    AgentIsStaff = "vote/agent-is-staff", 422, "物业公司的人不能代业主投票。", "Staff of the property company cannot vote for owners.";
    /// The agent must be another owner of the estate who has signed in.
    AgentUnknown = "vote/agent-unknown", 422, "代理人要是本小区的另一位业主，并且登录过。不用手机的，请用纸面委托。", "The agent must be another owner of this estate who has signed in. Without a phone, use a paper proxy.";
    /// The roll is frozen.
    RollFrozen = "vote/roll-frozen", 409, "投票开始以后，名册不再变动。", "The roll no longer changes once voting is open.";
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self::parse(&std::borrow::Cow::<'de, str>::deserialize(from)?))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Code {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Code".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let codes: Vec<&str> = Self::ALL.iter().map(|code| code.as_str()).collect();
        schemars::json_schema!({ "type": "string", "enum": codes })
    }
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldError {
    /// JSON pointer into the input: `/place/building`.
    pub pointer: String,
    /// What is wrong.
    pub rule: FieldRule,
}

/// The ways a field can be wrong; the screen has a sentence with the cure for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum FieldRule {
    /// Must be given.
    Required,
    /// Too many characters or items.
    TooLong,
    /// Not in the form this field takes.
    Malformed,
    /// Names something that is not there.
    Unknown,
    /// Not a field of this input.
    Unexpected,
    /// Outside what is allowed.
    OutOfRange,
    /// A rule that a newer server knows.
    #[serde(other)]
    Other,
}

/// RFC 9457 problem details. `type` is the code as a relative URI reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// `/problems/<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The stable code.
    pub code: Code,
    /// The HTTP status.
    pub status: u16,
    /// A sentence for the person, in the language asked for.
    pub title: String,
    /// Fields that need another look.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// When to try again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_at: Option<Timestamp>,
    /// The state the report is in now, when that is why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<Status>,
    /// The request's id, for asking us about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
}

impl Problem {
    /// A problem with nothing but its code, titled in Chinese.
    pub fn new(code: Code) -> Self {
        let kind = format!("/problems/{}", code.as_str());
        Self { kind, title: code.zh().to_owned(), ..Self::untitled(code) }
    }

    /// The same as an app finds it out by itself: it never travels, and finds its words elsewhere.
    pub fn untitled(code: Code) -> Self {
        Self {
            kind: String::new(),
            code,
            status: code.status(),
            title: String::new(),
            errors: Vec::new(),
            retry_at: None,
            state: None,
            request: None,
        }
    }

    /// One field is wrong.
    pub fn field(pointer: &str, rule: FieldRule) -> Self {
        Self::fields(vec![FieldError { pointer: pointer.to_owned(), rule }])
    }

    /// Several fields are wrong.
    pub fn fields(errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::new(Code::Invalid) }
    }

    /// Try again at that time.
    #[must_use]
    pub fn retry_at(mut self, at: Timestamp) -> Self {
        self.retry_at = Some(at);
        self
    }

    /// Because the report is in this state.
    #[must_use]
    pub fn in_state(mut self, state: Status) -> Self {
        self.state = Some(state);
        self
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_read_back_and_speak_both_languages() {
        let mut seen = std::collections::BTreeSet::new();
        for code in Code::ALL {
            assert!(seen.insert(code.as_str()), "{} twice", code.as_str());
            assert_eq!(Code::parse(code.as_str()), *code);
            assert!((400..600).contains(&code.status()));
            assert!(code.zh().ends_with('。') && code.en().ends_with('.'), "{}", code.as_str());
        }
    }

    #[test]
    fn an_unknown_code_of_a_newer_server_is_still_readable() {
        let json = r#"{"type":"/problems/vote/x","code":"vote/x","status":409,"title":"新的"}"#;
        let problem: Problem = serde_json::from_str(json).unwrap();
        assert_eq!((problem.code, problem.title.as_str()), (Code::Unknown, "新的"));
    }
}
