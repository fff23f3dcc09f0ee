"""From documents to tidy tables: files and recipes -> Dataset. Only this package opens source files.

The rooms stand on each other: text (words), privacy, documents (files), figures (numbers in them), recipes (what they
count), drafts (first recipes).
"""

from ehealth_stats.ingestion.denominators import read_denominators
from ehealth_stats.ingestion.documents import Document, Limits, read_document
from ehealth_stats.ingestion.drafts.draft import draft_recipe
from ehealth_stats.ingestion.evaluations import read_evaluations
from ehealth_stats.ingestion.figures.extract import extract_quantities
from ehealth_stats.ingestion.inspect import list_refused, outline_document, read_figures, tabulate_figures
from ehealth_stats.ingestion.own_lists import find_codelists, read_codelists
from ehealth_stats.ingestion.processed import read_dataset
from ehealth_stats.ingestion.recipes.ingest import RECIPE, combine, ingest, ingest_sources

__all__ = [
    "RECIPE",
    "Document",
    "Limits",
    "combine",
    "draft_recipe",
    "extract_quantities",
    "find_codelists",
    "ingest",
    "ingest_sources",
    "list_refused",
    "outline_document",
    "read_codelists",
    "read_dataset",
    "read_denominators",
    "read_document",
    "read_evaluations",
    "read_figures",
    "tabulate_figures",
]
