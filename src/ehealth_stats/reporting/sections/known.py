"""What is known: who uses what, totals with bounds, single figures, claims, pictures that show most -> blocks."""

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any

import pandas as pd

from ehealth_stats.codelists import area_level, area_name, categories, units
from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Cite, Heading, ItemList, Part, TableRow, Text, text
from ehealth_stats.reporting.programmes import Row, rows_of
from ehealth_stats.reporting.sections.grids import grid
from ehealth_stats.reporting.sections.parts import HERE, filled, finding_text, joined
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import parse_edtf
from ehealth_stats.wording.messages import few

_MOST_ROWS, _MOST_SINGLES, _FEWEST_DRAWN_PARTS = 12, 14, 3
_KEY = ["source_id", "indicator", "breakdown", "period"]


def known(material: Material) -> list[Block]:
    """Return the section on what the documents hold beside the targets and the money."""
    words = material.words
    sentences = tuple(_services(material))
    blocks: list[Block] = [ItemList(sentences)] if sentences else []
    blocks += [*_totals(material), *_singles(material), *_claims(material), *material.pictures.get("programmes", ())]
    return [Heading(2, words.say("known"), "known"), *(blocks or [text(words.say("known_nothing"))])]


def municipal_totals(material: Material) -> list[Row]:
    """Return the totals over municipalities of what is counted, those that a target or a finding is about first.

    Services that a municipality has or not are no quantities; money has a section of its own.
    """
    totals = material.evaluation.totals
    rows = totals[(totals["n_areas"] > 1) & (totals["unit"] != "municipalities") & ~_is_money(totals)]
    rows = rows[[not categories()[code].addition for code in rows["breakdown"]]]
    asked = set(material.evaluation.matrix["indicator"])
    found = [row for row in rows_of(rows) if row.n_reported > 1]
    return sorted(found, key=lambda row: row.indicator not in asked)


def figure_name(row: Row, words: Wording) -> str:
    """Name a row of totals: what is counted, whether it is planned, and the assumption that it rests on."""
    name = words.name(row)
    if row.role == "planned":
        name = words.say("plan_of", name=name)
    reading = words.message(row._asdict(), "reading")
    return words.say("if_read_so", name=name, reading=reading) if reading else name


def _is_money(table: pd.DataFrame) -> "pd.Series[bool]":
    return table["unit"].map(lambda unit: unit in units() and units()[unit].kind == "money").astype(bool)


def _services(material: Material) -> Iterator[Text]:
    """Say which services all municipalities have, which none, and which the documents mention in some."""
    words, totals = material.words, material.evaluation.totals
    rows = totals[(totals["n_areas"] > 1) & (totals["unit"] == "municipalities") & (totals["breakdown"] == "_T")]
    rows, sources = _latest(rows, material), material.evaluation.dataset.sources
    figures: dict[tuple[str, ...], list[Row]] = {}
    for row in rows_of(material.evaluation.dataset.observations):
        figures.setdefault(_what(row), []).append(row)
    some: list[Part] = []
    scoped = set(sources.loc[sources["scope"] != "", "source_id"])
    everywhere: dict[tuple[str, int], list[Cite]] = {}
    for row in rows_of(rows):
        own = figures.get(_what(row), [])
        first = next(iter(own), row)
        if row.source_id not in scoped:
            parts = (material.cite(words.quantity(row.value, row.lower, row.upper), row),)
            yield Text(filled(words.say("known_so_many", name=words.name(row), figure=HERE), parts))
        elif row.value in (0, row.n_areas):
            key = "known_nowhere" if row.value == 0 else "known_everywhere"
            everywhere.setdefault((key, row.n_areas), []).append(material.cite(words.name(row), first))
        elif row.n_missing == 0:
            count = words.say("n_of_n", part=words.quantity(row.value, row.lower, row.upper), whole=row.n_areas)
            parts = (material.cite(count, first),)
            yield Text(filled(words.say("known_so_many", name=words.name(row), figure=HERE), parts))
        else:
            some.append(material.cite(_mention(row, own, words), first))
    for (key, n), names in everywhere.items():
        yield Text(filled(words.say(key, names=HERE, n=n), joined(names, words)))
    if some:
        yield Text(filled(words.say("known_in", items=HERE), joined(some, words, "; ")))


def _latest(totals: pd.DataFrame, material: Material) -> pd.DataFrame:
    """Return of each service and programme what its latest document says."""
    sources = material.evaluation.dataset.sources
    programmes = dict(zip(sources["source_id"], sources["programme"], strict=True))
    days = {
        name: str(parse_edtf(day).end or "")
        for name, day in zip(sources["source_id"], sources["published"], strict=True)
    }
    told = totals.assign(
        programme=totals["source_id"].map(programmes).fillna(""), told=totals["source_id"].map(days).fillna("")
    )
    keys = ["programme", "indicator", "role"]
    latest = told.sort_values("told", kind="stable").drop_duplicates(keys, keep="last").index
    return totals.loc[totals.index.isin(latest)]


def _what(row: Row) -> tuple[str, ...]:
    """Return what a total has in common with its figures."""
    return tuple(getattr(row, name) for name in (*_KEY, "role"))


def _mention(row: Row, figures: Sequence[Row], words: Wording) -> str:
    has = [figure.area for figure in figures if figure.lower > 0 and area_level(figure.area) == "municipality"]
    names = [area_name(area, language=words.language) for area in dict.fromkeys(has)]
    key = "known_planned_in_these" if row.role == "planned" else "known_in_these"
    return words.say(key, name=words.name(row), areas=few(names, "n_municipalities", words.language))


def _totals(material: Material) -> Iterator[Block]:
    words, rows = material.words, municipal_totals(material)
    if rows:
        note = words.say("totals_note") if any(isfinite(row.share_lower) for row in rows) else ""
        left = len(rows) - _MOST_ROWS
        more = words.say("more_in_annex", n=left) if left > 0 else ""
        cells = [TableRow(_cells(row, material)) for row in rows[:_MOST_ROWS]]
        columns = "indicator period value# n_reported# share# answered_share#"
        yield grid(words, words.say("totals_caption"), columns, cells, note=f"{note} {more}".strip())


def _cells(row: Row, material: Material) -> tuple[Part, ...]:
    words = material.words
    return (
        figure_name(row, words),
        words.period(row.period),
        material.cite(words.quantity(row.value, row.lower, row.upper, row.unit), row),
        words.say("n_of_n", part=words.number(row.n_reported), whole=words.number(row.n_areas)),
        words.share(row.share, row.share_lower, row.share_upper),
        words.share(row.answered_share, row.answered_share_lower, row.answered_share_upper),
    )


def _singles(material: Material) -> Iterator[Block]:
    """Yield the figures that are of the programme as a whole or of one place, as one paragraph."""
    words, shown = material.words, _single_rows(material)
    parts: list[Part] = []
    for row in shown[:_MOST_SINGLES]:
        key = "known_single_planned" if row.role == "planned" else "known_single"
        parts += ["; "] if parts else []
        parts.append(words.say(key, name=words.name(row), period=words.period(row.period)))
        parts.append(material.cite(words.quantity(row.value, row.lower, row.upper, row.unit), row))
    if parts:
        left = len(shown) - _MOST_SINGLES
        more = f" {words.say('more_in_annex', n=left)}" if left > 0 else ""
        yield text(words.say("known_singles"), *parts, f".{more}")


def _single_rows(material: Material) -> list[Row]:
    """Return the single figures, each once: no money, no rate, no part of what a picture shows, nothing in dispute."""
    table = material.evaluation.dataset.observations
    table = table[~_is_money(table) & (table["role"] != "rate")]
    level = table["area"].map(area_level)
    apart = table[(level != "municipality") | ~table["unit"].eq("municipalities") & _is_alone(table)]
    totals = material.evaluation.totals
    summed = set(map(tuple, totals.loc[totals["n_areas"] > 1, _KEY].itertuples(index=False)))
    drawn = apart[apart["breakdown"] != "_T"].groupby(["source_id", "indicator"])["breakdown"].nunique()
    many = {key for key, n in drawn.items() if n >= _FEWEST_DRAWN_PARTS}
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows_of(apart):
        key = tuple(getattr(row, name) for name in _KEY)
        if key not in summed and not (row.breakdown != "_T" and key[:2] in many):
            found.setdefault(key, []).append(row)
    return [rows[0] for rows in found.values() if len({(row.lower, row.upper) for row in rows}) == 1]


def _is_alone(table: pd.DataFrame) -> "pd.Series[bool]":
    """Say of each row whether its document gives what it counts of one area only."""
    return table.groupby([*_KEY, "role"])["area"].transform("nunique").eq(1)


def _claims(material: Material) -> Sequence[Block]:
    told = [row for row in material.findings if row["kind"] in ("claim_supported", "claim_undecided")]
    if not told:
        return []
    heading = Heading(3, material.words.say("known_claims"), "claims")
    return [heading, ItemList(tuple(_claim(material, row) for row in told))]


def _claim(material: Material, row: Mapping[str, Any]) -> Text:
    verdict = material.words.code("finding", row["kind"])
    found = finding_text(material, row, f"finding-{row['finding_id']}")
    return Text((f"{verdict}: ", *found.parts), found.anchor)
