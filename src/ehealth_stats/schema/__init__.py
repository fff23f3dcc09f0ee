"""Every table's columns, types and checks; the objects that carry the tables between the steps."""

from ehealth_stats.schema.cells import escape_formula, unescape_formula, without_controls
from ehealth_stats.schema.complete import complete_observations, complete_table, complete_targets, to_day
from ehealth_stats.schema.dataset import Dataset, Evaluation
from ehealth_stats.schema.edtf import Period, parse_edtf
from ehealth_stats.schema.interval import UNKNOWN, Interval, as_decimal, decimal_product, decimal_sum
from ehealth_stats.schema.message import (
    Amount,
    Code,
    Message,
    Percent,
    Value,
    Words,
    message_in,
    parts_of,
    read_message,
    several,
    words_in,
)
from ehealth_stats.schema.own_words import OwnWords, file_names
from ehealth_stats.schema.tables import (
    DATASET_TABLES,
    RESULT_TABLES,
    Column,
    check_frame,
    check_table,
    columns_of,
    empty_table,
    to_table,
)
from ehealth_stats.schema.transcript import Fate, PageShown, Passage, PassageKind, Stretch, TranscribedTable, Transcript

__all__ = [
    "DATASET_TABLES",
    "RESULT_TABLES",
    "UNKNOWN",
    "Amount",
    "Code",
    "Column",
    "Dataset",
    "Evaluation",
    "Fate",
    "Interval",
    "Message",
    "OwnWords",
    "PageShown",
    "Passage",
    "PassageKind",
    "Percent",
    "Period",
    "Stretch",
    "TranscribedTable",
    "Transcript",
    "Value",
    "Words",
    "as_decimal",
    "check_frame",
    "check_table",
    "columns_of",
    "complete_observations",
    "complete_table",
    "complete_targets",
    "decimal_product",
    "decimal_sum",
    "empty_table",
    "escape_formula",
    "file_names",
    "message_in",
    "parse_edtf",
    "parts_of",
    "read_message",
    "several",
    "to_day",
    "to_table",
    "unescape_formula",
    "without_controls",
    "words_in",
]
