//! What holds for every request.

use proptest::prelude::*;
use trivium_kernel::histogram::BINS;
use trivium_kernel::simulate::trace_path;
use trivium_kernel::{checksum, simulate_on, Isa, Merged, Request, Response};

#[derive(Clone, Debug)]
struct Shard {
    initial_balance: f64,
    drift: Vec<f64>,
    volatility: Vec<f64>,
    flow: Vec<f64>,
    seed: u64,
    first_path: u64,
    path_count: u32,
}

impl Shard {
    fn simulate(&self, isa: Isa) -> Response {
        self.simulate_range(isa, self.first_path, self.path_count)
    }

    fn simulate_range(&self, isa: Isa, first_path: u64, path_count: u32) -> Response {
        simulate_on(isa, &self.request(first_path, path_count).validate().expect("legal"), || false).unwrap()
    }

    fn request(&self, first_path: u64, path_count: u32) -> Request<'_> {
        Request {
            initial_balance: self.initial_balance,
            drift: &self.drift,
            volatility: &self.volatility,
            flow: &self.flow,
            seed: self.seed,
            first_path,
            path_count,
        }
    }
}

fn shards() -> impl Strategy<Value = Shard> {
    let first_path = prop_oneof![Just(0), Just((1 << 32) - 5), Just((1 << 63) - 200), 0_u64..1 << 40];
    let amount = prop_oneof![Just(0.0), 0.0..1e6, Just(1e12)];
    let months = (1_usize..=4).prop_map(|years| years * 12);
    (months, amount, any::<u64>(), first_path, 1_u32..200).prop_flat_map(
        |(months, initial_balance, seed, first_path, path_count)| {
            let flow = prop_oneof![Just(0.0), -1e4..1e4, Just(-1e12)];
            (
                prop::collection::vec(-1.0..=1.0, months),
                prop::collection::vec(0.0..=1.0, months),
                prop::collection::vec(flow, months),
            )
                .prop_map(move |(drift, volatility, flow)| Shard {
                    initial_balance,
                    drift,
                    volatility,
                    flow,
                    seed,
                    first_path,
                    path_count,
                })
        },
    )
}

fn merged<'a>(years: usize, shards: impl IntoIterator<Item = &'a Response>) -> Merged {
    let mut merged = Merged::new(years);
    shards.into_iter().for_each(|shard| merged.add(shard));
    merged
}

pub fn any_split_merges_to_the_same_bits(isa: Isa) {
    proptest!(|(shard in shards(), cut: prop::sample::Index)| {
        let years = shard.drift.len() / 12;
        let left = u32::try_from(cut.index(shard.path_count as usize)).unwrap();
        prop_assume!(left > 0);
        let parts = [
            shard.simulate_range(isa, shard.first_path, left),
            shard.simulate_range(isa, shard.first_path + u64::from(left), shard.path_count - left),
        ];
        let whole = merged(years, [&shard.simulate(isa)]);
        prop_assert_eq!(&merged(years, &parts), &whole);
        prop_assert_eq!(&merged(years, parts.iter().rev()), &whole);
    });
}

pub fn paths_do_not_influence_each_other(isa: Isa) {
    proptest!(|(shard in shards())| {
        let years = shard.drift.len() / 12;
        let paths = shard.first_path..shard.first_path + u64::from(shard.path_count);
        let alone: Vec<_> = paths.map(|path| shard.simulate_range(isa, path, 1)).collect();
        prop_assert_eq!(merged(years, &alone), merged(years, [&shard.simulate(isa)]));
    });
}

pub fn a_traced_path_is_the_path_in_the_shard(isa: Isa) {
    proptest!(|(shard in shards(), pick: prop::sample::Index)| {
        let path = shard.first_path + pick.index(shard.path_count as usize) as u64;
        let request = shard.request(shard.first_path, shard.path_count).validate().unwrap();
        let (last, low) = trace_path(isa, &request, path);
        let alone = shard.simulate_range(isa, path, 1);
        prop_assert_eq!(alone.checksum, checksum::path_hash(path, last, low));
        prop_assert_eq!(alone.depleted_paths, u32::from(low <= 0.0));
    });
}

pub fn every_path_is_counted_every_year(isa: Isa) {
    proptest!(|(shard in shards())| {
        for year in shard.simulate(isa).counts.chunks(BINS) {
            prop_assert_eq!(year.iter().sum::<u32>(), shard.path_count);
        }
    });
}
