//! Which links are there to confirm?

use crate::ingest::{LINK_HEADERS, LinkProposal};
use crate::model::{MunicipalityCode, Provider};
use crate::results::Results;
use crate::table::{Output, Table};

const WRITTEN: &str = "som der står i vurderingen";
const NOT_WRITTEN: &str = "ikke skrevet";
const NOBODY: &str = "ingen ligner";

/// `links_to_confirm`: what was written, and who may be meant. Its first columns are those of
/// `input/links.csv`, so that a row is confirmed by copying it there.
pub(super) fn links<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let dataset = &results.reading.dataset;
    let register = &results.settings.registers.municipalities;
    let called =
        |code: MunicipalityCode| register.get(code).map(|municipality| &*municipality.name);
    let candidate = |proposal: &LinkProposal| -> Option<&'v Provider> {
        proposal.candidate.map(|(at, _)| dataset.provider_at(at))
    };
    let lies_in = move |provider: &Provider| {
        let mut codes: Vec<_> =
            dataset.departments(provider).iter().filter_map(|d| d.municipality).collect();
        codes.extend(provider.municipality);
        codes.sort_unstable();
        codes.dedup();
        codes.into_iter().filter_map(called).collect::<Vec<_>>().join(", ")
    };
    let is_there = |text: &String| !text.is_empty();
    let [id, department, cvr, p_number, name, municipality, meant] = LINK_HEADERS;
    Table::<LinkProposal>::new(
        "links_to_confirm",
        "Koblinger at bekræfte",
        "et forslag til, hvem en vurdering uden sikker nøgle handler om",
        "forslag",
    )
    .csv_only()
    .words(id, WRITTEN, move |p| Some(p.written_id.to_string()).filter(is_there))
    .empty(NOT_WRITTEN)
    .words(department, WRITTEN, move |p| {
        p.written_department.as_deref().map(str::to_owned).filter(is_there)
    })
    .empty(NOT_WRITTEN)
    .words(cvr, WRITTEN, move |p| p.written_cvr.as_deref().map(str::to_owned).filter(is_there))
    .empty(NOT_WRITTEN)
    .words(p_number, WRITTEN, move |p| {
        p.written_p_number.as_deref().map(str::to_owned).filter(is_there)
    })
    .empty(NOT_WRITTEN)
    .words(name, WRITTEN, move |p| p.written_name.as_deref().map(str::to_owned).filter(is_there))
    .empty(NOT_WRITTEN)
    .words(municipality, WRITTEN, move |p| p.written_municipality.and_then(called))
    .empty("ikke skrevet, eller ingen kendt kommune")
    .words(meant, "det tilbud, der kan være ment", move |p| candidate(p).map(|p| &*p.id))
    .empty(NOBODY)
    .words("Tilbudsnavn", "navnet på det tilbud", move |p| candidate(p).map(|p| &*p.name))
    .empty(NOBODY)
    .words("Kommune", "hvor det tilbud ligger", move |p| candidate(p).map(lies_in).filter(is_there))
    .empty("ingen ligner, eller ingen kommune er oplyst")
    .decimal("", "Lighed", "hvor meget navnene ligner hinanden", 2, |p| p.candidate?.1)
    .unit("0-1; 1 er ens")
    .empty("forslaget bygger på en nøgle, eller ingen ligner")
    .words("Hvorfor", "hvad forslaget bygger på", |p| Some(p.why.clone()))
    .int("", "Rækker", "så mange rækker har samme nøgler", |p| Some(p.n_rows))
    .unit("rækker")
    .words("Fil", "den første rækkes fil", |p| Some(p.place.file.to_string()))
    .words("Ark", "den første rækkes ark", |p| p.place.sheet.as_deref().map(str::to_owned))
    .empty("filen har ingen ark")
    .int("", "Første række", "hvor den står", |p| p.place.row)
    .unit("række")
    .empty("rækken er ikke kendt")
    .over(&results.reading.proposals)
}
