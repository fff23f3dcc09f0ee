"""The evaluation of one programme: an Evaluation of many -> the rows of one."""

from collections import namedtuple
from functools import cache
from typing import Any

import pandas as pd

from ehealth_stats.codelists import Language
from ehealth_stats.schema import Evaluation
from ehealth_stats.schema.complete import NO_SOURCE

_ENGLISH: Language = "en"
Row = Any  # its fields are the table's columns


def documents_of(evaluation: Evaluation) -> pd.DataFrame:
    """Return the sources that are documents; tables made by hand are none."""
    sources = evaluation.dataset.sources
    return sources[~sources["source_id"].isin(NO_SOURCE)]


def programmes_of(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the programmes whose documents were read, in the order of the sources."""
    return tuple(dict.fromkeys(evaluation.dataset.sources["programme"]))


def programme_of(evaluation: Evaluation, programme: str) -> Evaluation:
    """Return the evaluation of one programme, judged on its own day: the rows of its sources in every table."""
    sources = evaluation.dataset.sources
    own = sources.loc[sources["programme"] == programme, "source_id"]
    return evaluation.of_sources(set(own), {programme: evaluation.day_of(programme)})


def parts_of(evaluation: Evaluation) -> dict[str, Evaluation]:
    """Return the evaluation of each programme."""
    return {programme: programme_of(evaluation, programme) for programme in programmes_of(evaluation)}


def languages_of(evaluation: Evaluation) -> tuple[Language, ...]:
    """Return the languages that the documents of an evaluation are in, and English."""
    return tuple(dict.fromkeys([*evaluation.dataset.sources["language"], _ENGLISH]))


def rows_of(table: pd.DataFrame) -> list[Row]:
    """Return the rows of a table, each with its columns as fields.

    Examples
    --------
    >>> [row.area for row in rows_of(pd.DataFrame({"area": ["SE-2281", "SE-2260"], "value": [1800.0, 450.0]}))]
    ['SE-2281', 'SE-2260']
    """
    cells = [table[name].tolist() for name in table.columns]
    return list(map(_row(tuple(table.columns))._make, zip(*cells, strict=True)))


@cache
def _row(columns: tuple[str, ...]) -> Any:  # noqa: ANN401 - a class whose fields are the columns
    return namedtuple("Row", columns)
