//! Structured logs on standard error.

use std::io;
use std::str::FromStr;

pub use tracing::Level;
use tracing_subscriber::filter::LevelFilter;

/// What `LOG_LEVEL` may be.
pub const LEVELS: &str = "trace, debug, info, warn or error";
/// What `LOG_FORMAT` may be.
pub const FORMATS: &str = "json or text";

/// Shape of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line, for machines.
    Json,
    /// For people.
    Text,
}

impl FromStr for Format {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "json" => Ok(Self::Json),
            "text" => Ok(Self::Text),
            _ => Err(()),
        }
    }
}

/// Starts logging. Call once, first thing.
pub fn start(level: Level, format: Format) {
    let lines = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::from_level(level))
        .with_writer(io::stderr)
        .with_target(false);
    match format {
        Format::Json => lines.json().flatten_event(true).init(),
        Format::Text => lines.with_ansi(false).init(),
    }
}
