"""Reading figures out of text: words -> quantities with bounds, units, relations and places."""

from ehealth_stats.ingestion.quantities.extract import extract_quantities, find_quantities, words_of
from ehealth_stats.ingestion.quantities.model import Approximation, Exclusion, Quantity

__all__ = ["Approximation", "Exclusion", "Quantity", "extract_quantities", "find_quantities", "words_of"]
