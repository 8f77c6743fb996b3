//! How often one account records the same of one report.

use shared::api::{Code, Problem};
use shared::domain::account::Actor;
use shared::domain::report::Event;
use shared::value::{DAY, TimeOfDay, Timestamp};

use super::case::{Case, StepRow};
use crate::failure::Failure;

/// So many additions, remarks, answers or corrections of one account one report takes in a day. Each
/// stays for good and is read with the report by everybody concerned: at 2000 characters, twenty are
/// 120 KB at most, and more than a day of work on one report has ever needed (`threats.md` L2).
const ALIKE_A_DAY: usize = 20;

/// Refuses the same event once too often (429). Events that move the state are bounded by the course;
/// a new category may be chosen again and again.
pub(super) fn once_more(
    case: &Case,
    actor: &Actor,
    event: Event,
    now: Timestamp,
) -> Result<(), Failure> {
    if event.moves() && event != Event::Reclassify {
        return Ok(());
    }
    let today = Timestamp::local(now.date(), TimeOfDay::MIDNIGHT);
    let same = |step: &&StepRow| {
        step.event == event
            && step.at >= today
            && step.account_id.as_deref() == Some(actor.account.as_str())
    };
    if case.steps.iter().filter(same).count() < ALIKE_A_DAY {
        return Ok(());
    }
    Err(Problem::new(Code::TooManySteps).retry_at(today.plus(DAY)).into())
}
