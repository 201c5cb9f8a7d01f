//! Writes `Bounded` for each message that has fields with bounds.

use std::fmt::Write;

use protox::prost_reflect::{
    DescriptorPool, DynamicMessage, ExtensionDescriptor, FieldDescriptor, Kind, MessageDescriptor,
};

const OPTION: &str = "trivium.options.v1.bounds";

/// Implementations of `Bounded`, as Rust; none when no contract knows of bounds.
pub fn implementations(pool: &DescriptorPool) -> Result<String, String> {
    let Some(option) = pool.get_extension_by_name(OPTION) else { return Ok(String::new()) };
    pool.all_messages().map(|message| implementation(&message, &option)).collect()
}

fn implementation(message: &MessageDescriptor, option: &ExtensionDescriptor) -> Result<String, String> {
    let (mut defaults, mut fields) = (String::new(), String::new());
    for field in message.fields() {
        let Some(bounds) = bounds_of(&field, option) else { continue };
        if !field.supports_presence() {
            return Err(format!("{} has bounds, and so must be optional", field.full_name()));
        }
        let name = field.name();
        let number = |part: &str| bounds.get_field_by_name(part).and_then(|value| value.as_f64());
        let [min, max, default] = ["min", "max", "default_value"].map(|part| number(part).unwrap_or(0.0));
        let default = if field.kind() == Kind::Double { format!("{default:?}") } else { default.to_string() };
        let unit = bounds.get_field_by_name("unit").and_then(|unit| unit.as_str().map(str::to_owned));
        let unit = unit.unwrap_or_default();
        // Writing to a text cannot fail.
        let _ = writeln!(defaults, "self.r#{name}.get_or_insert({default});");
        let _ = writeln!(
            fields,
            "Field {{ name: {name:?}, value: self.r#{name}.map(f64::from), min: {min:?}, max: {max:?}, unit: {unit:?} }},"
        );
    }
    if fields.is_empty() {
        return Ok(fields);
    }
    let path = message.full_name().replace('.', "::");
    Ok(format!(
        "impl Bounded for crate::packages::{path} {{
            fn set_defaults(&mut self) {{ {defaults} }}
            fn bounded_fields(&self) -> Vec<Field> {{ vec![{fields}] }}
        }}\n"
    ))
}

fn bounds_of(field: &FieldDescriptor, option: &ExtensionDescriptor) -> Option<DynamicMessage> {
    let options = field.options();
    options.has_extension(option).then(|| options.get_extension(option).as_message().cloned())?
}
