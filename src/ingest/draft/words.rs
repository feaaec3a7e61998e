//! Which words mean the same in a header? Danish, English and shortened, as they were met.
//!
//! An idea is named by its Danish word. A word that stands together with others
//! (`leverandørnummer`) is taken apart, and one that is spelled a little differently, or cut short,
//! is found too: see `ideas`.

/// Ideas with their words, all in small letters.
pub(crate) const WORDS: &[(&str, &str)] = &[
    // What names a tilbud, and the place it is in.
    (
        "tilbud",
        "tilbud tilbuddet leverandør leverandøren lev provider supplier facility institution",
    ),
    (
        "id",
        "id ids nr nummer numre number no num ident identifier identifikator løbenr løbenummer nøgle key",
    ),
    ("navn", "navn name names betegnelse"),
    ("afdeling", "afdeling afdelingen afd department dept dep unit enhed"),
    ("cvr", "cvr"),
    ("p", "p pnr pnummer produktionsenhed production"),
    ("kommune", "kommune kommunen municipality muni komm"),
    ("kode", "kode koder code codes"),
    ("post", "post postal zip"),
    // What it is.
    ("virksomhed", "virksomhed company business"),
    ("ejer", "ejer owner ownership ejerforhold"),
    ("form", "form type typer types slags art kind"),
    (
        "tilsyn",
        "tilsyn tilsynet tilsynsførende socialtilsyn supervision supervisor supervisory inspectorate",
    ),
    ("myndighed", "myndighed authority"),
    ("godkendelse", "godkendelse godkendt godk approval approved licence license"),
    ("status", "status"),
    (
        "paragraf",
        "paragraf paragraffer § §§ retsgrundlag lovgrundlag lovhjemmel hjemmel bestemmelse bestemmelser legal basis \
         section sections",
    ),
    ("plads", "plads pladser place places kapacitet capacity normering beds"),
    ("målgruppe", "målgruppe målgrupper målgruppen mgr target målgr"),
    ("delmålgruppe", "delmålgruppe delmålgr undergruppe subgroup"),
    ("gruppe", "gruppe grupper group groups"),
    ("alder", "alder age ages"),
    ("ydelse", "ydelse ydelser service services"),
    ("opdateret", "opdateret opdatering updated update ændret modified"),
    ("driftsherre", "driftsherre driftsaftale operator operated"),
    ("dækning", "dækning dækker dækket coverage covers covered catchment"),
    ("område", "område area region"),
    ("kvalitet", "kvalitet quality"),
    ("fornøden", "fornøden sufficient adequate"),
    ("dato", "dato dag date day dage days"),
    ("vurdering", "vurdering vurderet vurd assessment assessed"),
    // The form of evidence.
    ("let", "let light mild let-behov"),
    ("moderat", "moderat moderate mod medium"),
    ("højt", "højt høj hojt high heavy"),
    ("borger", "borger borgere borgeren citizen citizens residents"),
    ("medarbejder", "medarbejder medarbejdere medarb ansatte personale employee employees staff"),
    ("erfaring", "erfaring erf experience"),
    ("grund", "grund basic"),
    ("efter", "efter further"),
    ("uddannelse", "uddannelse uddannelsesmæssige udd education educational training"),
    ("egne", "egne egen own"),
    ("eksterne", "eksterne ekstern ekst inkl inklusive including incl external partners"),
    ("certificeret", "certificeret certificerede certificering cert certified certification"),
    ("fag", "fag faglig faglige professional"),
    ("miljø", "miljø environment"),
    ("størrelse", "størrelse size"),
    ("samarbejde", "samarbejde samarbejdsformer samarbejdsform samarb collaboration cooperation"),
    (
        "tværsektoriel",
        "tværsektoriel tværsektorielle tværsekt intersectoral cross crosssectoral sectoral sector",
    ),
    ("aftale", "aftale aftaler agreement agreements"),
    ("metode", "metode metoder method methods"),
    ("tilgang", "tilgang tilgange approach approaches"),
    ("ledelse", "ledelse management leadership"),
    (
        "kompetence",
        "kompetence kompetencer kompetent komp competence competences competencies competent",
    ),
    ("sparring", "sparring"),
    ("alle", "alle all every"),
    ("selvstændig", "selvstændig selvstændigt independent independently"),
    ("indsats", "indsats indsatsen intervention"),
    ("systematisk", "systematisk systematic"),
    ("tværfaglig", "tværfaglig tværfagligt interdisciplinary"),
    ("procedure", "procedure procedurer procedurebeskrivelser procedures"),
    ("skriftlig", "skriftlig skriftlige written"),
    ("holder", "holder keeps"),
    ("opsamler", "opsamler opsamling collects"),
    ("viden", "viden knowledge"),
    ("udvikling", "udvikling development"),
    ("netværk", "netværk network networks"),
    ("projekt", "projekt projekter project projects"),
    ("underviser", "underviser undervisning teaches teaching"),
    ("rådgiver", "rådgiver rådgivning advises advising"),
    ("andre", "andre others"),
    ("socialpædagogisk", "socialpædagogisk pædagogisk pedagogical pedagogic"),
    ("praksis", "praksis practice"),
    ("aktiv", "aktiv active"),
    ("inddrager", "inddrager inddragelse involves involvement"),
    ("dokumenteret", "dokumenteret documented"),
    ("tilpasning", "tilpasning adaptation"),
    ("hjælpemiddel", "hjælpemiddel hjælpemidler hjælpemid aid aids"),
    ("teknologi", "teknologi tekn technology"),
    ("brug", "brug anvendt use used"),
    // The inspectors' form.
    (
        "bemærkning",
        "bemærkning bemærkninger bem kommentar kommentarer comment comments remark remarks note noter notes",
    ),
    ("begrundelse", "begrundelse begrundelser begr grounds reason reasons rationale justification"),
    ("samlet", "samlet overall total"),
    ("niveau", "niveau level"),
    ("inspektør", "inspektør inspector assessor"),
    ("tid", "tid tidsforbrug time duration"),
    ("minutter", "minutter minut min minutes"),
    ("koordinator", "koordinator coordinator"),
    // Yearly reports.
    ("betaling", "betaling betalings betalende betaler payer paying"),
    (
        "belægning",
        "belægning belægnings belægningsgrad belagt belagte indskrevet indskrevne optagne occupied occupancy",
    ),
    ("venteliste", "venteliste ventelister ventende venter waiting"),
    ("takst", "takst takster døgntakst dagtakst dagstakst rate price"),
    ("ændring", "ændring ændringer ændringen ændringens change changes"),
    ("besluttet", "besluttet overvejes overvejet planlagt decided considered planned"),
    // How long somebody has been there.
    ("under", "under less below fewer"),
    ("mere", "mere over derover more above plus"),
    // Persons, and how to reach them.
    (
        "person",
        "leder forstander direktør chef kontakt kontaktperson person telefon tlf telefonnummer mobil mobilnr phone telephone \
         mobile fax mail email epost adresse address vej vejnavn gade gadenavn husnr street cpr cprnr personnummer fødselsdato \
         fødselsdag født birth birthday born dob fornavn efternavn mellemnavn firstname lastname surname initialer initials \
         sagsbehandler underskrift signature manager leader contact ansvarlig responsible udfyldt filled pårørende værge \
         ssn køn gender",
    ),
];

/// Words that say nothing of which field it is.
pub(crate) const FILLERS: &str = "senest seneste sidste last latest tolv mdr måneder months month behov need needs for og \
    and i in af of the med with den det de på til to at by per pr hos er have har has sig each relevant relevante særlig \
    særligt specially special formelle formel formal specifikke specifikt specific antal count procent pct percent % andel \
    share både both stede present gennemfører carries out or eller velfunderet well founded år years year yrs their hele \
    entire whole a an n angivet oplyst social videreformidler passes on current nuværende themselves specialised itself \
    evt ca den dens";

/// Ideas that a field must share with a header in full: with another level, with own for external,
/// or with grounds for a grade it is another field.
pub(crate) const TELLING: &[&str] = &[
    "let",
    "moderat",
    "højt",
    "egne",
    "eksterne",
    "begrundelse",
    "delmålgruppe",
    "grund",
    "efter",
    "kode",
    "post",
    "cvr",
    "p",
    "betaling",
    "ændring",
];

/// Ideas that many fields have: they alone make no header a field's.
pub(crate) const WEAK: &[&str] = &["id", "navn", "form", "gruppe", "fag", "kompetence"];

/// Further names of fields, beside those of the layouts and the fields' own.
pub(crate) const NAMES: &[(&str, &[&str])] = &[
    ("tilbudsid", &["Leverandør-id", "Tilbudsnummer", "Provider id"]),
    ("tilbudsnavn", &["Navn", "Leverandørnavn", "Tilbud", "Provider"]),
    ("afdelingsid", &["Afdelingsnummer", "Department id", "Department unit id"]),
    (
        "cvr",
        &[
            "CVR-nummer",
            "Business registration number",
            "Company number",
            "Company registration CVR",
        ],
    ),
    (
        "p-nummer",
        &["P-nummer", "Produktionsenhedsnummer", "Production unit number", "Production unit"],
    ),
    ("kommunekode", &["Kommunenr", "Municipality code", "Municipality number"]),
    ("kommune", &["Kommunenavn", "Beliggenhedskommune", "Municipality"]),
    ("postnummer", &["Postnr", "Zip", "Zip code", "Postal code"]),
    (
        "virksomhedsform",
        &[
            "Ejerform",
            "Ejerforhold",
            "Ownership",
            "Ownership type",
            "Legal form",
            "Organisationsform",
        ],
    ),
    (
        "tilsyn",
        &[
            "Tilsynsførende myndighed",
            "Tilsynsmyndighed",
            "Supervisory authority",
            "Authority",
            "Socialtilsyn",
        ],
    ),
    ("godkendelsesstatus", &["Status", "Approval status", "Approval"]),
    ("paragraffer", &["Retsgrundlag", "Paragraf", "Legal basis", "Lovgrundlag", "Tilbudstyper"]),
    (
        "pladser-afdeling",
        &["Pladser på afdelingen", "Places in department", "Pladser", "Places", "Capacity"],
    ),
    (
        "pladser-tilbud",
        &[
            "Pladser på hele tilbuddet",
            "Pladser i alt",
            "Places in total",
            "Total capacity",
            "Pladser samlet",
        ],
    ),
    ("maalgrupper", &["Målgrupper", "Target groups"]),
    ("maalgruppe", &["Målgruppe", "Target group"]),
    ("delmaalgruppe", &["Delmålgruppe", "Subgroup", "Target subgroup"]),
    ("aldersgruppe", &["Aldersgruppe", "Age group"]),
    ("ydelsestyper", &["Ydelser", "Services", "Service types"]),
    (
        "senest-opdateret",
        &["Senest opdateret", "Opdateringsdato", "Last updated", "Dato for status"],
    ),
    (
        "dato",
        &[
            "Vurderingsdato",
            "Dato for vurdering",
            "Date",
            "Assessment date",
            "Date of assessment",
            "Tilsynsdato",
        ],
    ),
    ("driftsherre", &["Driftsherre", "Driftsaftale med", "Operator"]),
    ("daekningsomraade", &["Dækningsområde", "Område", "Dækker", "Coverage area", "Service area"]),
    ("leverandoertype", &["Leverandørtype", "Provider type", "Tilbudsform"]),
    ("aar", &["År", "Indberetningsår", "Opgørelsesår", "Regnskabsår", "Year"]),
    ("paragraf", &["Paragraf", "Retsgrundlag", "Lovgrundlag", "Bestemmelse", "Legal basis"]),
    (
        "pladser",
        &["Antal pladser", "Normerede pladser", "Normering", "Kapacitet", "Places", "Capacity"],
    ),
    (
        "belagte-pladser",
        &[
            "Belagte pladser",
            "Indskrevne borgere",
            "Antal indskrevne",
            "Optagne pladser",
            "Occupied places",
        ],
    ),
    ("belaegning-procent", &["Belægningsprocent", "Belægning", "Belægningsgrad", "Occupancy"]),
    ("venteliste", &["Borgere på venteliste", "Ventende borgere", "Waiting list", "Ventende"]),
    ("takst", &["Takst pr. døgn", "Døgntakst", "Dagstakst", "Rate per day", "Price per day"]),
    ("aendring-dato", &["Ændring fra", "Dato for ændring", "Change from", "Date of change"]),
    ("aendring-pladser", &["Ændring i pladser", "Ændring, pladser", "Change in places"]),
    ("aendring", &["Ændring", "Ændringens art", "Type of change"]),
    ("aendring-status", &["Besluttet eller overvejes", "Ændringens status", "Status of change"]),
    ("betalingskommune", &["Betalende kommune", "Paying municipality"]),
    ("borgere", &["Antal borgere", "Citizens", "Number of citizens"]),
    ("kvalitet", &["Fornøden kvalitet", "Kvalitet", "Quality", "Sufficient quality"]),
    ("inspektoer", &["Inspektør-id", "Inspektørkode", "Inspector id", "Inspector"]),
    ("bemaerkning", &["Bemærkninger", "Remarks", "Kommentarer"]),
    ("tidsforbrug-minutter", &["Tidsforbrug", "Tid i minutter", "Minutes spent"]),
    ("samlet-niveau", &["Samlet niveau", "Niveau", "Overall level"]),
    ("medarbejdere", &["Medarbejdere med målgruppen", "Employees with the target group"]),
    ("samarbejdsformer", &["Forms of cooperation", "Samarbejde"]),
    ("tvaersektorielle-aftaler", &["Cross-sectoral agreements"]),
    ("ledelse-kompetent", &["Competent management"]),
    ("hjaelpemidler", &["Hjælpemidler og teknologi", "Aids and technology"]),
    ("hjaelpemidler-i-brug", &["Hjælpemidler og teknologi i brug", "Aids and technology in use"]),
    ("metoder", &["Metoder og faglige tilgange", "Methods and approaches", "Methods"]),
    ("metoder-antal", &["Målgruppespecifikke metoder i brug", "Specific methods in use"]),
    ("daekket-alle-dage", &["Kompetencer til stede alle dage"]),
    ("fagmiljoe-stoerrelse", &["Medarbejdere med både erfaring og uddannelse"]),
    ("uddannelse", &["Uddannelsesmæssige kompetencer", "Education"]),
];

/// First names and last names of many Danes: they show a column of persons whatever it is called.
pub(crate) const FIRST_NAMES: &str = "anne anna kirsten mette hanne helle susanne lene maria marianne inge karen lone bente \
    camilla pia jette charlotte louise inger gitte tina ida julie emma sofie sara laura freja karin ulla birgit bodil lis \
    christina rikke sanne dorthe peter jens lars michael henrik thomas søren jan christian martin niels anders morten jesper \
    hans jørgen per ole mads rasmus erik kim rene brian john poul steen bent kurt lukas oliver noah victor emil mikkel jakob \
    jacob simon daniel alexander mohammad ali fatima kasper torben frank leif svend finn carsten claus flemming bo kristian \
    signe cecilie nanna line astrid trine heidi maja katrine malene mia birthe annette gerda ingrid vibeke";
pub(crate) const LAST_NAMES: &str = "møller lund holm schmidt madsen knudsen mortensen dahl friis vestergaard \
    kjær winther bach juhl toft krogh lauridsen bang skov dam beck koch hald bruun ravn lind berg kruse ahmed nguyen hussain";
