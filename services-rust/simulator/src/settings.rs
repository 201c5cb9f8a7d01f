//! What the simulator is told by its environment.

use trivium_chassis::config::{Common, Environment, Faults};
use trivium_chassis::workers;
use trivium_kernel::Isa;

const LISTEN_PORT: u16 = 50061;
const ADMIN_PORT: u16 = 9061;
const DEFAULT_MAX_PATHS_PER_SHARD: u32 = 1 << 20;

/// Settings of a simulator.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What every service is told.
    pub common: Common,
    /// How many shards are taken.
    pub workers: workers::Settings,
    /// Largest shard that is accepted. Paths.
    pub max_paths_per_shard: u32,
    /// The instruction set that computes.
    pub isa: Isa,
}

impl AsRef<Common> for Settings {
    fn as_ref(&self) -> &Common {
        &self.common
    }
}

impl Settings {
    /// Reads `SIMULATOR_THREADS` (default: cores), `SIMULATOR_QUEUE` (default: four
    /// a thread), `MAX_PATHS_PER_SHARD` and `TRIVIUM_ISA` (default: the fastest that this
    /// processor has), next to the common ones.
    ///
    /// # Errors
    /// Every fault of the environment.
    pub fn read(mut environment: Environment) -> Result<Self, Faults> {
        let settings = Self {
            common: Common::read(&mut environment, LISTEN_PORT, ADMIN_PORT),
            workers: workers::Settings::read(&mut environment, "SIMULATOR"),
            max_paths_per_shard: environment.read(
                "MAX_PATHS_PER_SHARD",
                DEFAULT_MAX_PATHS_PER_SHARD,
                "paths, 1 to 4294967295",
                |&n| n >= 1,
            ),
            isa: environment.read("TRIVIUM_ISA", Isa::detect(), &available_isas(), |_| true),
        };
        environment.finish()?;
        Ok(settings)
    }
}

fn available_isas() -> String {
    let names: Vec<_> = Isa::available().map(Isa::name).collect();
    format!("an instruction set of this processor: {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(isa: &str) -> Result<Settings, Faults> {
        Settings::read(Environment::new([("TRIVIUM_ISA".to_owned(), isa.to_owned())]))
    }

    #[test]
    fn computes_on_the_chosen_instruction_set() {
        for isa in Isa::available() {
            assert_eq!(read(isa.name()).unwrap().isa.name(), isa.name());
        }
        assert_eq!(read("").unwrap().isa.name(), Isa::detect().name());
    }

    #[test]
    fn refuses_what_this_processor_cannot_do_and_says_what_it_can() {
        let faults = read("mmx").unwrap_err().0;
        assert_eq!(faults.len(), 1);
        assert!(faults[0].starts_with("TRIVIUM_ISA must be an instruction set of this processor: "));
        assert!(faults[0].contains("scalar") && faults[0].ends_with("but is \"mmx\""), "{}", faults[0]);
    }
}
