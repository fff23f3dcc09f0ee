"""The code lists: indicators, categories, units, areas and words, as CSV, and the code that reads them."""

from ehealth_stats.codelists.lists import (
    LANGUAGES,
    Category,
    Indicator,
    Language,
    Unit,
    categories,
    check_code,
    indicators,
    label,
    match_category,
    units,
)

__all__ = [
    "LANGUAGES",
    "Category",
    "Indicator",
    "Language",
    "Unit",
    "categories",
    "check_code",
    "indicators",
    "label",
    "match_category",
    "units",
]
