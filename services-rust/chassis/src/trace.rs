//! One trace from browser to hot path: W3C Trace Context in gRPC metadata.

use tonic::metadata::MetadataMap;

/// The trace that a call belongs to: 32 hexadecimal digits, or empty when the caller
/// names none.
#[must_use]
pub fn trace_id(metadata: &MetadataMap) -> &str {
    metadata.get("traceparent").and_then(|value| value.to_str().ok()).and_then(parse).unwrap_or("")
}

/// `version-trace-parent-flags`, after <https://www.w3.org/TR/trace-context/>.
fn parse(traceparent: &str) -> Option<&str> {
    let trace = traceparent.split('-').nth(1)?;
    let legal = trace.len() == 32 && trace.bytes().all(|byte| byte.is_ascii_hexdigit());
    legal.then_some(trace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_trace_and_ignores_nonsense() {
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        assert_eq!(parse(&format!("00-{trace}-00f067aa0ba902b7-01")), Some(trace));
        assert_eq!(parse("00-short-00f067aa0ba902b7-01"), None);
        assert_eq!(parse(""), None);
    }
}
