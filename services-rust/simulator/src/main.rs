//! The simulator process. `trivium-simulator healthcheck` asks a running one.

use std::process::ExitCode;

use trivium_chassis::config::Environment;
use trivium_chassis::process;
use trivium_simulator::server::serve;
use trivium_simulator::settings::Settings;

fn main() -> ExitCode {
    process::run("simulator", Settings::read(Environment::process()), serve)
}
