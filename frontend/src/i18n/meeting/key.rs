//! Texts of a trustee's key.

use shared::domain::vote::TrusteeSeat;

/// What the pages of keys say.
pub struct KeyText {
    /// The page's title.
    pub title: &'static str,
    /// The seat keeps none.
    pub no_seat: &'static str,
    /// Who does.
    pub no_seat_why: &'static str,
    /// How the keys work.
    pub three: &'static str,
    /// A seat.
    pub seat: fn(TrusteeSeat) -> &'static str,
    /// Since when.
    pub since: fn(&str) -> String,
    /// There is no key.
    pub no_key: &'static str,
    /// A chip.
    pub yours: &'static str,
    /// There is one's own key.
    pub have: &'static str,
    /// What to keep.
    pub have_why: &'static str,
    /// Another person holds the seat's key.
    pub replaces: &'static str,
    /// Heading.
    pub make: &'static str,
    /// What happens.
    pub make_why: &'static str,
    /// Makes it.
    pub make_go: &'static str,
    /// Leads to recovery.
    pub recover: &'static str,
    /// Leads back.
    pub recover_not: &'static str,
    /// What happens.
    pub recover_why: &'static str,
    /// Makes the file.
    pub recover_go: &'static str,
    /// A field.
    pub recovery: &'static str,
    /// Both are lost.
    pub lost_both: &'static str,
    /// What that means.
    pub lost_both_why: &'static str,
    /// A field.
    pub passphrase: &'static str,
    /// A field.
    pub passphrase_new: &'static str,
    /// How long.
    pub passphrase_hint: &'static str,
    /// A field.
    pub passphrase_again: &'static str,
    /// Too short.
    pub passphrase_short: &'static str,
    /// Not the same.
    pub passphrase_differs: &'static str,
    /// There is none.
    pub passphrase_missing: &'static str,
    /// Heading.
    pub save: &'static str,
    /// Where.
    pub save_why: &'static str,
    /// Saves it.
    pub save_go: &'static str,
    /// Heading of the recovery sheet.
    pub sheet: &'static str,
    /// What to do with it.
    pub sheet_why: &'static str,
    /// Prints it.
    pub sheet_print: &'static str,
    /// A box to tick.
    pub sure: &'static str,
    /// Both come first.
    pub save_first: &'static str,
    /// What publishing means.
    pub put_why: &'static str,
    /// Publishes it.
    pub put: &'static str,
    /// It was published.
    pub put_done: &'static str,
    /// It is published.
    pub published: &'static str,
    /// Heading.
    pub unlock: &'static str,
    /// What happens.
    pub unlock_why: &'static str,
    /// Opens it.
    pub unlock_go: &'static str,
    /// Chooses the file.
    pub file_choose: &'static str,
    /// There is none.
    pub file_missing: &'static str,
    /// It cannot be read.
    pub file_unreadable: &'static str,
    /// Another key.
    pub other_key: &'static str,
    /// Opens what helps.
    pub lost: &'static str,
    /// What helps.
    pub lost_why: &'static str,
    /// The worker did not load.
    pub no_engine: &'static str,
    /// A refusal of the worker, by its code.
    pub refused: fn(&str) -> &'static str,
}

/// Chinese.
pub(super) const ZH: KeyText = KeyText {
    title: "我保管的钥匙",
    no_seat: "这个身份不保管钥匙",
    no_seat_why: "由业委会、社区、镇街各一位保管。",
    three: "三个席位各保管一把钥匙，两位一起才打得开总数，一位打不开任何东西。候选人和被罢免的人不能保管。",
    seat: seat_zh,
    since: |day| format!("{day}起有钥匙"),
    no_key: "还没有钥匙",
    yours: "您的",
    have: "您的钥匙已公布",
    have_why: "钥匙文件、口令、封好的备用单请分开收好。每次表决开始前、截止后各用一次。",
    replaces: "这个席位已有别人公布的钥匙。您公布后换成您的；还没配好的会议，两位保管人要重新上锁。",
    make: "做一把钥匙",
    make_why: "钥匙在这台设备的浏览器里做，服务器拿不到。每人每届做一次，请用自己的设备。",
    make_go: "做钥匙",
    recover: "用备用单重做钥匙文件",
    recover_not: "不用备用单",
    recover_why: "忘了口令或丢了文件，用封存的备用单重做，钥匙还是原来那把。",
    recover_go: "重做钥匙文件",
    recovery: "备用单上的字母",
    lost_both: "文件和备用单都丢了？",
    lost_both_why: "重新做一把并公布。还没配好钥匙的会议，要重新上锁；已经配好的会议，由另外两位开票。两位的都丢了，谁也打不开，只能重新投票。",
    passphrase: "口令",
    passphrase_new: "定一个口令",
    passphrase_hint: "至少 12 个字，比如四个不相干的词。忘了只能用备用单。",
    passphrase_again: "再写一遍",
    passphrase_short: "太短了，至少 12 个字",
    passphrase_differs: "两遍不一样",
    passphrase_missing: "请写口令",
    save: "先存好钥匙文件",
    save_why: "存到您自己的设备或 U 盘。没有口令，别人拿到文件也打不开。",
    save_go: "保存钥匙文件",
    sheet: "钥匙备用单",
    sheet_why: "打印一份，封进信封，锁进保险柜。谁拿到它就能用这把钥匙，别拍照，别发给任何人。",
    sheet_print: "打印备用单",
    sure: "文件存好了，备用单打印好、封好了",
    save_first: "先保存文件、打印备用单，再公布",
    put_why: "公布的只是钥匙的公开部分和证明。离开这一页，浏览器里的秘密就清掉了。",
    put: "公布这把钥匙",
    put_done: "公布好了",
    published: "这把钥匙已经公布。",
    unlock: "打开您的钥匙",
    unlock_why: "选钥匙文件，写口令。钥匙只在这个页面的内存里，用完就清掉。",
    unlock_go: "打开并继续",
    file_choose: "选钥匙文件",
    file_missing: "先选钥匙文件",
    file_unreadable: "这个文件读不了，请换一个",
    other_key: "打开的不是公布的那把，请换一个文件",
    lost: "忘了口令，或者文件不在了？",
    lost_why: "拿出封存的备用单，可以重做文件、重定口令。备用单也没有的，另外两位照样能开票。",
    no_engine: "加解密没有加载成功，请看看网络再试",
    refused: refused_zh,
};

/// English.
pub(super) const EN: KeyText = KeyText {
    title: "The key I keep",
    no_seat: "This role keeps no key",
    no_seat_why: "The committee, the community office and the town keep one each.",
    three: "Each of three seats keeps a key. Two together open the totals; one alone opens nothing. No candidate and nobody under recall keeps one.",
    seat: seat_en,
    since: |day| format!("Has a key since {day}"),
    no_key: "No key yet",
    yours: "Yours",
    have: "Your key is published",
    have_why: "Keep the key file, the passphrase and the sealed recovery sheet apart. It is needed before each vote and after it.",
    replaces: "Somebody else has published this seat's key. Yours takes its place; meetings whose key is not complete need their locks anew.",
    make: "Make a key",
    make_why: "The key is made in this browser; the server never has it. Once for each person and term, on your own device.",
    make_go: "Make the key",
    recover: "Make the file again from the recovery sheet",
    recover_not: "Without the recovery sheet",
    recover_why: "With the sealed sheet the file is made again under a new passphrase; the key stays the same.",
    recover_go: "Make the file again",
    recovery: "Letters of the recovery sheet",
    lost_both: "Lost both file and sheet?",
    lost_both_why: "Make and publish a new one. Meetings whose key is not complete need new locks; those complete are opened by the other two. If two keys are lost, nobody can open anything and the vote is repeated.",
    passphrase: "Passphrase",
    passphrase_new: "Choose a passphrase",
    passphrase_hint: "At least 12 characters, for example four unrelated words. Forgotten, only the recovery sheet helps.",
    passphrase_again: "Once more",
    passphrase_short: "Too short: at least 12 characters",
    passphrase_differs: "The two differ",
    passphrase_missing: "Please enter the passphrase",
    save: "First save the key file",
    save_why: "On your own device or a stick. Without the passphrase the file opens nothing.",
    save_go: "Save the key file",
    sheet: "Recovery sheet",
    sheet_why: "Print it once, seal it in an envelope, lock it in the safe. Whoever has it has the key: no photo, no copy.",
    sheet_print: "Print the recovery sheet",
    sure: "The file is saved, the sheet is printed and sealed",
    save_first: "First save the file and print the sheet",
    put_why: "Only the public half and its proof are published. Leaving this page wipes the secret from the browser.",
    put: "Publish this key",
    put_done: "Published",
    published: "This key is published.",
    unlock: "Open your key",
    unlock_why: "Choose the key file and enter the passphrase. The key stays in this page's memory and is wiped after use.",
    unlock_go: "Open and go on",
    file_choose: "Choose the key file",
    file_missing: "First choose the key file",
    file_unreadable: "This file cannot be read; choose another",
    other_key: "This is not the published key; choose another file",
    lost: "Forgot the passphrase, or lost the file?",
    lost_why: "With the sealed recovery sheet the file can be made again. Without it, the other two can still finish.",
    no_engine: "The cryptography did not load; check the network and try again",
    refused: refused_en,
};

const fn seat_zh(seat: TrusteeSeat) -> &'static str {
    match seat {
        TrusteeSeat::Committee => "业委会（筹备组、物管委、换届小组）",
        TrusteeSeat::Community => "社区",
        TrusteeSeat::Town => "镇街",
        TrusteeSeat::Unknown => "保管人",
    }
}

const fn seat_en(seat: TrusteeSeat) -> &'static str {
    match seat {
        TrusteeSeat::Committee => "Committee or its group",
        TrusteeSeat::Community => "Community office",
        TrusteeSeat::Town => "Town",
        TrusteeSeat::Unknown => "Trustee",
    }
}

fn refused_zh(code: &str) -> &'static str {
    match code {
        "vote/wrong-passphrase" => "口令不对，可再试或用备用单。",
        "vote/key-changed" => "钥匙和公布的不一致，已停止。请联系社区。",
        "vote/lock-mismatch" => "有一把锁两边对不上，请两位重新制钥。",
        "vote/waiting-trustees" => "还差保管人的钥匙。",
        "vote/cannot-open" => "两位保管人的钥匙都丢失，谁也打不开，须重新投票。",
        _ => "没有办成，什么也没有发出。请再试一次，或联系社区。",
    }
}

fn refused_en(code: &str) -> &'static str {
    match code {
        "vote/wrong-passphrase" => "The passphrase is wrong; try again or use the recovery sheet.",
        "vote/key-changed" => {
            "The key is not the one that was published; this was stopped. Please ask the community office."
        }
        "vote/lock-mismatch" => "The two halves of a lock differ; both holders make new keys.",
        "vote/waiting-trustees" => "A trustee's key is still missing.",
        "vote/cannot-open" => {
            "Two trustees' keys are lost: nobody can open anything, and the vote is repeated."
        }
        _ => "It did not work, and nothing was sent. Please try again or ask the community office.",
    }
}
