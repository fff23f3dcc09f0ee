"""A first recipe for a document that has none: Document -> the text of a recipe.toml that runs, guesses marked."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ehealth_stats.codelists import area_level, indicators, match_category, units
from ehealth_stats.codelists.words import detect_language
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.draft_tables import DraftTable, Place, find_tables
from ehealth_stats.ingestion.figures import Figure, Figures, find_figures
from ehealth_stats.ingestion.passages import find_passage
from ehealth_stats.ingestion.periods import find_periods
from ehealth_stats.ingestion.personal import mask
from ehealth_stats.ingestion.quantities.extract import COUNTRIES
from ehealth_stats.ingestion.recipes import Selection

_LEAST_AREAS = 3
_PARTS = ("part", "addition")
_CHECK = "  # check"


@dataclass(frozen=True, slots=True)
class _Group:
    """Consecutive figures, one or more a municipality: what a person would call a list by municipality."""

    figures: tuple[Figure, ...]

    @property
    def areas(self) -> set[str]:
        return {figure.area.code for figure in self.figures if figure.area}


def draft_recipe(document: Document, *, source_id: str) -> str:
    """Write a recipe that runs on the document: lists by municipality found, indicators guessed, the rest listed.

    Everything that is a guess ends in `# check`. It does not guess targets, periods or single figures: those
    are listed as comments, each with its words and locator.

    Parameters
    ----------
    document
        As `read_document` gives it.
    source_id
        Name of the folder that the recipe goes to.

    Examples
    --------
    >>> from pathlib import Path
    >>> from ehealth_stats.ingestion.documents import Segment
    >>> text = "Antalet larm är: Ånge: 450 Timrå: 300 Kramfors: 560 varav 0 digitala"
    >>> document = Document(Path("plan.txt"), (Segment(text, "paragraph", "paragraph 1"),))
    >>> [line for line in draft_recipe(document, source_id="plan").splitlines() if "safety" in line]
    ['indicator = "safety_alarms"  # check']
    """
    language = detect_language(document.text)
    country = COUNTRIES[language]
    figures = find_figures(document, country=country, language=language)
    tables = list(find_tables(figures))
    in_tables = {place for table in tables for place in table.taken}
    groups = [group for group in _groups(figures) if not in_tables & _places(document, group.figures)]
    entries = [entry for table in tables for entry in _table_entries(figures, table)]
    entries += [entry for group in groups if (entry := _entry(figures, group))]
    taken = {figure.start for group in groups for figure in group.figures}
    taken |= {figure.start for figure in figures.items if _places(document, [figure]) <= in_tables}
    rest = [_comment(figure) for figure in figures.items if figure.start not in taken]
    head = _source(document, source_id, language, country, figures)
    listed = ["# Figures that no entry takes yet:", *rest] if rest else []
    return "\n\n".join(["\n".join(head), *entries, "\n".join(listed)]).rstrip() + "\n"


def _source(document: Document, source_id: str, language: str, country: str, figures: Figures) -> list[str]:
    title = next((segment.text for segment in document.segments), source_id)
    values = {
        "id": source_id,
        "programme": source_id,
        "title": mask(title)[:120],
        "producer": "unknown",
        "language": language,
        "country": country,
        "scope": _scope(figures),
        "published": _published(document),
    }
    sure = {"id"}
    return ["[source]", *(f"{k} = {_toml(v)}{'' if k in sure else _CHECK}" for k, v in values.items() if v)]


def _scope(figures: Figures) -> str:
    counties = Counter(mention.code[:5] for mention in figures.mentions if area_level(mention.code) == "municipality")
    return counties.most_common(1)[0][0] if counties else ""


def _published(document: Document) -> str:
    days = [mention.period for mention in find_periods(document.text) if mention.period.dated]
    exact = [period.edtf for period in days if re.fullmatch(r"\d{4}-\d\d-\d\d", period.edtf)]
    years = [period.edtf for period in days if re.fullmatch(r"\d{4}", period.edtf)]
    # A plan is signed at its end; a year that is named most is the next best guess.
    return exact[-1] if exact else Counter(years).most_common(1)[0][0] if years else ""


def _groups(figures: Figures) -> Iterator[_Group]:
    run: list[Figure] = []
    for figure in figures.items:
        if run and not _continues(figures, run[-1], figure):
            yield from _listed(run)
            run = []
        if (figure.area and area_level(figure.area.code) == "municipality") or (run and figure.quantity.total):
            run.append(figure)
    yield from _listed(run)


def _listed(run: Sequence[Figure]) -> Iterator[_Group]:
    group = _Group(tuple(run))
    if len(group.areas) >= _LEAST_AREAS:
        yield group


def _continues(figures: Figures, last: Figure, figure: Figure) -> bool:
    named = bool(figure.area and area_level(figure.area.code) == "municipality")
    segments = figures.document.segments
    one, two = segments[last.segment], segments[figure.segment]
    return (named or figure.quantity.total) and one.table == two.table and figure.segment - last.segment <= 3


def _places(document: Document, figures: Sequence[Figure]) -> set[Place]:
    segments = [document.segments[figure.segment] for figure in figures]
    return {(segment.table, segment.row, segment.column) for segment in segments}


def _table_entries(figures: Figures, table: DraftTable) -> Iterator[str]:
    """Write one entry an indicator: columns that can't both be the whole of one get entries of their own."""
    by_indicator: dict[tuple[str, int], dict[str, str]] = {}
    context = [" ".join(table.find), *table.columns]
    indicator = ""
    for header, code in table.columns.items():
        # A part is a part of what the column before it counts.
        part = indicator and code not in ("", "_T")
        indicator = indicator if part else _best([header], context, {"count"})
        turn = sum(1 for (known, _), held in by_indicator.items() if known == indicator and code in held.values())
        by_indicator.setdefault((indicator, turn if code else 0), {})[header] = code
    for (indicator, _), columns in by_indicator.items():
        named = {header: code for header, code in columns.items() if code}
        listed = ", ".join(f"{_toml(header)} = {_toml(code)}" for header, code in named.items())
        lines = [
            "[[observations]]",
            f"indicator = {_toml(indicator)}{_CHECK}",
            *([f"find = {_toml(table.find)}"] if table.find else []),
            f"table = {_toml(table.anchor)}",
            'read = "table"',
            f"areas = {_toml(table.areas)}",
            *([f"columns = {{ {listed} }}{_CHECK}"] if named else []),
        ]
        yield "\n".join(lines)


def _entry(figures: Figures, group: _Group) -> str:
    anchor = _anchor(figures, group)
    if not anchor:
        return ""
    find, until = anchor
    lines = [
        "[[observations]]",
        f"indicator = {_toml(_indicator(figures, group))}{_CHECK}",
        f"find = {_toml(find)}",
        *([f"until = {_toml(until)}"] if until else []),
        'read = "by area"',
    ]
    parts = dict.fromkeys(figure.quantity.part for figure in group.figures if figure.quantity.relation in _PARTS)
    unknown = [part for part in parts if not _has_code(part)]
    if unknown:
        listed = ", ".join(f"{_toml(mask(part))} = {_toml('unclassified')}" for part in unknown)
        lines.append(f"parts = {{ {listed} }}{_CHECK}")
    return "\n".join(lines)


def _has_code(part: str) -> bool:
    words = part.casefold().split()
    return any(match_category(" ".join(words[:n])) for n in range(1, len(words) + 1))


def _anchor(figures: Figures, group: _Group) -> tuple[list[str], str] | None:
    """Find phrases that lead to the group: the words before its first place, more of them until they are unique."""
    document = figures.document
    first, last = group.figures[0], group.figures[-1]
    start = first.area.start if first.area and first.area.start < first.start else first.start
    start = min(start, first.start - (first.quantity.start - first.quantity.first))
    before = _phrases_before(document, start)
    until = _phrase_after(document, last)
    for path in (before[:1], before[1::-1], before[2::-1]):
        if path and _leads_to(document, path, until, start, last.end):
            return path, until
    return None


def _phrases_before(document: Document, start: int) -> list[str]:
    index = document.segment_at(start)
    here = document.text[document.starts[index] : start].strip(" :")
    earlier = [segment.text for segment in document.segments[max(index - 6, 0) : index]]
    texts = [*earlier, here] if here else earlier
    return [" ".join(text.strip(" :").split()[-6:]) for text in reversed(texts) if text.strip(" :")]


def _phrase_after(document: Document, last: Figure) -> str:
    end = last.start + (last.quantity.last - last.quantity.start)
    index = document.segment_at(end)
    rest = document.text[end : document.starts[index] + len(document.segments[index].text)].strip(" .:;,)")
    following = document.segments[index + 1].text if index + 1 < len(document.segments) else ""
    return " ".join((rest or following).split()[:4]).strip(" :.,;")


def _leads_to(document: Document, path: Sequence[str], until: str, start: int, end: int) -> bool:
    try:
        passage = find_passage(document, Selection(find=tuple(path), until=until), "draft")
    except RecipeError:
        return False
    return start - 3 <= passage.start <= start and passage.end >= end


def _indicator(figures: Figures, group: _Group) -> str:
    """Guess by the code list's labels and synonyms, in the group's own row first."""
    document, segment = figures.document, figures.document.segments[group.figures[0].segment]
    near = [
        s.text for s in document.segments if segment.table >= 0 and (s.table, s.row) == (segment.table, segment.row)
    ]
    cell = [s.text for s in document.segments if segment.table >= 0 and s.place == segment.place]
    index = group.figures[0].segment
    around = [s.text for s in document.segments[max(index - 3, 0) : group.figures[-1].segment + 2]]
    kinds = {units()[figure.quantity.unit].kind for figure in group.figures if figure.quantity.unit}
    return _best(cell or around, near, kinds)


def _best(near: Sequence[str], far: Sequence[str], kinds: Collection[str]) -> str:
    scores = {
        code: 3 * _hits(near, item.synonyms) + _hits(far, item.synonyms)
        for code, item in indicators().items()
        if item.unit != "municipalities" and (not kinds or units()[item.unit].kind in kinds)
    }
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] else "programme_budget" if kinds == {"money"} else "unclassified_count"


def _hits(texts: Sequence[str], synonyms: Sequence[str]) -> float:
    text = " ".join(texts).casefold()
    return sum(len(re.findall(rf"(?<!\w){re.escape(word.casefold())}", text)) for word in synonyms)


def _comment(figure: Figure) -> str:
    return f"# {figure.text} ({figure.locator})".replace("\n", " ")


def _toml(value: str | Sequence[str]) -> str:
    # JSON strings and arrays of them are TOML strings and arrays.
    return json.dumps(value[0] if isinstance(value, list) and len(value) == 1 else value, ensure_ascii=False)
