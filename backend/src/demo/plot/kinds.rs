//! What people of the estates complain about, in their words.

use super::Home;
use super::Scene;

/// Where such a thing happens.
#[derive(Clone, Copy, Debug)]
pub(super) enum Spot {
    /// On some floor.
    Floor,
    /// A part of a stair.
    Of(&'static str),
    /// A part of a building, whichever stair.
    Outside(&'static str),
    /// Some common place.
    Common,
    /// One of these common places.
    Named(&'static [&'static str]),
}

/// One kind of report.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) category: &'static str,
    /// How many there are.
    pub(super) times: usize,
    /// Between how many days ago.
    pub(super) ago: (i64, i64),
    /// In this estate only.
    pub(super) only: Option<Home>,
    pub(super) spot: Spot,
    pub(super) words: &'static [&'static str],
    /// What the reporter's photo shows.
    pub(super) before: Option<Scene>,
    /// What the company answers.
    pub(super) answer: &'static str,
    /// What whoever brings it to 办好 writes.
    pub(super) done: &'static str,
    /// And photographs.
    pub(super) after: Scene,
    /// To whom the first department passes it at times, and why.
    pub(super) declined: Option<(&'static str, &'static str)>,
}

const J: Option<Home> = Some(Home::Jianshui);

macro_rules! kinds {
    (@) => { None };
    (@ $instead:literal $why:literal) => { Some(($instead, $why)) };
    ($($category:ident $times:literal $ago:tt $only:expr, $spot:expr, $before:expr => $after:ident
        [$($words:literal),+] $answer:literal $done:literal $(declined $instead:literal $why:literal)?;)+) => {
        [$(Kind {
            category: stringify!($category),
            times: $times,
            ago: $ago,
            only: $only,
            spot: $spot,
            words: &[$($words),+],
            before: $before,
            answer: $answer,
            done: $done,
            after: Scene::$after,
            declined: kinds!(@ $($instead $why)?),
        }),+]
    };
}

/// The kinds. Decoration and its noise cluster in the weeks after the autumn holiday, when people
/// begin; rubbish and parking go on all the time.
pub(super) static KINDS: [Kind; 28] = kinds! {
    NOISE_SOCIAL 11 (28, 58) None, Spot::Floor, None => BrokenWall
        ["楼上装修，电钻从早上七点响到晚上八点，孩子没法做作业。", "中午十二点多还在敲，老人睡不着午觉。",
         "星期天一早就开工，说好的双休日不施工呢。", "楼上半夜拖家具、跳绳，说过两次没用。", "隔壁麻将打到凌晨一点，墙薄听得清清楚楚。"]
        "已联系这一户，要求中午和晚上不施工。" "已约定施工时间：工作日 8:30–11:30、14:00–17:30，双休日停工，双方签字。"
        declined "COMP_LAW_ENF" "属装修施工噪声，建议由综合执法部门按装修管理处理。";
    NOISE_SOCIAL 2 (1, 6) J, Spot::Floor, None => BrokenWall
        ["楼下跳舞的音响开到晚上十点，窗户关着都听得见。", "楼上小孩天天晚上拍球。"]
        "已记下，今晚派人上门。" "上门调解，约定晚上九点后不再出声。";
    DECOR_ILLEGAL 6 (26, 55) J, Spot::Floor, Some(Scene::BrokenWall) => BrokenWall
        ["楼上把客厅和阳台中间的墙敲了，我家天花板掉灰。", "装修工人在敲墙，不知道是不是承重墙。", "看见运下来好多砖块，墙肯定动了。",
         "邻居装修没贴公示，一上来就砸墙。"]
        "工程部已到现场查看图纸。" "已停工核查：未动承重墙，补办装修告知，破损处已修复。";
    DECOR_ILLEGAL 1 (2, 3) J, Spot::Floor, Some(Scene::BrokenWall) => BrokenWall
        ["楼上昨天开始砸墙，整栋楼都在震。"] "工程部下午上门。" "已停工核查，恢复原状。";
    WET_ROOM_MOVE 2 (30, 70) J, Spot::Floor, Some(Scene::BrokenWall) => BrokenWall
        ["楼上把小房间改成卫生间，正好在我家卧室上面。", "阳台改厨房，油烟直接排到我家窗口。"]
        "已请装修公司停下这一间。" "恢复原状，防水重新做过，楼下业主在场确认。";
    OCCUPY_PUBLIC 9 (3, 96) None, Spot::Of("楼道"), Some(Scene::StairBlocked) => StairFree
        ["楼道里堆了纸箱和旧家具，轮椅都过不去。", "门口鞋柜占了半个过道。", "一楼楼梯下面堆满废纸，怕着火。", "有人把童车、自行车锁在楼梯口。"]
        "保洁已贴三天内清理的告知单。" "杂物已清走，楼道恢复通行。";
    WASTE_PILE 8 (2, 96) None, Spot::Named(&["垃圾房", "西门", "大门口", "北门"]), Some(Scene::Rubbish) => Bins
        ["装修垃圾堆了一个星期没人拉。", "垃圾房门口堆成山，走过去要捂鼻子。", "有人把旧沙发床垫扔在路边。", "下雨天垃圾水流到路上。"]
        "已联系清运车，明早来拉。" "已清运并冲洗地面，加派一班清运。";
    WASTE_SORTING 3 (10, 90) None, Spot::Named(&["垃圾房"]), Some(Scene::Rubbish) => Bins
        ["厨余桶里全是塑料袋，分了也白分。", "督导员不在，大家乱扔。", "可回收的桶被人锁起来自己卖。"]
        "已安排督导员早晚在岗。" "早晚高峰有人督导，今天抽查合格。";
    PARKING 8 (2, 96) None, Spot::Named(&["东门", "西门", "地下车库", "大门口", "地面停车场", "南门"]), Some(Scene::LaneBlocked) => LaneFree
        ["外来车停在我的车位上，电话打不通。", "大门口两边停满，出门要倒三把。", "有车横停，堵住后面三辆车。", "僵尸车停了快一年，轮胎都瘪了。"]
        "已电话联系车主。" "车已挪走，登记车牌，门岗不再放行。"
        declined "COMP_LAW_ENF" "小区内部停车秩序，建议综合执法部门会同物业处理。";
    EV_WIRE_CHARGING 6 (3, 96) None, Spot::Of("一楼"), Some(Scene::FlyingWire) => StairFree
        ["从三楼窗户拉线下来给电瓶车充电，线都烫手。", "电瓶车推进楼道充电，插线板放在纸箱上。", "有人把电池拎上楼在家里充。"]
        "已到现场拔掉插线板，请车主推去车棚。" "飞线已拆除，当事人签了承诺书，车棚加装两个插座。";
    FIRE_LANE_BLOCKED 5 (4, 96) None, Spot::Named(&["5 幢东侧", "东门", "大门口", "北门", "西门"]), Some(Scene::LaneBlocked) => LaneFree
        ["消防通道停了三辆车，救护车进不来。", "登高场地画了线还天天有人停。", "通道被装修材料堵死了。"]
        "已到现场，正在联系车主挪车。" "车辆已挪走，通道划线恢复，装了两个地桩。";
    FIRE_FACILITY 2 (20, 90) None, Spot::Of("楼道"), None => StairFree
        ["楼道灭火器是空的，指针在红区。", "消防栓门打不开，里面水带没了。"]
        "已到现场查看并登记。" "灭火器、水带已更换，本楼全部复查。";
    HIGH_THROW 2 (15, 80) J, Spot::Outside("南面"), None => LaneFree
        ["楼上扔下来一个酒瓶，离我就一米。", "阳台上往下倒水、扔烟头，天天这样。"]
        "保安已到楼下，正在看监控。" "民警逐户走访，已找到当事人并批评教育，单元门口贴了提醒。";
    ELEVATOR 3 (8, 90) J, Spot::Of("电梯"), Some(Scene::Lift) => Lift
        ["电梯到五楼会抖一下，老人不敢坐。", "电梯门夹了一下我妈的手。", "电梯又停在两层中间。"]
        "已停梯，维保单位在路上。" "维保更换门机皮带并做平衡试验，检验人员现场确认后恢复使用。";
    SAFETY_HAZARD 3 (6, 85) None, Spot::Outside("外墙"), None => LaneFree
        ["外墙瓷砖掉下来两块，下面就是路。", "围墙歪了，小孩在旁边玩。", "窨井盖翘起来，晚上看不见。"]
        "已拉警戒带，请大家绕行。" "危险部位已拆除加固，警戒带已撤。";
    GREEN_DAMAGE 4 (12, 96) None, Spot::Named(&["中心花园", "儿童乐园", "河边小路", "小广场"]), Some(Scene::DugLawn) => DugLawn
        ["绿化带被人开了种菜，还浇粪水。", "好好的桂花树被锯了一半。", "草坪停了车，压得全是泥。"]
        "已找到当事人，要求两天内恢复。" "菜已拔掉，补种麦冬。";
    DOG 4 (5, 90) None, Spot::Common, None => LaneFree
        ["大狗不拴绳，追小孩。", "遛狗不捡，滑梯旁边踩一脚。", "邻居家狗半夜叫个不停。"]
        "门岗已提醒这一户拴绳。" "已上门登记办证，发放牵引绳，约定遛狗时间。";
    OIL_FUME 2 (20, 70) None, Spot::Outside("沿街店"), None => Bins
        ["楼下小饭店油烟往楼上飘，衣服都不敢晒。", "烧烤店的排烟口正对我家厨房。"]
        "已和店主谈过。" "店家加装净化器并抬高烟道，复测达标。"
        declined "ECO_ENV" "涉及油烟检测，建议生态环境部门牵头。";
    MUNICIPAL_FACILITY 3 (5, 90) None, Spot::Common, None => LaneFree
        ["路灯坏了三盏，晚上黑漆漆的。", "下水道堵了，一下雨就倒灌。", "人行道砖松了，老人绊了一跤。"]
        "已报维修，先放了警示牌。" "已修好，晚上看过，灯都亮。";
    ILLEGAL_BUILD 2 (35, 85) None, Spot::Of("楼顶"), Some(Scene::RoofShed) => RoofBare
        ["楼顶搭了彩钢棚，下雨声音像打鼓。", "一楼院子搭了玻璃房，把过道圈进去了。"]
        "已到楼顶拍照，通知业主停工。" "已自行拆除，现场清理完毕。";
    PM_SERVICE 3 (10, 80) None, Spot::Common, None => LaneFree
        ["报修两个星期没人来，打电话总说在安排。", "保安晚上在岗亭睡觉，门都开着。", "楼道一个月没拖过。"]
        "已记下。" "约谈项目经理，列了整改清单，一周内逐条复查。";
    COMMON_REVENUE 2 (25, 75) J, Spot::Named(&["东门"]), None => LaneFree
        ["电梯广告的钱去哪了，两年没看到公布。", "地面停车费收了一年，没有公布过一次。"]
        "已记下。" "已督促公布上一年明细，张贴在东门公告栏，账目可查。";
    FEE_ILLEGAL 1 (30, 60) J, Spot::Named(&["物业用房"]), None => LaneFree
        ["装修进场收了一笔说不清的费用，不给收据。"] "已记下。" "经查属自立名目，已责令退还并改正公示。";
    POWER_FACILITY 2 (15, 80) None, Spot::Outside("配电房"), None => LaneFree
        ["配电房嗡嗡响，最近跳了三次闸。", "变压器边上的栏杆倒了。"] "已记下。" "已检修，更换一组开关，恢复正常。";
    DISPUTE_MEDIATION 2 (15, 85) None, Spot::Floor, None => StairFree
        ["楼上漏水到我家，赔多少谈不拢。", "空调外机滴水的事，和邻居吵了两回。"] "已记下。" "人民调解员主持，双方签了协议，当场付清。";
    CHARGING_PILE 2 (10, 70) J, Spot::Named(&["地下车库", "非机动车棚"]), None => LaneFree
        ["想装家用充电桩，不知道找谁盖章。", "车棚插座不够，几十辆车抢八个口。"] "已记下。" "已上门踏勘，列入今年计划，流程书面答复。";
    CITY_APPEARANCE 2 (8, 80) None, Spot::Common, Some(Scene::Rubbish) => Bins
        ["墙上贴满小广告，撕了又贴。", "衣服被子晾在绿化树上。"] "保洁今天去清。" "已清理，门岗加强盘查。";
    MAINT_FUND 1 (20, 50) J, Spot::Of("楼顶"), None => RoofBare
        ["屋顶漏水，维修资金申请了三个月没有下文。"] "已记下。" "已指导补齐材料，按应急程序先行维修。";
};
