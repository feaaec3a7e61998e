//! `niveau attack`: can hidden figures of a finished publication be told?

use std::io::{self, Write};
use std::process::ExitCode;

use super::terminal::{plain, say};
use crate::cli::AttackArgs;
use crate::publication::attack_folder;

pub(super) fn attack(args: &AttackArgs) -> anyhow::Result<ExitCode> {
    let found = attack_folder(&args.folder, args.previous.as_deref())?;
    if found.is_contradictory {
        say(match args.previous {
            Some(_) => {
                "Tallene i de to offentliggørelser passer ikke sammen: de er ikke af de samme data, \
                 og det ene kan ikke trækkes fra det andet. Prøv hver for sig"
            }
            None => "Tallene modsiger hinanden: tabellerne er ikke fra én offentliggørelse",
        });
        return Ok(ExitCode::FAILURE);
    }
    let mut out = io::stdout().lock();
    for cell in &found.given_away {
        writeln!(out, "{}", plain(cell))?;
    }
    let (n, n_program) = (found.given_away.len(), found.by_program.len());
    say(&format!(
        "{} celler, {} skjult. {}. Bevist kun ved lineær programmering: {n_program}. Set af en, der \
         kun har {}; leverandørers egen viden prøves af niveau publish",
        found.n_cells,
        found.n_hidden,
        match n {
            0 => "Ingen skjult celle kan regnes for nær".to_owned(),
            n => format!("{n} skjulte celler kan regnes for nær"),
        },
        if args.previous.is_some() { "de to offentliggørelser" } else { "offentliggørelsen" },
    ));
    Ok(ExitCode::from(u8::from(n > 0)))
}
