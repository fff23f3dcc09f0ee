"""The evidence page of each document: an Evaluation and documents as read -> HTML in their own language."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isnan

import pandas as pd

from ehealth_stats.codelists import Language
from ehealth_stats.reporting.evidence.told import look_in_words, quantity, told_by
from ehealth_stats.reporting.evidence.view import View
from ehealth_stats.reporting.formats.pages import render_page
from ehealth_stats.reporting.places import anchor_of, page_of, row_id
from ehealth_stats.reporting.programmes import Row, rows_of
from ehealth_stats.schema import Dataset, Evaluation, Interval, Transcript
from ehealth_stats.wording.languages import term
from ehealth_stats.wording.messages import inside_sentence
from ehealth_stats.wording.numbers import figure, has_number, share, with_unit
from ehealth_stats.wording.periods import period

# the list of all evaluations, seen from an evidence page
_HOME = "../../index.html"
_SHARED = ("indicator", "breakdown", "period", "role")


@dataclass(frozen=True, slots=True)
class Computed:
    """A total of the document's figures: what, when, the sum, the share, and the numbers of the figures' remarks."""

    anchor: str
    what: str
    when: str
    value: str
    share: str
    figures: tuple[tuple[int, str], ...]


def evidence_pages(evaluation: Evaluation, documents: Iterable[Transcript]) -> dict[str, bytes]:
    """Return the evidence page of each document, in its language, by its path in the folder of its programme.

    Parameters
    ----------
    evaluation
        Has the rows that were made of the documents.
    documents
        As they were read; those that are no source of the evaluation are left out.
    """
    known = set(evaluation.dataset.sources["source_id"])
    return {
        page_of(document.source_id): render_evidence(evaluation.dataset, document, evaluation.totals, home=_HOME)
        for document in documents
        if document.source_id in known
    }


def render_evidence(
    dataset: Dataset, document: Transcript, totals: pd.DataFrame | None = None, *, home: str = ""
) -> bytes:
    """Return the evidence page of a document: itself, and below it the totals that were computed of its figures.

    Parameters
    ----------
    dataset
        Has the rows that were made of the document.
    document
        As it was read.
    totals
        Those of the document are shown, where there are any.
    home
        Where the link to all evaluations leads; without it there is none.
    """
    sources = dataset.sources
    source: Row = rows_of(sources[sources["source_id"] == document.source_id])[0]
    view = View(document, told_by(dataset, document.source_id, source.language), source.language)
    return render_page(
        "evidence.html.j2",
        source.language,
        source.title,
        view=view,
        facts=tuple(_facts(source, view)),
        key=[(look, count, look_in_words(look, view.language)) for look, count in view.counts.items()],
        computed=() if totals is None else tuple(_computed(dataset.observations, totals, view)),
        home=home,
    )


def _facts(source: Row, view: View) -> Iterator[tuple[str, str]]:
    yield view.say("producer"), source.producer
    if source.published:
        yield view.say("published"), period(source.published, view.language)
    yield view.say("file"), source.file


def _computed(observations: pd.DataFrame, totals: pd.DataFrame, view: View) -> Iterator[Computed]:
    """Yield the totals of the document, each with the figures that count the same."""
    own = view.document.source_id
    figures: Mapping[tuple[str, ...], dict[int, str]] = defaultdict(dict)
    for row in rows_of(observations[observations["source_id"] == own]):
        anchor = anchor_of(row_id(row))
        if anchor in view.number_of:
            figures[_key(row)].setdefault(view.number_of[anchor], anchor)
    for row in rows_of(totals[totals["source_id"] == own]):
        yield _line(row, tuple(figures[_key(row)].items()), view.language)


def _key(row: Row) -> tuple[str, ...]:
    return tuple(getattr(row, name) for name in _SHARED)


def _line(row: Row, figures: tuple[tuple[int, str], ...], language: Language) -> Computed:
    bounded = Interval(row.value, row.lower, row.upper)
    text = figure(bounded, language)
    part = Interval(row.share, row.share_lower, row.share_upper)
    role = inside_sentence(term("role", row.role, language))
    return Computed(
        anchor_of(row_id(row)),
        f"{quantity(row, language)}, {role}",
        period(row.period, language),
        with_unit(text, bounded, row.unit, language) if has_number(bounded) else text,
        "" if isnan(part.lower) else share(part, language),
        figures,
    )
