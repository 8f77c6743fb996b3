//! Texts of the journal.

/// What the journal's page says.
pub struct JournalText {
    /// Title.
    pub title: &'static str,
    /// The seat lives in no estate.
    pub none: &'static str,
    /// It goes on from what this phone kept.
    pub holds: &'static str,
    /// When it was checked.
    pub checked: fn(&str) -> String,
    /// How many entries.
    pub entries: fn(i64) -> String,
    /// How many witnesses have signed, of how many.
    pub witnessed: fn(u32, u32) -> String,
    /// What it is good for.
    pub why: &'static str,
    /// Entries were lost in public.
    pub lost: &'static str,
    /// What that means.
    pub lost_why: &'static str,
    /// It was read.
    pub read: &'static str,
    /// It does not hold.
    pub broken: &'static str,
    /// Why: two histories.
    pub forked: &'static str,
    /// Why: another key.
    pub unknown_key: &'static str,
    /// When it was found.
    pub since: fn(&str) -> String,
    /// Heading.
    pub evidence: &'static str,
    /// What it is.
    pub evidence_why: &'static str,
    /// Sends it to the town.
    pub send: &'static str,
    /// The town has it.
    pub sent: &'static str,
    /// Saves it.
    pub save: &'static str,
    /// Begins anew.
    pub anew: &'static str,
    /// What to do until it is clear.
    pub meanwhile: &'static str,
    /// The town: nobody has sent anything.
    pub no_alarms: &'static str,
    /// The town: both checkpoints are signed by the log's own key.
    pub is_signed: &'static str,
    /// The town: they are not.
    pub is_unsigned: &'static str,
    /// The town: what to do with it.
    pub alarms_why: &'static str,
}

/// Chinese.
pub(super) static ZH: JournalText = JournalText {
    title: "小区存证",
    none: "这个身份不属于某个小区，没有存证可核对。",
    holds: "核对无误",
    checked: |when| format!("{when} 由这部手机核对"),
    entries: |n| format!("共 {n} 条记录，和上次核对的前后相接"),
    witnessed: |signed, of| match of {
        0 => "社区和镇街还没有登记见证密钥".to_owned(),
        of => format!("社区、镇街 {of} 个见证密钥，{signed} 个已为这次签名"),
    },
    why: "小区里每件要紧的事都留一条记录，记录里没有姓名、电话和文字内容。手机每次打开都会核对：从前的记录一条没少、一条没改。",
    lost: "运营方公布：有记录丢失",
    lost_why: "服务器恢复了旧的备份，之后的一些记录没有了。这件事已经写进存证，任何人都能看到丢了几条。",
    read: "知道了",
    broken: "存证对不上",
    forked: "服务器这次给出的记录，接不上这部手机从前核对过的记录：可能有记录被改过、删过，或者不同的人看到的不一样。",
    unknown_key: "服务器这次给出的签名，用的不是原来的密钥，也没有原密钥的交接说明。",
    since: |when| format!("{when} 发现"),
    evidence: "证据已经留在这部手机上",
    evidence_why: "两份带签名的记录摘要和对不上的证明都在，不含您的姓名和电话。请发给镇街，由镇街核实。",
    send: "发给镇街",
    sent: "已经发给镇街。",
    save: "存成文件",
    anew: "从现在的记录重新开始核对",
    meanwhile: "核实之前，请不要以这个小区的公示结果为准；发出的证据和文件都请留着。",
    no_alarms: "没有居民发来存证对不上的证据。",
    is_signed: "两份摘要都是服务器自己的签名：两种说法都是它给的",
    is_unsigned: "有一份摘要不是服务器的签名：可能是误报",
    alarms_why: "请把证据存成文件，和本单位的见证摘要、别的居民手机上的摘要对比；查清之前，要求运营方不要改动数据库。",
};

/// English.
pub(super) static EN: JournalText = JournalText {
    title: "The estate's journal",
    none: "This role belongs to no estate, so there is no journal to check.",
    holds: "It holds",
    checked: |when| format!("Checked by this phone, {when}"),
    entries: |n| format!("{n} entries, going on from what was checked before"),
    witnessed: |signed, of| match of {
        0 => "Community and town have no witness keys yet".to_owned(),
        of => format!("{signed} of {of} witness keys (community, town) have signed this"),
    },
    why: "Every matter of weight leaves an entry here, without names, numbers or words. Each time it is opened, this phone checks that no earlier entry is missing or changed.",
    lost: "The operator says that entries were lost",
    lost_why: "An older backup was restored, and some entries after it are gone. The journal says so itself, and how many, for everybody to see.",
    read: "I have read this",
    broken: "The journal does not hold",
    forked: "What the server shows now does not go on from what this phone checked before: entries may have been changed or removed, or different people are shown different journals.",
    unknown_key: "What the server shows now is signed by another key, and the known key has not named it.",
    since: |when| format!("Found {when}"),
    evidence: "The evidence is kept on this phone",
    evidence_why: "Both signed checkpoints and the proof that fails, without your name or number. Send it to the town, which looks into it.",
    send: "Send it to the town",
    sent: "The town has it.",
    save: "Save as a file",
    anew: "Begin anew from what is shown now",
    meanwhile: "Until this is cleared up, do not rely on results published for this estate, and keep the evidence and the file.",
    no_alarms: "No resident has sent evidence of a journal that does not hold.",
    is_signed: "Both checkpoints bear the server's own signature: it has said both",
    is_unsigned: "One checkpoint does not bear the server's signature: perhaps a false alarm",
    alarms_why: "Save the evidence, compare it with this office's own witnessed checkpoint and with other phones, and have the operator leave the database as it is until it is clear.",
};
