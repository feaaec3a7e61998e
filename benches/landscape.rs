//! How long does the whole landscape take: `cargo bench --bench landscape`.
//!
//! 45 target groups x 98 municipalities x 3 levels, all of them with a size; every tilbud has two
//! departments and serves three groups, and is placed.

#![allow(clippy::expect_used, reason = "a bench that cannot start has nothing to report")]
#![allow(clippy::cast_possible_truncation, reason = "the made-up numbers are small")]

use divan::Bencher;
use divan::counter::ItemsCount;
use niveau::landscape::{
    ASSESSED_PERCENT, AccessRule, Class, DETOUR_FACTOR, Fact, LandscapeInput, Map, Need, Needs,
    OnMap, SupplyInput, Travel, landscape, supply,
};
use niveau::model::{
    AgeGroup, AgeGroupSet, DepartmentId, LegalBasisSet, MunicipalityCode, OfferingId, Ownership,
    ProviderId, ProviderKindSet, RegionId, ServiceSet, TargetGroupId,
};

const N_GROUPS: u8 = 45;

fn main() {
    divan::main();
}

#[divan::bench(args = [2_000, 200_000], sample_count = 3, sample_size = 1)]
fn whole_landscape(bencher: Bencher, n_providers: u32) {
    let map = map();
    let groups: Vec<TargetGroupId> = (0..N_GROUPS).map(TargetGroupId).collect();
    let need = |target_group: &TargetGroupId| Need {
        target_group: *target_group,
        level: None,
        by_municipality: (1..=map.len())
            .map(|n| [n as f64, n as f64 * 2.0, n as f64 * 4.0])
            .collect(),
        is_example: true,
    };
    let needs = Needs::new(groups.iter().map(need).collect(), &map).expect("needs fit the map");
    let travel = Travel::by_distance(&map, DETOUR_FACTOR).expect("a factor");
    let (facts, rule) = (facts(n_providers), AccessRule::default());
    let operators: Vec<u32> = (0..n_providers).map(|n| n / 3).collect();
    bencher.counter(ItemsCount::new(n_providers)).bench_local(|| {
        let facts = divan::black_box(&facts);
        let supply = supply(&SupplyInput {
            facts,
            groups: &groups,
            map: &map,
            legal_bases: LegalBasisSet(0b11_1111),
            authorities: &[0, 1, 2, 3, 4],
        });
        landscape(&LandscapeInput {
            facts,
            supply: &supply,
            operators: &operators,
            groups: &groups,
            map: &map,
            needs: &needs,
            travel: &travel,
            access_rule: &rule,
            assessed_percent: ASSESSED_PERCENT,
        })
    });
}

/// Ninety-eight municipalities on a grid about as wide as the country, in five regions.
fn map() -> Map {
    let place = |nth: u16| OnMap {
        code: MunicipalityCode(100 + nth),
        region: u8::try_from(nth % 5).ok().map(RegionId),
        centroid: (54.8 + f64::from(nth / 10) * 0.3, 8.2 + f64::from(nth % 10) * 0.5),
        inhabitants: [10_000, 2_000, 48_000],
    };
    Map::of((0..98).map(place).collect(), (0..5).map(RegionId).collect())
}

/// Facts without a pattern: multiplicative steps through groups, places and levels.
fn facts(n_providers: u32) -> Vec<Fact> {
    let step = |n: u32, of: u32| n.wrapping_mul(2_654_435_761) / 7 % of;
    let mut facts = Vec::new();
    for provider in 0..n_providers {
        for nth_group in 0..3 {
            let offering = provider * 3 + nth_group;
            for nth_department in 0..2 {
                let department = provider * 2 + nth_department;
                let places = (step(department, 10) > 0).then(|| step(department, 30));
                facts.push(Fact {
                    provider: ProviderId(provider),
                    offering: OfferingId(offering),
                    department: Some(DepartmentId(department)),
                    target_group: TargetGroupId(((provider + nth_group * 15) % 45) as u8),
                    class: Class::ALL[step(offering, 8) as usize],
                    possible: [step(offering, 8) == 7; 3],
                    municipality: Some(MunicipalityCode(100 + (step(department, 98)) as u16)),
                    is_on_portal: true,
                    ownership: Ownership::ALL.get(step(provider, 8) as usize).copied(),
                    legal_bases: LegalBasisSet(1 << step(department, 6)),
                    kinds: ProviderKindSet((1 << step(department, 6)) & 0b1111),
                    age_groups: AgeGroupSet::of(AgeGroup::ALL[step(department, 3) as usize]),
                    ages_taken: AgeGroupSet::of(AgeGroup::ALL[step(department, 3) as usize]),
                    services: ServiceSet(1 << step(department, 12)),
                    supervision: None,
                    places,
                    places_shared_parts: places.map(|places| u64::from(places) * 333),
                });
            }
        }
    }
    facts
}
