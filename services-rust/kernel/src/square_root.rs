//! Square root without the standard library, digit by digit; for the scalar backend only.

const FRACTION_BITS: u32 = 52;
const FRACTION_MASK: u64 = (1 << FRACTION_BITS) - 1;
const BIAS: i32 = 1023;

/// The square root of a positive normal number, correctly rounded.
#[must_use]
#[allow(clippy::cast_possible_wrap, clippy::cast_sign_loss)]
pub fn square_root(x: f64) -> f64 {
    let bits = x.to_bits();
    let exponent = (bits >> FRACTION_BITS) as i32 - BIAS;
    let significand = (bits & FRACTION_MASK) | (1 << FRACTION_BITS);
    // An even exponent; then 54 bits of root, of which the last decides how to round.
    let mut remainder = u128::from(significand) << (54 + (exponent & 1));
    let mut root: u128 = 0;
    let mut digit: u128 = 1 << 106;
    while digit != 0 {
        if remainder >= root + digit {
            remainder -= root + digit;
            root = (root >> 1) + digit;
        } else {
            root >>= 1;
        }
        digit >>= 2;
    }
    // The root of a double is never half way between two doubles.
    let rounded = (root as u64 + 1) >> 1;
    f64::from_bits((((exponent >> 1) + BIAS - 1) as u64) * (1 << FRACTION_BITS) + rounded)
}

#[cfg(test)]
mod tests {
    use super::square_root;

    #[test]
    fn is_the_processors_square_root() {
        let mut bits = 0x0010_0000_0000_0000_u64;
        while f64::from_bits(bits).is_finite() {
            let x = f64::from_bits(bits);
            assert_eq!(square_root(x).to_bits(), x.sqrt().to_bits(), "square root of {:e}", x);
            bits += 0x0000_3F5A_1B2C_9D7F;
        }
    }
}
