//! The reports that the demo shows first: what the followed owner sees, and something in every
//! queue and every state.

use shared::domain::estate::Place;
use shared::domain::report::Event;
use shared::value::{DAY, HOUR, MINUTE, TimeOfDay, Timestamp};

use super::{Act, Story, What, Who, Writer};
use crate::demo::estate::Home;
use crate::demo::picture::Scene;

/// The followed owner, among the voices of 鉴水苑.
const OWNER: usize = 0;
/// The tenant.
const TENANT: usize = 1;

fn building(building: &str, stair: Option<&str>, spot: &str) -> Place {
    Place::Building {
        building: building.to_owned(),
        stair: stair.map(str::to_owned),
        spot: Some(spot.to_owned()),
    }
}

fn common(name: &str) -> Place {
    Place::Common { name: name.to_owned() }
}

fn story(
    home: Home,
    reporter: usize,
    filed: Timestamp,
    (category, place): (&'static str, Place),
    (words, scene): (&'static str, Option<Scene>),
) -> Story {
    Story { home, reporter, filed, category, place, words, scene, deeds: Vec::new() }
}

impl Writer<'_> {
    /// All of them.
    pub(super) fn known(&mut self) {
        self.roof();
        self.wall();
        self.lane();
        self.owner_before();
        self.company_queue();
        self.community_queue();
        self.departments_now();
        self.in_review();
        self.ended_otherwise();
    }

    fn add(&mut self, story: Story) {
        self.stories.push(story);
    }

    /// So many minutes ago.
    fn ago(&self, minutes: i64) -> Timestamp {
        self.now.plus(-minutes * MINUTE)
    }

    /// Resolved yesterday by the enforcement bureau: waits for the owner's word.
    fn roof(&mut self) {
        let filed = Timestamp::local(self.days_ago(11), TimeOfDay::new(18, 24));
        let place = building("6", Some("2"), "楼顶");
        let words = "楼顶有人搭彩钢棚，电焊火花往下掉，下雨还漏到我家。";
        let mut s = story(
            Home::Jianshui,
            OWNER,
            filed,
            ("ILLEGAL_BUILD", place),
            (words, Some(Scene::RoofShed)),
        );
        s.deed(self.later(filed, 55, 70), Who::Neighbour(8), What::Join);
        s.deed(self.later(filed, 90, 130), Who::Neighbour(14), What::Join);
        let assign = Act { assignee: Some(1), ..Act::new(Event::Assign) };
        s.act(self.later(filed, 21, 28), Who::Company(0), assign);
        let answer = Act::new(Event::Answer).note("李师傅今晚上楼顶看，拍照后给您回话。");
        s.act(self.later(filed, 40, 50), Who::Company(0), answer);
        let tried = self.later(filed, 840, 880);
        let act = Act::new(Event::Dissuade).note("李师傅上门劝了两次，对方没停工。");
        s.act(tried, Who::Company(1), act.scene(Scene::RoofShed));
        let passed = self.later(tried, 300, 330);
        s.act(passed, Who::Company(0), Act::new(Event::Escalate).note("劝不住，物业上报社区。"));
        let sent = self.office(passed, 60, 120);
        let act = Act::new(Event::Dispatch).note("派给综合执法局，街道配合。");
        s.act(sent, Who::Community, act);
        let here = self.office(sent, 120, 200);
        s.act(here, Who::Lead, Act::new(Event::CheckIn).note("队员明早到场。"));
        let seen = self.office(here, 1_000, 1_060);
        let act = Act::new(Event::Remark).note("执法队员到现场，开了停工通知。");
        s.act(seen, Who::Lead, act);
        let done = self.office_before(16 * HOUR, TimeOfDay::new(16, 5));
        let act = Act::new(Event::Resolve).note("已拆除，楼顶恢复原样。").scene(Scene::RoofBare);
        s.act(done.max(seen.plus(HOUR)), Who::Lead, act);
        self.add(s);
    }

    /// With the enforcement bureau now.
    fn wall(&mut self) {
        let filed = Timestamp::local(self.days_ago(6), TimeOfDay::new(12, 41));
        let place = building("6", Some("2"), "12");
        let words = "楼上装修把阳台的墙敲掉了，掉下来的灰把我家被子都弄脏了。";
        let mut s = story(
            Home::Jianshui,
            OWNER,
            filed,
            ("DECOR_ILLEGAL", place),
            (words, Some(Scene::BrokenWall)),
        );
        let answer = Act::new(Event::Answer).note("工程部下午上门，先叫停。");
        s.act(self.later(filed, 50, 70), Who::Company(0), answer);
        let tried = self.later(filed, 260, 280);
        let act = Act::new(Event::Dissuade).note("现场叫停，业主说图纸明天给。");
        s.act(tried, Who::Company(1), act.scene(Scene::BrokenWall));
        let passed = self.later(filed, 1_260, 1_300);
        let act = Act::new(Event::Escalate).note("第二天又开工，物业没有执法权，上报社区。");
        s.act(passed, Who::Company(0), act);
        let sent = self.office(passed, 50, 110);
        s.act(sent, Who::Community, Act::new(Event::Dispatch).note("请执法局到场，建设局看图纸。"));
        let here = self.office(sent, 150, 220);
        s.act(here, Who::Lead, Act::new(Event::CheckIn));
        let seen = self.office(here, 900, 1_100);
        let act = Act::new(Event::Pause).note("已到现场测量，等设计单位出结构意见。");
        s.act(seen, Who::Lead, act);
        self.add(s);
    }

    /// This morning's life-safety report; early in the day, or late at night, an hour old.
    fn lane(&mut self) {
        let morning = Timestamp::local(self.now.date(), TimeOfDay::new(7, 32));
        let filed = if self.now >= morning.plus(40 * MINUTE) { morning } else { self.ago(55) };
        let words = "面包车停在通道口，旁边还有两辆电瓶车，昨晚就在了。";
        let place = common("5 幢东侧");
        let mut s = story(
            Home::Jianshui,
            OWNER,
            filed,
            ("FIRE_LANE_BLOCKED", place),
            (words, Some(Scene::LaneBlocked)),
        );
        let act = Act::new(Event::Arrive).note("到了，电瓶车已推走，正在找面包车车主。");
        s.act(filed.plus(21 * MINUTE), Who::Company(0), act.scene(Scene::LaneBlocked));
        s.deed(filed.plus(14 * MINUTE), Who::Neighbour(11), What::Join);
        s.deed(filed.plus(26 * MINUTE), Who::Neighbour(23), What::Join);
        s.act(filed.plus(44 * MINUTE), Who::Community, Act::new(Event::Acknowledge));
        let act = Act::new(Event::CheckIn).note("大队已派人，先联系交警拖车。");
        s.act(filed.plus(97 * MINUTE), Who::Lead, act);
        self.add(s);
    }

    /// What the followed owner has seen settled.
    fn owner_before(&mut self) {
        let filed = Timestamp::local(self.days_ago(62), TimeOfDay::new(19, 5));
        let mut s = story(
            Home::Jianshui,
            OWNER,
            filed,
            ("OCCUPY_PUBLIC", building("6", Some("2"), "楼道")),
            ("11 楼楼梯口堆了纸箱，消防门都开不全。", Some(Scene::StairBlocked)),
        );
        let act = Act::new(Event::Answer).note("明天上午保洁来清，先贴告知单。");
        s.act(self.later(filed, 35, 60), Who::Company(0), act);
        let done = self.later(filed, 840, 900);
        let act = Act::new(Event::Corrected).note("纸箱已请住户搬走，消防门能全开。");
        s.act(done, Who::Company(2), act.scene(Scene::StairFree));
        s.act(self.awake(done, 200, 300), Who::Reporter, Act::new(Event::Confirm));
        s.deed(self.awake(done, 302, 330), Who::Reporter, What::Rate([5, 5, 4]));
        self.add(s);

        let filed = Timestamp::local(self.days_ago(37), TimeOfDay::new(21, 12));
        let mut s = story(
            Home::Jianshui,
            TENANT,
            filed,
            ("NOISE_SOCIAL", building("3", Some("1"), "5")),
            ("租在 4 楼，楼上晚上十点还在拉家具，第二天要上早班。", None),
        );
        let act = Act::new(Event::Answer).note("今晚已打电话提醒，明天上门。");
        s.act(self.office(filed, 20, 60), Who::Company(0), act);
        let done = self.later(filed, 1_300, 1_400);
        let act = Act::new(Event::Corrected).note("楼上加了脚垫，晚九点后不再搬动。");
        s.act(done, Who::Company(1), act.scene(Scene::StairFree));
        s.act(self.awake(done, 1_500, 1_700), Who::Reporter, Act::new(Event::Confirm));
        s.deed(self.awake(done, 1_702, 1_740), Who::Reporter, What::Rate([4, 5, 5]));
        self.add(s);
    }

    /// For the company: overdue, today, later, and one that it is working on.
    fn company_queue(&mut self) {
        let overdue = self.ago(9 * 60);
        let place = building("8", Some("1"), "楼道");
        let words = "八幢一单元门厅放了两张旧沙发，门都推不开。";
        let scene = Some(Scene::StairBlocked);
        self.add(story(Home::Jianshui, 17, overdue, ("OCCUPY_PUBLIC", place), (words, scene)));

        let today = self.ago(100);
        let place = building("2", Some("2"), "7");
        let words = "楼上把卫生间的墙敲了重做，水从我家灯里滴下来。";
        self.add(story(Home::Jianshui, 21, today, ("WET_ROOM_MOVE", place), (words, None)));

        let later = self.ago(70);
        let words = "西门口又堆了装修垃圾，袋子破了，灰到处飞。";
        let what = ("WASTE_PILE", common("西门"));
        self.add(story(Home::Jianshui, 26, later, what, (words, Some(Scene::Rubbish))));

        // Nobody is there yet: the half hour runs.
        let filed = self.ago(9);
        let words = "电梯停在三楼和四楼之间，里面有人拍门。";
        let place = building("9", Some("1"), "电梯");
        let mut s =
            story(Home::Jianshui, 37, filed, ("ELEVATOR", place), (words, Some(Scene::Lift)));
        s.deed(self.ago(6), Who::Neighbour(34), What::Join);
        self.add(s);

        let before = self.ago(26 * 60);
        let words = "车位上停了辆外地车，前挡风没留电话。";
        let mut s =
            story(Home::Jianshui, 30, before, ("PARKING", common("地下车库")), (words, None));
        let assign = Act { assignee: Some(1), ..Act::new(Event::Assign) };
        s.act(self.later(before, 24, 34), Who::Company(0), assign);
        let act = Act::new(Event::Answer).note("查到车主，在外地出差，明天回来挪。");
        s.act(self.later(before, 100, 160), Who::Company(1), act);
        self.add(s);

        let before = self.ago(7 * 60);
        let words = "一楼有人从窗户拉线充电，插线板就放在草地上，今天下雨。";
        let place = building("7", Some("1"), "一楼");
        let scene = Some(Scene::FlyingWire);
        let mut s = story(Home::Jianshui, 33, before, ("EV_WIRE_CHARGING", place), (words, scene));
        let act = Act::new(Event::Arrive).note("已断电，请车主推到车棚。");
        s.act(self.later(before, 12, 20), Who::Company(0), act.scene(Scene::FlyingWire));
        s.act(self.later(before, 25, 50), Who::Community, Act::new(Event::Acknowledge));
        s.act(self.later(before, 80, 110), Who::Lead, Act::new(Event::CheckIn));
        self.add(s);
    }

    /// For the community: to accept, to handle, overdue.
    fn community_queue(&mut self) {
        let filed = self.ago(5 * 60);
        let words = "楼道声控灯全坏了，报了两次没人来换。";
        let place = building("5", Some("2"), "楼道");
        self.add(story(Home::Jianshui, 36, filed, ("PM_SERVICE", place), (words, None)));

        let filed = self.ago(3 * 60);
        let words = "隔壁在装修，没物业管，也没看见申请单。";
        let place = building("2", Some("1"), "3");
        self.add(story(Home::Laochang, 4, filed, ("DECOR_NOT_FILED", place), (words, None)));

        let filed = Timestamp::local(self.days_ago(5), TimeOfDay::new(9, 40));
        let words = "健身角的单杠锈断了半截，孩子在上面吊。";
        let mut s = story(Home::Laochang, 7, filed, ("OTHER", common("健身角")), (words, None));
        let taken = self.office(filed, 40, 90);
        let act = Act::new(Event::HandleItself).note("先围起来，联系体育器材厂家。");
        s.act(taken, Who::Community, act);
        self.add(s);

        // Four working days without an answer: overdue, and the town has been told.
        let filed = Timestamp::local(self.days_ago(6), TimeOfDay::new(10, 15));
        let words = "老厂门口空地想划几个车位，找谁问？";
        self.add(story(Home::Laochang, 2, filed, ("OTHER", common("大门口")), (words, None)));
    }

    /// Something for each department: to check in, on the case, a case filed.
    fn departments_now(&mut self) {
        let filed = self.ago(48);
        let words = "楼道里三辆电瓶车在充电，线拖了一地，烟味很重。";
        let place = building("3", Some("1"), "一楼");
        let scene = Some(Scene::FlyingWire);
        let mut s = story(Home::Laochang, 9, filed, ("EV_WIRE_CHARGING", place), (words, scene));
        s.act(self.later(filed, 15, 25), Who::Community, Act::new(Event::Acknowledge));
        self.add(s);

        let filed = self.ago(4 * 60);
        let words = "楼上扔烟头，把楼下晾的被子烫了个洞。";
        let place = building("9", None, "南面");
        let mut s = story(Home::Jianshui, 19, filed, ("HIGH_THROW", place), (words, None));
        s.act(self.later(filed, 10, 20), Who::Company(0), Act::new(Event::Arrive));
        s.act(self.later(filed, 20, 45), Who::Community, Act::new(Event::Acknowledge));
        // The police have not checked in: overdue after two hours.
        self.add(s);

        let filed = self.ago(80);
        let words = "围墙往外歪了一大块，下面是放学的路。";
        let mut s =
            story(Home::Jianshui, 13, filed, ("SAFETY_HAZARD", common("西门")), (words, None));
        let act = Act::new(Event::Arrive).note("已拉警戒线，保安守着。");
        s.act(self.later(filed, 12, 22), Who::Company(0), act);
        s.act(self.later(filed, 24, 40), Who::Community, Act::new(Event::Acknowledge));
        self.add(s);

        let filed = Timestamp::local(self.days_ago(27), TimeOfDay::new(15, 20));
        let words = "一楼把院子圈起来盖了间房，我们走路要绕。";
        let place = building("1", Some("1"), "院子");
        let scene = Some(Scene::RoofShed);
        let mut s = story(Home::Laochang, 5, filed, ("ILLEGAL_BUILD", place), (words, scene));
        let sent = self.office(filed, 60, 200);
        s.act(sent, Who::Community, Act::new(Event::Dispatch).note("请执法局认定。"));
        let here = self.office(sent, 60, 300);
        s.act(here, Who::Lead, Act::new(Event::CheckIn));
        let case = self.working_days(here, 3, 3);
        let act = Act::new(Event::FileCase).note("当事人拒不自拆，已立案。");
        s.act(case, Who::Lead, act);
        self.add(s);

        let filed = Timestamp::local(self.days_ago(6), TimeOfDay::new(20, 5));
        let words = "七幢屋顶漏了两年，维修资金的申请卡在哪里？";
        let place = building("7", Some("2"), "楼顶");
        let mut s = story(Home::Jianshui, 28, filed, ("MAINT_FUND", place), (words, None));
        let sent = self.office(filed, 60, 200);
        s.act(sent, Who::Community, Act::new(Event::Dispatch).note("请建设局答复流程。"));
        s.act(self.office(sent, 60, 300), Who::Lead, Act::new(Event::CheckIn));
        self.add(s);

        let filed = Timestamp::local(self.days_ago(3), TimeOfDay::new(8, 30));
        let words = "消防泵房一直锁着，灯都不亮，没人巡查。";
        let place = common("南门");
        self.add(story(Home::Hebu, 2, filed, ("FIRE_DUTY_PM", place), (words, None)));
    }

    /// For the town and for the district office: what departments sent back.
    fn in_review(&mut self) {
        let filed = Timestamp::local(self.days_ago(15), TimeOfDay::new(18, 45));
        let words = "夜里有人在河边小路烧烤，油烟和音响到两点。";
        let place = common("河边小路");
        let mut s = story(Home::Laochang, 6, filed, ("NOISE_SOCIAL", place), (words, None));
        let sent = self.office(filed, 30, 200);
        s.act(sent, Who::Community, Act::new(Event::Dispatch));
        let no = self.office(sent, 100, 300);
        let act = Act { dept: Some("COMP_LAW_ENF"), ..Act::new(Event::Decline) };
        s.act(no, Who::Lead, act.note("占道烧烤，建议综合执法部门牵头。"));
        let again = self.office(no, 60, 200);
        let act = Act { dept: Some("COMP_LAW_ENF"), ..Act::new(Event::Dispatch) };
        s.act(again, Who::Community, act);
        let no = self.office(again, 100, 300);
        let act = Act { dept: Some("PUBLIC_SECURITY"), ..Act::new(Event::Decline) };
        s.act(no, Who::Lead, act.note("夜间噪声属公安职责，请街道协调。"));
        self.add(s);

        // Community and town are excluded, so the district office reviews.
        let filed = Timestamp::local(self.days_ago(8), TimeOfDay::new(22, 10));
        let words = "候补委员在外面有公职，没有报备，想请有关部门核实。";
        let what = ("PUBLIC_OFFICIAL_MISCONDUCT", common("物业用房"));
        let mut s = story(Home::Jianshui, 24, filed, what, (words, None));
        let no = self.office(filed, 120, 300);
        let act = Act { dept: Some("ORG_DEPT"), ..Act::new(Event::Decline) };
        s.act(no, Who::Lead, act.note("属候选人资格问题，建议组织部门核实。"));
        self.add(s);
    }

    /// Withdrawn, rejected, objected and ended, merged, put under another category.
    fn ended_otherwise(&mut self) {
        let filed = Timestamp::local(self.days_ago(20), TimeOfDay::new(8, 5));
        let words = "有车堵在车库出口。";
        let mut s = story(Home::Jianshui, 9, filed, ("PARKING", common("地下车库")), (words, None));
        let act = Act::new(Event::Withdraw).note("车主自己挪走了。");
        s.act(self.later(filed, 25, 40), Who::Reporter, act);
        self.add(s);

        let filed = Timestamp::local(self.days_ago(48), TimeOfDay::new(10, 30));
        let words = "隔壁小区广场舞声音太大。";
        let mut s = story(Home::Laochang, 3, filed, ("OTHER", common("大门口")), (words, None));
        let no = self.office(filed, 60, 200);
        let act = Act::new(Event::Reject).note("不在本小区，已转告隔壁小区所属社区。");
        s.act(no, Who::Community, act);
        self.add(s);

        let filed = Timestamp::local(self.days_ago(44), TimeOfDay::new(13, 5));
        let words = "楼上空调水滴在我家雨棚上，要求赔偿两千。";
        let place = building("4", Some("2"), "3");
        let mut s = story(Home::Laochang, 8, filed, ("DISPUTE_MEDIATION", place), (words, None));
        let no = self.office(filed, 60, 200);
        let act = Act::new(Event::Reject).note("已调解过两次并签协议，同一事由不再受理。");
        s.act(no, Who::Community, act);
        let object = self.awake(no, 100, 400);
        let act = Act::new(Event::Object).note("协议签的是外机移位，没有移。");
        s.act(object, Who::Reporter, act);
        let end = self.working_days(object, 1, 2);
        let act = Act::new(Event::End).note("街道复核：外机已于昨日移位，三方到场确认，就此办结。");
        s.act(end, Who::Reviewer, act);
        self.add(s);

        let filed = Timestamp::local(self.days_ago(30), TimeOfDay::new(19, 15));
        let what = |place: &str| ("WASTE_PILE", common(place));
        let words = "垃圾房门口全是装修垃圾。";
        let mut s = story(Home::Laochang, 1, filed, what("垃圾房"), (words, Some(Scene::Rubbish)));
        let sent = self.office(filed, 400, 500);
        s.act(sent, Who::Community, Act::new(Event::Dispatch));
        let here = self.working_days(sent, 1, 1);
        s.act(here, Who::Lead, Act::new(Event::CheckIn));
        let done = self.working_days(here, 2, 3);
        let act = Act::new(Event::Resolve).note("已清运，约定每周两次。").scene(Scene::Bins);
        s.act(done, Who::Lead, act);
        s.act(self.awake(done, 100, 900), Who::Reporter, Act::new(Event::Confirm));
        let first = self.stories.len();
        self.add(s);
        let mut s = story(
            Home::Laochang,
            10,
            filed.plus(HOUR),
            what("垃圾房"),
            ("装修垃圾没人拉，臭得开不了窗。", None),
        );
        let merge = Act { into: Some(first), ..Act::new(Event::Merge) };
        s.act(sent.plus(-9 * MINUTE), Who::Community, merge.note("同一件事，并到前一件。"));
        self.add(s);

        let filed = self.now.plus(-2 * DAY);
        let words = "门口路灯不亮，昨晚有人踩空。";
        let mut s = story(Home::Jianshui, 31, filed, ("OTHER", common("东门")), (words, None));
        let at = self.office(filed, 30, 90);
        let act = Act { category: Some("MUNICIPAL_FACILITY"), ..Act::new(Event::Reclassify) };
        s.act(at, Who::Community, act.note("改为公用设施，物业先看。"));
        self.add(s);
    }
}
