//! Who is meant by rows whose tilbudsid names nobody, or not for sure? Found by an exact key, or only
//! proposed.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Severity;
use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::key as slot;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::disagreement::{disagree, in_words};
use crate::ingest::link::like_names::like;
use crate::ingest::link::proposal::LinkProposal;
use crate::ingest::link::provider_index::ProviderIndex;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::link::written::Written;
use crate::ingest::scan::aside::Aside;
use crate::model::{ProviderId, RowRef};

/// Similarity of two names from which one is proposed as the other: see [`like`]. One letter wrong
/// gives about 0,9; `Solgården` for `Botilbuddet Solgården` about 0,6. Low enough that little is
/// missed, as a person decides.
const PROPOSED_FROM: f64 = 0.55;
/// Candidates proposed for one provider that was not found.
const CANDIDATES: usize = 3;

/// What rows say of their provider, all the same.
pub(crate) struct Said<'w> {
    pub(crate) written: &'w Written,
    /// Sorted.
    pub(crate) rows: &'w [RowRef],
}

/// A search through all providers, which says what it finds.
pub(crate) struct Search<'s, 'd> {
    pub(crate) index: &'s ProviderIndex<'d>,
    pub(crate) sheets: &'s mut Sheets,
    pub(crate) proposals: Vec<LinkProposal>,
}

/// Providers that have an exact key of a row: which key, and who.
struct Several {
    key: &'static str,
    providers: BTreeSet<ProviderId>,
}

/// Why nobody is found.
#[derive(Clone, Copy)]
enum Nobody {
    /// All rows of the provider were set aside as too old: somebody asked for it.
    Stale,
    /// Several have the key.
    Ambiguous,
    /// Nobody has one.
    NotListed,
}

impl Nobody {
    /// Why the rows are set aside.
    const fn code(self) -> LinkCode {
        match self {
            Self::Stale => LinkCode::ProviderStale,
            Self::Ambiguous => LinkCode::ProviderAmbiguous,
            Self::NotListed => LinkCode::ProviderNotFound,
        }
    }

    /// What is told besides.
    const fn told(self) -> Option<LinkCode> {
        match self {
            Self::Stale => None,
            Self::Ambiguous => Some(LinkCode::ProviderAmbiguous),
            Self::NotListed => Some(LinkCode::InspectedProviderMissing),
        }
    }

    const fn danish(self) -> &'static str {
        match self {
            Self::Stale => "tilbuddets rækker er for gamle og lagt til side (--fresh-since)",
            Self::Ambiguous => "flere tilbud passer på det",
            Self::NotListed => {
                "tilbuddet står hverken i udtrækket eller i listerne over andre leverandører"
            }
        }
    }
}

impl Search<'_, '_> {
    /// Who is meant by what is written: found by an exact key, or only proposed.
    pub(crate) fn decide(&mut self, said: &Said<'_>) -> Option<ProviderId> {
        let others = &said.written.others;
        let tries = [
            ("afdelingsid", self.index.by_department(others)),
            ("CVR-nummer og P-nummer", self.index.by_cvr_and_p_number(others)),
            ("CVR-nummer, navn og kommune", self.index.by_cvr_name_and_municipality(others)),
        ];
        let found = tries.into_iter().find(|(_, providers)| !providers.is_empty());
        let several = found.map(|(key, providers)| Several { key, providers });
        if let Some(Several { key, providers }) = &several
            && providers.len() == 1
        {
            let provider = *providers.first()?;
            self.tell_found(said, key, provider);
            self.tell_p_number_of_another(said, provider);
            return Some(provider);
        }
        let n_proposed = self.propose(said, several.as_ref());
        let is_contested = self.index.linked.shared.contested.contains(&said.written.id);
        let why = if self.index.is_stale(&said.written.id) {
            Nobody::Stale
        } else if several.is_some() || is_contested {
            Nobody::Ambiguous
        } else {
            Nobody::NotListed
        };
        self.set_aside(said, why, n_proposed);
        None
    }

    /// Sets rows aside whose tilbudsid is contradicted by all other keys: nobody knows whose they
    /// are.
    pub(crate) fn set_contradicted_aside(&mut self, said: &Said<'_>, provider: ProviderId) {
        const CODE: &str = LinkCode::ProviderIdContradicted.slug();
        let Said { written, rows } = said;
        let Some(first) = rows.first() else { return };
        let told = in_words(&disagree(provider, &written.others, self.index.linked));
        let message = format!(
            "rækken har tilbudsid \"{}\", men {told}: det er ikke til at sige, hvilket tilbud der \
             er vurderet",
            written.id
        );
        self.propose(said, None);
        for row in *rows {
            let reason = format!("{message}; ret det, der er forkert");
            self.sheets.set_aside(*row, slot::PROVIDER, Aside::new(CODE, &written.id, reason));
        }
        let notes = self.sheets.notes(*first);
        notes.add(
            notes.cell(first.row, slot::PROVIDER),
            Told::warning(
                CODE,
                message,
                "Ret tilbudsid eller de andre oplysninger, eller bekræft et forslag fra \
             links_to_confirm.csv i input/links.csv",
            ),
        );
    }

    fn tell_found(&mut self, said: &Said<'_>, how: &str, provider: ProviderId) {
        let Some(row) = said.rows.first() else { return };
        let id = &said.written.id;
        let known = self.index.provider(provider);
        let write = || format!("Skriv tilbudsid {}, hvis det er rigtigt", known.id);
        let (severity, message, action) = if id.is_empty() {
            (Severity::Note, "rækken har ikke tilbudsid".to_owned(), write())
        } else if self.index.linked.shared.contested.contains(id) {
            let message = format!("to leverandører har tilbudsid \"{id}\"");
            let action = "Giv den anden leverandør et id, som ingen anden har".to_owned();
            (Severity::Warning, message, action)
        } else {
            (Severity::Warning, format!("tilbudsid \"{id}\" findes ikke"), write())
        };
        let notes = self.sheets.notes(*row);
        notes.add(
            notes.cell(row.row, slot::PROVIDER),
            Told::new(
                severity,
                LinkCode::LinkedByOtherKey.slug(),
                format!(
                    "{message}; tilbuddet er fundet på {how}: \"{}\" ({})",
                    known.id, known.name
                ),
                action,
            ),
        );
    }

    /// Rows were found by one key, and their P-nummer belongs to somebody else.
    fn tell_p_number_of_another(&mut self, said: &Said<'_>, provider: ProviderId) {
        let others = &said.written.others;
        let owners = self.index.by_p_number(others);
        let (Some(row), Some(number)) = (said.rows.first(), others.p_number.as_deref()) else {
            return;
        };
        let Some(owner) = owners.first().filter(|_| !owners.contains(&provider)) else { return };
        let (owner, known) = (self.index.provider(*owner), self.index.provider(provider));
        let p_number = self.sheets.role(*row).other_slots().p_number;
        let notes = self.sheets.notes(*row);
        notes.add(
            notes.cell(row.row, p_number),
            Told::warning(
                LinkCode::PNumberOfAnother.slug(),
                format!(
                    "P-nummer \"{number}\" er tilbud \"{}\" ({}), men rækken er fundet som \"{}\" \
                     ({})",
                    owner.id, owner.name, known.id, known.name
                ),
                "Se efter, hvilket tilbud der er vurderet, og ret det, der er forkert",
            ),
        );
    }

    /// Who may be meant, and why: those that an exact key has several of, the same P-nummer under
    /// another CVR-nummer, and names that are alike in the same municipality.
    fn candidates(
        &self,
        written: &Written,
        several: Option<&Several>,
    ) -> BTreeMap<ProviderId, String> {
        let others = &written.others;
        let mut candidates: BTreeMap<ProviderId, String> = BTreeMap::new();
        if let Some(Several { key, providers }) = several {
            let why = format!("flere tilbud har samme {key}");
            candidates.extend(providers.iter().map(|provider| (*provider, why.clone())));
        }
        for provider in self.index.by_cvr_and_p_number(others) {
            candidates.entry(provider).or_insert("samme CVR-nummer og P-nummer".into());
        }
        for provider in self.index.by_p_number(others) {
            let why = "samme P-nummer, men ikke samme CVR-nummer";
            candidates.entry(provider).or_insert(why.into());
        }
        let (Some(name), Some(code)) = (&others.name, others.municipality.or(written.assessor))
        else {
            return candidates;
        };
        for provider in self.index.in_municipality(code) {
            let known = self.index.provider(*provider);
            if like(name, &known.name) >= PROPOSED_FROM {
                let is_same = known.cvr.is_some() && known.cvr == others.cvr;
                let cvr = if is_same { ", og samme CVR-nummer" } else { "" };
                let why = format!("navnet ligner, i samme kommune{cvr}");
                candidates.entry(*provider).or_insert(why);
            }
        }
        candidates
    }

    /// Writes down who may be meant; gives how many.
    fn propose(&mut self, said: &Said<'_>, several: Option<&Several>) -> usize {
        let Said { written, rows } = said;
        let Some(first) = rows.first() else { return 0 };
        let name = written.others.name.as_deref();
        let similarity =
            |provider: ProviderId| Some(like(name?, &self.index.provider(provider).name));
        let mut best: Vec<(Option<f64>, ProviderId, String)> = self
            .candidates(written, several)
            .into_iter()
            .map(|(provider, why)| (similarity(provider), provider, why))
            .collect();
        let of = |similarity: Option<f64>| similarity.unwrap_or(0.0);
        best.sort_by(|a, b| of(b.0).total_cmp(&of(a.0)).then(a.1.cmp(&b.1)));
        best.truncate(CANDIDATES);
        let proposal = |candidate: Option<(ProviderId, Option<f64>)>, why: String| LinkProposal {
            place: self.sheets.place(*first),
            n_rows: rows.len(),
            written_id: written.id.clone(),
            written_department: written.others.department.clone(),
            written_cvr: written.others.cvr.clone(),
            written_p_number: written.others.p_number.clone(),
            written_name: written.others.name.clone(),
            written_municipality: written.others.municipality,
            candidate,
            why,
        };
        let n_proposed = best.len();
        let proposals: Vec<LinkProposal> = if best.is_empty() {
            let why = match (name, written.others.municipality.or(written.assessor)) {
                (None, _) => "intet navn at sammenligne",
                (_, None) => "ingen kommune at lede i",
                _ => "intet navn i kommunen ligner",
            };
            vec![proposal(None, why.to_owned())]
        } else {
            let best = best.into_iter();
            best.map(|(likeness, provider, why)| proposal(Some((provider, likeness)), why))
                .collect()
        };
        self.proposals.extend(proposals);
        n_proposed
    }

    fn set_aside(&mut self, said: &Said<'_>, nobody: Nobody, n_proposed: usize) {
        let Said { written, rows } = said;
        let see = match (nobody, n_proposed) {
            (Nobody::Stale, _) => "bed om nye oplysninger, eller vælg en tidligere dag".to_owned(),
            (_, 0) => "skriv det rigtige tilbudsid, eller tilføj tilbuddet".to_owned(),
            (_, 1) => "et forslag står i links_to_confirm.csv".to_owned(),
            (_, n) => format!("{n} forslag står i links_to_confirm.csv"),
        };
        let (what, why) = (written.shown(), nobody.danish());
        let reason = format!("{what}: {why}; {see}");
        let code = nobody.code().slug();
        for row in *rows {
            self.sheets.set_aside(
                *row,
                slot::PROVIDER,
                Aside::new(code, &written.id, reason.clone()),
            );
        }
        let (Some(told), Some(first)) = (nobody.told(), rows.first()) else { return };
        let notes = self.sheets.notes(*first);
        let of_all = match rows.len() {
            1 => String::new(),
            n => format!(" (det står i {n} rækker)"),
        };
        notes.add(
            notes.cell(first.row, slot::PROVIDER),
            Told::warning(
                told.slug(), // As the row's reason begins: whoever gets the row back is told once.
                format!("{what}: {why}"),
                format!(
                    "Ret det, der er skrevet{of_all}, eller bekræft et forslag fra \
                 links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det"
                ),
            ),
        );
    }
}
