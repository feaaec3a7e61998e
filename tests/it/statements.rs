//! What do the figures say at the edges, and does a sentence say what is withheld elsewhere?

use niveau::model::Parameter;

use crate::folder::{Folder, Outputs, text};
use crate::ingest::{department, forms, grades, portal};

/// The sentences of the page, as a reader without markup has them.
pub fn said(outputs: &Outputs) -> String {
    let page = text(outputs, "rapport.html");
    let section = page.split("<section id=\"siger\"").nth(1).unwrap();
    let section = section.split("class=\"chapter\"").next().unwrap();
    let section = section.replace("<li>", "\n- ").replace("<h3>", "\n# ");
    let mut words = String::new();
    for piece in section.split('<').skip(1) {
        words.push_str(piece.split_once('>').map_or("", |(_, words)| words));
    }
    let words = words.replace("&#38;", "&").replace("&#39;", "'");
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// So many tilbud of one group, each graded alike on so many of the eight parameters.
fn graded(n: usize, n_parameters: usize) -> Folder {
    let folder = Folder::of(1, 0);
    folder.remove_data();
    let ids: Vec<String> = (1..=n).map(|nth| format!("90{nth:02}")).collect();
    let rows: Vec<_> =
        ids.iter().map(|id| department(id, &format!("{id}1"), &[("maalgrupper", GROUP)])).collect();
    let fields: Vec<(&str, &str)> =
        Parameter::ALL[..n_parameters].iter().map(|p| (p.slug(), "moderat")).collect();
    let assessed: Vec<_> = ids.iter().map(|id| grades(id, &fields)).collect();
    let (name, export) = portal(&rows);
    folder.put(name, export);
    folder.put("tilsyn.xlsx", forms(&[], &assessed));
    folder
}

const GROUP: &str = "18 til 85 år (autismespektrum)";

fn of(folder: &Folder, arguments: &[&str]) -> String {
    folder.shown(&[&["run"], arguments].concat());
    said(&folder.outputs())
}

#[test]
fn nothing_assessed_and_no_sizes() {
    let said = of(&Folder::of(12, 0), &[]);
    insta::assert_snapshot!(said, @"
    Hvad tallene siger
    # Alle målgrupper
    Ingen af de 26 tilbud x målgruppe er vurderet: om niveauer kan intet siges.
    Det kan ikke siges
    - Om parametrene bør prioriteres eller sorteres: der er ingen vurderede tilbud at se på.
    - Hvor enige tilsynene er: to tilsyn har vurderet for få af de samme tilbud.
    # Det gælder alle tal
    - Tallene beskriver målgrupper og placerer ingen borger: visitation ligger uden for modellen.
    - Målgruppebeskrivelser er idealtypiske: en borgers behov kan rumme elementer af alle tre niveauer og ændre sig over tid.
    - Modellen er kun afprøvet på handicapområdet.
    - Ikke oplyst er aldrig nul: hvad der ikke er kendt, er et interval, eller tallet er holdt tilbage med grunden ved siden af.
    - Ingen kilde siger, hvordan otte gradueringer bliver til ét niveau: de navngivne regler står ved siden af hinanden.
    ");
}

#[test]
fn one_provider() {
    let said = of(&graded(1, 8), &[]);
    insta::assert_snapshot!(said, @"
    Hvad tallene siger
    # Alle målgrupper
    1 af 1 tilbud x målgruppe er vurderet (100 %), fordelt på 1 af 1 målgrupper med tilbud. Et tilbud tæller én gang for hver målgruppe.
    Det kan ikke siges
    - Prioritering og sortering af parametrene: kan ikke besvares: tilsynet har ikke givet et samlet niveau.
    - Hvor enige tilsynene er: to tilsyn har vurderet for få af de samme tilbud.
    # Autismespektrum
    1 af 1 tilbud er vurderet (100 %).
    Af de vurderede er 0 indplaceret på let, 1 på moderat og 0 på højt; alle vurderede har et niveau.
    Gradueringerne afgør niveauet i 1 af 1 graduerede tilbud.
    Vægtes parametrene anderledes, holder 1 af 1 afgjorte niveauer under mindst 95 % af alle mulige vægte.
    Reglen »Alle: 8 af 8« ville give 0 af 1 tilbud et andet niveau end »Flertal: mindst 5 af 8«.
    Reglen »Flertal med aktiv praksis: mindst 5 af 8, aktiv praksis iblandt« ville give 0 af 1 tilbud et andet niveau end »Flertal: mindst 5 af 8«.
    Det kan ikke siges
    - Om pladserne i hele landet svarer til behovet: målgruppens størrelse er ikke skønnet.
    - Hvor mange kommuner der når et underlag: der er ingen regel for underlag, eller ingen størrelser at regne med.
    - Prioritering og sortering af parametrene: kan ikke besvares: tilsynet har ikke givet et samlet niveau.
    - Hvor enige tilsynene er: to tilsyn har vurderet for få af de samme tilbud.
    # Det gælder alle tal
    - Tallene beskriver målgrupper og placerer ingen borger: visitation ligger uden for modellen.
    - Målgruppebeskrivelser er idealtypiske: en borgers behov kan rumme elementer af alle tre niveauer og ændre sig over tid.
    - Modellen er kun afprøvet på handicapområdet.
    - Ikke oplyst er aldrig nul: hvad der ikke er kendt, er et interval, eller tallet er holdt tilbage med grunden ved siden af.
    - Ingen kilde siger, hvordan otte gradueringer bliver til ét niveau: de navngivne regler står ved siden af hinanden.
    ");
}

#[test]
fn all_undecided() {
    let said = of(&graded(3, 2), &[]);
    insta::assert_snapshot!(said, @"
    Hvad tallene siger
    # Alle målgrupper
    3 af 3 tilbud x målgruppe er vurderet (100 %), fordelt på 1 af 1 målgrupper med tilbud. Et tilbud tæller én gang for hver målgruppe.
    Det kan ikke siges
    - Prioritering og sortering af parametrene: kan ikke besvares: tilsynet har ikke givet et samlet niveau.
    - Hvor enige tilsynene er: to tilsyn har vurderet for få af de samme tilbud.
    # Autismespektrum
    3 af 3 tilbud er vurderet (100 %).
    Af de vurderede er 0 indplaceret på let, 0 på moderat og 0 på højt; uden niveau: foreløbig 3.
    Gradueringerne afgør ikke niveauet i noget af de 3 graduerede tilbud: ukendte gradueringer kan flytte dem alle.
    Det kan ikke siges
    - Om pladserne i hele landet svarer til behovet: målgruppens størrelse er ikke skønnet.
    - Om udbuddet på højt hviler på én leverandør i Region Midtjylland: flere, der ikke er afgjort, kan vise sig at høre til på højt.
    - Hvor mange kommuner der når et underlag: der er ingen regel for underlag, eller ingen størrelser at regne med.
    - Prioritering og sortering af parametrene: kan ikke besvares: tilsynet har ikke givet et samlet niveau.
    - Hvor enige tilsynene er: to tilsyn har vurderet for få af de samme tilbud.
    # Det gælder alle tal
    - Tallene beskriver målgrupper og placerer ingen borger: visitation ligger uden for modellen.
    - Målgruppebeskrivelser er idealtypiske: en borgers behov kan rumme elementer af alle tre niveauer og ændre sig over tid.
    - Modellen er kun afprøvet på handicapområdet.
    - Ikke oplyst er aldrig nul: hvad der ikke er kendt, er et interval, eller tallet er holdt tilbage med grunden ved siden af.
    - Ingen kilde siger, hvordan otte gradueringer bliver til ét niveau: de navngivne regler står ved siden af hinanden.
    ");
}

#[test]
fn sizes_without_assessments() {
    let folder = Folder::of(12, 0);
    folder.put_shipped("sizes/syns");
    folder.put_shipped("rules/underlag");
    let said = of(&folder, &["--lang", "en"]);
    insta::assert_snapshot!(said, @"
    What the figures say
    # All target groups
    None of the 26 services by target group is assessed: nothing can be said of levels.
    What can't be said
    - Whether the parameters should be ranked or sifted: there is no assessed service to look at.
    - How far the inspectors agree: too few services are rated by two of them.
    # Synsnedsættelse
    No provider in the data serves the target group.
    In the country 32,000 citizens are expected in the target group by the central estimate, between 12,500 and 65,000 by the low and the high one.
    If a service needs 30 citizens (underlag), 95 of 98 municipalities reach it alone with 90 % probability by the central estimate (89 by the low, 97 by the high one); alone or with their neighbours they can form 95 units that reach it. The numbers of the underlag are examples.
    What can't be said
    - Whether places in the country meet the need: the help for the target group is mostly not places.
    - A gap on each level by itself: the size is not split by level.
    - How far the inspectors agree: too few services are rated by two of them.
    # True of all figures
    - The figures describe target groups and place no citizen: visitation lies outside the model.
    - Descriptions of target groups are ideal types: a citizen's needs may hold elements of all three levels and change with time.
    - The model has been tried on the disability area only.
    - Not reported is never zero: what is not known is an interval, or the figure is withheld with the reason beside it.
    - No source says how eight grades become one level: the named rules stand side by side.
    ");
}
