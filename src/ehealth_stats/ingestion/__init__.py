"""From documents to tidy tables: files and recipes -> Dataset. Only this package opens source files."""

from ehealth_stats.ingestion.denominators import read_denominators
from ehealth_stats.ingestion.display import show_document
from ehealth_stats.ingestion.documents import Document, Limits, read_document
from ehealth_stats.ingestion.drafts import draft_recipe
from ehealth_stats.ingestion.ingest import RECIPE, ingest
from ehealth_stats.ingestion.overview import list_refused, outline_document, read_figures, tabulate_figures
from ehealth_stats.ingestion.processed import read_dataset
from ehealth_stats.ingestion.quantities.extract import extract_quantities

__all__ = [
    "RECIPE",
    "Document",
    "Limits",
    "draft_recipe",
    "extract_quantities",
    "ingest",
    "list_refused",
    "outline_document",
    "read_dataset",
    "read_denominators",
    "read_document",
    "read_figures",
    "show_document",
    "tabulate_figures",
]
