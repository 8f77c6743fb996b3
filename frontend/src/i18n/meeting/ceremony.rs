//! Texts of what the trustees do for one meeting.

/// What the pages of the ceremony say.
pub struct CeremonyText {
    /// The page's title.
    pub title: &'static str,
    /// Before the notice.
    pub too_early: &'static str,
    /// The locks are asked for.
    pub locking: &'static str,
    /// The key is complete.
    pub locked: &'static str,
    /// The sums are asked for.
    pub opening: &'static str,
    /// All is done.
    pub opened: &'static str,
    /// There is nothing to do.
    pub cancelled: &'static str,
    /// A chip.
    pub without_key: &'static str,
    /// A chip.
    pub to_lock: &'static str,
    /// A chip.
    pub has_locked: &'static str,
    /// A chip.
    pub to_share: &'static str,
    /// A chip.
    pub has_shared: &'static str,
    /// Two halves differ.
    pub mismatch: &'static str,
    /// Who is asked.
    pub mismatch_why: fn(&str, &str) -> String,
    /// Heading of the digits.
    pub compare: &'static str,
    /// What for.
    pub compare_why: &'static str,
    /// The seat has no key.
    pub no_key: &'static str,
    /// What to do.
    pub no_key_why: &'static str,
    /// Leads there.
    pub make_key: &'static str,
    /// The others' keys are missing.
    pub waiting_keys: &'static str,
    /// Heading.
    pub look_over: &'static str,
    /// Why.
    pub look_over_why: &'static str,
    /// Leads to the texts.
    pub texts: &'static str,
    /// Leads to the roll.
    pub roll: &'static str,
    /// A box to tick.
    pub looked: &'static str,
    /// What happens.
    pub lock_what: &'static str,
    /// It is done.
    pub lock_done: &'static str,
    /// On its way.
    pub sending: &'static str,
    /// Heading.
    pub share: &'static str,
    /// What happens.
    pub share_why: &'static str,
    /// One's own is done.
    pub waiting_other: &'static str,
    /// The bundle is on its way.
    pub loading: &'static str,
    /// Nothing was sent.
    pub not_shared: &'static str,
    /// What is wanted now is not in the signed record yet.
    pub not_signed: &'static str,
    /// Opens what helps.
    pub if_lost: &'static str,
    /// What helps.
    pub if_lost_why: &'static str,
    /// The key sheet.
    pub sheet: &'static str,
    /// What it is for.
    pub sheet_why: &'static str,
    /// A line to sign.
    pub sign: fn(&str) -> String,
    /// Prints it.
    pub print: &'static str,
    /// There is no key yet.
    pub no_sheet: &'static str,
    /// What comes first.
    pub no_sheet_why: &'static str,
}

/// Chinese.
pub(super) const ZH: CeremonyText = CeremonyText {
    title: "三把钥匙",
    too_early: "公告以后，三位保管人才来上锁。",
    locking: "开始投票前，三位保管人各上一次锁。缺一位，投票就不能开始。",
    locked: "钥匙已配齐。请打印《钥匙确认单》，三位核对签字，贴在公告栏。",
    opening: "投票已截止。任意两位保管人先后开票就够，打开的只有总数。",
    opened: "已开票。",
    cancelled: "这次表决取消了，不用钥匙。",
    without_key: "还没做钥匙",
    to_lock: "等上锁",
    has_locked: "锁好了",
    to_share: "可以开票",
    has_shared: "已开票",
    mismatch: "有一把锁两边对不上",
    mismatch_why: |one, other| {
        format!(
            "{one}和{other}的这一半不一样。请两位各自重新做钥匙、公布，再上一次锁。在这以前，投票不会开始。"
        )
    },
    compare: "当面核对",
    compare_why: "三位把自己屏幕上的数字和《钥匙确认单》对一遍，一个不差再签字。差一个就停，请联系镇街。",
    no_key: "这个席位还没有您的钥匙",
    no_key_why: "先做一把钥匙并公布，再回来上锁。",
    make_key: "去做钥匙",
    waiting_keys: "另外的保管人还没有公布钥匙，公布齐了您再来上锁。",
    look_over: "先看一遍",
    look_over_why: "上锁就是确认：表决的全文和名册，就是您看到的这些。以后改一个字，锁就对不上。",
    texts: "看全文",
    roll: "看名册",
    looked: "我看过全文和名册了",
    lock_what: "打开钥匙后，这台设备算出您的两把锁，只把公开的一半和证明发给服务器。",
    lock_done: "锁好了",
    sending: "正在发送……",
    share: "开票",
    share_why: "这台设备会下载全部选票，自己验一遍、加一遍，只打开加出来的总数。有一处对不上就停下，什么也不发。",
    waiting_other: "您这边好了。还差一位保管人开票，已经提醒。人数打开以后，有时还要再开一次面积。",
    loading: "正在下载选票……",
    not_shared: "已停下，什么也没有发出。请把证据存下来，交给镇街。",
    not_signed: "这一步要的总数还没有签进公开记录，每一刻钟签一次，请过一会儿再开。",
    if_lost: "钥匙丢了怎么办？",
    if_lost_why: "投票前丢了：重新做钥匙、公布、上锁。投票后丢了一把：另外两位照样开票。丢了两把：谁也打不开，这次投票作废，重新投。请现在就确认备用单还在。",
    sheet: "钥匙确认单",
    sheet_why: "投票页面上显示同样的数字。对不上，请不要投票，马上联系社区或镇街。",
    sign: |seat| format!("{seat}（签字）："),
    print: "打印",
    no_sheet: "钥匙还没配齐",
    no_sheet_why: "三位都上锁以后，这里有数字。",
};

/// English.
pub(super) const EN: CeremonyText = CeremonyText {
    title: "The three keys",
    too_early: "The trustees make their locks once the notice is given.",
    locking: "Each of the three trustees makes the locks before voting begins. Without all three it does not open.",
    locked: "The key is complete. Print the key sheet; all three compare and sign it, and it goes on the notice board.",
    opening: "Voting has ended. Any two trustees open the sums, one after the other; only totals are opened.",
    opened: "The sums are open.",
    cancelled: "The meeting was called off; no key is needed.",
    without_key: "No key yet",
    to_lock: "Locks to come",
    has_locked: "Locked",
    to_share: "May open",
    has_shared: "Has opened",
    mismatch: "The halves of a lock differ",
    mismatch_why: |one, other| {
        format!(
            "The halves of {one} and {other} are not the same. Both make and publish new keys, then lock again. Voting does not open before."
        )
    },
    compare: "Compare in person",
    compare_why: "All three compare the digits on their own screens with the key sheet, and sign if none differs. If one does, stop and call the town.",
    no_key: "You have no key for this seat yet",
    no_key_why: "Make and publish one, then come back to lock.",
    make_key: "Make a key",
    waiting_keys: "The other trustees have not all published their keys; come back once they have.",
    look_over: "First look it over",
    look_over_why: "Locking confirms that texts and roll are those you saw. If one word changes later, the locks no longer fit.",
    texts: "See the texts",
    roll: "See the roll",
    looked: "I have looked over texts and roll",
    lock_what: "Once open, this device makes your two locks and sends only their public halves with proofs.",
    lock_done: "Locked",
    sending: "Sending…",
    share: "Open the sums",
    share_why: "This device downloads all ballots, checks and adds them itself, and opens only those sums. If anything does not fit it stops, and nothing is sent.",
    waiting_other: "Yours is done. One more trustee is needed and has been reminded. After the persons, the areas are sometimes opened in a second round.",
    loading: "Downloading the ballots…",
    not_shared: "It was stopped, and nothing was sent. Keep the evidence and give it to the town.",
    not_signed: "What is wanted now is not in the signed record yet; it is signed every quarter of an hour. Please try again then.",
    if_lost: "What if a key is lost?",
    if_lost_why: "Lost before voting: make, publish and lock anew. One lost afterwards: the other two still finish. Two lost: nobody can open anything, and the vote is void and repeated. Check now that the recovery sheets are in place.",
    sheet: "Key sheet",
    sheet_why: "The same digits stand on the voting pages. If they differ, do not vote; call the community office or the town.",
    sign: |seat| format!("{seat}, signed:"),
    print: "Print",
    no_sheet: "The key is not complete",
    no_sheet_why: "The digits are here once all three have locked.",
};
