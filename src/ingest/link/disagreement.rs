//! Do the other keys of a row speak against the provider that its tilbudsid names?

use crate::ingest::link::like_names::like;
use crate::ingest::link::linked::LinkedProviders;
use crate::ingest::link::provider_index::ProviderIndex;
use crate::ingest::row::other_keys::OtherKeys;
use crate::model::ProviderId;
use crate::register::fold_name;

/// Below this the name beside a known tilbudsid is somebody else's.
const OTHER_NAME_BELOW: f64 = 0.3;

/// A key of a row that speaks against the provider that its tilbudsid names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OtherKey {
    Department,
    Cvr,
    PNumber,
    Name,
}

/// Whether CVR, P-nummer and name all say that a row is of another than its tilbudsid names.
pub(crate) fn is_somebody_else(told: &[(OtherKey, String)]) -> bool {
    [OtherKey::Cvr, OtherKey::PNumber, OtherKey::Name]
        .iter()
        .all(|key| told.iter().any(|(told, _)| told == key))
}

/// Whether CVR and P-nummer are both another's, and so is the name: it is the other's own, or not
/// at all like that of the provider which the tilbudsid names. Two names may be alike by the kind of
/// home alone (*Botilbuddet*), and a provider's own P-nummer need not be known.
pub(crate) fn names_another(
    provider: ProviderId,
    others: &OtherKeys,
    index: &ProviderIndex<'_>,
) -> bool {
    let Some(name) = &others.name else { return false };
    let found = index.by_cvr_and_p_number(others);
    let is_named = |at: ProviderId| fold_name(&index.provider(at).name) == fold_name(name);
    let is_unlike = like(name, &index.provider(provider).name) < OTHER_NAME_BELOW;
    let is_own = index.provider(provider).cvr == others.cvr || is_named(provider);
    !is_own && found.iter().any(|another| is_unlike || is_named(*another))
}

pub(crate) fn in_words(told: &[(OtherKey, String)]) -> String {
    told.iter().map(|(_, told)| &**told).collect::<Vec<_>>().join(", ")
}

/// What a row says otherwise than the provider that its tilbudsid names, in words.
pub(crate) fn disagree(
    provider: ProviderId,
    others: &OtherKeys,
    linked: &LinkedProviders,
) -> Vec<(OtherKey, String)> {
    let known = linked.provider(provider);
    let departments = linked.departments_of(provider);
    let mut told = Vec::new();
    if let Some(id) = &others.department
        && !departments.iter().any(|department| department.id == *id)
    {
        let it = format!("afdelingsid \"{id}\", som tilbuddet ikke har");
        told.push((OtherKey::Department, it));
    }
    if let (Some(written), Some(cvr)) = (&others.cvr, &known.cvr)
        && written != cvr
    {
        let it = format!("CVR-nummer \"{written}\" (tilbuddet har \"{cvr}\")");
        told.push((OtherKey::Cvr, it));
    }
    if let Some(written) = &others.p_number {
        let mut numbers = departments.iter().map(|department| department.p_number.as_ref());
        if !departments.is_empty() && numbers.all(|n| n.is_some_and(|number| number != written)) {
            let it = format!("P-nummer \"{written}\", som ingen af tilbuddets afdelinger har");
            told.push((OtherKey::PNumber, it));
        }
    }
    if let Some(written) = &others.name
        && **written != *known.name
        && like(written, &known.name) < OTHER_NAME_BELOW
    {
        let it = format!("navnet \"{written}\" (tilbuddet hedder \"{}\")", known.name);
        told.push((OtherKey::Name, it));
    }
    told
}
