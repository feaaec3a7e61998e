//! How is one partition graded, placed and written?

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use memchr::memchr_iter;
use serde_json::json;

use super::csv_blocks::{LONGEST_ROW, NoBlock};
use super::csv_rows::CsvForm;
use super::parquet_rows::ParquetForm;
use super::waves::in_waves;
use super::{
    CsvBlocks, Format, Key, Partial, Partition, RowCounts, RulesKey, StreamError, Told, partial,
};
use crate::flat::{
    Aside, FlatColumn, FlatGrader, FlatRow, FlatRules, Judged, PlacedRows, Refused, Tally,
};
use crate::guideline::GuidelineStatus;
use crate::model::{RegionId, TargetGroupId};
use crate::output::{
    OutputError, OutputFolder, Published, StagedFile, Staging, hashed, manifest, verify,
};
use crate::report::streamed::{self, placed_table};
use crate::settings::Settings;
use crate::table::{ParquetError, ParquetGroups, ParquetParts, Part, Provenance};

/// Rows that are told one by one, of each partition; the others are counted.
const TOLD: usize = 1_000;
/// Letters of an id or a name that a row may have.
const LONGEST_TEXT: usize = 1_000;

/// What outputs are written to.
type Out = BufWriter<StagedFile>;

/// Places partitions by the same rules, one after another, each on all threads.
pub struct Placer<'s> {
    settings: &'s Settings,
    rules: FlatRules<'s>,
    key: RulesKey,
    told: Told,
    provenance: Provenance,
    groups: HashMap<&'s str, TargetGroupId>,
    regions: HashMap<&'s str, RegionId>,
    /// Those that are not at work; each remembers grades.
    graders: Mutex<Vec<FlatGrader<'s>>>,
}

/// A partition whose outputs are in place.
#[derive(Clone, Debug)]
pub struct Done {
    /// Its sums.
    pub partial: Partial,
    /// Whether it was done before, and not again.
    pub was_done: bool,
}

/// Some rows, placed and encoded.
struct Block {
    part: Part,
    tally: Tally,
    rows: RowCounts,
    asides: Vec<Aside>,
    n_lines: u64,
    n_bytes: u64,
}

/// What has been made of a partition so far.
#[derive(Default)]
struct SoFar {
    tally: Tally,
    rows: RowCounts,
    asides: Vec<Aside>,
    n_lines: u64,
    n_bytes: u64,
}

impl<'s> Placer<'s> {
    /// Places by these settings.
    pub fn new(settings: &'s Settings) -> Self {
        let registers = &settings.registers;
        let groups = || registers.target_groups.iter();
        let titles = settings.guidelines.iter().map(|g| g.title(&registers.target_groups));
        let is_example = |status| status == GuidelineStatus::Example;
        let told = Told {
            rule: settings.placing_rule().rule.title.to_string(),
            guidelines: titles.collect(),
            is_example_guideline: settings.guidelines.iter().any(|g| is_example(g.status)),
            is_example_data: settings.source.is_example,
            groups: groups().map(|(_, g)| (g.slug.to_string(), g.name.to_string())).collect(),
        };
        let key = RulesKey::of(settings);
        Self {
            settings,
            rules: FlatRules {
                guidelines: &settings.guidelines,
                quality: &settings.quality,
                rule: settings.placing_rule(),
            },
            provenance: told.provenance(&key),
            key,
            told,
            groups: groups().map(|(id, group)| (&*group.slug, id)).collect(),
            regions: registers.regions.iter().map(|(id, region)| (&*region.name, id)).collect(),
            graders: Mutex::default(),
        }
    }

    /// Places a partition into its folder below `output`, unless it is done already. `tell` hears
    /// of rows and bytes as they are placed.
    ///
    /// # Errors
    /// It can't be read, or the outputs can't be written; what lay there before is as it was.
    pub fn place(
        &self,
        partition: &Partition,
        output: &Path,
        tell: &(dyn Fn(u64, u64) + Sync),
    ) -> Result<Done, StreamError> {
        let folder = output.join(&partition.name);
        if let Some(partial) = self.done(partition, &folder)? {
            tell(partial.rows.read, partition.bytes);
            return Ok(Done { partial, was_done: true });
        }
        let staging = OutputFolder::begin(&folder)?;
        let file = BufWriter::with_capacity(1 << 20, staging.file("placed.parquet")?);
        let table = placed_table("", self.settings);
        let failed = |why| failed(&staging, partition, why);
        let parts = ParquetParts::begin(file, &table, &self.provenance).map_err(failed)?;
        let mut so_far = SoFar::default();
        let sha256 = match partition.format {
            Format::Csv => self.csv(partition, &parts, &mut so_far, tell)?,
            Format::Parquet => self.parquet(partition, &parts, &mut so_far, tell)?,
        };
        let has_rows = so_far.rows.placed > 0;
        parts.finish(&table, has_rows).map_err(failed)?;
        let key = Key { partition: sha256, bytes: partition.bytes, rules: self.key.clone() };
        let partial = Partial {
            name: partition.name.clone(),
            key,
            told: self.told.clone(),
            rows: so_far.rows,
            sums: so_far.tally.sums(&self.settings.registers),
        };
        staging.write(partial::FILE, &partial.bytes())?;
        if !so_far.asides.is_empty() {
            let mut csv = BufWriter::new(staging.file("set_aside.csv")?);
            let table = streamed::set_aside(&partition.name, &so_far.asides);
            table.write(None, Some(&mut csv), &self.provenance)?;
            csv.flush().map_err(|e| OutputError::write(&folder.join("set_aside.csv"), e))?;
        }
        staging.finish(|outputs| self.manifest(&partial, outputs))?;
        Ok(Done { partial, was_done: false })
    }

    /// The sums of a partition that is done for the same key, when its outputs are as they were
    /// written.
    fn done(&self, partition: &Partition, folder: &Path) -> Result<Option<Partial>, StreamError> {
        let Ok(partial) = Partial::read(folder) else { return Ok(None) };
        let is_same = partial.key.rules == self.key
            && partial.key.bytes == partition.bytes
            && partial.name == partition.name
            && verify(folder).is_some_and(|changes| changes.is_empty());
        if !is_same {
            return Ok(None);
        }
        let sha256 = checksum(partition)?;
        Ok(Some(partial).filter(|partial| partial.key.partition == sha256))
    }

    fn csv(
        &self,
        partition: &Partition,
        parts: &ParquetParts<Out>,
        so_far: &mut SoFar,
        tell: &(dyn Fn(u64, u64) + Sync),
    ) -> Result<String, StreamError> {
        let path = &partition.path;
        let no_block = |no_block| match no_block {
            NoBlock::System(error) => unread(partition, error),
            NoBlock::Endless(at) => {
                StreamError::EndlessRow { path: path.clone(), at, most: LONGEST_ROW }
            }
        };
        let file = File::open(path).map_err(|error| unread(partition, error))?;
        let mut blocks = CsvBlocks::new(file, b',');
        let mut first = blocks.next_block().map_err(no_block)?.unwrap_or_default();
        let (form, start) = CsvForm::read(&first)
            .map_err(|problems| StreamError::Columns { path: path.clone(), problems })?;
        blocks.set_separator(form.separator());
        so_far.n_lines = memchr_iter(b'\n', &first[..start]).count() as u64;
        first.drain(..start);
        let mut first = Some(first);
        in_waves(
            || match first.take() {
                Some(first) => Ok(Some(first)),
                None => blocks.next_block().map_err(no_block),
            },
            |block: Vec<u8>| {
                let n_bytes = block.len() as u64;
                self.block(partition, parts, n_bytes, |each| Ok(form.rows(&block, each)))
            },
            |block| so_far.take(partition, parts, block, tell),
        )?;
        Ok(blocks.sha256())
    }

    fn parquet(
        &self,
        partition: &Partition,
        parts: &ParquetParts<Out>,
        so_far: &mut SoFar,
        tell: &(dyn Fn(u64, u64) + Sync),
    ) -> Result<String, StreamError> {
        let unread = |why| StreamError::Parquet { path: partition.path.clone(), why };
        let file = ParquetGroups::open(&partition.path).map_err(unread)?;
        let form = ParquetForm::read(&file)
            .map_err(|problems| StreamError::Columns { path: partition.path.clone(), problems })?;
        let n = file.pieces.len();
        let mut pieces = 0..n;
        let of_piece = partition.bytes / (n as u64).max(1);
        let (placed, sha256) = rayon::join(
            || {
                in_waves(
                    || Ok(pieces.next()),
                    |at| {
                        self.block(partition, parts, of_piece, |each| {
                            let piece = file.read(at).map_err(unread)?;
                            form.rows(&piece, each).map_err(unread)?;
                            Ok(piece.n_rows() as u64)
                        })
                    },
                    |block| so_far.take(partition, parts, block, tell),
                )
            },
            || checksum(partition),
        );
        placed?;
        sha256
    }

    /// Places the rows that `rows` gives, and encodes them; `rows` says how many lines they take.
    fn block(
        &self,
        partition: &Partition,
        parts: &ParquetParts<Out>,
        n_bytes: u64,
        rows: impl FnOnce(
            &mut dyn FnMut(u64, Result<&FlatRow<'_>, Refused>),
        ) -> Result<u64, StreamError>,
    ) -> Result<Block, StreamError> {
        let pool = || self.graders.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = pool().pop();
        let mut grader = idle.unwrap_or_else(|| FlatGrader::new(self.rules));
        let (mut kept, mut tally) = (PlacedRows::default(), Tally::default());
        let (mut counts, mut asides) = (RowCounts::default(), Vec::new());
        let n_lines = rows(&mut |line, row| {
            counts.read += 1;
            let checked = row.and_then(|row| Ok((row, self.looked_up(row)?)));
            match checked {
                Ok((row, (group, region))) => {
                    let placed = grader.place(row, group);
                    tally.add(row, group, region, &placed);
                    kept.push(row, group, placed);
                    counts.placed += 1;
                }
                Err(why) => {
                    counts.set_aside += 1;
                    if asides.len() < TOLD {
                        asides.push(Aside { row: line + 1, why });
                    }
                }
            }
        })?;
        pool().push(grader);
        let table = placed_table(&kept.texts, self.settings);
        let part = parts.part(&table, &kept.rows);
        let path = &partition.path;
        let part = part.map_err(|why| StreamError::Encode { path: path.clone(), why })?;
        Ok(Block { part, tally, rows: counts, asides, n_lines, n_bytes })
    }

    /// What a row is looked up by, and what it can't do without.
    fn looked_up(&self, row: &FlatRow<'_>) -> Result<(TargetGroupId, Option<RegionId>), Refused> {
        let refused = |column, found: &str, expected| {
            Refused::cell(column, found, crate::flat::Mismatch(expected))
        };
        if row.provider_id.is_empty() {
            return Err(refused(FlatColumn::ProviderId, "", "et tilbudsid"));
        }
        for (column, text) in [
            (FlatColumn::ProviderId, Some(row.provider_id)),
            (FlatColumn::Subgroup, row.subgroup.as_deref()),
        ] {
            if let Some(text) = text.filter(|text| text.len() > LONGEST_TEXT) {
                return Err(refused(column, text, "højst 1000 tegn"));
            }
        }
        let group = self.groups.get(row.target_group).ok_or_else(|| {
            refused(FlatColumn::TargetGroup, row.target_group, "en målgruppe i registret")
        })?;
        let region = match row.region {
            None => None,
            Some(name) => Some(
                *self
                    .regions
                    .get(name)
                    .ok_or_else(|| refused(FlatColumn::Region, name, "en region i registret"))?,
            ),
        };
        if matches!(row.judgement, Some(Judged::Is(_))) && row.judged_on.is_none() {
            return Err(refused(FlatColumn::JudgedOn, "", "bedømmelsens dag"));
        }
        Ok((*group, region))
    }

    fn manifest(&self, partial: &Partial, outputs: &[Published]) -> Vec<u8> {
        let more = json!({
            "run_id": self.provenance.run_id,
            "example": self.provenance.example_mark(),
            "rule": self.settings.placing_rule().rule.name,
            "guidelines": self.told.guidelines,
            "partition": partial.name,
            "key": partial.key,
            "rows": partial.rows,
            "outputs": outputs,
        });
        manifest("place", more)
    }
}

impl SoFar {
    fn take(
        &mut self,
        partition: &Partition,
        parts: &ParquetParts<Out>,
        block: Block,
        tell: &(dyn Fn(u64, u64) + Sync),
    ) -> Result<(), StreamError> {
        let path = &partition.path;
        if block.rows.placed > 0 {
            let appended = parts.append(&block.part);
            appended.map_err(|why| StreamError::Encode { path: path.clone(), why })?;
        }
        let room = TOLD - self.asides.len().min(TOLD);
        let lines = self.n_lines;
        let asides = block.asides.into_iter().take(room);
        self.asides.extend(asides.map(|aside| Aside { row: aside.row + lines, ..aside }));
        self.n_lines += block.n_lines;
        self.n_bytes += block.n_bytes;
        self.rows.add(block.rows);
        self.tally.merge(block.tally);
        tell(self.rows.read, self.n_bytes.min(partition.bytes));
        Ok(())
    }
}

impl Told {
    /// What stands under outputs.
    pub fn provenance(&self, key: &RulesKey) -> Provenance {
        Provenance {
            run_id: key.short(),
            program_version: env!("CARGO_PKG_VERSION").to_owned(),
            rule: self.rule.clone(),
            guidelines: self.guidelines.clone(),
            regions_on: None,
            is_example_guideline: self.is_example_guideline,
            is_example_data: self.is_example_data,
            remarks: Vec::new(),
        }
    }
}

/// Where writing failed, what the system said is told before what the writer made of it.
fn failed(staging: &Staging, partition: &Partition, why: ParquetError) -> StreamError {
    match staging.failure() {
        Some(failure) => failure.into(),
        None => StreamError::Encode { path: partition.path.clone(), why },
    }
}

fn unread(partition: &Partition, error: io::Error) -> StreamError {
    StreamError::NotRead { path: partition.path.clone(), why: error.into() }
}

/// The checksum of a partition's bytes.
fn checksum(partition: &Partition) -> Result<String, StreamError> {
    hashed(&partition.path).map(|(_, sha256)| sha256).map_err(|error| unread(partition, error))
}
