//! A checksum over paths that does not depend on their order.

const PATH_STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// `SplitMix64`'s finaliser (Steele, Lea, Flood 2014).
#[inline(always)]
#[must_use]
pub fn mix(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// What one path adds to the checksum: a hash of its number, final and lowest balance.
#[inline(always)]
#[must_use]
pub fn path_hash(path: u64, now: f64, low: f64) -> u64 {
    let number = path.wrapping_add(1).wrapping_mul(PATH_STEP);
    mix(mix(now.to_bits().wrapping_add(number)) ^ low.to_bits())
}
