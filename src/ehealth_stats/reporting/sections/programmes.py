"""What the documents of each programme hold: figures, totals, participants, statements -> blocks a programme."""

import pandas as pd

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, Note, TableBlock, TableRow
from ehealth_stats.reporting.sections.grids import Row, grid, quantity_name, rows_of, share_of, total_of
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation


def programmes(material: Material) -> list[Block]:
    """Return the section with one part a programme."""
    evaluation, words = material.evaluation, material.words
    blocks: list[Block] = [
        Heading(2, words.say("programmes"), "programmes"),
        Note(words.say("programmes.caution"), "caution"),
    ]
    for programme, sources in evaluation.dataset.sources.groupby("programme", sort=False):
        name = sources["title"].iloc[0] if len(sources) == 1 else programme_name(str(programme))
        blocks.append(Heading(3, name, f"programme-{programme}"))
        blocks += material.figures.programmes.get(str(programme), ())
        blocks += _tables(evaluation, words, list(sources["source_id"]))
    return blocks


def programme_name(code: str) -> str:
    """Return a programme's code as a heading.

    Examples
    --------
    >>> programme_name("home_care"), programme_name("ELIN-k")
    ('Home care', 'ELIN-k')
    """
    words = code.replace("_", " ")
    return words if words != words.lower() else words[:1].upper() + words[1:]


def _tables(evaluation: Evaluation, words: Wording, sources: list[str]) -> list[TableBlock]:
    def of_sources(frame: pd.DataFrame) -> pd.DataFrame:
        found = frame[frame["source_id"].isin(sources)]
        # the only document of a programme need not be named in every row
        return found if len(sources) > 1 else found.assign(source_id="")

    tables = (
        _whole(of_sources(evaluation.totals), words),
        _totals(of_sources(evaluation.totals), words),
        _participants(of_sources(evaluation.dataset.participants), words),
        _statements(of_sources(evaluation.dataset.statements), words),
    )
    return [table for table in tables if table.rows]


def _whole(frame: pd.DataFrame, words: Wording) -> TableBlock:
    return grid(
        words,
        words.say("programmes.whole"),
        "indicator period role value unit share reading source",
        rows_of(
            frame[frame["n_areas"] <= 1],
            lambda row: (*_what(row, words), words.bounded(row.value, row.lower, row.upper), *_share(row, words)),
        ),
    )


def _totals(frame: pd.DataFrame, words: Wording) -> TableBlock:
    return grid(
        words,
        words.say("programmes.totals"),
        "indicator period role total with_number unit share reading source",
        rows_of(
            frame[frame["n_areas"] > 1],
            lambda row: (*_what(row, words), total_of(row, words), _reported(row, words), *_share(row, words)),
        ),
        note=words.say("programmes.totals_note"),
    )


def _what(row: Row, words: Wording) -> tuple[str, ...]:
    return quantity_name(row, words), words.period(row.period), words.code("role", row.role)


def _reported(row: Row, words: Wording) -> str:
    return words.say("of", part=words.number(row.n_reported), whole=words.number(row.n_areas))


def _share(row: Row, words: Wording) -> tuple[str, ...]:
    return words.code("unit", row.unit), share_of(row, words), row.reading, row.source_id


def _participants(frame: pd.DataFrame, words: Wording) -> TableBlock:
    rows = [
        TableRow((words.code("role", str(role)), words.number(len(names)), ", ".join(names["name"]), str(source)))
        for (source, role), names in frame.groupby(["source_id", "role"], sort=False)
    ]
    return grid(words, words.say("programmes.participants"), "role count# name source", rows)


def _statements(frame: pd.DataFrame, words: Wording) -> TableBlock:
    rows = rows_of(
        frame,
        lambda row: (words.code("statement", row.kind), row.label, words.area(row.area), row.source_id, row.locator),
    )
    return grid(words, words.say("programmes.statements"), "kind statement area source where", rows)
