//! Counters of what is limited, in the database, so that two servers count together
//! (`threats.md` S1, S2, S5).

use diesel::prelude::*;
use shared::value::{DAY, Date, TimeOfDay, Timestamp};

use crate::db::schema::tally;
use crate::db::{Conn, per_database};
use crate::failure::Failure;

/// At most so many within so long.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    /// Its length in ms; it slides.
    pub(super) span: i64,
    /// How many it takes.
    pub(super) most: usize,
}

/// What repeated failure costs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Penalty {
    /// Each so many failures within a day …
    pub(super) every: usize,
    /// … cost a pause of so many ms …
    pub(super) pause: i64,
    /// … twice as long each time.
    pub(super) doubling: bool,
}

/// One thing that is counted: what, and whose.
#[derive(Clone, Copy, Debug)]
pub(in crate::db) struct Count<'a> {
    /// What is counted.
    pub(in crate::db) kind: &'a str,
    /// Whose: never a phone number, only its keyed hash.
    pub(in crate::db) subject: &'a str,
}

impl Count<'_> {
    /// Locks the counter until the transaction ends, so that two requests at once count one after
    /// the other.
    pub(in crate::db) fn lock(&self, conn: &mut Conn, now: Timestamp) -> Result<(), Failure> {
        self.row(conn, 0)?;
        let latch = tally::table.find((self.kind, self.subject, 0));
        diesel::update(latch).set(tally::count.eq(now.ms())).execute(conn)?;
        Ok(())
    }

    /// When it happened since an instant, in order.
    pub(super) fn times(&self, conn: &mut Conn, since: Timestamp) -> Result<Vec<i64>, Failure> {
        let rows: Vec<(i64, i64)> = tally::table
            .filter(tally::kind.eq(self.kind).and(tally::subject.eq(self.subject)))
            .filter(tally::window_start.gt(since.ms().max(0)))
            .select((tally::window_start, tally::count))
            .order(tally::window_start)
            .load(conn)?;
        // Of one millisecond never more than is worth counting.
        let each = |(at, count): (i64, i64)| {
            std::iter::repeat_n(at, usize::try_from(count.clamp(0, 100)).unwrap_or(0))
        };
        Ok(rows.into_iter().flat_map(each).collect())
    }

    /// It happened.
    pub(super) fn add(&self, conn: &mut Conn, at: Timestamp) -> Result<i64, Failure> {
        self.row(conn, at.ms())?;
        let row = tally::table.find((self.kind, self.subject, at.ms()));
        diesel::update(row).set(tally::count.eq(tally::count + 1)).execute(conn)?;
        Ok(row.select(tally::count).first(conn)?)
    }

    /// Forgets what was counted, but not that it may be locked.
    pub(super) fn clear(&self, conn: &mut Conn) -> Result<(), Failure> {
        let rows = tally::table
            .filter(tally::kind.eq(self.kind).and(tally::subject.eq(self.subject)))
            .filter(tally::window_start.gt(0));
        diesel::delete(rows).execute(conn)?;
        Ok(())
    }

    fn row(&self, conn: &mut Conn, at: i64) -> Result<(), Failure> {
        per_database!(conn, |c| diesel::insert_into(tally::table)
            .values((
                tally::kind.eq(self.kind),
                tally::subject.eq(self.subject),
                tally::window_start.eq(at),
                tally::count.eq(0i64),
            ))
            .on_conflict_do_nothing()
            .execute(c))?;
        Ok(())
    }
}

/// From when on another is allowed, given when it happened.
pub(super) fn free_at(times: &[i64], windows: &[Window]) -> Timestamp {
    let of = |window: &Window| {
        let nth = window.most.checked_sub(1)?;
        times.iter().rev().nth(nth).map(|oldest| oldest.saturating_add(window.span))
    };
    Timestamp::from_ms(windows.iter().filter_map(of).max().unwrap_or(0))
}

/// Until when failures have paused something. Needs the failures of two days.
pub(super) fn paused_until(times: &[i64], penalty: &Penalty) -> Timestamp {
    let mut until = 0;
    for (index, at) in times.iter().enumerate() {
        let start = times.partition_point(|time| *time <= at - DAY);
        let within = (index + 1).saturating_sub(start);
        if within > 0 && within.is_multiple_of(penalty.every) {
            let rounds = u32::try_from(within / penalty.every).unwrap_or(1) - 1;
            let times = if penalty.doubling { 1 << rounds.min(4) } else { 1 };
            until = until.max(at.saturating_add(penalty.pause * times));
        }
    }
    Timestamp::from_ms(until)
}

/// How far back [`paused_until`] looks.
pub(super) const LOOK_BACK: i64 = 2 * DAY;

/// The local midnight that begins a day, and the one that ends it.
pub(super) fn day_of(now: Timestamp) -> (Timestamp, Timestamp) {
    let midnight = |date: Date| Timestamp::local(date, TimeOfDay::MIDNIGHT);
    (midnight(now.date()), midnight(now.date().plus_days(1)))
}

#[cfg(test)]
mod tests {
    use shared::value::{HOUR, MINUTE};

    use super::*;

    const SENDING: [Window; 2] = [Window { span: MINUTE, most: 1 }, Window { span: HOUR, most: 3 }];

    #[test]
    fn windows_slide_and_the_strictest_counts() {
        assert_eq!(free_at(&[], &SENDING).ms(), 0);
        assert_eq!(free_at(&[1_000], &SENDING).ms(), 61_000);
        let three = [1_000, 100_000, 200_000];
        assert_eq!(free_at(&three, &SENDING).ms(), HOUR + 1_000);
        let four = [1_000, 100_000, 200_000, HOUR + 1_000];
        assert_eq!(free_at(&four, &SENDING).ms(), HOUR + 100_000);
    }

    #[test]
    fn each_tenth_failure_pauses_for_twice_as_long() {
        let penalty = Penalty { every: 10, pause: HOUR, doubling: true };
        let nine: Vec<i64> = (1..10).collect();
        assert_eq!(paused_until(&nine, &penalty).ms(), 0);
        let ten: Vec<i64> = (1..11).collect();
        assert_eq!(paused_until(&ten, &penalty).ms(), 10 + HOUR);
        let twenty: Vec<i64> = (1..21).collect();
        assert_eq!(paused_until(&twenty, &penalty).ms(), 20 + 2 * HOUR);
        let flat = Penalty { doubling: false, ..penalty };
        assert_eq!(paused_until(&twenty, &flat).ms(), 20 + HOUR);
    }

    #[test]
    fn failures_of_another_day_do_not_count() {
        let penalty = Penalty { every: 10, pause: HOUR, doubling: true };
        let mut times: Vec<i64> = (1..10).collect();
        times.push(DAY + 100);
        assert_eq!(paused_until(&times, &penalty).ms(), 0);
    }
}
