//! What was read, of which time, and how does one find it again?

use std::collections::BTreeMap;

use crate::model::Language;
use crate::page::Chapter;
use crate::report::freshness::data_in_words;
use crate::results::Results;
use crate::table::{danish_date, share, thousands};

/// Files of data that are named on the page; the manifest has them all.
const FILES_NAMED: usize = 40;

/// How much is assessed, in words: what every figure about levels rests on.
pub(super) fn coverage_in_words(results: &Results<'_>, language: Language) -> Vec<String> {
    let groups = &results.settings.registers.target_groups;
    let assessed = results.counted.groups.iter().filter(|group| group.assessed() > 0);
    let told = assessed.map(|group| {
        let name = &groups.get(group.target_group).name;
        let (n, all) = (group.assessed(), group.offerings());
        let part = share(n, all);
        let (n, all) = (thousands(n), thousands(all));
        match language {
            Language::Danish => format!("{name}: {n} af {all} tilbud er vurderet ({part})."),
            Language::English => format!("{name}: {n} of {all} services are assessed ({part})."),
        }
    });
    told.collect()
}

/// The chapter on sources.
pub(super) fn sources<'p>(results: &Results<'_>, language: Language) -> Chapter<'p> {
    let mut files: BTreeMap<&str, [u64; 3]> = BTreeMap::new();
    for account in &results.reading.accounts {
        let rows = files.entry(&account.file).or_default();
        let own = [account.rows_read, account.rows_used, account.rows_set_aside];
        rows.iter_mut().zip(own).for_each(|(sum, n)| *sum += n);
    }
    let n_files = files.len();
    let named = files.into_iter().take(FILES_NAMED).map(|(file, rows)| {
        let [read, used, aside] = rows.map(thousands);
        let said = match language {
            Language::Danish => {
                format!("{read} rækker læst, {used} brugt, {aside} lagt til side.")
            }
            Language::English => format!("{read} rows read, {used} used, {aside} set aside."),
        };
        (file.to_owned(), said)
    });
    let mut terms: Vec<(String, String)> = named.collect();
    if n_files > FILES_NAMED {
        let rest = n_files - FILES_NAMED;
        terms.push(match language {
            Language::Danish => (format!("{rest} andre filer"), "Se manifest.json.".to_owned()),
            Language::English => (format!("{rest} other files"), "See manifest.json.".to_owned()),
        });
    }
    let groups = &results.settings.registers.target_groups;
    let shown = results.landscape.shown_groups.iter();
    terms.extend(shown.map(|group| {
        (groups.get(*group).name.to_string(), format!("{}.", data_in_words(results, *group)))
    }));
    terms.extend(results.sizes.figures.iter().map(|published| {
        let name = &groups.get(published.size.target_group).name;
        let size = language.of("størrelse", "size");
        let figure = published.figure;
        let year = figure.year.map_or_else(String::new, |year| format!(" ({year})"));
        (format!("{name}, {size}"), format!("{}{year}.", figure.source.trim_end_matches('.')))
    }));
    let mut about: Vec<String> =
        results.landscape.remarks.iter().map(|remark| format!("{remark}.")).collect();
    about.extend(results.landscape.updated_until.map(|day| match language {
        Language::Danish => {
            format!("Tilbuddenes oplysninger er opdateret til og med {}.", danish_date(day))
        }
        Language::English => {
            format!("What is known of the services was updated until {}.", danish_date(day))
        }
    }));
    terms.dedup();
    Chapter {
        id: "kilder",
        title: language.of("Kilder og perioder", "Sources and periods").to_owned(),
        about,
        terms,
        ..Chapter::default()
    }
}

/// The chapter that says how the same page is made again.
pub(super) fn provenance<'p>(results: &Results<'_>, language: Language) -> Chapter<'p> {
    let provenance = results.provenance;
    let term = |danish: &str, english: &str, value: String| {
        (language.of(danish, english).to_owned(), value)
    };
    let terms = vec![
        term("Kørsel", "Run", provenance.run_id.clone()),
        term("Program", "Program", format!("niveau {}", provenance.program_version)),
        term("Regel", "Rule", provenance.rule.clone()),
        term("Vejledninger", "Guidelines", provenance.guidelines.join(", ")),
        term("Regioner pr.", "Regions as of", danish_date(results.regions_on)),
    ];
    Chapter {
        id: "proveniens",
        title: language.of("Proveniens", "Provenance").to_owned(),
        about: vec![
            language
                .of(
                    "Samme input giver samme side. Kontrolsummer for alle filer, læst og skrevet, \
                     står i manifest.json; bemærkningerne til data i findings.csv, og rækker, der \
                     ikke kunne bruges, i set_aside.csv.",
                    "The same input gives the same page. Checksums of all files, read and written, \
                     stand in manifest.json; what was found in the data in findings.csv, and rows \
                     that could not be used in set_aside.csv.",
                )
                .to_owned(),
        ],
        terms: terms.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        ..Chapter::default()
    }
}
