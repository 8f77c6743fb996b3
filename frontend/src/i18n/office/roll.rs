//! Texts of the import of an owners' roll.

/// What the import says.
pub struct RollText {
    /// Picks a file.
    pub choose: &'static str,
    /// Picks another.
    pub choose_again: &'static str,
    /// What can be taken.
    pub choose_why: &'static str,
    /// Downloads the template.
    pub template: &'static str,
    /// Downloads the stored roll.
    pub export: &'static str,
    /// What it holds.
    pub export_why: &'static str,
    /// The file is being read.
    pub reading: &'static str,
    /// Heading.
    pub unreadable: &'static str,
    /// Heading.
    pub faults: fn(i64) -> String,
    /// More than listed.
    pub faults_more: fn(i64) -> String,
    /// A column.
    pub fault_sheet: &'static str,
    /// A column.
    pub fault_row: &'static str,
    /// A column.
    pub fault_column: &'static str,
    /// A column.
    pub fault_given: &'static str,
    /// A column.
    pub fault_cure: &'static str,
    /// Where the unit stood first.
    pub fault_first: fn(&str, i64) -> String,
    /// Heading: what the file holds.
    pub holds: &'static str,
    /// Units and area of a kind.
    pub kind: fn(&str, &str, &str) -> String,
    /// Voting persons: of flats, of all.
    pub parties: fn(&str, &str) -> String,
    /// Units not handed over.
    pub developer: fn(&str) -> String,
    /// Sheets left out.
    pub skipped: fn(&str) -> String,
    /// Heading: what it changes.
    pub changes: &'static str,
    /// New units.
    pub added: fn(&str) -> String,
    /// Changed units.
    pub changed: fn(&str) -> String,
    /// Units that go.
    pub removed: fn(&str) -> String,
    /// Units that stay.
    pub unchanged: fn(&str) -> String,
    /// Only some are shown.
    pub first_of: fn(i64) -> String,
    /// A value before.
    pub before: &'static str,
    /// A value after.
    pub after: &'static str,
    /// Nothing changes.
    pub same: &'static str,
    /// What an import does to seats.
    pub seats: &'static str,
    /// Heading: names to decide.
    pub clashes: fn(i64) -> String,
    /// What it means.
    pub clashes_why: &'static str,
    /// A row without a number.
    pub clash_no_phone: &'static str,
    /// Keeps the decision.
    pub clash_same: &'static str,
    /// Keeps the decision.
    pub clash_different: &'static str,
    /// The decision.
    pub clash_decided_same: &'static str,
    /// The decision.
    pub clash_decided_different: &'static str,
    /// Shows more of them.
    pub clash_more: fn(i64) -> String,
    /// In which units a number stands.
    pub units_of: fn(&str, i64) -> String,
    /// Imports.
    pub import: fn(&str) -> String,
    /// Imports, and how many go.
    pub import_removing: fn(&str, &str) -> String,
    /// Asks before many go.
    pub remove_sure: fn(&str) -> String,
    /// What it may mean.
    pub remove_why: &'static str,
    /// It is imported.
    pub done: fn(&str) -> String,
}

/// Chinese.
pub(super) const ZH: RollText = RollText {
    choose: "选名册文件",
    choose_again: "换一个文件",
    choose_why: ".xlsx 或 .csv。先核对，您确认后才导入。",
    template: "下载空白模板",
    export: "导出现在的名册",
    export_why: "里面有姓名和手机号，导出会留下记录。",
    reading: "正在读文件，几千户约需几秒",
    unreadable: "这个文件读不了",
    faults: |n| format!("有 {n} 处要改，一条也没有导入"),
    faults_more: |n| format!("还有 {n} 处没列出，先改好上面这些。"),
    fault_sheet: "工作表",
    fault_row: "行",
    fault_column: "列",
    fault_given: "现在写的是",
    fault_cure: "怎么改",
    fault_first: |sheet, row| format!("第一次在 {sheet} 第 {row} 行。"),
    holds: "文件里有",
    kind: |kind, n, area| format!("{kind} {n} 户，{area} ㎡"),
    parties: |flats, all| {
        format!("住宅业主 {flats} 人；连车位一起算 {all} 人。同一批业主的几套房算一人。")
    },
    developer: |n| format!("其中 {n} 户未交付，归建设单位。"),
    skipped: |names| format!("没用到的工作表：{names}"),
    changes: "和现在的名册比",
    added: |n| format!("新增 {n} 户"),
    changed: |n| format!("变更 {n} 户"),
    removed: |n| format!("移走 {n} 户"),
    unchanged: |n| format!("不变 {n} 户"),
    first_of: |n| format!("这里列出前 {n} 户"),
    before: "原来",
    after: "改成",
    same: "和现在的名册一样，不用导入。",
    seats: "导入后，名册上没有了的手机号马上看不到这套房；新的号码登录就能用。",
    clashes: |n| format!("{n} 个姓名有不同的手机号"),
    clashes_why: "不选就算不同的人。是同一个人的，把他的号码都勾上；以后再导入也记得。",
    clash_no_phone: "没写手机号",
    clash_same: "勾上的是同一个人",
    clash_different: "都是不同的人",
    clash_decided_same: "已定：同一个人",
    clash_decided_different: "已定：不同的人",
    clash_more: |n| format!("再看 {n} 个"),
    units_of: |units, more| {
        if more > 0 { format!("{units} 等 {more} 户") } else { units.to_owned() }
    },
    import: |n| format!("导入 {n} 户"),
    import_removing: |n, gone| format!("导入 {n} 户，移走 {gone} 户"),
    remove_sure: |gone| format!("{gone} 户会马上看不到自己的房子，是不是选错小区了？"),
    remove_why: "请先核对小区和文件。确实有这么多户不在了，再导入。",
    done: |n| format!("导入好了，名册上现在有 {n} 户"),
};

/// English.
pub(super) const EN: RollText = RollText {
    choose: "Choose the file",
    choose_again: "Choose another file",
    choose_why: ".xlsx or .csv. It is checked first; nothing is stored before you say so.",
    template: "Download the template",
    export: "Export the present roll",
    export_why: "It holds names and numbers; the export is recorded.",
    reading: "Reading the file; thousands of units take some seconds",
    unreadable: "This file cannot be read",
    faults: |n| format!("{n} entries to correct; nothing was imported"),
    faults_more: |n| format!("{n} more are not listed; correct these first."),
    fault_sheet: "Sheet",
    fault_row: "Row",
    fault_column: "Column",
    fault_given: "What stands there",
    fault_cure: "What to do",
    fault_first: |sheet, row| format!("It stands first in {sheet}, row {row}."),
    holds: "The file holds",
    kind: |kind, n, area| format!("{n} × {kind}, {area} m²"),
    parties: |flats, all| {
        format!(
            "{flats} owner parties among flats, {all} with spaces. Units of the same owners count once."
        )
    },
    developer: |n| format!("{n} are not handed over and count for the developer."),
    skipped: |names| format!("Sheets left out: {names}"),
    changes: "Against the present roll",
    added: |n| format!("{n} new"),
    changed: |n| format!("{n} changed"),
    removed: |n| format!("{n} gone"),
    unchanged: |n| format!("{n} the same"),
    first_of: |n| format!("The first {n} are shown"),
    before: "Before",
    after: "After",
    same: "The same as the present roll; nothing to import.",
    seats: "After the import, numbers no longer on the roll lose the flat at once; new ones can sign in.",
    clashes: |n| format!("{n} names stand with different numbers"),
    clashes_why: "Left alone, they count as different persons. Tick the numbers of one person; later imports remember.",
    clash_no_phone: "Without a number",
    clash_same: "The ticked are one person",
    clash_different: "All are different persons",
    clash_decided_same: "Decided: one person",
    clash_decided_different: "Decided: different persons",
    clash_more: |n| format!("Show {n} more"),
    units_of: |units, more| {
        if more > 0 { format!("{units} and others, {more} in all") } else { units.to_owned() }
    },
    import: |n| format!("Import {n} units"),
    import_removing: |n, gone| format!("Import {n} units, remove {gone}"),
    remove_sure: |gone| {
        format!("{gone} households lose sight of their home at once. Is it the right estate?")
    },
    remove_why: "Compare the estate and the file first. Import only if so many are really gone.",
    done: |n| format!("Imported; the roll now holds {n} units"),
};
