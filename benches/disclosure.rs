//! How long does it take to protect a release of one group of tables after another, and to attack
//! it as an outsider?

use microlp::{ComparisonOp, OptimizationDirection, Problem};
use niveau::disclosure::{Knowledge, Need, Published, Release, attack, protect};

fn main() {
    divan::main();
}

/// Tables of some groups: each group by level x region x ownership with all margins, counts that
/// are small where a trial's are. No chance: the same numbers on every run.
fn release(groups: u64) -> Release {
    const SIZE: [u64; 3] = [4, 5, 6];
    let [levels, regions, owners] = SIZE;
    let n = levels * regions * owners;
    let mut state = 1_u64;
    let mut next = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let values: Vec<u64> = (0..groups * n)
        .map(|at| {
            let many = 1 + 20 / (1 + at % owners) / (1 + at / (regions * owners) % levels);
            if next(3) == 0 { 0 } else { next(2 * many) }
        })
        .collect();
    let some = |n: u64| (0..n).map(Some).chain([None]).collect::<Vec<Option<u64>>>();
    let mut cells = Vec::new();
    for group in 0..groups {
        for level in some(levels) {
            for region in some(regions) {
                for owner in some(owners) {
                    let is_in = |at: &u64| {
                        let (l, r, o) =
                            (at / (regions * owners), at / owners % regions, at % owners);
                        level.is_none_or(|level| level == l)
                            && region.is_none_or(|region| region == r)
                            && owner.is_none_or(|owner| owner == o)
                    };
                    let inner: Vec<u32> = (0..n)
                        .filter(is_in)
                        .filter_map(|at| u32::try_from(group * n + at).ok())
                        .collect();
                    let value: u64 = inner.iter().map(|at| values[*at as usize]).sum();
                    let is_small = level.is_some() && (1..3).contains(&value);
                    let need = if is_small { Need::Hide { width: 2 } } else { Need::None };
                    let margins = [level, region, owner].iter().filter(|d| d.is_none()).count();
                    let worth = u32::try_from(1 + margins).unwrap_or(1);
                    cells.push(Published { inner, worth, need });
                }
            }
        }
    }
    let release =
        Release { values, cells, insiders: Vec::new(), zeros_are_shown: true, least_width: 2 };
    release.with_equal_cells_joined().0
}

/// 840 published cells, 1.470, and 5.040 (some 40 tables).
#[divan::bench(args = [4, 7, 24], sample_count = 5)]
fn protected_and_attacked(bencher: divan::Bencher<'_, '_>, groups: u64) {
    let release = release(groups);
    bencher.bench(|| {
        let pattern = protect(&release);
        attack(&release.known_to(None, &pattern.hidden), None)
    });
}

/// The attack alone.
#[divan::bench(args = [7, 24], sample_count = 3)]
fn attacked(bencher: divan::Bencher<'_, '_>, groups: u64) {
    let release = release(groups);
    let known = release.known_to(None, &protect(&release).hidden);
    bencher.bench(|| attack(&known, None));
}

/// The same attack by cold linear programs: every hidden cell is minimised and maximised from the
/// beginning, over its group, the only thing that it shares sums with.
#[divan::bench(args = [7, 24], sample_count = 1, sample_size = 1)]
fn attacked_by_cold_programs(bencher: divan::Bencher<'_, '_>, groups: u64) {
    let release = release(groups);
    let known = release.known_to(None, &protect(&release).hidden);
    bencher.bench(|| cold(&known, groups));
}

#[allow(clippy::cast_precision_loss)] // Counts are far below 2^53.
fn cold(known: &Knowledge, groups: u64) -> f64 {
    let size = known.n_inner as u64 / groups.max(1);
    let group = |inner: &[u32]| u64::from(inner[0]) / size;
    let mut widths = 0.0;
    for hidden in &known.hidden {
        let of = group(&hidden.inner);
        let ends = [OptimizationDirection::Minimize, OptimizationDirection::Maximize].map(|end| {
            let mut problem = Problem::new(end);
            let variables: Vec<_> = (of * size..(of + 1) * size)
                .map(|at| {
                    let is_asked = hidden.inner.iter().any(|inner| u64::from(*inner) == at);
                    problem.add_var(f64::from(u8::from(is_asked)), (0.0, f64::INFINITY))
                })
                .collect();
            let variable = |at: &u32| usize::try_from(u64::from(*at) - of * size).unwrap_or(0);
            let terms = |inner: &[u32]| {
                inner.iter().map(|at| (variables[variable(at)], 1.0)).collect::<Vec<_>>()
            };
            for (inner, value) in known.shown.iter().filter(|(inner, _)| group(inner) == of) {
                problem.add_constraint(&terms(inner)[..], ComparisonOp::Eq, *value as f64);
            }
            for other in known.hidden.iter().filter(|other| group(&other.inner) == of) {
                problem.add_constraint(&terms(&other.inner)[..], ComparisonOp::Ge, 1.0);
            }
            let solved = problem.solve().ok().and_then(|outcome| outcome.into_solution().ok());
            solved.map_or(f64::NAN, |solution| solution.objective())
        });
        widths += ends[1] - ends[0];
    }
    widths
}
