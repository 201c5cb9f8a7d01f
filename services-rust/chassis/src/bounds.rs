//! Checks messages by the bounds that the contracts give to numeric fields.

/// A message with fields that have bounds (`proto/trivium/options/v1/bounds.proto`). Generated
/// for each of `trivium-contracts`.
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

/// Every field of a message that is out of its bounds, or absent: pairs of its path, which
/// begins with a prefix such as "order.", and what was expected.
#[must_use]
pub fn violations(message: &impl Bounded, prefix: &str) -> Vec<(String, String)> {
    let fields = message.bounded_fields();
    // NaN is in no range.
    let illegal = fields
        .iter()
        .filter(|field| !field.value.is_some_and(|value| (field.min..=field.max).contains(&value)));
    illegal
        .map(|field| {
            let expected = format!("must be from {} to {} ({})", field.min, field.max, field.unit);
            (format!("{prefix}{}", field.name), expected)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Order(Option<f64>);

    impl Bounded for Order {
        fn set_defaults(&mut self) {
            self.0.get_or_insert(7.0);
        }

        fn bounded_fields(&self) -> Vec<Field> {
            vec![Field { name: "amount", value: self.0, min: 1.0, max: 1e9, unit: "pieces" }]
        }
    }

    #[test]
    fn names_what_is_out_of_bounds() {
        for (value, legal) in [(1.0, true), (1e9, true), (0.5, false), (1.1e9, false), (f64::NAN, false)] {
            assert_eq!(violations(&Order(Some(value)), "").is_empty(), legal, "{value}");
        }
        let expected = "must be from 1 to 1000000000 (pieces)".to_owned();
        assert_eq!(violations(&Order(Some(0.0)), "order."), [("order.amount".to_owned(), expected)]);
    }

    #[test]
    fn an_absent_field_has_its_default() {
        let mut order = Order(None);
        assert_eq!(violations(&order, "").len(), 1);
        order.set_defaults();
        assert_eq!(violations(&order, ""), []);
    }
}
