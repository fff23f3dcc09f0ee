"""The page that lists all evaluations: what was written of which programmes -> an HTML page with links to it.

It compares what the programmes' documents say enough of to be judged by, never how the programmes fared.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ehealth_stats.codelists import Language, units
from ehealth_stats.codelists.areas import area_level
from ehealth_stats.reporting.build_report import programme_name, title_of
from ehealth_stats.reporting.formats.pages import render_page
from ehealth_stats.reporting.model import TableBlock, TableColumn, TableRow
from ehealth_stats.reporting.places import page_of
from ehealth_stats.reporting.programmes import Row, rows_of
from ehealth_stats.reporting.sections.contradictions import is_told
from ehealth_stats.reporting.sections.summary import followed_up
from ehealth_stats.schema import Evaluation, OwnWords
from ehealth_stats.wording.languages import term
from ehealth_stats.wording.messages import listed, word
from ehealth_stats.wording.numbers import number
from ehealth_stats.wording.periods import period


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of a programme: its folder, the languages and formats of its evaluation, the evaluator's words.

    `pages`: the sources that have an evidence page.
    """

    folder: str
    languages: Sequence[Language]
    formats: Sequence[str]
    own: OwnWords
    pages: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its language; without an address its words alone."""

    text: str
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The evaluation of a programme in one language: what the language is called, and a link for each format."""

    language: Language
    name: str
    formats: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A programme on the page: its name, the editions of its evaluation by title, its documents and what they are."""

    name: str
    editions: Mapping[Link, Sequence[Edition]]
    documents: tuple[tuple[Link, str], ...]


def render_index(parts: Mapping[str, Evaluation], written: Mapping[str, Written], language: Language = "en") -> bytes:
    """Return the page; titles stay in their own languages.

    Parameters
    ----------
    parts
        The evaluation of each programme.
    written
        What was written, by programme.
    language
        That of the page.
    """
    return render_page(
        "index.html.j2",
        language,
        word("index_title", language),
        words={name: word(f"index_{name}", language) for name in ("intro", "documents", "compared_intro")},
        programmes=[_listed(parts[name], name, each, language) for name, each in written.items()],
        compared=_compared([(programme_name(name), parts[name]) for name in written], language),
    )


def _listed(part: Evaluation, name: str, written: Written, language: Language) -> Listed:
    editions: dict[Link, list[Edition]] = {}
    for each in written.languages:
        editions.setdefault(_title(part, written.own, each), []).append(_edition(written, each))
    sources = rows_of(part.dataset.sources)
    return Listed(programme_name(name), editions, tuple(_document(row, written, language) for row in sources))


def _title(part: Evaluation, own: OwnWords, language: Language) -> Link:
    """Return the title of an evaluation; that of a document is in the language of the document."""
    title, sources = title_of(part, own, language), part.dataset.sources
    told_in = dict(zip(sources["title"], sources["language"], strict=True))
    return Link(title, "", language if language in own.title else told_in.get(title, language))


def _edition(written: Written, language: Language) -> Edition:
    def address(form: str) -> str:
        return f"{written.folder}/evaluation.{language}.{form}"

    formats = (Link(word(f"format_{form}", language), address(form), language) for form in written.formats)
    return Edition(language, term("language", language, language), tuple(formats))


def _document(row: Row, written: Written, language: Language) -> tuple[Link, str]:
    page = f"{written.folder}/{page_of(row.source_id)}" if row.source_id in written.pages else ""
    told = ", ".join(filter(None, (row.producer, period(row.published, language) if row.published else "")))
    return Link(row.title, page, row.language), told


def _compared(parts: Sequence[tuple[str, Evaluation]], language: Language) -> TableBlock:
    """Return what the documents of the programmes say, side by side."""
    columns = [TableColumn(word("index_programme", language))]
    columns += [TableColumn(word(f"index_{name}", language), numeric=name != "money") for name in _COUNTS]
    rows = [TableRow((name, *(count(part, language) for count in _COUNTS.values()))) for name, part in parts]
    return TableBlock(word("index_compared", language), tuple(columns), tuple(rows))


def _sources(part: Evaluation, language: Language) -> str:
    return number(len(part.dataset.sources), language)


def _figures(part: Evaluation, language: Language) -> str:
    return number(len(part.dataset.observations), language)


def _targets(part: Evaluation, language: Language) -> str:
    return number(len(part.matrix), language)


def _judged(part: Evaluation, language: Language) -> str:
    return number(followed_up(part), language)


def _not_judged(part: Evaluation, language: Language) -> str:
    return number(len(part.matrix) - followed_up(part), language)


def _contradictions(part: Evaluation, language: Language) -> str:
    findings: list[Any] = part.findings.to_dict("records")
    return number(sum(map(is_told, findings)), language)


def _answered(part: Evaluation, language: Language) -> str:
    """Return the number of municipalities with a figure of their own; an undated or missing figure is none."""
    observations = part.dataset.observations
    known = observations[observations["value"].notna() | (observations["lower"] > 0)]
    return number(len(set(_municipalities(known["area"]))), language)


def _municipalities(areas: "pd.Series[str]") -> Iterator[str]:
    return (code for code in areas if code and area_level(code) == "municipality")


def _money(part: Evaluation, language: Language) -> str:
    """Say how many amounts there are in each currency; they are never added up."""
    money = Counter(unit for unit in part.dataset.observations["unit"] if units()[unit].kind == "money")
    return listed([word("index_amounts", language, n=n, currency=unit) for unit, n in sorted(money.items())], language)


_COUNTS = {
    "sources": _sources,
    "figures": _figures,
    "municipalities": _answered,
    "money": _money,
    "targets": _targets,
    "judged": _judged,
    "not_judged": _not_judged,
    "contradictions": _contradictions,
}
