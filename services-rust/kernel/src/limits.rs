//! The ranges of the contract.

/// Months in a year; schedules are whole years.
pub const MONTHS_PER_YEAR: usize = 12;
/// Longest schedule. Months.
pub const MAX_MONTHS: usize = 1200;
/// Largest initial balance, and largest flow either way. Currency.
pub const MAX_AMOUNT: f64 = 1e12;
/// Largest mean of base-2 logarithmic growth, either way. A month.
pub const MAX_DRIFT: f64 = 1.0;
/// Largest standard deviation of base-2 logarithmic growth. A month.
pub const MAX_VOLATILITY: f64 = 1.0;
/// Path numbers are below this, so no sum of them can wrap.
pub const PATH_NUMBER_END: u64 = 1 << 63;
