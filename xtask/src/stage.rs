//! A long command's stages: each is announced, timed, and listed at the end.

use std::time::{Duration, Instant};

use crate::fault::{Fault, Outcome};

/// How a stage ended.
enum Verdict {
    Passed,
    Failed,
    /// Something it stands on failed: counts as a failure.
    NotRun,
    /// The person asked for less, or it does not exist: said, and no failure.
    LeftOut,
}

impl Verdict {
    const fn word(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "FAILED",
            Self::NotRun => "NOT RUN",
            Self::LeftOut => "left out",
        }
    }
}

struct Stage {
    name: String,
    verdict: Verdict,
    took: Duration,
    remark: String,
}

/// The stages so far.
#[derive(Default)]
pub(crate) struct Stages {
    done: Vec<Stage>,
}

impl Stages {
    /// Runs one stage. A failure is told at once and remembered; the next stage may go on.
    pub(crate) fn run<T>(&mut self, name: &str, work: impl FnOnce() -> Outcome<T>) -> Option<T> {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = work();
        let took = start.elapsed();
        let (verdict, remark, value) = match outcome {
            Ok(value) => (Verdict::Passed, String::new(), Some(value)),
            Err(fault) => (Verdict::Failed, fault.to_string(), None),
        };
        println!("== {name}: {}, {}", verdict.word(), seconds(took));
        if !remark.is_empty() {
            println!("   {remark}");
        }
        self.done.push(Stage { name: name.to_owned(), verdict, took, remark });
        value
    }

    /// A stage that something earlier made impossible.
    pub(crate) fn not_run(&mut self, name: &str, why: &str) {
        self.note(name, Verdict::NotRun, why);
    }

    /// A stage nobody asked for.
    pub(crate) fn left_out(&mut self, name: &str, why: &str) {
        self.note(name, Verdict::LeftOut, why);
    }

    fn note(&mut self, name: &str, verdict: Verdict, why: &str) {
        println!("\n== {name}: {}, {why}", verdict.word());
        let (name, remark) = (name.to_owned(), why.to_owned());
        self.done.push(Stage { name, verdict, took: Duration::ZERO, remark });
    }

    /// The table, and the verdict over all.
    pub(crate) fn finish(self) -> Outcome {
        println!("\n{:<26} {:<9} {:>8}", "stage", "verdict", "time");
        for Stage { name, verdict, took, remark } in &self.done {
            let line = format!("{name:<26} {:<9} {:>8}  {remark}", verdict.word(), seconds(*took));
            println!("{}", line.trim_end());
        }
        let whole = self.done.iter().map(|stage| stage.took).sum();
        println!("{:<26} {:<9} {:>8}", "all", "", seconds(whole));
        let failed: Vec<&str> = self
            .done
            .iter()
            .filter(|stage| matches!(stage.verdict, Verdict::Failed | Verdict::NotRun))
            .map(|stage| stage.name.as_str())
            .collect();
        if failed.is_empty() {
            return Ok(());
        }
        Err(Fault::new(format!("Not green: {}.", failed.join(", "))))
    }
}

fn seconds(took: Duration) -> String {
    format!("{}.{} s", took.as_secs(), took.subsec_millis() / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_makes_the_whole_fail_and_is_named() {
        let mut stages = Stages::default();
        assert_eq!(stages.run("first", || Ok(1)), Some(1));
        assert_eq!(stages.run("second", || Err::<(), _>(Fault::new("no paper"))), None);
        stages.not_run("third", "second failed");
        stages.left_out("fourth", "nobody asked");
        assert_eq!(stages.finish().unwrap_err().to_string(), "Not green: second, third.");
    }

    #[test]
    fn what_nobody_asked_for_is_no_failure() {
        let mut stages = Stages::default();
        stages.left_out("first", "nobody asked");
        assert!(stages.finish().is_ok());
    }
}
