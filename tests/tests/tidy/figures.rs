//! The arithmetic of the benchmarks.

use tests::figures::{Figure, Target, median, percentile, table};

#[test]
fn the_median_is_the_middle_whatever_the_order() {
    assert_eq!(median(&[9.0, 1.0, 5.0]), 5.0);
    assert_eq!(median(&[4.0, 1.0, 3.0, 100.0]), 3.5);
    assert_eq!(median(&[7.0]), 7.0);
}

#[test]
fn a_percentile_is_a_value_that_was_measured() {
    let hundred: Vec<f64> = (1..=100).rev().map(f64::from).collect();
    assert_eq!([50, 99, 100].map(|of| percentile(&hundred, of)), [50.0, 99.0, 100.0]);
    assert_eq!(percentile(&[3.0, 8.0], 99), 8.0);
    assert_eq!(percentile(&[3.0, 8.0], 0), 3.0);
}

#[test]
fn the_ratio_is_the_median_of_the_pairs_not_of_the_sums() {
    // One slow moment of the machine in the second round hits both of its halves.
    let figure = Figure::of_rounds("x", "/s", &[50.0, 5.0, 60.0], &[100.0, 10.0, 100.0], "bare");
    assert_eq!((figure.ours, figure.limit, figure.ratio), (50.0, Some(100.0), Some(0.5)));
}

#[test]
fn a_target_is_met_on_its_own_side_only() {
    let half = Figure::of_rounds("x", "/s", &[50.0], &[100.0], "bare");
    assert_eq!(half.met(), None);
    let met = |target| half.clone().should(target).met();
    assert_eq!(met(Target::RatioAtLeast(0.5)), Some(true));
    assert_eq!(met(Target::RatioAtLeast(0.51)), Some(false));
    assert_eq!(met(Target::RatioAtMost(0.5)), Some(true));
    assert_eq!(met(Target::RatioAtMost(0.49)), Some(false));
    assert_eq!(met(Target::AtMost(49.0)), Some(false));
    let alone = Figure::alone("x", "MB", 60.0);
    assert_eq!(alone.clone().should(Target::AtMost(60.0)).met(), Some(true));
    assert_eq!(alone.should(Target::RatioAtMost(2.0)).met(), Some(false), "without a ratio");
}

#[test]
fn the_table_reads_as_markdown_with_three_figures_that_count() {
    let figures = [
        Figure::of_rounds("point read", "/s", &[12_345.6], &[1_234_567.0], "bare warp")
            .should(Target::RatioAtLeast(0.4)),
        Figure::alone("idle", "MB", 41.27).should(Target::AtMost(60.0)),
        Figure::alone("wait", "ms", 0.057),
    ];
    assert_eq!(
        table(&figures).lines().skip(2).collect::<Vec<_>>(),
        [
            "| point read | 12,346 /s | 1,234,567 /s | bare warp | 0.01 | ratio ≥ 0.40 | **no** |",
            "| idle | 41.3 MB |  |  |  | ≤ 60.0 | yes |",
            "| wait | 0.06 ms |  |  |  |  |  |",
        ]
    );
}
