//! THE RULES: a guideline file as written becomes a validated guideline.
