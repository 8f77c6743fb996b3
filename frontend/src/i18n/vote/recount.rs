//! Texts of counting again on this phone.

/// What the page of the recount says.
pub struct RecountText {
    /// The page's title.
    pub title: &'static str,
    /// What will be done.
    pub how: &'static str,
    /// Begins.
    pub go: &'static str,
    /// What it is doing.
    pub loading: &'static str,
    /// What it is doing: done, of.
    pub checking: fn(&str, &str) -> String,
    /// It matches.
    pub same: &'static str,
    /// What was checked: ballots, parties.
    pub checked: fn(&str, &str) -> String,
    /// My ballot is in it.
    pub mine_in: &'static str,
    /// My ballot is not in it.
    pub mine_missing: &'static str,
    /// No receipt is kept on this phone.
    pub no_receipt: &'static str,
    /// It does not match: line, reason.
    pub failed: fn(i64, &str) -> String,
    /// What is done about it.
    pub failed_why: &'static str,
    /// Which check failed.
    pub check: fn(&str) -> &'static str,
    /// The sums are not open yet.
    pub not_open: &'static str,
    /// The result shown by the server is another.
    pub result_differs: &'static str,
    /// Saves what was downloaded.
    pub keep: &'static str,
    /// The name of the file.
    pub file: &'static str,
    /// Stops it.
    pub stop: &'static str,
    /// Once more.
    pub again: &'static str,
    /// The counting program did not load.
    pub no_engine: &'static str,
}

/// Chinese.
pub(super) const ZH: RecountText = RecountText {
    title: "本机再算一遍",
    how: "下载全部密封的票、名册面积和保管人的开票证明，在这台手机上逐张验、全部加起来，和公布的结果比。不会打开任何一张票。",
    go: "开始算",
    loading: "正在下载",
    checking: |done, of| format!("正在验票，{done} / {of} 张"),
    same: "本机算过，结果一样",
    checked: |ballots, parties| format!("{ballots} 张票、{parties} 户名册都对得上"),
    mine_in: "您的票在里面，一个字没变。",
    mine_missing: "您的票不在里面。请保存证据，马上联系镇街。",
    no_receipt: "这台手机里没有您的回执，没查您自己的票。",
    failed: |line, reason| format!("第 {line} 行没通过：{reason}。证据已保存，可发给镇街。"),
    failed_why: "这说明下载的内容和公开记录对不上。请先保存下来，再发给镇街核查。",
    check: |check| match check {
        "line" => "内容不完整或被改过",
        "foot" => "总行数或总指纹对不上",
        "journal" => "和小区公开记录对不上",
        "frozen" => "名册或事项文字对不上",
        "key" => "保管人的钥匙对不上",
        "ballot" => "有一张票不该算",
        "complete" => "票少了或多了",
        "tally" => "加起来的数对不上",
        "result" => "结果和规则对不上",
        _ => "有一处对不上",
    },
    not_open: "到这一步都对得上。保管人还没有开完票，结果出来后再算一遍。",
    result_differs: "算出来的和公布的不一样。证据已保存，可发给镇街。",
    keep: "保存下载的内容",
    file: "表决记录.jsonl",
    stop: "不算了",
    again: "再算一遍",
    no_engine: "计票的程序没有加载好。请看看网络，再试一次。",
};

/// English.
pub(super) const EN: RecountText = RecountText {
    title: "Count again",
    how: "Downloads all sealed ballots, the roll's areas and the trustees' proofs, checks each on this phone, adds them up and compares with the published result. No ballot is opened.",
    go: "Count",
    loading: "Downloading",
    checking: |done, of| format!("Checking ballot {done} of {of}"),
    same: "Counted on this phone: the same",
    checked: |ballots, parties| {
        format!("{ballots} ballots and {parties} parties on the roll agree")
    },
    mine_in: "Your ballot is in it, unchanged.",
    mine_missing: "Your ballot is not in it. Keep the evidence and tell the town at once.",
    no_receipt: "No receipt of yours is on this phone; your own ballot was not looked for.",
    failed: |line, reason| {
        format!(
            "Line {line} does not hold: {reason}. The evidence is kept and can be sent to the town."
        )
    },
    failed_why: "What was downloaded does not agree with the public record. Keep it, and send it to the town.",
    check: |check| match check {
        "line" => "incomplete or altered",
        "foot" => "its length or fingerprint differs",
        "journal" => "it is not what the public record says",
        "frozen" => "the roll or a text differs",
        "key" => "the trustees' keys differ",
        "ballot" => "a ballot that must not count",
        "complete" => "a ballot is missing or too many",
        "tally" => "the sums differ",
        "result" => "the result is not what the rule gives",
        _ => "something differs",
    },
    not_open: "All of it holds so far. The trustees have not opened everything; count again after the result.",
    result_differs: "The count is not what was published. The evidence is kept and can be sent to the town.",
    keep: "Keep what was downloaded",
    file: "vote-record.jsonl",
    stop: "Stop",
    again: "Count again",
    no_engine: "The counting program did not load. Check the network and try again.",
};
