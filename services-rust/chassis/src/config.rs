//! Configuration from the environment, with every fault reported at once.

use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;
use std::time::Duration;

use crate::log;

/// Reads variables and remembers what is wrong with them.
pub struct Environment {
    variables: HashMap<String, String>,
    faults: Vec<String>,
}

/// Everything that is wrong with the environment, one line a variable.
#[derive(Debug, PartialEq, Eq)]
pub struct Faults(pub Vec<String>);

impl fmt::Display for Faults {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "bad environment:\n  {}", self.0.join("\n  "))
    }
}

impl std::error::Error for Faults {}

impl Environment {
    /// An environment of these variables.
    pub fn new(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { variables: variables.into_iter().collect(), faults: Vec::new() }
    }

    /// The environment of this process.
    #[must_use]
    pub fn process() -> Self {
        Self::new(std::env::vars())
    }

    /// The value of a variable, or `default` when it is unset or empty. A value that does
    /// not parse, or that `legal` refuses, is a fault: "NAME must be `expected`".
    pub fn read<T: FromStr>(
        &mut self,
        name: &str,
        default: T,
        expected: &str,
        legal: impl Fn(&T) -> bool,
    ) -> T {
        let Some(text) = self.variables.get(name).filter(|text| !text.is_empty()) else {
            return default;
        };
        match text.parse() {
            Ok(value) if legal(&value) => value,
            _ => {
                self.faults.push(format!("{name} must be {expected}, but is {text:?}"));
                default
            }
        }
    }

    /// # Errors
    /// Every fault met so far.
    pub fn finish(self) -> Result<(), Faults> {
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(Faults(self.faults))
        }
    }
}

/// What every service is told.
#[derive(Clone, Debug)]
pub struct Common {
    /// Where gRPC is served.
    pub listen: SocketAddr,
    /// Where health and metrics are served, over HTTP.
    pub admin: SocketAddr,
    /// Least severe lines that are logged.
    pub log_level: log::Level,
    /// Shape of the lines.
    pub log_format: log::Format,
    /// Longest time that work in flight may take after a signal to stop.
    pub drain_timeout: Duration,
}

impl Common {
    /// Reads `LISTEN_ADDRESS`, `ADMIN_ADDRESS`, `LOG_LEVEL`, `LOG_FORMAT` and
    /// `DRAIN_TIMEOUT_MS`. Both addresses are on loopback unless told otherwise.
    pub fn read(environment: &mut Environment, listen_port: u16, admin_port: u16) -> Self {
        let loopback = |port| SocketAddr::from(([127, 0, 0, 1], port));
        let address = "an address and a port, such as 127.0.0.1:50061";
        Self {
            listen: environment.read("LISTEN_ADDRESS", loopback(listen_port), address, |_| true),
            admin: environment.read("ADMIN_ADDRESS", loopback(admin_port), address, |_| true),
            log_level: environment.read("LOG_LEVEL", log::Level::INFO, log::LEVELS, |_| true),
            log_format: environment.read("LOG_FORMAT", log::Format::Json, log::FORMATS, |_| true),
            drain_timeout: Duration::from_millis(environment.read(
                "DRAIN_TIMEOUT_MS",
                10_000,
                "milliseconds, 0 to 600000",
                |&ms| ms <= 600_000,
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        Environment::new(variables.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())))
    }

    #[test]
    fn lists_every_fault_at_once() {
        let mut environment =
            environment(&[("LISTEN_ADDRESS", "nowhere"), ("LOG_FORMAT", "xml"), ("DRAIN_TIMEOUT_MS", "-1")]);
        Common::read(&mut environment, 1, 2);
        let faults = environment.finish().unwrap_err().0;
        let named: Vec<_> = faults.iter().map(|fault| fault.split(' ').next().unwrap()).collect();
        assert_eq!(named, ["LISTEN_ADDRESS", "LOG_FORMAT", "DRAIN_TIMEOUT_MS"]);
    }

    #[test]
    fn listens_on_loopback_by_default() {
        let mut environment = environment(&[("LISTEN_ADDRESS", "")]);
        let common = Common::read(&mut environment, 7, 8);
        assert!(common.listen.ip().is_loopback() && common.admin.ip().is_loopback());
        assert_eq!(environment.finish(), Ok(()));
    }
}
