//! What do the columns of the made-up files say at the top? What the layout files say, so that
//! the example is always one that the program can read.

use toml::{Table, Value};

/// The columns of one sheet: a field of the layout and its header.
pub(super) struct Headers {
    /// Name of the sheet.
    pub(super) sheet: String,
    columns: Table,
}

impl Headers {
    /// Reads `[columns]` of a layout, or of one of its sections.
    pub(super) fn read(layout: &str, section: Option<&str>) -> Result<Self, String> {
        let mut table: Table = layout.parse().map_err(|error| format!("{error}"))?;
        if let Some(section) = section {
            let Some(Value::Table(inner)) = table.remove(section) else {
                return Err(format!("afsnittet [{section}]"));
            };
            table = inner;
        }
        let sheet = table.get("sheet").and_then(Value::as_str).unwrap_or_default().to_owned();
        match table.remove("columns") {
            Some(Value::Table(columns)) => Ok(Self { sheet, columns }),
            _ => Err("afsnittet [columns]".to_owned()),
        }
    }

    /// The header of a field, in the first of its spellings.
    pub(super) fn of(&self, field: &str) -> Result<String, String> {
        let value = match self.columns.get(field) {
            Some(Value::Array(spellings)) => spellings.first(),
            other => other,
        };
        let header = value.and_then(Value::as_str);
        header.map(str::to_owned).ok_or_else(|| format!("kolonnen \"{field}\""))
    }
}

/// A list of texts at the top of a layout, such as `never-read`.
pub(super) fn list_of(layout: &str, key: &str) -> Result<Vec<String>, String> {
    let table: Table = layout.parse().map_err(|error| format!("{error}"))?;
    match table.get(key) {
        Some(Value::Array(values)) => {
            Ok(values.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        }
        _ => Err(format!("listen \"{key}\"")),
    }
}
