//! What was an output made from?

use chrono::NaiveDate;

use crate::plain_text::danish_date;

/// How many guidelines are named in full before they are only counted.
const NAMED_GUIDELINES: usize = 3;

/// What stands under every output. Holds no time and no machine: same input, same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The run, in eight characters: from the contents of what it read, its settings and the
    /// program's version. Empty where there is no run.
    pub run_id: String,
    /// Version of the program.
    pub program_version: String,
    /// The title of the rule that placed: `Flertal: mindst 5 af 8`. Empty for an output that nothing was placed for.
    pub rule: String,
    /// The guidelines used, by title: `Autismespektrum fra 1.1.2021 (eksempel)`.
    pub guidelines: Vec<String>,
    /// The day whose map of regions is used; none where regions play no part.
    pub regions_on: Option<NaiveDate>,
    /// Whether a guideline's numbers are our examples.
    pub is_example_guideline: bool,
    /// Whether the providers are made up.
    pub is_example_data: bool,
    /// Sentences of the output's own, such as its coverage, without a full stop.
    pub remarks: Vec<String>,
}

impl Provenance {
    /// The mark that an output must carry when it can't be taken for real.
    pub fn example_mark(&self) -> Option<&'static str> {
        match (self.is_example_data, self.is_example_guideline) {
            (true, true) => Some("EKSEMPEL: opdigtede tilbud og eksempeltal i vejledningerne"),
            (true, false) => Some("EKSEMPEL: opdigtede tilbud"),
            (false, true) => Some("EKSEMPEL: vejledningernes tal er eksempler, ikke officielle"),
            (false, false) => None,
        }
    }

    /// Whether an example of any kind went in: by the mark, or by a remark that begins with it.
    pub fn is_example(&self) -> bool {
        self.example_mark().is_some() || self.remarks.iter().any(|r| r.starts_with("EKSEMPEL"))
    }

    /// The run and whether an example of any kind went in, as every row of a CSV file says it.
    pub fn source(&self) -> String {
        let mark = if self.is_example() { "EKSEMPEL" } else { "" };
        format!("{} {mark}", self.run_id).trim().to_owned()
    }

    /// What the output was made from, without the mark.
    pub fn basis(&self) -> String {
        let guidelines = match self.guidelines.as_slice() {
            [] => "Ingen vejledning".to_owned(),
            [one] => format!("Vejledning: {one}"),
            some if some.len() <= NAMED_GUIDELINES => format!("Vejledninger: {}", some.join(", ")),
            many => format!("Vejledninger: {} (se manifest.json)", many.len()),
        };
        let mut sentences = Vec::new();
        if !self.rule.is_empty() {
            sentences.extend([format!("Regel: »{}«", self.rule), guidelines]);
        }
        let regions_on = self.regions_on.map(danish_date);
        sentences.extend(regions_on.map(|day| format!("Regioner pr. {day}")));
        sentences.extend(self.remarks.iter().cloned());
        sentences.push(format!("Programmet niveau, version {}", self.program_version));
        sentences.join(". ")
    }

    /// Mark and basis as one line, for a column or a caption.
    pub fn line(&self) -> String {
        match self.example_mark() {
            Some(mark) => format!("{mark}. {}", self.basis()),
            None => self.basis(),
        }
    }

    /// The same provenance for an output that used these guidelines only.
    #[must_use]
    pub fn with_guidelines(&self, guidelines: Vec<String>) -> Self {
        Self { guidelines, ..self.clone() }
    }

    /// The same provenance with one more sentence.
    #[must_use]
    pub fn with_remark(&self, remark: impl Into<String>) -> Self {
        let mut changed = self.clone();
        changed.remarks.push(remark.into());
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provenance() -> Provenance {
        Provenance {
            run_id: String::new(),
            program_version: "0.1.0".to_owned(),
            rule: "Flertal: mindst 5 af 8".to_owned(),
            guidelines: vec!["Autismespektrum fra 1.1.2021 (eksempel)".to_owned()],
            regions_on: Some(NaiveDate::default()),
            is_example_guideline: true,
            is_example_data: false,
            remarks: Vec::new(),
        }
    }

    #[test]
    fn the_line_says_rule_guideline_and_that_it_is_an_example() {
        insta::assert_snapshot!(provenance().line(), @"EKSEMPEL: vejledningernes tal er eksempler, ikke officielle. Regel: »Flertal: mindst 5 af 8«. Vejledning: Autismespektrum fra 1.1.2021 (eksempel). Regioner pr. 1.1.1970. Programmet niveau, version 0.1.0");
    }

    #[test]
    fn many_guidelines_are_counted() {
        let many =
            provenance().with_guidelines(vec!["a".to_owned(); 45]).with_remark("Dækning 5 %");
        insta::assert_snapshot!(many.basis(), @"Regel: »Flertal: mindst 5 af 8«. Vejledninger: 45 (se manifest.json). Regioner pr. 1.1.1970. Dækning 5 %. Programmet niveau, version 0.1.0");
    }
}
