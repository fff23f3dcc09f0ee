"""The sections of the report: an Evaluation and a Wording -> blocks, one module a section."""
