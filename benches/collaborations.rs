//! How long does it take to group Denmark's municipalities: `cargo bench --bench collaborations`.

#![allow(clippy::expect_used, reason = "a bench that cannot start has nothing to report")]

use std::path::Path;

use divan::Bencher;
use niveau::register::LinkKind;
use niveau::settings::read_group_settings;
use niveau::size::CaseBase;
use niveau::size::collaboration::{Effort, Neighbourhood, collaborations};

/// Citizens needed, with probability 0.9, at one citizen per 10.000 inhabitants.
const NEEDED: [u32; 5] = [5, 10, 20, 30, 50];

fn main() {
    let (land, expected) = denmark();
    for n in NEEDED {
        let found = collaborations(&land, &expected, threshold(n), &[], Effort::Thorough, 1);
        println!(
            "n {n}: threshold {:.2}, {} groups of at most {}",
            found.threshold,
            found.groups.len(),
            found.bound
        );
    }
    divan::main();
}

#[divan::bench(args = NEEDED)]
fn thorough(bencher: Bencher, n: u32) {
    group(bencher, n, Effort::Thorough);
}

#[divan::bench(args = NEEDED)]
fn quick(bencher: Bencher, n: u32) {
    group(bencher, n, Effort::Quick);
}

fn group(bencher: Bencher, n: u32, effort: Effort) {
    let (land, expected) = denmark();
    let threshold = threshold(n);
    bencher.bench_local(|| {
        collaborations(divan::black_box(&land), &expected, threshold, &[], effort, 1)
    });
}

fn threshold(n: u32) -> f64 {
    CaseBase { n, gamma: Some(0.9), cv: 0.0 }.threshold()
}

fn denmark() -> (Neighbourhood, Vec<f64>) {
    let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("input");
    let registers = read_group_settings(&input).expect("the input that ships").registers;
    let places: Vec<_> = registers.municipalities.iter().map(|m| m.centroid).collect();
    let codes: Vec<_> = registers.municipalities.iter().map(|m| m.code).collect();
    let links: Vec<_> = registers
        .neighbours
        .iter()
        .filter(|(.., kind)| *kind != LinkKind::Ferry)
        .filter_map(|(a, b, _)| {
            Some((codes.binary_search(&a).ok()?, codes.binary_search(&b).ok()?))
        })
        .collect();
    let expected = registers.municipalities.iter().map(|m| f64::from(m.population) / 1e4).collect();
    (Neighbourhood::new(&places, &links).expect("98 municipalities"), expected)
}
