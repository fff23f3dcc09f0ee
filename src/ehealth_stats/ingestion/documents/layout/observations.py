"""Observations as SDMX writes them, a row each, with attributes in columns of their own -> the figure that a row says.

| GEO   | UNIT_MULT | TIME_PERIOD | OBS_VALUE | OBS_STATUS |        "OBS_VALUE / thousand", if all have one scale
| Ånge  | 3         | 2012        | 0.45      | P          |        "0.45 [p]": 450, provisional
| Timrå | 3         | 2012        |           | Q          |        "[c]": kept secret
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from ehealth_stats.ingestion.documents.blocks import Grid
from ehealth_stats.ingestion.documents.layout.cube import SUPPRESSED, in_place, is_number, marked, scale_word
from ehealth_stats.ingestion.documents.values import Value, to_text
from ehealth_stats.languages.lexicon import EVERY, fold, words

_VALUE, _SCALE, _STATUS, _SECRET, _DIGITS = "OBS_VALUE", "UNIT_MULT", "OBS_STATUS", "CONF_STATUS", "DECIMALS"
_UNIT, _TIME = "UNIT_MEASURE", "TIME_PERIOD"
_CALLED = {"OBS_FLAG": _STATUS, "unit": _UNIT}  # by Eurostat
_HEADS = 5
_OPEN = ("", "F", "A")  # free to publish; normal
_NOTHING = "M"  # cannot exist


def read_observations(grid: Grid) -> tuple[Grid, tuple[str, ...]]:
    """Return a grid with what each row says in full, and a note on those that contradict themselves.

    Examples
    --------
    >>> rows = [["GEO", "UNIT_MULT", "OBS_VALUE", "OBS_STATUS"], ["Ånge", "3", "0.45", "P"], ["Timrå", "3", "", "Q"]]
    >>> [row[2] for row in read_observations(Grid(rows))[0].rows]
    ['OBS_VALUE / thousand', '0.45 [p]', '[c]']
    """
    for number, row in enumerate(grid.rows[:_HEADS]):
        columns = {_name(value): at for at, value in reversed([*enumerate(row)]) if isinstance(value, str)}
        if _VALUE in columns and {_SCALE, _STATUS, _SECRET, _TIME} & columns.keys():
            below = grid.rows[number + 1 :]
            scale, unit = _one(below, columns, _SCALE), _one(below, columns, _UNIT)
            word, printed = _scale_word(scale), _unit_word(unit)
            own = {name for name, all_have in ((_SCALE, word), (_UNIT, printed)) if not all_have}
            rows = list(_rows(below, columns, own))
            head = [*row]
            given = f"{word} {printed}".strip()
            head[columns[_VALUE]] = f"{head[columns[_VALUE]]} / {given}" if given else head[columns[_VALUE]]
            wrong = [at + 1 for at, row in enumerate(rows) if _contradicts(row, columns)]
            listed = ", ".join(map(str, wrong[:20])) + (f" and {len(wrong) - 20} more" if len(wrong) > 20 else "")
            note = f"a value and the status M, which says that there can be none, contradict each other: row {listed}"
            return replace(grid, rows=[*grid.rows[:number], head, *rows]), (note,) if wrong else ()
    return grid, ()


def _name(value: str) -> str:
    """Return the code of a column or value; "P: Provisional" has its label beside it."""
    name = value.split(":", maxsplit=1)[0].strip()
    return _CALLED.get(name, name)


def _one(rows: Sequence[Sequence[Value]], columns: Mapping[str, int], name: str) -> str:
    """Return the scale or unit that all rows have, empty where they differ: it is the header's then."""
    at = columns.get(name, -1)
    found = {_name(to_text(row[at])) for row in rows if 0 <= at < len(row)}
    return min(found) if len(found) == 1 else ""


def _scale_word(scale: str) -> str:
    return scale_word(int(scale)) if scale.isdecimal() and len(scale) < 4 else ""


def _unit_word(unit: str) -> str:
    """Return what a code of a unit stands for if it changes what a number says, "PC" for percent; empty for others."""
    return words("unit_measure", EVERY).get(fold(unit), unit if fold(unit) in words("currency", EVERY) else "")


def _rows(rows: Sequence[Sequence[Value]], columns: Mapping[str, int], own: Set[str]) -> Iterator[Sequence[Value]]:
    """Yield the rows with their figures in full: with those of scale and unit that are not the header's."""
    for row in rows:
        said = {name: to_text(row[at]) if at < len(row) else "" for name, at in columns.items()}
        cells = list(row)
        for name in (_SCALE, _DIGITS):
            if columns.get(name, len(row)) < len(row):
                cells[columns[name]] = ""
        if columns[_VALUE] < len(row) and any(said.values()):
            its_own = {name: text for name, text in said.items() if name not in (_SCALE, _UNIT) or name in own}
            cells[columns[_VALUE]] = _said(its_own)
        yield cells


def _said(said: Mapping[str, str]) -> str:
    number, status = said[_VALUE], _name(said.get(_STATUS, ""))
    if not is_number(number):
        secret = _name(said.get(_SECRET, "")) not in _OPEN
        return SUPPRESSED if secret else in_place(number or status) if number or status not in _OPEN else ""
    scaled = f"{_scaled(number, _name(said.get(_SCALE, '')))} {_unit_word(_name(said.get(_UNIT, '')))}"
    return marked(scaled.strip(), status)


def _scaled(number: str, scale: str) -> str:
    """Return a number with the word of its scale, so that its last printed digit stays what it is."""
    power = int(scale) if scale.lstrip("+-").isdigit() and len(scale) < 4 else 0
    if word := scale_word(power):
        return f"{number} {word}"
    return f"{Decimal(number).scaleb(power):f}" if power else number


def _contradicts(row: Sequence[Value], columns: Mapping[str, int]) -> bool:
    at = columns.get(_STATUS, len(row))
    value = to_text(row[columns[_VALUE]]) if columns[_VALUE] < len(row) else ""
    return at < len(row) and _name(to_text(row[at])) == _NOTHING and value[:1].isdigit()
