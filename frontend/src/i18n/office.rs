//! Texts of people and places.

mod roll;
mod rules;

use roll::RollText;
use rules::RulesText;

/// What the pages about people and places say.
pub struct OfficeText {
    /// The seat keeps nothing.
    pub nothing: &'static str,
    /// What to do.
    pub nothing_why: &'static str,
    /// Saves a form.
    pub save: &'static str,
    /// It was saved.
    pub saved: &'static str,
    /// A field.
    pub name: &'static str,
    /// Gives another name.
    pub rename: &'static str,
    /// Adds one.
    pub add: &'static str,
    /// Heading.
    pub towns: &'static str,
    /// Adds a town.
    pub town_add: &'static str,
    /// An example.
    pub town_example: &'static str,
    /// How many communities a town has.
    pub town_sub: fn(i64) -> String,
    /// Heading.
    pub companies: &'static str,
    /// Adds a company.
    pub company_add: &'static str,
    /// An example.
    pub company_example: &'static str,
    /// A field.
    pub credit_code: &'static str,
    /// What it takes.
    pub credit_code_hint: &'static str,
    /// What is wrong with it.
    pub credit_code_wrong: &'static str,
    /// Heading.
    pub communities: &'static str,
    /// Adds a community.
    pub community_add: &'static str,
    /// An example.
    pub community_example: &'static str,
    /// Heading.
    pub estates: &'static str,
    /// Adds an estate.
    pub estate_add: &'static str,
    /// An example.
    pub estate_example: &'static str,
    /// How many units, and who serves the estate.
    pub estate_sub: fn(&str, Option<&str>) -> String,
    /// A list is empty.
    pub none_yet: &'static str,
    /// Heading: staff.
    pub people: &'static str,
    /// Nobody holds a seat.
    pub people_none: &'static str,
    /// Invites somebody.
    pub invite: &'static str,
    /// A choice.
    pub invite_role: &'static str,
    /// A choice.
    pub invite_place: &'static str,
    /// A field.
    pub invite_name: &'static str,
    /// A field.
    pub invite_phone: &'static str,
    /// Makes the invitation.
    pub invite_send: &'static str,
    /// Heading: the link.
    pub invite_link: &'static str,
    /// What the link does, and until when.
    pub invite_note: fn(&str) -> String,
    /// Copies the link.
    pub invite_copy: &'static str,
    /// It was copied.
    pub invite_copied: &'static str,
    /// An invitation not yet taken up.
    pub invited_until: fn(&str) -> String,
    /// Ends a seat.
    pub end_seat: &'static str,
    /// Asks before a seat ends.
    pub end_sure: fn(&str) -> String,
    /// What it means.
    pub end_why: &'static str,
    /// How many tasks the end left to the others.
    pub end_freed: fn(i64) -> String,
    /// Takes an invitation back.
    pub withdraw: &'static str,
    /// Asks once more.
    pub withdraw_sure: fn(&str) -> String,
    /// What happens then.
    pub withdraw_why: &'static str,
    /// Heading.
    pub contracts: &'static str,
    /// Adds a contract.
    pub contract_add: &'static str,
    /// There is none.
    pub contract_none: &'static str,
    /// A choice.
    pub contract_company: &'static str,
    /// A field.
    pub contract_from: &'static str,
    /// A field.
    pub contract_to: &'static str,
    /// From when to when.
    pub contract_days: fn(&str, &str) -> String,
    /// A chip: in force.
    pub contract_now: &'static str,
    /// A chip: over.
    pub contract_over: &'static str,
    /// A chip: to come.
    pub contract_later: &'static str,
    /// Ends a contract.
    pub contract_end: &'static str,
    /// What it means.
    pub contract_end_why: &'static str,
    /// Heading.
    pub places: &'static str,
    /// What it is for.
    pub places_why: &'static str,
    /// An example.
    pub place_example: &'static str,
    /// Heading.
    pub phones: &'static str,
    /// What it is for.
    pub phones_why: &'static str,
    /// A field.
    pub phone_label: &'static str,
    /// A field.
    pub phone_number: &'static str,
    /// How a number is written.
    pub phone_number_wrong: &'static str,
    /// A field.
    pub phone_hours: &'static str,
    /// Offered: the lift rescue line.
    pub phone_lift: &'static str,
    /// Its label.
    pub lift_label: &'static str,
    /// Its hours.
    pub all_day: &'static str,
    /// Moves a row up.
    pub earlier: fn(&str) -> String,
    /// Takes a row out.
    pub remove: fn(&str) -> String,
    /// The list differs from what is stored.
    pub unsaved: &'static str,
    /// Heading and title.
    pub roll: &'static str,
    /// How many units, imported when.
    pub roll_sub: fn(&str, &str) -> String,
    /// There is none.
    pub roll_none: &'static str,
    /// Leads to the import.
    pub roll_go: &'static str,
    /// What the meetings of an estate are.
    pub votes_sub: &'static str,
    /// Leads to calendar and rules.
    pub rules_go: &'static str,
    /// The import of the roll.
    pub import: RollText,
    /// Calendar and rules.
    pub rules: RulesText,
}

/// Chinese.
pub(super) static ZH: OfficeText = OfficeText {
    nothing: "这个身份不管人和地方",
    nothing_why: "在“我的”里换一个身份再看。",
    save: "保存",
    saved: "保存好了",
    name: "名称",
    rename: "改名",
    add: "添加",
    towns: "镇街",
    town_add: "添加镇街",
    town_example: "比如：柯桥街道",
    town_sub: |n| format!("{n} 个社区"),
    companies: "物业公司",
    company_add: "添加物业公司",
    company_example: "营业执照上的全称",
    credit_code: "统一社会信用代码",
    credit_code_hint: "18 位，在营业执照上",
    credit_code_wrong: "代码不对，请对照营业执照再看一遍",
    communities: "社区",
    community_add: "添加社区",
    community_example: "比如：清溪社区",
    estates: "小区",
    estate_add: "添加小区",
    estate_example: "比如：鉴水苑",
    estate_sub: |n, who| format!("{n} 户 · {}", who.unwrap_or("没有物业公司")),
    none_yet: "还没有",
    people: "人员",
    people_none: "还没有人。发一个邀请，对方打开链接就能登录。",
    invite: "邀请一位",
    invite_role: "身份",
    invite_place: "哪里",
    invite_name: "姓名",
    invite_phone: "手机号",
    invite_send: "生成邀请链接",
    invite_link: "把链接发给对方",
    invite_note: |until| {
        format!("{until}前打开有效，只能用一次。请当面或用您平时的方式发给本人，别发到群里。")
    },
    invite_copy: "复制链接",
    invite_copied: "复制好了",
    invited_until: |until| format!("已邀请，{until}前有效"),
    end_seat: "停用",
    end_sure: |name| format!("停用{name}的身份？"),
    end_why: "马上生效。以后要用，得重新邀请。",
    end_freed: |n| format!("派给他的 {n} 件现在没有人管，请重新派。"),
    withdraw: "收回邀请",
    withdraw_sure: |name| format!("收回给{name}的邀请？"),
    withdraw_why: "发出去的链接马上失效。",
    contracts: "物业服务合同",
    contract_add: "添加合同",
    contract_none: "没有合同。没有物业公司的小区，吹哨直接到社区。",
    contract_company: "物业公司",
    contract_from: "第一天",
    contract_to: "最后一天",
    contract_days: |from, to| format!("{from} 到 {to}"),
    contract_now: "在用",
    contract_over: "已结束",
    contract_later: "未开始",
    contract_end: "提前结束",
    contract_end_why: "过了最后一天，这家公司的人就看不到小区的事了。填昨天，马上结束。",
    places: "公共地方",
    places_why: "吹哨时选地方用，请按人们平时的叫法。",
    place_example: "比如：东门",
    phones: "值班电话",
    phones_why: "业主在“电话”里看到。电梯困人请留 96333。",
    phone_label: "找谁",
    phone_number: "号码",
    phone_number_wrong: "号码只写数字，可以有空格和横线，比如 0575-8412 3456",
    phone_hours: "什么时候有人接",
    phone_lift: "添加 96333 电梯困人",
    lift_label: "电梯困人",
    all_day: "24 小时",
    earlier: |name| format!("把{name}往前移"),
    remove: |name| format!("去掉{name}"),
    unsaved: "还没保存",
    roll: "业主名册",
    roll_sub: |n, when| format!("{n} 户，{when}导入"),
    roll_none: "还没有导入名册。业主要在名册上，才能用手机号登录。",
    roll_go: "导入或更新名册",
    votes_sub: "业主大会会议：草案、公告、名册、结果",
    rules_go: "日历和时限",
    import: roll::ZH,
    rules: rules::ZH,
};

/// English.
pub(super) static EN: OfficeText = OfficeText {
    nothing: "This seat keeps no people or places",
    nothing_why: "Choose another seat under Mine.",
    save: "Save",
    saved: "Saved",
    name: "Name",
    rename: "Rename",
    add: "Add",
    towns: "Towns",
    town_add: "Add a town",
    town_example: "For example: 柯桥街道",
    town_sub: |n| format!("{n} communities"),
    companies: "Property companies",
    company_add: "Add a company",
    company_example: "The full name of the business licence",
    credit_code: "Unified social credit code",
    credit_code_hint: "18 characters, on the business licence",
    credit_code_wrong: "The code does not check; compare it with the licence",
    communities: "Communities",
    community_add: "Add a community",
    community_example: "For example: 清溪社区",
    estates: "Estates",
    estate_add: "Add an estate",
    estate_example: "For example: 鉴水苑",
    estate_sub: |n, who| format!("{n} units · {}", who.unwrap_or("no company")),
    none_yet: "None yet",
    people: "People",
    people_none: "Nobody yet. Send an invitation; its link opens the way in.",
    invite: "Invite somebody",
    invite_role: "Role",
    invite_place: "Where",
    invite_name: "Name",
    invite_phone: "Mobile number",
    invite_send: "Make the link",
    invite_link: "Send this link",
    invite_note: |until| {
        format!("It works once, until {until}. Give it to the person alone, never to a group.")
    },
    invite_copy: "Copy the link",
    invite_copied: "Copied",
    invited_until: |until| format!("Invited, until {until}"),
    end_seat: "End",
    end_sure: |name| format!("End the seat of {name}?"),
    end_why: "It ends at once. To come back, a new invitation is needed.",
    end_freed: |n| format!("{n} reports were their task and are nobody's now; assign them anew."),
    withdraw: "Take it back",
    withdraw_sure: |name| format!("Take back the invitation of {name}?"),
    withdraw_why: "Its link is dead at once.",
    contracts: "Service contracts",
    contract_add: "Add a contract",
    contract_none: "No contract. Without a company, reports go to the community.",
    contract_company: "Company",
    contract_from: "First day",
    contract_to: "Last day",
    contract_days: |from, to| format!("{from} to {to}"),
    contract_now: "In force",
    contract_over: "Over",
    contract_later: "To come",
    contract_end: "End early",
    contract_end_why: "After the last day the company's staff see nothing of the estate. Yesterday ends it at once.",
    places: "Common places",
    places_why: "Chosen when reporting; use the names people use.",
    place_example: "For example: East gate",
    phones: "Duty phones",
    phones_why: "Residents see them under Phones. Keep 96333 for people shut in a lift.",
    phone_label: "Who answers",
    phone_number: "Number",
    phone_number_wrong: "Digits, with spaces or hyphens between, like 0575-8412 3456",
    phone_hours: "When somebody answers",
    phone_lift: "Add 96333 for lifts",
    lift_label: "Shut in a lift",
    all_day: "24 hours",
    earlier: |name| format!("Move {name} up"),
    remove: |name| format!("Remove {name}"),
    unsaved: "Not saved yet",
    roll: "Owners' roll",
    roll_sub: |n, when| format!("{n} units, imported {when}"),
    roll_none: "No roll yet. Owners sign in by the numbers on it.",
    roll_go: "Import or update the roll",
    votes_sub: "Owners' meetings: drafts, notices, rolls, results",
    rules_go: "Calendar and periods",
    import: roll::EN,
    rules: rules::EN,
};
