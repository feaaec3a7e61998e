//! Which municipality or authority does a name stand for?

use crate::ingest::value::code::ValueCode;
use crate::ingest::value::near::{did_you_mean, nearest};
use crate::ingest::value::read::Refusal;
use crate::model::{MunicipalityCode, Supervision};
use crate::register::Registers;

/// A municipality by name or by code.
pub(crate) fn municipality(text: &str, registers: &Registers) -> Option<MunicipalityCode> {
    let register = &registers.municipalities;
    register.by_code_text(text).or_else(|| register.by_name(text))
}

/// The authority that a name stands for.
pub(crate) fn authority(name: &str, registers: &Registers) -> Result<Supervision, Refusal> {
    registers.authorities.supervision_by_name(name, &registers.municipalities).ok_or_else(|| {
        let near = nearest(name, registers.authorities.iter().map(|(_, name)| name));
        Refusal {
            code: ValueCode::UnknownAuthority.slug(),
            message: format!("tilsynet \"{name}\" er hverken et socialtilsyn eller en kommune"),
            action: format!(
                "{}Ret navnet; socialtilsynene står i input/registers/social_authorities.csv",
                did_you_mean(near)
            ),
        }
    })
}
