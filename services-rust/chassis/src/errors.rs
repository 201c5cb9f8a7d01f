//! Errors as callers see them: a gRPC status with `google.rpc` details, after AIP-193.

use std::time::Duration;

use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation, StatusExt};

pub use self::v1::ErrorReason;

/// The contract of reasons (`proto/trivium/errors/v1`).
#[allow(clippy::all, clippy::pedantic)]
pub mod v1 {
    include!("gen/trivium/errors/v1/messages.rs");
}

const DOMAIN: &str = "trivium";

/// `INVALID_ARGUMENT` naming every faulty field: pairs of field and what was expected.
#[must_use]
pub fn invalid_fields(faults: Vec<(String, String)>) -> Status {
    let message = faults.iter().map(|(field, expected)| format!("{field} {expected}")).collect::<Vec<_>>();
    let mut details = details(ErrorReason::InvalidFields);
    details.set_bad_request(
        faults.into_iter().map(|(field, expected)| FieldViolation::new(field, expected)).collect::<Vec<_>>(),
    );
    Status::with_error_details(Code::InvalidArgument, message.join("; "), details)
}

/// A status that says when to try again.
#[must_use]
pub fn retry_later(code: Code, reason: ErrorReason, message: &str, delay: Duration) -> Status {
    let mut details = details(reason);
    details.set_retry_info(Some(delay));
    Status::with_error_details(code, message, details)
}

/// A status with a reason.
#[must_use]
pub fn status(code: Code, reason: ErrorReason, message: &str) -> Status {
    Status::with_error_details(code, message, details(reason))
}

fn details(reason: ErrorReason) -> ErrorDetails {
    let name = reason.as_str_name().trim_start_matches("ERROR_REASON_");
    let mut details = ErrorDetails::new();
    details.set_error_info(name, DOMAIN, std::collections::HashMap::new());
    details
}
