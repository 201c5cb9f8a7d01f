//! What a shard is asked for, and what makes it valid.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::limits::{MAX_AMOUNT, MAX_DRIFT, MAX_MONTHS, MAX_VOLATILITY, MONTHS_PER_YEAR, PATH_NUMBER_END};

/// One shard: a range of random paths of one schedule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Request<'a> {
    /// Balance before the first month. Currency, 0 to 1e12.
    pub initial_balance: f64,
    /// Mean of the base-2 logarithm of growth, by month. -1 to 1. Its length M is a
    /// multiple of 12, from 12 to 1200.
    pub drift: &'a [f64],
    /// Standard deviation of the base-2 logarithm of growth, by month. 0 to 1. Length M.
    pub volatility: &'a [f64],
    /// Paid in (+) or taken out (-) at the end of each month. Currency, -1e12 to 1e12. Length M.
    pub flow: &'a [f64],
    /// Key of the random numbers. Any value.
    pub seed: u64,
    /// Number of the first path. At most 2^63 - `path_count`.
    pub first_path: u64,
    /// Number of paths. At least 1.
    pub path_count: u32,
}

/// A field that breaks the contract, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field, as in the contract.
    pub field: &'static str,
    /// What was expected.
    pub description: String,
}

/// A request known to keep the contract.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValidRequest<'a>(Request<'a>);

impl<'a> ValidRequest<'a> {
    /// The request itself; its initial balance is never -0.
    #[must_use]
    pub fn get(&self) -> &Request<'a> {
        &self.0
    }

    /// Length of the schedule. Years.
    #[must_use]
    pub fn years(&self) -> usize {
        self.0.drift.len() / MONTHS_PER_YEAR
    }
}

impl<'a> Request<'a> {
    /// Checks every field.
    ///
    /// # Errors
    /// Every faulty field, in the order of the contract.
    pub fn validate(self) -> Result<ValidRequest<'a>, Vec<FieldError>> {
        let months = self.drift.len();
        let faults: Vec<FieldError> = [
            ("initial_balance", amount_fault(self.initial_balance)),
            ("drift", drift_fault(self.drift)),
            ("volatility", volatility_fault(self.volatility, months)),
            ("flow", flow_fault(self.flow, months)),
            ("first_path", first_path_fault(self.first_path, self.path_count)),
            ("path_count", path_count_fault(self.path_count)),
        ]
        .into_iter()
        .filter_map(|(field, fault)| fault.map(|description| FieldError { field, description }))
        .collect();
        if faults.is_empty() {
            // Adding +0 turns -0 into +0 and changes nothing else.
            Ok(ValidRequest(Request { initial_balance: self.initial_balance + 0.0, ..self }))
        } else {
            Err(faults)
        }
    }
}

fn amount_fault(balance: f64) -> Option<String> {
    let legal = (0.0..=MAX_AMOUNT).contains(&balance);
    (!legal).then(|| "must be a finite amount from 0 to 1e12".to_owned())
}

fn drift_fault(drift: &[f64]) -> Option<String> {
    let months = drift.len();
    if months % MONTHS_PER_YEAR != 0 || !(MONTHS_PER_YEAR..=MAX_MONTHS).contains(&months) {
        return Some(format!("must have a multiple of 12 months, from 12 to 1200, but has {}", months));
    }
    month_fault(drift, -MAX_DRIFT, MAX_DRIFT, "-1 to 1")
}

fn volatility_fault(volatility: &[f64], months: usize) -> Option<String> {
    length_fault(volatility, months).or_else(|| month_fault(volatility, 0.0, MAX_VOLATILITY, "0 to 1"))
}

fn flow_fault(flow: &[f64], months: usize) -> Option<String> {
    length_fault(flow, months).or_else(|| month_fault(flow, -MAX_AMOUNT, MAX_AMOUNT, "-1e12 to 1e12"))
}

fn length_fault(values: &[f64], months: usize) -> Option<String> {
    (values.len() != months)
        .then(|| format!("must have as many months as drift, {}, but has {}", months, values.len()))
}

fn month_fault(values: &[f64], min: f64, max: f64, range: &str) -> Option<String> {
    let month = values.iter().position(|value| !(min..=max).contains(value))?;
    Some(format!("must be finite and from {}, but is not in month {}", range, month))
}

fn first_path_fault(first_path: u64, path_count: u32) -> Option<String> {
    (first_path > PATH_NUMBER_END - u64::from(path_count))
        .then(|| "must be at most 2^63 - path_count".to_owned())
}

fn path_count_fault(path_count: u32) -> Option<String> {
    (path_count == 0).then(|| "must be at least 1".to_owned())
}
