"""Stated figures against what the others give: the comparisons table -> one line a check, the gap drawn."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isfinite, isnan

import pandas as pd

from ehealth_stats.charts.chart import Chart
from ehealth_stats.charts.gaps import Pair, draw_gaps
from ehealth_stats.charts.readings import Reading, Record
from ehealth_stats.charts.sheet import Words, to_chart
from ehealth_stats.charts.sources import Origin, origin_of
from ehealth_stats.charts.style import in_style
from ehealth_stats.charts.texts import joined, number, percent, period, with_bounds, word
from ehealth_stats.codelists import Language, label, unit_label
from ehealth_stats.codelists.areas import area_name
from ehealth_stats.errors import TableError
from ehealth_stats.schema import check_table

MOST = 30
# What contradicts is read first.
_ORDER = ("differs", "sources_disagree", "compatible", "within_rounding", "not_checkable", "agrees")
_CONTRADICTED = ("differs", "sources_disagree")


def plot_reconciliation(
    comparisons: pd.DataFrame,
    *,
    sources: pd.DataFrame | None = None,
    language: Language = "en",
) -> Chart:
    """Draw each stated figure beside what the others give, both with bounds, the gap between them and the verdict.

    Does not judge: the verdicts are those of the table. Of more than thirty checks the thirty that matter most are
    drawn, the rest counted in the note.

    Parameters
    ----------
    comparisons
        Table `comparisons`.
    sources
        Table `sources`, for the source line; without it the sources' ids stand there.
    language
        Language of the texts.

    Returns
    -------
    A chart whose `data` has comparison_id, name, check, side (stated, computed), value, lower, upper (in the unit),
    unit, gap (between the bounds, 0 where they overlap), verdict.

    Raises
    ------
    TableError
        If there are no comparisons.

    Examples
    --------
    >>> from ehealth_stats.schema import to_table
    >>> row = dict(comparison_id="a", check="areas", source_id="plan", indicator="siths_holders", breakdown="_T",
    ...            area="SE-22", period="2013", stated=445, stated_lower=444, stated_upper=446, computed=470,
    ...            computed_lower=465, computed_upper=475, unit="persons", difference=-25, verdict="differs",
    ...            stated_locator="row 2", observation_ids="b")
    >>> plot_reconciliation(to_table("comparisons", [row])).data["gap"].tolist()
    [19.0, 19.0]
    """
    rows = check_table(comparisons, "comparisons")
    if rows.empty:
        raise TableError("there are no comparisons to draw", where="comparisons")
    rows = rows.sort_values("verdict", key=lambda verdicts: verdicts.map(_ORDER.index), kind="stable")
    drawn = rows.head(MOST)
    pairs = [_pair(row, language) for row in drawn.to_dict("records")]
    ids = sorted({part for source in rows["source_id"] for part in source.split("|")})
    words = _words(rows, pairs, origin_of(ids, sources, language), language)
    with in_style():
        figure = draw_gaps(_distinct(pairs, language), words, language)
    name = ("reconciliation", ids[0] if len(ids) == 1 else "sources")
    return to_chart(name, figure, words, _data(drawn, pairs), language)


def _pair(row: Record, language: Language) -> Pair:
    stated = Reading(row["stated"], row["stated_lower"], row["stated_upper"], "exact")
    computed = Reading(row["computed"], row["computed_lower"], row["computed_upper"], "exact")
    sides = {"stated": _in_words(stated, language), "computed": _in_words(computed, language)}
    if stated.known:
        sides["stated"] += f" {unit_label(row['unit'], stated.upper, language)}"
    details = word("reconciliation_detail", language, against=word(f"check_{row['check']}", language), **sides)
    bare = Pair(row["comparison_id"], _name(row, language), stated, computed, details, "", _verdict(row, language))
    return replace(bare, gap=number(_gap(bare), language))


def _distinct(pairs: Sequence[Pair], language: Language) -> list[Pair]:
    """Return pairs that differ in what is shown, with how many checks each stands for."""
    alike = {pair: (pair.name, pair.details, pair.verdict) for pair in pairs}
    counts, firsts = Counter(alike.values()), {shown: pair for pair, shown in reversed(alike.items())}
    return [
        pair if counts[shown] == 1 else replace(pair, details=_times(pair.details, counts[shown], language))
        for pair, shown in alike.items()
        if firsts[shown] is pair
    ]


def _times(details: str, n: int, language: Language) -> str:
    return word("reconciliation_times", language, details=details, n=n)


def _in_words(figure: Reading, language: Language) -> str:
    return with_bounds(figure.value, figure.lower, figure.upper, language) or word("unknown", language)


def _name(row: Record, language: Language) -> str:
    parts = [label("indicators", row["indicator"], language)]
    if row["breakdown"] != "_T":
        parts.append(label("categories", row["breakdown"], language))
    return ", ".join([*parts, area_name(row["area"], language=language), period(row["period"], language)])


def _verdict(row: Record, language: Language) -> tuple[str, str]:
    tolerance = row["tolerance_needed"]
    off = (
        ""
        if isnan(tolerance)
        else word("comparison_tolerance", language, share=percent(tolerance, language, decimals=2))
    )
    contradicted = row["verdict"] in _CONTRADICTED
    return word(f"comparison_{row['verdict']}", language), off if contradicted else ""


def _gap(pair: Pair) -> float:
    """Return the distance between the bounds, 0 where they overlap."""
    return abs(pair.apart[0] - pair.apart[1]) if pair.apart else 0.0


def _data(drawn: pd.DataFrame, pairs: Sequence[Pair]) -> pd.DataFrame:
    columns = ["comparison_id", "name", "check", "side", "value", "lower", "upper", "unit", "gap", "verdict"]
    return pd.DataFrame([*_sides(drawn, pairs)], columns=columns)


def _sides(drawn: pd.DataFrame, pairs: Sequence[Pair]) -> Iterator[tuple[object, ...]]:
    for row, pair in zip(drawn.to_dict("records"), pairs, strict=True):
        for side, figure in (("stated", pair.stated), ("computed", pair.computed)):
            numbers = (figure.value, figure.lower, figure.upper)
            yield (pair.code, pair.name, row["check"], side, *numbers, row["unit"], _gap(pair), row["verdict"])


def _words(rows: pd.DataFrame, pairs: Sequence[Pair], origin: Origin, language: Language) -> Words:
    shown = _distinct(pairs, language)
    told = [f"{pair.name}: {'. '.join(t for t in (pair.details, *pair.verdict) if t)}" for pair in shown]
    left = Counter(rows["verdict"].iloc[len(pairs) :])
    listed = [
        word("comparison_count", language, verdict=word(f"comparison_{verdict}", language), n=n)
        for verdict, n in left.items()
    ]
    return Words(
        title=_title(rows, pairs, language),
        subtitle=word("reconciliation_subtitle", language),
        caption=word("reconciliation_caption", language),
        alt=word("reconciliation_alt", language, n=len(pairs), rows="; ".join(told) + "."),
        origin=origin,
        note=word("reconciliation_left", language, verdicts=joined(listed, language)) if left else "",
    )


def _title(rows: pd.DataFrame, pairs: Sequence[Pair], language: Language) -> str:
    counts = Counter(rows["verdict"])
    differs, n = sum(counts[verdict] for verdict in _CONTRADICTED), len(rows)
    if n == 1 and not differs:
        return word("reconciliation_title_none_only", language, verdict=pairs[0].verdict[0])
    if not differs:
        return word("reconciliation_title_none", language, agrees=counts["agrees"], n=n)
    first = pairs[0]
    sides = (("stated", first.stated), ("computed", first.computed))
    numbers = {side: _short(figure, language) for side, figure in sides}
    key = "reconciliation_title" if differs == 1 else "reconciliation_title_some"
    key = "reconciliation_title_only" if n == 1 else key
    return word(key, language, differs=differs, n=n, name=first.name, **numbers)


def _short(figure: Reading, language: Language) -> str:
    if not isnan(figure.value) and isfinite(figure.upper):
        return number(figure.value, language)
    return _in_words(figure, language)
