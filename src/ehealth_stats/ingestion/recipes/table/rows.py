"""Which rows of a table an entry reads, where an area has several: those whose cells say what `rows` asks for.

| Kommun | Nyckeltal      | Värde |        rows = { Nyckeltal = "Antal larm" }
| Ånge   | Antal larm     | 450   |
| Ånge   | varav digitala | 45    |
"""

from collections.abc import Sequence
from itertools import islice

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ehealth_stats.errors import RecipeError, did_you_mean
from ehealth_stats.ingestion.recipes.table.cells import Rows
from ehealth_stats.ingestion.recipes.table.sides import Sides

_MOST_NAMED = 10
_HALF = 0.5


def are_wanted(sides: Sides) -> NDArray[np.bool_]:
    """Tell the rows that say under each header of `rows` what the entry asks for.

    Raises
    ------
    RecipeError
        If no row says so.
    """
    wanted = np.ones(len(sides.names), dtype=bool)
    for label, asked in sides.job.entry.rows.items():
        said = [_folded(text) for text in sides.beside(label).to_pylist()]
        found = np.array([text == _folded(asked) for text in said], dtype=bool)
        if not found.any():
            raise _not_said(sides, label, asked)
        wanted &= found
    return wanted


def check_one_each(sides: Sides, cells: pd.DataFrame, rows: Rows) -> None:
    """Refuse a table in which most areas have several rows for one period: each row counts something of its own.

    A single area that stands twice is a contradiction of the document, and is read.
    """
    known = np.array([bool(code) for code in rows.codes], dtype=bool)
    place = np.unique(cells["area"].to_numpy())
    place = place[known[rows.area[place]]] if len(place) else place
    said, periods = pd.factorize(np.array(rows.periods, dtype=object))
    keys = pd.Series(rows.area[place] * len(periods) + said[rows.period[place]], index=place)
    repeated = keys[keys.duplicated(keep=False)]
    if repeated.nunique() > _HALF * keys.nunique():
        raise _several(sides, repeated.index[repeated == repeated.iloc[0]].tolist())


def _not_said(sides: Sides, label: str, asked: str) -> RecipeError:
    said = list(dict.fromkeys(filter(None, sides.beside(label).to_pylist())))
    return RecipeError(
        f"no row says {asked!r} under {label!r}",
        where=f"{sides.job.where}, key 'rows'",
        expected=", ".join(map(repr, said[:_MOST_NAMED])),
        hint=did_you_mean(asked, said),
    )


def _several(sides: Sides, places: Sequence[int]) -> RecipeError:
    """Say which columns tell the rows of one area apart."""
    entry = sides.job.entry
    used = {entry.areas, entry.periods, entry.counties, *entry.columns, *entry.rows}
    asked = []
    for label in sides.labels:
        if label and label not in used and list(sides.labels).count(label) == 1:
            said = dict.fromkeys(sides.beside(label).take(places).to_pylist())
            words = [text for text in said if text and not text[0].isdigit()]
            asked += [f"{label!r} says {', '.join(map(repr, words))}"] if len(words) > 1 else []
    name = str(sides.names[places[0]].as_py())
    return RecipeError(
        f"areas have several rows ({name!r} has {len(places)}), and nothing tells these apart",
        where=sides.job.where,
        expected="rows = { header = \"what the rows to read say there\" }, or 'periods', the column with the years",
        hint="; ".join(islice(asked, 3)),
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
