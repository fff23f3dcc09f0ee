"""The numbers of a picture as a table: a Chart -> a TableBlock in its language, for those who can't see the picture."""

from collections.abc import Callable, Iterable, Mapping
from math import isnan
from typing import Any

from ehealth_stats.charts.chart import Chart
from ehealth_stats.codelists import Language
from ehealth_stats.reporting.model import TableBlock, TableColumn, TableRow
from ehealth_stats.schema import Interval
from ehealth_stats.wording.languages import term
from ehealth_stats.wording.messages import word
from ehealth_stats.wording.numbers import figure
from ehealth_stats.wording.periods import period

Record = Mapping[Any, Any]


def figure_data(chart: Chart) -> TableBlock:
    """Return what a chart draws, one row for each figure, with its codes in words.

    Columns that say how something is drawn are left out; what is drawn in several pieces is one row.

    Examples
    --------
    >>> import pandas as pd
    >>> from types import SimpleNamespace
    >>> data = pd.DataFrame({"name": ["Timrå", "Timrå"], "drawn": ["solid", "hatched"], "text": ["60", "60"]})
    >>> block = figure_data(SimpleNamespace(data=data, language="sv"))
    >>> block.caption, [column.label for column in block.columns], [row.cells for row in block.rows]
    ('Siffrorna i figuren', ['Namn', 'Värde'], [('Timrå', '60')])
    """
    language, data = chart.language, chart.data
    told = [name for name in _CELLS if name in data.columns and (name != "value" or "text" not in data.columns)]
    rows = dict.fromkeys(_cells(data.to_dict("records"), told, language))
    used = [at for at in range(len(told)) if at == 0 or any(cells[at] for cells in rows)]
    columns = tuple(TableColumn(word(f"data_{told[at]}", language), told[at] in _NUMERIC) for at in used)
    return TableBlock(
        word("data_of_figure", language), columns, tuple(TableRow(tuple(cells[at] for at in used)) for cells in rows)
    )


def _cells(records: Iterable[Record], told: Iterable[str], language: Language) -> list[tuple[str, ...]]:
    return [tuple(_CELLS[name](record, language) for name in told) for record in records]


def _printed(name: str) -> Callable[[Record, Language], str]:
    return lambda row, language: str(row[name])


def _term(name: str, vocabulary: str) -> Callable[[Record, Language], str]:
    return lambda row, language: term(vocabulary, row[name], language)


def _figure(row: Record, language: Language) -> str:
    lower, upper = row["lower"], row["upper"]
    return "" if isnan(lower) else figure(Interval(row["value"], lower, upper), language)


_NUMERIC = ("text", "value")
# the columns of the data of charts that are told, in their order, and how
_CELLS: Mapping[str, Callable[[Record, Language], str]] = {
    "name": _printed("name"),
    "group": _printed("group"),
    "service": _printed("service"),
    "check": _term("check", "check"),
    "period": lambda row, language: period(row["period"], language),
    "mark": _term("mark", "mark"),
    "side": _term("side", "mark"),
    "value": _figure,
    "text": _printed("text"),
    "unit": _printed("unit"),
    "state": lambda row, language: word(f"cell_{row['state']}", language),
    "verdict": _term("verdict", "verdict"),
    "status": _printed("status"),
}
