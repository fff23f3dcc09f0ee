__all__ = [
    "RECIPE",
    "Document",
    "Limits",
    "combine",
    "draft_recipe",
    "extract_quantities",
    "find_codelists",
    "hash_inputs",
    "ingest",
    "ingest_sources",
    "list_refused",
    "outline_document",
    "read_codelists",
    "read_dataset",
    "read_denominators",
    "read_document",
    "read_evaluation",
    "read_evaluations",
    "read_figures",
    "scan_events",
    "tabulate_figures",
]

from .denominators import read_denominators
from .documents import Document, Limits, read_document
from .drafts.draft import draft_recipe
from .evaluations import read_evaluations
from .event_files import scan_events
from .figures.extract import extract_quantities
from .inspect import list_refused, outline_document, read_figures, tabulate_figures
from .own_lists import find_codelists, read_codelists
from .processed import hash_inputs, read_dataset, read_evaluation
from .recipes.ingest import RECIPE, combine, ingest, ingest_sources
