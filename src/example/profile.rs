//! What kinds of tilbud are there, and how often? Made up to look ordinary: no count of real
//! tilbud lies behind these shares but that most are §§ 107, 108, 66 and ABL § 105.

/// A kind of tilbud. Weights are shares within their list; legal bases, services and target
/// groups are written as the registers write them (groups by slug).
pub(super) struct Profile {
    /// Legal bases of a department: one to three, the first holds most places.
    pub(super) bases: &'static [(u32, &'static [&'static str])],
    /// Youngest and oldest age taken in.
    pub(super) ages: &'static [(u8, u8)],
    /// Target groups that go together.
    pub(super) groups: &'static [(u32, &'static [&'static str])],
    /// *Ydelsestyper.*
    pub(super) services: &'static [&'static str],
    /// *Virksomhedsform* as spelled in exports.
    pub(super) ownerships: &'static [(u32, &'static str)],
    /// Fewest and most places of a department.
    pub(super) places: (u32, u32),
    /// How many in a thousand departments state no places at all (*ambulant*).
    pub(super) without_places: u32,
}

pub(super) static PROFILES: [(u32, &Profile); 9] = [
    (190, &FOSTER_HOME),
    (90, &CHILDRENS_INSTITUTION),
    (310, &RESIDENTIAL),
    (170, &PUBLIC_HOUSING),
    (45, &DRUG_TREATMENT),
    (30, &CRISIS_CENTRE),
    (45, &SHELTER),
    (85, &ADULT_DAY),
    (35, &CHILDREN_DAY),
];

static FOSTER_HOME: Profile = Profile {
    bases: &[(1, &["§ 66, stk. 1, nr. 5"])],
    ages: &[(10, 17), (12, 17), (13, 18), (13, 23), (6, 17), (15, 23)],
    groups: &[
        (24, &["omsorgssvigt", "tilknytningsforstyrrelse", "udadreagerende-adfaerd"]),
        (14, &["omsorgssvigt", "selvskadende-adfaerd", "angst"]),
        (14, &["autismespektrum", "opmaerksomhedsforstyrrelse"]),
        (9, &["autismespektrum", "angst", "social-isolation"]),
        (10, &["opmaerksomhedsforstyrrelse", "udadreagerende-adfaerd"]),
        (8, &["personfarlig-kriminalitet", "stofmisbrug", "udadreagerende-adfaerd"]),
        (6, &["seksuelt-overgreb", "selvskadende-adfaerd", "omsorgssvigt"]),
        (5, &["spiseforstyrrelse", "angst", "depression"]),
        (1, &["erhvervet-hjerneskade", "opmaerksomhedsforstyrrelse"]),
    ],
    services: &["Ophold", "Socialpædagogisk støtte", "Behandling", "Fritid"],
    ownerships: &[
        (46, "Privat"),
        (24, "Selvejende institution"),
        (12, "Fond/Forening"),
        (8, "Selvejende"),
        (10, "Primærkommune"),
    ],
    places: (4, 13),
    without_places: 0,
};

static CHILDRENS_INSTITUTION: Profile = Profile {
    bases: &[(1, &["§ 66, stk. 1, nr. 6"])],
    ages: &[(0, 17), (6, 17), (10, 18), (12, 18), (13, 23)],
    groups: &[
        (18, &["omsorgssvigt", "tilknytningsforstyrrelse"]),
        (16, &["autismespektrum", "udviklingshaemning"]),
        (10, &["autismespektrum", "opmaerksomhedsforstyrrelse", "angst"]),
        (12, &["udviklingshaemning", "multipel-funktionsnedsaettelse", "medfoedt-hjerneskade"]),
        (10, &["udadreagerende-adfaerd", "omsorgssvigt"]),
        (3, &["erhvervet-hjerneskade", "medfoedt-hjerneskade"]),
        (3, &["synsnedsaettelse", "multipel-funktionsnedsaettelse"]),
        (2, &["udviklingsforstyrrelse-af-tale-og-sprog", "anden-udviklingsforstyrrelse"]),
    ],
    services: &["Ophold", "Behandling", "Socialpædagogisk støtte", "Afklaring", "Undervisning"],
    ownerships: &[
        (62, "Primærkommune"),
        (16, "Region"),
        (12, "Selvejende institution"),
        (6, "Kommune"),
        (2, "Statslig administrativ enhed"),
        (2, "Fælleskommunal"),
    ],
    places: (5, 17),
    without_places: 0,
};

static RESIDENTIAL: Profile = Profile {
    bases: &[
        (38, &["§ 107"]),
        (26, &["§ 108"]),
        (20, &["§ 107", "§ 108"]),
        (8, &["§ 107", "§ 104"]),
        (5, &["§ 108", "§ 104"]),
        (3, &["§ 107", "§ 66, stk. 1, nr. 6"]),
    ],
    ages: &[(18, 85), (18, 65), (18, 99), (18, 45), (25, 75), (18, 35)],
    groups: &[
        (17, &["udviklingshaemning"]),
        (13, &["udviklingshaemning", "autismespektrum"]),
        (13, &["autismespektrum", "opmaerksomhedsforstyrrelse"]),
        (7, &["autismespektrum", "angst", "depression"]),
        (14, &["erhvervet-hjerneskade"]),
        (8, &["erhvervet-hjerneskade", "mobilitetsnedsaettelse"]),
        (5, &["erhvervet-hjerneskade", "medfoedt-hjerneskade", "kommunikationsnedsaettelse"]),
        (3, &["erhvervet-hjerneskade", "autismespektrum"]),
        (15, &["forandret-virkelighedsopfattelse", "personlighedsforstyrrelse"]),
        (9, &["forandret-virkelighedsopfattelse", "stofmisbrug", "alkoholmisbrug"]),
        (6, &["multipel-funktionsnedsaettelse", "udviklingshaemning", "mobilitetsnedsaettelse"]),
        (2, &["synsnedsaettelse", "hoerenedsaettelse"]),
        (2, &["medfoedt-doevblindhed", "erhvervet-doevblindhed"]),
        (2, &["udviklingshaemning", "demens"]),
        (2, &["sjaeldent-forekommende-funktionsnedsaettelse"]),
    ],
    services: &[
        "Ophold",
        "Socialpædagogisk støtte",
        "Personlig hjælp",
        "Praktisk hjælp",
        "Træning",
        "Aktivitet og samvær",
    ],
    ownerships: &[
        (44, "Primærkommune"),
        (15, "Region"),
        (17, "Selvejende institution"),
        (12, "Privat"),
        (7, "Fond/Forening"),
        (3, "Kommune"),
        (2, "Fælleskommunal"),
    ],
    places: (5, 20),
    without_places: 0,
};

static PUBLIC_HOUSING: Profile = Profile {
    bases: &[(86, &["ABL § 105"]), (10, &["ABL § 105", "§ 107"]), (4, &["ABL § 105", "§ 104"])],
    ages: &[(18, 99), (18, 85), (18, 65), (25, 85)],
    groups: &[
        (30, &["udviklingshaemning"]),
        (16, &["udviklingshaemning", "mobilitetsnedsaettelse"]),
        (10, &["udviklingshaemning", "autismespektrum"]),
        (6, &["autismespektrum"]),
        (9, &["erhvervet-hjerneskade"]),
        (4, &["erhvervet-hjerneskade", "mobilitetsnedsaettelse"]),
        (18, &["forandret-virkelighedsopfattelse", "angst"]),
        (5, &["forandret-virkelighedsopfattelse", "personlighedsforstyrrelse", "depression"]),
        (2, &["synsnedsaettelse", "udviklingshaemning"]),
    ],
    services: &["Ophold", "Socialpædagogisk støtte", "Personlig hjælp", "Praktisk hjælp"],
    ownerships: &[
        (78, "Primærkommune"),
        (8, "Kommune"),
        (4, "Region"),
        (8, "Selvejende institution"),
        (2, "Fond/Forening"),
    ],
    places: (6, 22),
    without_places: 0,
};

static DRUG_TREATMENT: Profile = Profile {
    bases: &[(80, &["§ 101"]), (20, &["§ 101", "§ 107"])],
    ages: &[(18, 99), (18, 65), (15, 25)],
    groups: &[
        (60, &["stofmisbrug"]),
        (35, &["stofmisbrug", "alkoholmisbrug"]),
        (5, &["stofmisbrug", "ikke-personfarlig-kriminalitet"]),
    ],
    services: &["Behandling", "Rådgivning", "Afklaring"],
    ownerships: &[(60, "Primærkommune"), (25, "Privat"), (15, "Fond/Forening")],
    places: (6, 24),
    without_places: 600,
};

static CRISIS_CENTRE: Profile = Profile {
    bases: &[(1, &["§ 109"])],
    ages: &[(18, 99), (18, 75)],
    groups: &[
        (70, &["voldeligt-overgreb"]),
        (20, &["voldeligt-overgreb", "seksuelt-overgreb"]),
        (10, &["voldeligt-overgreb", "andet-overgreb"]),
    ],
    services: &["Ophold", "Rådgivning", "Behandling"],
    ownerships: &[(70, "Selvejende institution"), (20, "Fond/Forening"), (10, "Primærkommune")],
    places: (5, 16),
    without_places: 0,
};

static SHELTER: Profile = Profile {
    bases: &[(90, &["§ 110"]), (10, &["§ 110", "§ 107"])],
    ages: &[(18, 99), (18, 30)],
    groups: &[
        (60, &["hjemloeshed"]),
        (25, &["hjemloeshed", "stofmisbrug", "alkoholmisbrug"]),
        (10, &["hjemloeshed", "forandret-virkelighedsopfattelse"]),
        (5, &["hjemloeshed", "prostitution"]),
    ],
    services: &["Ophold", "Afklaring", "Socialpædagogisk støtte", "Rådgivning"],
    ownerships: &[(50, "Primærkommune"), (35, "Selvejende institution"), (15, "Fond/Forening")],
    places: (7, 24),
    without_places: 0,
};

/// Outside socialtilsyn: the municipality supervises.
static ADULT_DAY: Profile = Profile {
    bases: &[(30, &["§ 103"]), (40, &["§ 104"]), (30, &["§ 103", "§ 104"])],
    ages: &[(18, 65), (18, 85), (18, 99)],
    groups: &[
        (34, &["udviklingshaemning"]),
        (12, &["udviklingshaemning", "autismespektrum"]),
        (16, &["forandret-virkelighedsopfattelse", "angst", "social-isolation"]),
        (12, &["erhvervet-hjerneskade", "mobilitetsnedsaettelse"]),
        (14, &["synsnedsaettelse"]),
        (6, &["synsnedsaettelse", "hoerenedsaettelse"]),
        (6, &["autismespektrum", "opmaerksomhedsforstyrrelse"]),
    ],
    services: &["Aktivitet og samvær", "Beskyttet beskæftigelse", "Træning"],
    ownerships: &[(80, "Primærkommune"), (12, "Selvejende institution"), (8, "Fond/Forening")],
    places: (12, 45),
    without_places: 100,
};

/// Outside socialtilsyn: the municipality supervises.
static CHILDREN_DAY: Profile = Profile {
    bases: &[(65, &["§ 32"]), (35, &["§ 36"])],
    ages: &[(0, 6), (2, 7), (6, 17), (10, 17)],
    groups: &[
        (34, &["autismespektrum", "opmaerksomhedsforstyrrelse"]),
        (30, &["multipel-funktionsnedsaettelse", "medfoedt-hjerneskade"]),
        (20, &["udviklingsforstyrrelse-af-tale-og-sprog", "anden-udviklingsforstyrrelse"]),
        (8, &["synsnedsaettelse", "multipel-funktionsnedsaettelse"]),
        (8, &["hoerenedsaettelse", "kommunikationsnedsaettelse"]),
    ],
    services: &["Træning", "Behandling", "Fritid", "Aktivitet og samvær"],
    ownerships: &[(85, "Primærkommune"), (10, "Region"), (5, "Selvejende institution")],
    places: (6, 26),
    without_places: 50,
};
