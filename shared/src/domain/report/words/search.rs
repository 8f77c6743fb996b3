//! Finding a category by what a resident types.

use std::cmp::Reverse;

use super::{CategoryWords, spoken};

/// How much of a query is read: more than anybody types, little enough for every keystroke.
const QUERY_CHARS: usize = 120;

/// The categories that a resident may mean, the likeliest first.
///
/// The query may be a word, a whole sentence, pinyin initials (two letters or more) or English.
/// In this order count: the label or a word itself; part of a label; part of a word; words
/// within the sentence, the longest first; initials; English; where nothing fits, pairs of
/// characters. Where two are equal, one of those shown first wins, then the table's order.
/// An empty query finds nothing.
pub fn search<'a>(words: &'a [CategoryWords], query: &str) -> Vec<&'a CategoryWords> {
    let query = Query::of(query);
    let mut found: Vec<(u32, &CategoryWords)> = words
        .iter()
        .filter(|row| row.is_offered())
        .map(|row| (query.score(row), row))
        .filter(|(score, _)| *score > 0)
        .collect();
    if found.is_empty() && !query.dense.is_ascii() {
        found = query.loosely(words);
    }
    found.sort_by_key(|(score, row)| (Reverse(*score), row.pick.unwrap_or(u8::MAX)));
    found.into_iter().map(|(_, row)| row).collect()
}

/// Lower case, half width, everything but letters and digits as single spaces.
pub(super) fn fold(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
        }
        _ => c,
    };
    let kept = |c: char| if c.is_alphanumeric() || "-'".contains(c) { c } else { ' ' };
    let folded: String = text.chars().map(half).flat_map(char::to_lowercase).map(kept).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// English words that say nothing about the matter.
const FILLERS: [&str; 40] = [
    "a", "all", "always", "an", "and", "are", "at", "by", "can", "do", "every", "for", "from",
    "has", "have", "in", "is", "it", "my", "no", "not", "of", "off", "on", "our", "out", "please",
    "somebody", "someone", "that", "the", "there", "they", "this", "to", "too", "very", "was",
    "with", "your",
];

struct Query {
    /// Folded, with single spaces.
    text: String,
    /// Folded, without spaces.
    dense: String,
    /// The neighbouring characters of `dense`.
    pairs: Vec<(char, char)>,
}

impl Query {
    fn of(query: &str) -> Self {
        let text = fold(&query.chars().take(QUERY_CHARS).collect::<String>());
        let dense = text.replace(' ', "");
        let pairs = pairs(&dense).collect();
        Self { text, dense, pairs }
    }

    fn score(&self, row: &CategoryWords) -> u32 {
        if self.dense.is_empty() {
            return 0;
        }
        let itself = |word: &String| *word == self.text || *word == self.dense;
        if itself(&row.label_zh) || fold(&row.label_en) == self.text {
            return 10_000;
        }
        if row.words_zh.iter().chain(&row.words_en).any(itself) {
            return 9000;
        }
        if self.dense.is_ascii() { self.latin(row) } else { self.chinese(row) }
    }

    fn chinese(&self, row: &CategoryWords) -> u32 {
        if row.label_zh.contains(&self.dense) {
            return 8000 + share(&self.dense, &row.label_zh);
        }
        let around = row.words_zh.iter().filter(|word| word.contains(&self.dense));
        if let Some(closest) = around.clone().map(|word| share(&self.dense, word)).max() {
            // Many such words: the category is about it.
            return 7000 + closest + 10 * many(around.count());
        }
        let strengths = spoken(row).map(|word| self.strength(word)).filter(|found| *found > 0);
        strengths.clone().max().map_or(0, |best| 3000 + best + 10 * many(strengths.count()))
    }

    /// How much a word of the table is in a sentence: 100 for each character; where its
    /// characters stand apart ("楼上漏水" in "楼上一直漏水"), 60 for each that is kept in
    /// order. Two in three must be, or all of a query that is the shorter ("阳台厨房").
    fn strength(&self, word: &str) -> u32 {
        let length = many(word.chars().count());
        if self.dense.contains(word) {
            return 100 * length;
        }
        if !pairs(word).any(|pair| self.pairs.contains(&pair)) {
            return 0;
        }
        let kept = in_order(word, &self.dense);
        let enough = 3 * kept >= 2 * length || kept == many(self.pairs.len()) + 1;
        if kept >= 3 && enough { 60 * kept } else { 0 }
    }

    /// Where nothing else fits: the categories that share pairs of characters with the query,
    /// the rarer pair counting more. A pair that many share ("物业") says nothing.
    fn loosely<'a>(&self, words: &'a [CategoryWords]) -> Vec<(u32, &'a CategoryWords)> {
        let offered = words.iter().filter(|row| row.is_offered());
        let mut rows: Vec<(u32, &CategoryWords)> = offered.map(|row| (0, row)).collect();
        for pair in &self.pairs {
            let holds = |row: &CategoryWords| {
                spoken(row).flat_map(|word| pairs(word)).any(|other| other == *pair)
            };
            let sharing = rows.iter().filter(|(_, row)| holds(row)).count();
            let weight = 24_u32.checked_div(many(sharing)).filter(|weight| *weight >= 3);
            for (score, _) in rows.iter_mut().filter(|(_, row)| holds(row)) {
                *score += weight.unwrap_or(0);
            }
        }
        rows.retain(|(score, _)| *score > 0);
        rows
    }

    fn latin(&self, row: &CategoryWords) -> u32 {
        let starts = |initials: &&String| initials.starts_with(&self.dense);
        let typed = self.dense.len() >= 2 && self.dense.bytes().all(|b| b.is_ascii_lowercase());
        let label = row.initials.first().filter(starts).map(|word| 300 + share(&self.dense, word));
        let word = row.initials.iter().filter(starts).map(|word| share(&self.dense, word)).max();
        match label.max(word).filter(|_| typed) {
            Some(closest) => 2000 + closest,
            None => self.english(row),
        }
    }

    fn english(&self, row: &CategoryWords) -> u32 {
        let label = fold(&row.label_en);
        let table: Vec<&str> =
            std::iter::once(&label).chain(&row.words_en).flat_map(|word| word.split(' ')).collect();
        let asked =
            self.text.split(' ').filter(|token| token.len() > 1 && !FILLERS.contains(token));
        let best = |token| table.iter().map(|word| likeness(token, word)).max().unwrap_or(0);
        let sum: u32 = asked.map(best).sum();
        let phrase = |word: &&String| word.contains(' ') && self.text.contains(word.as_str());
        let phrases = many(row.words_en.iter().filter(phrase).count());
        if sum == 0 { 0 } else { 1000 + (sum + 5 * phrases).min(900) }
    }
}

/// How like an English word of the query is to one of the table: the same, its beginning, or
/// another form of it ("barks", "barking").
fn likeness(token: &str, word: &str) -> u32 {
    let same = token.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
    let rest = token.len().max(word.len()).saturating_sub(same);
    match (rest, same) {
        (0, _) => 9,
        _ if word.starts_with(token) => 6,
        (1..=3, 4..) => 4,
        _ => 0,
    }
}

/// The neighbouring characters.
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    text.chars().zip(text.chars().skip(1))
}

/// How many characters two texts have in common, in the same order (longest common subsequence).
fn in_order(word: &str, text: &str) -> u32 {
    let mut best: Vec<u32> = text.chars().map(|_| 0).collect();
    for a in word.chars() {
        let (mut before, mut above_before) = (0, 0);
        for (b, cell) in text.chars().zip(&mut best) {
            let above = *cell;
            *cell = if a == b { above_before + 1 } else { above.max(before) };
            (before, above_before) = (*cell, above);
        }
    }
    best.last().copied().unwrap_or(0)
}

/// How much of the whole a part is, in percent.
fn share(part: &str, whole: &str) -> u32 {
    (100 * many(part.chars().count())).checked_div(many(whole.chars().count())).unwrap_or(0)
}

/// A count for scoring: ten thousand is already more than any query has.
fn many(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX).min(10_000)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::super::parse;
    use super::super::tests::TABLE;
    use super::*;

    fn codes(query: &str) -> Vec<&'static str> {
        static ROWS: LazyLock<Vec<CategoryWords>> = LazyLock::new(|| parse(TABLE).unwrap());
        search(&ROWS, query).into_iter().map(|row| row.code.as_str()).collect()
    }

    /// What neighbours type, and what must be among the first three.
    const ASKED: &[(&str, &str)] = &[
        (
            "FIRE_LANE_BLOCKED",
            "消防通道停满了车|楼梯间堵得走不过去|安全出口被锁起来了|救护车都开不进来|xftd|fire exit blocked",
        ),
        (
            "EV_WIRE_CHARGING",
            "有人把电瓶车推上楼充电|电瓶车又进电梯了|从窗户拉下来一根电线充电|fxcd|e-bike charging in the corridor",
        ),
        ("ELEVATOR", "电梯又坏了|我被困在电梯里了|电梯一直抖，很吓人|dtbaq|the lift is stuck"),
        (
            "HIGH_THROW",
            "楼上往下扔烟头|楼上又扔垃圾下来了|花盆差点砸到人|gkpw|things thrown from the window|天上掉下来一个酒瓶",
        ),
        ("EMERGENCY", "着火了|闻到一股煤气味|有人要跳楼|地下车库被淹了|gas leak"),
        ("SAFETY_HAZARD", "外墙的瓷砖掉下来了|小区大树要倒了|井盖没了|falling tiles"),
        ("HAZMAT", "楼下囤了好多煤气罐|有人在家放汽油|petrol"),
        ("FIRE_FACILITY", "灭火器都过期了|消防栓里没有水|smoke detector broken"),
        ("FIRE_DUTY_PM", "消控室晚上没人|物业从来不检查消防"),
        ("STRUCTURE_DAMAGE", "邻居在砸承重墙|楼板裂了一条缝|load bearing wall"),
        ("WET_ROOM_MOVE", "我家楼上一直漏水|阳台改成厨房了|天花板在滴水|ceiling leak"),
        ("PIPE_FLUE_ALTER", "烟道被楼上封了，油烟倒灌|洗衣机的水接到雨水管"),
        ("DECOR_ILLEGAL", "隔壁乱装修拆墙|装修|wgzx|renovation"),
        ("DECOR_NOT_FILED", "没打招呼就装修|装修没报备"),
        ("ILLEGAL_BUILD", "有人在楼顶搭阳光房|顶楼违建|一楼院子里搭房子|wfdj|illegal structure"),
        ("FACADE_CHANGE", "在外墙上开了个门|防盗窗装到外面"),
        ("USE_CHANGE", "车库里住人|把地下室出租了|people living in a garage"),
        ("WARRANTY_QUALITY", "新房子就漏水|开发商不给修|roof leak"),
        (
            "OCCUPY_PUBLIC",
            "邻居把东西堆在公共过道|楼道堆东西|邻居把鞋柜放在楼道|过道里堆满纸箱|zggdf|shoe rack in hallway",
        ),
        (
            "NOISE_SOCIAL",
            "楼上半夜吵得睡不着|广场舞声音太大|ＫＴＶ唱歌到半夜|周末还在装修|zsrm|Neighbour noise",
        ),
        ("NOISE_FIXED_EQUIP", "楼下商铺空调外机嗡嗡响|水泵房晚上很吵"),
        (
            "PARKING",
            "别人的车堵住我出不来|有车占了我的车位|车乱停|僵尸车停了两年|ltc|car parked badly",
        ),
        ("WASTE_PILE", "垃圾好几天没人收|建筑垃圾堆在路边|沙发扔在楼下|rubbish everywhere"),
        ("WASTE_SORTING", "垃圾不分类乱投|厨余垃圾混在一起|recycling"),
        ("GREEN_DAMAGE", "物业把树砍了|绿化带里种菜|树被人砍了|hlzl|vegetable plot on the lawn"),
        ("FEE_ILLEGAL", "物业费突然涨价|装修押金不退给我|停车费太贵了|lsf|overcharged parking fee"),
        ("DOG", "遛狗没牵绳|隔壁的狗一直叫|电梯里有狗屎|被狗咬了|dog barks all night"),
        (
            "PM_SERVICE",
            "保洁阿姨几天不来打扫|物业电话一直打不通|报修一个星期没人来|楼道灯坏了没人修|rude staff",
        ),
        ("SECURITY_GUARD", "门禁坏了谁都能进|我的快递被偷了|保安在睡觉|cctv"),
        ("COMMON_REVENUE", "电梯广告费去哪了|公共收益从来不公开|advertising income"),
        ("MAINT_FUND", "维修基金还剩多少|想动用维修资金修屋顶|repair fund"),
        ("COST_CUTOFF", "不交物业费就断水断电|物业把我家的电停了"),
        ("POWER_FACILITY", "整栋楼停电了|老是跳闸|blackout"),
        ("TELECOM_FACILITY", "家里手机没有信号|ＷＩＦＩ连不上|broadband"),
        ("GATE_BLOCKED", "有人把小区大门堵了|车横在门口出不去"),
        ("RENTAL_ILLEGAL", "隔壁群租住了十几个人|qz|overcrowded flat"),
        ("BIZ_UNREGISTERED", "楼上开了个麻将馆|居民楼里开美容院|mahjong"),
        ("OIL_FUME", "楼下饭店油烟飘进我家|烧烤味太重|barbecue smoke"),
        ("VENDOR_UNLICENSED", "门口每天有人摆摊|street vendor"),
        ("COMMITTEE_CONDUCT", "业委会主任拿回扣|业委会伪造我的签名"),
        ("ASSEMBLY_FORMATION", "我们想成立业委会|业委会到期不换届"),
        ("BIDDING_ADVICE", "想把现在的物业换掉|我们想换物业|怎么换物业公司"),
        ("ELEVATOR_RETROFIT", "老楼想加装电梯|没有电梯爬不动楼|jzdt|install a lift"),
        ("CHARGING_PILE", "物业不让装充电桩|充电桩坏了|cdz"),
        ("DISPUTE_MEDIATION", "和楼上邻居吵架了想调解|楼上漏水不肯赔偿|mediation"),
        ("DISPUTE_COURT", "我要起诉物业|收到法院传票|lawyer"),
        ("ELDER_FACILITY", "老年食堂关门了|home care"),
        ("PLATFORM_DATA", "我的房号不对|收不到验证码|wrong name"),
        ("MUNICIPAL_FACILITY", "门口的路灯坏了|马路坑坑洼洼|pothole"),
        ("OTHER", "不知道选哪个|qt|something else"),
    ];

    #[test]
    fn what_neighbours_type_finds_the_category_among_the_first_three() {
        let queries =
            ASKED.iter().flat_map(|(code, list)| list.split('|').map(move |q| (*code, q)));
        assert!(queries.clone().count() >= 60);
        let missed: Vec<String> = queries
            .filter(|(code, query)| !codes(query).iter().take(3).any(|found| found == code))
            .map(|(code, query)| format!("{query} -> {code}, found {:?}", codes(query)))
            .collect();
        assert!(missed.is_empty(), "{}", missed.join("\n"));
    }

    #[test]
    fn every_category_is_first_for_its_own_label_and_near_the_top_for_its_words() {
        let rows = parse(TABLE).unwrap();
        for row in rows.iter().filter(|row| row.is_offered()) {
            for label in [&row.label_zh, &row.label_en] {
                assert_eq!(codes(label).first(), Some(&row.code.as_str()), "{label}");
            }
            for word in row.words_zh.iter().chain(&row.words_en) {
                assert!(
                    codes(word).iter().take(3).any(|code| *code == row.code.as_str()),
                    "{word}"
                );
            }
        }
    }

    #[test]
    fn width_case_and_punctuation_make_no_difference() {
        for (typed, plain) in [
            ("ＸＦＴＤ", "xftd"),
            ("Lift!", "lift"),
            ("「飞线　充电」", "飞线充电"),
            ("x f t d", "xftd"),
        ] {
            assert!(!codes(plain).is_empty(), "{plain}");
            assert_eq!(codes(typed), codes(plain), "{typed}");
        }
    }

    #[test]
    fn nothing_typed_and_nonsense_find_nothing() {
        for query in ["", "  ", "，。", "x", "zzzzqq", "饕餮", "if", "the"] {
            assert_eq!(codes(query), [""; 0], "{query}");
        }
    }

    #[test]
    fn a_very_long_query_is_read_from_its_beginning_only() {
        let long = format!("楼道充电{}", "啊".repeat(1_000_000));
        assert_eq!(codes(&long).first(), Some(&"EV_WIRE_CHARGING"));
    }

    #[test]
    fn residents_are_never_offered_the_hotline() {
        for query in ["热线", "12345", "hotline", "热线线索", "rxxs"] {
            assert!(codes(query).iter().all(|code| *code != "HOTLINE_LEAD"), "{query}");
        }
    }
}
