//! Random requests, biased towards edges, answered by a backend and by the scalar one.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use trivium_kernel::checksum::mix;
use trivium_kernel::histogram::{lower_edge, BINS};
use trivium_kernel::{simulate_on, Isa, Request, Response};

/// A random request, the same for the same number.
pub struct Case {
    initial_balance: f64,
    drift: Vec<f64>,
    volatility: Vec<f64>,
    flow: Vec<f64>,
    seed: u64,
    first_path: u64,
    path_count: u32,
}

impl Case {
    /// Any number is a case.
    pub fn random(number: u64) -> Self {
        let mut source = Source(mix(number));
        let months = source.pick(&[12, 12, 12, 24, 36, 60, 480, 1200]);
        let path_count = source.path_count();
        Self {
            initial_balance: source.balance(),
            drift: source.months(months, Source::drift),
            volatility: source.months(months, Source::volatility),
            flow: source.months(months, Source::flow),
            seed: source.edge_or(&[0, 1, u64::MAX], Source::next),
            first_path: source.first_path(path_count),
            path_count,
        }
    }

    /// How many path-months it asks for.
    pub fn path_months(&self) -> u64 {
        self.drift.len() as u64 * u64::from(self.path_count)
    }

    /// The scalar backend's answer.
    ///
    /// # Errors
    /// What the other backend answers differently, and how to see it again.
    pub fn compare(&self, isa: Isa) -> Result<Response, String> {
        let scalar = "scalar".parse().expect("always there");
        let (expected, found) = (self.simulate(scalar), self.simulate(isa));
        let field = if found.checksum != expected.checksum {
            "checksum"
        } else if found.depleted_paths != expected.depleted_paths {
            "depleted_paths"
        } else if found.counts != expected.counts {
            "counts"
        } else {
            return Ok(expected);
        };
        Err(format!("{isa} differs from scalar in {field}; a line for trivium-conformance:\n{self}"))
    }

    fn simulate(&self, isa: Isa) -> Response {
        let request = Request {
            initial_balance: self.initial_balance,
            drift: &self.drift,
            volatility: &self.volatility,
            flow: &self.flow,
            seed: self.seed,
            first_path: self.first_path,
            path_count: self.path_count,
        };
        let request = request.validate().expect("random requests are legal");
        simulate_on(isa, &request, || false).expect("never stopped")
    }
}

/// As the JSON that `trivium-conformance` reads.
impl fmt::Display for Case {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, r#"{{"name":"random","initial_balance":{:?},"#, hex(self.initial_balance))?;
        for (field, values) in
            [("drift", &self.drift), ("volatility", &self.volatility), ("flow", &self.flow)]
        {
            let months: Vec<_> = values.iter().map(|&value| format!("[{:?},1]", hex(value))).collect();
            write!(out, r#""{field}":[{}],"#, months.join(","))?;
        }
        let Self { seed, first_path, path_count, .. } = self;
        write!(out, r#""seed":"{seed:016x}","first_path":"{first_path}","path_count":{path_count}}}"#)
    }
}

fn hex(value: f64) -> String {
    format!("{:016x}", value.to_bits())
}

/// A stream of random choices.
struct Source(u64);

impl Source {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[(self.next() % choices.len() as u64) as usize]
    }

    /// One of the edges, or as often as not something else.
    fn edge_or<T: Copy>(&mut self, edges: &[T], other: impl Fn(&mut Self) -> T) -> T {
        if self.next() % 2 == 0 {
            self.pick(edges)
        } else {
            other(self)
        }
    }

    fn uniform(&mut self, min: f64, max: f64) -> f64 {
        min + (max - min) * ((self.next() >> 11) as f64 / (1_u64 << 53) as f64)
    }

    /// A schedule: constant, or different each month.
    fn months(&mut self, months: usize, value: impl Fn(&mut Self) -> f64) -> Vec<f64> {
        if self.next() % 2 == 0 {
            return vec![value(self); months];
        }
        (0..months).map(|_| value(self)).collect()
    }

    fn drift(&mut self) -> f64 {
        self.edge_or(&[0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1e-300], |s| {
            let scale = s.pick(&[1.0, 0.01]);
            s.uniform(-scale, scale)
        })
    }

    fn volatility(&mut self) -> f64 {
        self.edge_or(&[0.0, 1.0, 0.05], |s| {
            let scale = s.pick(&[1.0, 0.1]);
            s.uniform(0.0, scale)
        })
    }

    fn flow(&mut self) -> f64 {
        self.edge_or(&[0.0, -0.0, 1e12, -1e12, -1e3, 5e-324], |s| {
            let scale = s.pick(&[1e12, 1e5, 1e2]);
            s.uniform(-scale, scale)
        })
    }

    fn balance(&mut self) -> f64 {
        let edge = lower_edge((2 + self.next() % (BINS as u64 - 2)) as usize);
        let below = f64::from_bits(edge.to_bits() - 1);
        self.edge_or(&[0.0, 1e12, 5e-324, edge, below], |s| s.uniform(0.0, 1e6))
    }

    fn path_count(&mut self) -> u32 {
        self.edge_or(&[1, 2, 63, 64, 65, 127, 128, 129], |s| 1 + (s.next() % 300) as u32)
    }

    fn first_path(&mut self, path_count: u32) -> u64 {
        let offset = self.next() % u64::from(path_count);
        let last = (1 << 63) - u64::from(path_count);
        self.edge_or(&[0, (1 << 32) - offset, 1 << 32, last], |s| s.next() % (1 << 62))
    }
}

/// Ten million path-months of random requests, others every time.
pub fn random_requests(isa: Isa) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    let mut number = now.as_secs() << 20;
    let mut path_months = 0;
    while path_months < 10_000_000 {
        let case = Case::random(number);
        if let Err(difference) = case.compare(isa) {
            panic!("{difference}");
        }
        path_months += case.path_months();
        number += 1;
    }
}
