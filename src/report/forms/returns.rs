//! How is it told how far the trial is: who has answered what, and what is missing?

use std::collections::BTreeSet;

use crate::chart::{BarsChart, BarsRow, Chart, ChartHead};
use crate::ingest::ReturnedRow;
use crate::model::{Parameter, Supervision};
use crate::output::Staging;
use crate::register::Registers;
use crate::report::{Drawing, Topic, WriteError, write_topics};
use crate::results::Progress;
use crate::results::Vectors;
use crate::table::{Book, Output, PictureDoc, Provenance, Table, workbook};
use crate::trial::{AssessmentReturned, HalfReturned, NotAsked, ReturnState, Returns};

/// What the rows of these tables count.
const ASKED: &str = "vurderinger, der er bedt om (tilbud x målgruppe x tilsyn)";
/// The workbook of all of them.
const BOOK: &str = "fremdrift.xlsx";
const BY_AUTHORITY: &str = "forms/returns_by_tilsyn";
const WHEN: &str = "Som skemaerne lå, da de blev læst: en udfyldt celle er et svar, også når svaret er \
                    ikke relevant; ikke vurderet og ikke oplyst er det ikke";

/// Writes the tables, the picture, the workbook and the dictionary of what came back.
pub(crate) fn write_returns(
    staging: &Staging,
    returns: &Returns,
    registers: &Registers,
    provenance: &Provenance,
    progress: Progress<'_>,
) -> Result<(), WriteError> {
    let topic = Topic {
        provenance: provenance.clone(),
        tables: vec![
            by_authority(returns, registers),
            assessments(returns, registers),
            by_parameter(returns, registers),
            not_asked(returns, registers),
        ],
        pictures: vec![picture(returns, registers)],
        texts: Vec::new(),
    };
    let topics = [topic];
    let mut written = write_topics(staging, &topics, Vectors::Files, progress)?;
    let book = Book {
        title: "Skemaerne: hvem har svaret, og hvad mangler".to_owned(),
        about: vec![
            "Hvor langt tilsynene er med de vurderinger, de er bedt om, og hvad hver af dem mangler."
                .to_owned(),
        ],
        notes: vec![("Hvad der tæller som et svar".to_owned(), vec![format!("{WHEN}.")])],
        tables: topics[0].tables.iter().filter_map(|table| table.sheet()).collect(),
        pictures: std::mem::take(&mut written.in_workbook).into_iter().map(|(_, p)| p).collect(),
    };
    let bytes = workbook(&book, provenance)
        .map_err(|source| WriteError::Workbook { path: BOOK.to_owned(), source })?;
    staging.write(BOOK, &bytes)?;
    written.others.push((BOOK.to_owned(), book.title));
    Ok(staging.text("data-dictionary.md", &written.dictionary(provenance))?)
}

/// The assessments of one who was asked; of all for `None`.
struct Of<'v> {
    authority: Option<Supervision>,
    asked: Vec<&'v AssessmentReturned>,
}

impl Of<'_> {
    fn n(&self, state: ReturnState) -> usize {
        self.asked.iter().filter(|asked| asked.state() == state).count()
    }

    fn name(&self, registers: &Registers) -> String {
        self.authority.map_or_else(|| "Alle tilsyn".to_owned(), |by| registers.supervision_name(by))
    }
}

/// All together, then each who was asked.
fn of_each(returns: &Returns) -> Vec<Of<'_>> {
    let authorities: BTreeSet<Supervision> =
        returns.asked.iter().map(|asked| asked.authority).collect();
    let whose = std::iter::once(None).chain(authorities.into_iter().map(Some));
    let of = whose.map(|authority| {
        let is_of = |asked: &&AssessmentReturned| authority.is_none_or(|by| by == asked.authority);
        Of { authority, asked: returns.asked.iter().filter(is_of).collect() }
    });
    of.collect()
}

fn by_authority<'v>(returns: &'v Returns, registers: &'v Registers) -> Box<dyn Output + 'v> {
    Table::<Of<'v>>::new(BY_AUTHORITY, "Hvor langt hvert tilsyn er", "et tilsyn, eller alle", ASKED)
        .sheet("Tilsyn")
        .for_report()
        .note(WHEN)
        .text("assessed_by", "Tilsyn", "der er bedt om at vurdere, eller alle", |of| {
            Some(of.name(registers))
        })
        .int("n_asked", "Bedt om", "det, skemaerne har", |of| Some(of.asked.len()))
        .unit("vurderinger")
        .for_each(ReturnState::ALL, |table, state| {
            table
                .int(
                    format!("n_{}", state.slug().replace('-', "_")),
                    capitalised(state),
                    meaning(state),
                    move |of| Some(of.n(state)),
                )
                .unit("vurderinger")
        })
        .of(of_each(returns))
}

fn capitalised(state: ReturnState) -> String {
    crate::plain_text::capitalised(state.danish())
}

const fn meaning(state: ReturnState) -> &'static str {
    match state {
        ReturnState::Complete => {
            "begge ark er udfyldt: alle oplysninger, alle gradueringer, kvalitet, samlet niveau og \
             inspektør-id"
        }
        ReturnState::Begun => {
            "noget er udfyldt, og noget mangler, eller de to arks datoer er forskellige"
        }
        ReturnState::Unusable => "en udfyldt række kan ikke bruges; hvorfor, står ved den",
        ReturnState::NotBegun => "intet svar, eller intet skema er kommet tilbage",
    }
}

fn assessments<'v>(returns: &'v Returns, registers: &'v Registers) -> Box<dyn Output + 'v> {
    let group = |asked: &AssessmentReturned| registers.target_groups.get(asked.row.target_group);
    Table::<AssessmentReturned>::new(
        "forms/returns",
        "Hver vurdering, der er bedt om, og hvad der mangler",
        "en vurdering, der er bedt om",
        ASKED,
    )
    .sheet("Vurderinger")
    .note(WHEN)
    .text("assessed_by", "Tilsyn", "der er bedt om at vurdere", |asked| {
        Some(registers.supervision_name(asked.authority))
    })
    .text("provider_id", "Tilbudsid", "som på skemaet", |asked| {
        Some(asked.row.provider.to_string())
    })
    .words("Tilbud", "navnet på skemaet", |asked| Some(asked.row.name.to_string()))
    .code("target_group", "målgruppens slug (registers/target_groups.csv)", move |asked| {
        Some(&*group(asked).slug)
    })
    .words("Målgruppe", "målgruppens navn", move |asked| Some(&*group(asked).name))
    .text("state", "Status", "færdig, begyndt, kan ikke bruges, ikke begyndt", |asked| {
        Some(asked.state().danish())
    })
    .int("n_evidence", "Oplysninger, udfyldt", "felter på oplysningsskemaet med et svar", |asked| {
        given(&asked.evidence)
    })
    .unit("felter")
    .empty("rækken er ikke udfyldt, eller kan ikke bruges")
    .int(
        "n_grades",
        "Afrapportering, udfyldt",
        "af 11: otte gradueringer, kvalitet, samlet niveau, inspektør-id",
        |asked| given(&asked.grades),
    )
    .unit("felter")
    .empty("rækken er ikke udfyldt, eller kan ikke bruges")
    .text("missing", "Mangler", "hvad der skal til, før den er færdig", |asked| {
        Some(missing(asked)).filter(|text| !text.is_empty())
    })
    .empty("intet mangler")
    .over(&returns.asked)
}

fn given(half: &HalfReturned) -> Option<u32> {
    match half {
        HalfReturned::Answered { given, .. } => Some(*given),
        HalfReturned::Nothing | HalfReturned::Unusable(_) => None,
    }
}

/// What is missing of an assessment, in words.
fn missing(asked: &AssessmentReturned) -> String {
    let mut missing = Vec::new();
    match &asked.evidence {
        HalfReturned::Nothing => missing.push("oplysningsskemaet".to_owned()),
        HalfReturned::Unusable(why) => missing.push(format!("oplysningsskemaet: {why}")),
        HalfReturned::Answered { .. } => {
            let of = asked.evidence_of.iter().filter(|(_, (given, of))| given < of);
            let of: Vec<String> = of
                .map(|(parameter, (given, of))| {
                    format!("{} ({} af {of})", parameter.danish(), of - given)
                })
                .collect();
            if !of.is_empty() {
                missing.push(format!("oplysninger om {}", of.join(", ")));
            }
        }
    }
    match &asked.grades {
        HalfReturned::Nothing => missing.push("afrapporteringen".to_owned()),
        HalfReturned::Unusable(why) => missing.push(format!("afrapporteringen: {why}")),
        HalfReturned::Answered { .. } => {
            let of = asked.is_graded.iter().filter(|(_, is_graded)| !**is_graded);
            let of: Vec<&str> = of.map(|(parameter, _)| parameter.danish()).collect();
            if !of.is_empty() {
                missing.push(format!("graduering af {}", of.join(", ")));
            }
            let others = ["fornøden kvalitet", "samlet niveau", "inspektør-id"];
            let others = others.into_iter().zip(asked.others).filter(|(_, has)| !has);
            missing.extend(others.map(|(name, _)| name.to_owned()));
        }
    }
    if asked.days_differ {
        missing.push("den samme dato på begge ark".to_owned());
    }
    missing.join("; ")
}

/// One parameter of one who was asked.
struct OfParameter<'v> {
    of: &'v Of<'v>,
    parameter: Parameter,
    name: String,
}

struct ParameterRow {
    name: String,
    parameter: Parameter,
    asked: usize,
    graded: usize,
    evidence_whole: usize,
    evidence_some: usize,
}

impl OfParameter<'_> {
    fn row(self) -> ParameterRow {
        let count = |is: &dyn Fn(&AssessmentReturned) -> bool| {
            self.of.asked.iter().filter(|asked| is(asked)).count()
        };
        let parameter = self.parameter;
        ParameterRow {
            name: self.name,
            parameter,
            asked: self.of.asked.len(),
            graded: count(&|asked| asked.is_graded[parameter]),
            evidence_whole: count(&|asked| {
                asked.evidence_of[parameter].0 == asked.evidence_of[parameter].1
            }),
            evidence_some: count(&|asked| {
                let (given, of) = asked.evidence_of[parameter];
                given > 0 && given < of
            }),
        }
    }
}

fn by_parameter<'v>(returns: &'v Returns, registers: &'v Registers) -> Box<dyn Output + 'v> {
    let each = of_each(returns);
    let rows = each.iter().flat_map(|of| {
        Parameter::ALL
            .map(|parameter| OfParameter { of, parameter, name: of.name(registers) }.row())
    });
    Table::<ParameterRow>::new(
        "forms/returns_by_parameter",
        "Hvad der mangler, parameter for parameter",
        "en parameter hos et tilsyn, eller hos alle",
        ASKED,
    )
    .sheet("Parametre")
    .note(WHEN)
    .text("assessed_by", "Tilsyn", "der er bedt om at vurdere, eller alle", |row| {
        Some(row.name.clone())
    })
    .text("parameter", "Parameter", "en af boks 4's otte", |row| Some(row.parameter.danish()))
    .int("n_asked", "Bedt om", "det, skemaerne har", |row| Some(row.asked))
    .unit("vurderinger")
    .int(
        "n_graded",
        "Gradueret",
        "afrapporteringen har et niveau, ingen eller ikke relevant",
        |row| Some(row.graded),
    )
    .unit("vurderinger")
    .int("n_not_graded", "Mangler graduering", "resten", |row| Some(row.asked - row.graded))
    .unit("vurderinger")
    .int(
        "n_evidence_whole",
        "Oplyst helt",
        "alle parameterens felter på oplysningsskemaet har et svar",
        |row| Some(row.evidence_whole),
    )
    .unit("vurderinger")
    .int("n_evidence_some", "Oplyst delvis", "nogle af dem har", |row| Some(row.evidence_some))
    .unit("vurderinger")
    .of(rows.collect())
}

fn not_asked<'v>(returns: &'v Returns, registers: &'v Registers) -> Box<dyn Output + 'v> {
    Table::<(ReturnedRow, NotAsked)>::new(
        "forms/not_asked",
        "Rækker, som ingen har bedt om",
        "en udfyldt række",
        "rækker",
    )
    .sheet("Ikke bedt om")
    .note("En kørsel bruger dem, når tilbuddet findes i data; her er de ikke talt med")
    .text("file", "Fil", "i mappen med skemaer", |(row, _)| Some(row.file.to_string()))
    .text("sheet", "Ark", "i filen", |(row, _)| row.sheet.as_deref().map(str::to_owned))
    .empty("filen har ingen ark")
    .int("row", "Række", "som et regneark viser den", |(row, _)| Some(row.row))
    .unit("rækkenummer")
    .text("provider_id", "Tilbudsid", "som det er skrevet", |(row, _)| {
        Some(row.provider.to_string()).filter(|id| !id.is_empty())
    })
    .empty("ikke skrevet, eller kan ikke læses")
    .text("assessed_by", "Tilsyn", "som det er skrevet", |(row, _)| {
        row.authority.map(|by| registers.supervision_name(by))
    })
    .empty("kan ikke læses")
    .text("why", "Hvorfor", "den ikke er talt med", |(_, why)| Some(why.danish()))
    .over(&returns.not_asked)
}

fn picture(returns: &Returns, registers: &Registers) -> Drawing {
    let rows = of_each(returns).into_iter().map(|of| {
        let complete = of.n(ReturnState::Complete);
        let others = [ReturnState::Begun, ReturnState::Unusable].map(|state| (of.n(state), state));
        let others = others.iter().filter(|(n, _)| *n > 0);
        let others: Vec<String> =
            others.map(|(n, state)| format!("{n} {}", state.danish())).collect();
        let others =
            if others.is_empty() { String::new() } else { format!("; {}", others.join(", ")) };
        BarsRow {
            label: of.name(registers),
            value: Some(complete as f64),
            beside: Some(of.asked.len() as f64),
            text: format!("{complete} af {}{others}", of.asked.len()),
        }
    });
    Drawing {
        doc: PictureDoc {
            path: "charts/forms-returns".to_owned(),
            title: "Hvor langt tilsynene er".to_owned(),
            table: BY_AUTHORITY.to_owned(),
            rows: "alle rækker".to_owned(),
            is_for_report: true,
        },
        chart: Chart::Bars(BarsChart {
            head: ChartHead {
                name: "forms-returns".to_owned(),
                title: "Hvor langt tilsynene er".to_owned(),
                subtitle: String::new(),
                unit: "vurderinger".to_owned(),
                notes: vec![WHEN.to_owned()],
            },
            row_header: "Tilsyn".to_owned(),
            measures: ("Færdige vurderinger".to_owned(), Some("Bedt om".to_owned())),
            rows: rows.collect(),
        }),
        is_in_workbook: true,
    }
}
