"""The cells of a table in the columns that an entry names: figures, and what stands in place of one -> readings.

| Kommun    | Larm      |        a figure
| Ånge      | 450       |        exact
| Timrå     | *         |        suppressed, status Q
| Sundsvall | ej i drift |       no figure: not available, status O
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from numpy.typing import NDArray

from ehealth_stats.codelists import plain_qualifier
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.documents import IntArray
from ehealth_stats.ingestion.figures.model import Quantity
from ehealth_stats.ingestion.figures.of_document.cells import of_sign, read_figure
from ehealth_stats.ingestion.figures.of_document.distinct_texts import QUANTITY
from ehealth_stats.ingestion.figures.of_document.header_units import units_kind
from ehealth_stats.ingestion.figures.of_document.signs import NIL, Sign, not_there, read_legend, read_meaning
from ehealth_stats.ingestion.figures.of_document.style import Style
from ehealth_stats.ingestion.privacy.personal import as_masked
from ehealth_stats.ingestion.recipes.entry import Job
from ehealth_stats.ingestion.recipes.model import Selection
from ehealth_stats.ingestion.recipes.table.columns import Column, NamedTable
from ehealth_stats.ingestion.recipes.table.marks import find_marks, read_mark
from ehealth_stats.ingestion.text.exclusion import AMBIGUOUS
from ehealth_stats.languages.lexicon import fold


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a cell; `is_told` where it is a figure, a sign or a mark, and not other words."""

    quantity: Quantity
    text: str
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class Cells:
    """What the named columns hold: `places` has line, item, area, column and told; `readings` a row for each item."""

    places: pd.DataFrame
    readings: pd.DataFrame

    def where(self, chosen: NDArray[Any]) -> "Cells":
        """Return those that are chosen by a flag or their position."""
        return Cells(self.places.iloc[chosen], self.readings)


def declared_lines(table: NamedTable, columns: Sequence[Column]) -> pd.DataFrame:
    """Return the lines in the named columns: line, area (its position) and column (its position among those)."""
    lines = table.job.context.document.lines
    here = np.arange(table.lines.start, table.lines.stop)
    down, across = (lines.column, lines.row) if table.axes.turned else (lines.row, lines.column)
    order = np.full(max(int(across[here].max(initial=0)), *(column.at for column in columns)) + 1, -1)
    order[[column.at for column in columns]] = np.arange(len(columns))
    first = 1 if table.axes.turned else 0
    here = here[(lines.row[here] >= 0) & (lines.comment[here] == 0) & (down[here] >= first)]
    here = here[(order[across[here]] >= 0) & ~np.isin(lines.column[here], table.units.column)]
    here = here[table.job.context.figures.styles[here] != Style.NUMBERING]
    if shared := table.table.shared:  # a figure of several rows is that of none
        places = zip(lines.row[here].tolist(), lines.column[here].tolist(), strict=True)
        here = here[np.array([place not in shared for place in places], dtype=bool)]
    return pd.DataFrame({"line": here, "area": down[here], "column": order[across[here]]})


def find_cells(table: NamedTable, columns: Sequence[Column]) -> Cells:
    """Find the figures in the named columns, and read the cells there that hold none: signs, marks, other words."""
    job, figures = table.job, table.job.context.figures
    declared = declared_lines(table, columns)
    line = declared["line"].to_numpy()
    marked = find_marks(job, line)
    shares = _are_open_shares(job, columns, declared)
    own = marked | _are_signed(job, line) | shares
    place = np.full(len(figures.styles), -1)
    place[line[~own]] = np.flatnonzero(~own)
    at = np.flatnonzero(place[figures.line] >= 0)
    cell = place[figures.line[at]]
    found = declared.iloc[cell].assign(item=figures.item[at], told=True)
    left = own | ~_share_a_cell(declared, declared.iloc[np.unique(cell)])
    codes = figures.distinct.codes[line[left]]
    kinds = np.stack([codes, marked[left], shares[left]], axis=1)
    pairs, which = np.unique(kinds, axis=0, return_inverse=True)
    readings = [_read_text(job, code, is_mark=bool(mark), is_share=bool(share)) for code, mark, share in pairs.tolist()]
    names, blank = _blanks(table, columns, declared)
    rest = pd.concat([declared[left], blank])
    which = np.concatenate([which.ravel(), len(readings) + np.arange(len(blank))])
    readings += names
    kept = np.array([reading is not None for reading in readings], dtype=bool)
    told = np.array([bool(reading and reading.is_told) for reading in readings], dtype=bool)
    item = len(figures.distinct.figures) + np.cumsum(kept) - 1
    rest = rest.assign(item=item[which], told=told[which])[kept[which]]
    frame = _to_frame([reading for reading in readings if reading])
    all_readings = pd.concat([figures.distinct.figures[list(frame.columns)], frame], ignore_index=True)
    return Cells(pd.concat([found, rest], ignore_index=True), all_readings)


def _to_frame(readings: Sequence[Reading]) -> pd.DataFrame:
    """Put readings into the columns of `distinct.figures`."""
    fields = {name: [getattr(reading.quantity, name) for reading in readings] for name in QUANTITY}
    frame = pd.DataFrame(fields | {"text": [as_masked(reading.text) for reading in readings]})
    whole, real = ("start", "end", "first", "last", "whole"), ("value", "lower", "upper")
    types = dict.fromkeys(whole, "int64") | dict.fromkeys(real, "float64") | {"text": "str"}
    return frame.astype(types | dict.fromkeys(("estimated", "total"), "bool"))


def _share_a_cell(lines: pd.DataFrame, others: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell the lines that stand in a cell with one of the others, which says more of its figure."""
    wide = int(lines["column"].max()) + 1 if len(lines) else 1
    keys = [each["area"].to_numpy() * wide + each["column"].to_numpy() for each in (lines, others)]
    return np.asarray(np.isin(*keys), dtype=bool)


def _are_signed(job: Job, lines: IntArray) -> NDArray[np.bool_]:
    """Tell the lines that the entry itself says the meaning of."""
    if not job.signs:
        return np.zeros(len(lines), dtype=bool)
    distinct, signs = job.context.figures.distinct, set(map(fold, job.signs))
    signed = np.array([fold(text) in signs for text in distinct.texts.to_pylist()], dtype=bool)
    return np.asarray(signed[distinct.codes[lines]])


def _are_open_shares(job: Job, columns: Sequence[Column], declared: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell the lines of shares in which a point or comma would part thousands: no share is a thousand percent."""
    percent = np.array([units_kind(column.unit.unit) == "percent" for column in columns], dtype=bool)
    of_shares = percent[declared["column"].to_numpy()] if len(columns) else np.zeros(0, dtype=bool)
    if not of_shares.any():
        return np.zeros(len(declared), dtype=bool)
    distinct = job.context.figures.distinct
    open_ones = np.asarray(pc.match_substring_regex(distinct.texts, r"^[1-9]\d{0,2}[.,]\d{3}$"), dtype=bool)
    return np.asarray(of_shares & open_ones[distinct.codes[declared["line"].to_numpy()]], dtype=bool)


def own_signs(job: Job) -> Mapping[str, Sign]:
    """Return what the key `signs` says.

    Raises
    ------
    RecipeError
        If a meaning is no number, status, or words for one.
    """
    source, found = job.context.recipe.source, _explained(job)
    for sign, meaning in job.signs.items():
        said = NIL if meaning == "0" else read_meaning(meaning, source.country, source.language)
        if said is None:
            raise RecipeError(
                f"{meaning!r} is no meaning of the sign {sign!r}",
                where=f"{job.where if sign in job.entry.signs else f'{job.context.recipe.path} [source]'}, key 'signs'",
                expected='0, a status (O, L, Q, M), or words: "sekretess", "färre än 5"',
            )
        found[fold(sign)] = said
    return found


def _explained(job: Job) -> dict[str, Sign]:
    """Return what the document says of its signs where the key `legend` leads.

    Raises
    ------
    RecipeError
        If no sign is explained there.
    """
    context, source = job.context, job.context.recipe.source
    if not source.legend:
        return {}
    where = f"{context.recipe.path} [source], key 'legend'"
    passage = context.passage(Selection(find=source.legend), where)
    text = context.document.text[passage.anchor : passage.end]
    found = read_legend([text, text[passage.start - passage.anchor :].strip(" :")], source.country, source.language)
    if not found:
        raise RecipeError(
            f"{context.quote(passage.anchor, passage.end)!r} explains no sign",
            where=where,
            expected='a sign and its meaning: "* = sekretess", "- betyder noll"',
        )
    return dict(found)


def _read_text(job: Job, code: int, *, is_mark: bool, is_share: bool = False) -> Reading | None:
    """Read a cell in which no figure was found: a mark, a sign, a count that looks like a year, or other words.

    Digits that can be read two ways, are a person's or no figure stay in the audit.
    """
    figures = job.context.figures
    text: str = figures.distinct.texts[code].as_py()
    _, items = figures.distinct.by_exclusion.spread(np.array([code]))
    refused = figures.distinct.exclusions.iloc[items]
    if is_mark:
        return Reading(read_mark(job, text), text)
    if is_share:
        quantity = read_figure(text.replace(",", "."), "en", ".", {})
        return Reading(quantity, text) if quantity else None
    if refused["secret"].any() or (refused["reason"] == AMBIGUOUS).any():
        return None
    if text.isdecimal() and text[0] != "0":
        number = float(text)
        return Reading(Quantity(0, len(text), 0, len(text), number, number, number, plain_qualifier()), text)
    legend = {**figures.legend, **own_signs(job)}
    if quantity := read_figure(text, job.context.recipe.source.language, "", legend):
        return Reading(quantity, text)
    return None if any(map(str.isdecimal, text)) else Reading(of_sign(not_there(), len(text)), text, is_told=False)


def _blanks(table: NamedTable, columns: Sequence[Column], declared: pd.DataFrame) -> tuple[list[Reading], pd.DataFrame]:
    """Return the empty cells beside the names of areas, where they are marks; they are given the line of the name."""
    job = table.job
    if "" not in job.entry.marks:
        return [], declared.iloc[:0]
    lines, distinct = job.context.document.lines, job.context.figures.distinct
    here = np.arange(table.lines.start, table.lines.stop)
    turned, head = table.axes.turned, table.axes.at
    down, across = (lines.column, lines.row) if turned else (lines.row, lines.column)
    names = here[(across[here] == head) & (down[here] >= 0) & (distinct.by_mention.counts[distinct.codes[here]] > 0)]
    filled = set(zip(declared["area"].tolist(), declared["column"].tolist(), strict=True))
    places = [(line, down[line], at) for line in names.tolist() for at in range(len(columns))]
    empty = [place for place in places if place[1:] not in filled]
    texts = (distinct.texts[int(distinct.codes[line])].as_py() for line, _, _ in empty)
    readings = [Reading(read_mark(job, "", len(text)), text) for text in texts]
    return readings, pd.DataFrame(empty, columns=["line", "area", "column"], dtype=np.int64)
