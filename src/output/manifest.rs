//! What stands in every `manifest.json`, and how is it written?

use serde::Serialize;
use serde_json::{Value, json};

/// The bytes of a manifest: which program and which command wrote the outputs, and the fields of
/// `more`.
pub(crate) fn manifest(command: &str, mut more: Value) -> Vec<u8> {
    let head = [
        ("program", json!(env!("CARGO_PKG_NAME"))),
        ("version", json!(env!("CARGO_PKG_VERSION"))),
        ("commit", json!(option_env!("NIVEAU_COMMIT"))),
        // The first word of the call: none overwrites what another wrote.
        ("command", json!(command)),
    ];
    if let Value::Object(fields) = &mut more {
        fields.extend(head.map(|(name, value)| (name.to_owned(), value)));
    }
    json_bytes(&more)
}

/// JSON over several lines, with a line end behind it.
pub(crate) fn json_bytes(value: &impl Serialize) -> Vec<u8> {
    // A value of our own making, written to memory, can't fail.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
