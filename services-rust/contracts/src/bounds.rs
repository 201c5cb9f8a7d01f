//! The bounds that the contracts give to numeric fields
//! (proto/trivium/options/v1/bounds.proto).

/// A message with fields that have bounds.
pub trait Bounded {
    /// Gives every absent field that has bounds its default.
    fn set_defaults(&mut self);
    /// The fields that have bounds, in the order of the contract.
    fn bounded_fields(&self) -> Vec<Field>;
}

/// A numeric field that has bounds.
pub struct Field {
    /// Its name in the contract.
    pub name: &'static str,
    /// What it is; nothing when it is absent.
    pub value: Option<f64>,
    /// Smallest legal value.
    pub min: f64,
    /// Largest legal value.
    pub max: f64,
    /// For people, such as "years".
    pub unit: &'static str,
}

#[allow(clippy::all, clippy::pedantic, unused_imports)]
mod implementations {
    use super::{Bounded, Field};

    include!(concat!(env!("OUT_DIR"), "/bounds.rs"));
}
