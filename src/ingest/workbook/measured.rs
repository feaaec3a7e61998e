//! Is a workbook within the limits? Asked before it is opened.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::ingest::file::content::Make;
use crate::ingest::file::limits::Limits;
use crate::ingest::file::memory::Budget;
use crate::ingest::workbook::error::BookError;
use crate::ingest::workbook::look::Look;
use crate::ingest::workbook::{look_xlsb, look_xlsx, measure_ods, measure_xls, measure_zip};

/// What was learnt of workbooks, by the checksum of their content: whoever reads one once more need
/// not look it through again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measurements(pub(crate) BTreeMap<String, Measured>);

/// A workbook that is within the limits, and what was learnt when that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Measured {
    pub(crate) make: Make,
    /// Bytes of memory that it takes.
    pub(crate) bytes: u64,
    pub(crate) looks: Vec<(String, Look)>,
}

impl Measured {
    /// Looks at a workbook without opening it; refuses what is larger than the limits.
    pub(crate) fn of(
        path: &Path,
        make: Make,
        limits: &Limits,
        budget: &Arc<Budget>,
    ) -> Result<Self, BookError> {
        let (bytes, looks) = match make {
            Make::Xlsx => {
                let mut archive = measure_zip::open(path)?;
                let bytes = measure_zip::measure_zip(&mut archive, limits)?;
                (bytes, look_xlsx::look_at_sheets(&mut archive)?)
            }
            Make::Xlsb => {
                let mut archive = measure_zip::open(path)?;
                let bytes = measure_zip::measure_zip(&mut archive, limits)?;
                (bytes, look_xlsb::look_at_sheets(&mut archive))
            }
            Make::Xls => {
                // It is held for that, with its stream, and let go again.
                let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
                let _share = budget.share(bytes.min(limits.whole_bytes).saturating_mul(2));
                let (in_order, bytes) = measure_xls::measure_xls(path, limits)?;
                // Their names are known when it is opened.
                (bytes, in_order.into_iter().map(|look| (String::new(), look)).collect())
            }
            Make::Ods => {
                let mut archive = measure_zip::open(path)?;
                measure_zip::measure_zip(&mut archive, limits)?;
                let (looks, bytes) = measure_ods::measure_ods(&mut archive, limits)?;
                (bytes, looks)
            }
        };
        Ok(Self { make, bytes, looks })
    }

    /// Whether it is read alone, on a thread of its own.
    pub(crate) fn is_large(&self) -> bool {
        const LARGE: u64 = 32 << 20;
        self.bytes > LARGE
    }
}
