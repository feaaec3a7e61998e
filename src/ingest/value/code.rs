//! What are findings of this room called?

use crate::ingest::file::code_list::codes;

codes! {
    /// Why the value of a cell is not used, or is doubtful.
    ValueCode {
        AgesNotUnderstood = "ages-not-understood",
        AmbiguousNumber = "ambiguous-number",
        AnswerApart = "answer-apart",
        BrokenCell = "broken-cell",
        DateOutOfRange = "date-out-of-range",
        DoubtfulPercent = "doubtful-percent",
        ErrorCell = "error-cell",
        FieldTwice = "field-twice",
        FormulaWithoutValue = "formula-without-value",
        GradeInPart = "grade-in-part",
        GradeOutOfRange = "grade-out-of-range",
        GradeSpelling = "grade-spelling",
        IdMangled = "id-mangled",
        NotADate = "not-a-date",
        NotANumber = "not-a-number",
        NotAQualityJudgement = "not-a-quality-judgement",
        NotARegisterNumber = "not-a-register-number",
        NotAnAnswer = "not-an-answer",
        NotAnId = "not-an-id",
        NotRelevantNotAllowed = "not-relevant-not-allowed",
        NumberOutOfRange = "number-out-of-range",
        PersonalNumber = "personal-number",
        PlacesContradiction = "places-contradiction",
        PlacesOnlyPerBasis = "places-only-per-basis",
        PlacesRepeated = "places-repeated",
        TargetGroupMissing = "target-group-missing",
        TextTooLong = "text-too-long",
        UnknownAuthority = "unknown-authority",
        UnknownLegalBasis = "unknown-legal-basis",
        UnknownService = "unknown-service",
        UnknownTargetGroup = "unknown-target-group",
    }
}
