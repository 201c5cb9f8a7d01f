//! Operators for wrappers of vendor vectors.

/// Implements binary operators of a wrapper by intrinsics on what it wraps.
macro_rules! operators {
    ($vector:ident: $($operator:ident::$method:ident = $intrinsic:path),+ $(,)?) => {$(
        impl core::ops::$operator for $vector {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                // SAFETY: a vector is made from a token, which proves the instruction set.
                // WebAssembly's intrinsics are safe anyway.
                #[allow(unused_unsafe)]
                Self(unsafe { $intrinsic(self.0, other.0) })
            }
        }
    )+};
}

pub(super) use operators;
