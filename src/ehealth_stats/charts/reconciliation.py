"""Stated figures against what the others give: the comparisons table -> one line a check, the gap drawn."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from math import inf, isfinite, isnan

import pandas as pd

from ehealth_stats.charts.chart import Chart, to_chart
from ehealth_stats.charts.draw.page import ChartTexts, Origin, origin_of
from ehealth_stats.charts.draw.rows_on_scale import CheckRow, draw_checks
from ehealth_stats.charts.observations import Record
from ehealth_stats.codelists import Language, label, unit_label
from ehealth_stats.codelists.areas import area_name
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Interval, check_table
from ehealth_stats.wording.messages import listed, word
from ehealth_stats.wording.numbers import figure as figure_text
from ehealth_stats.wording.numbers import number, percent
from ehealth_stats.wording.periods import period

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
    checks = [_check(row, language) for row in drawn.to_dict("records")]
    ids = sorted({part for source in rows["source_id"] for part in source.split("|")})
    texts = _texts(rows, checks, origin_of(ids, sources, language), language)
    drawing = partial(draw_checks, _distinct(checks, language), texts, language)
    name = ("reconciliation", ids[0] if len(ids) == 1 else "sources")
    return to_chart(name, drawing, texts, _data(drawn, checks), language)


def _check(row: Record, language: Language) -> CheckRow:
    stated = Interval(row["stated"], row["stated_lower"], row["stated_upper"])
    computed = Interval(row["computed"], row["computed_lower"], row["computed_upper"])
    sides = {"stated": figure_text(stated, language), "computed": figure_text(computed, language)}
    if isfinite(stated.upper) or stated.lower not in (0, -inf):
        sides["stated"] += f" {unit_label(row['unit'], stated.upper, language)}"
    details = word("reconciliation_detail", language, against=word(f"check_{row['check']}", language), **sides)
    bare = CheckRow(row["comparison_id"], _name(row, language), stated, computed, details, "", _verdict(row, language))
    return replace(bare, gap=number(_gap(bare), language))


def _distinct(checks: Sequence[CheckRow], language: Language) -> list[CheckRow]:
    """Return checks that differ in what is shown, with how many checks each stands for."""
    alike = {check: (check.name, check.details, check.verdict) for check in checks}
    counts, firsts = Counter(alike.values()), {shown: check for check, shown in reversed(alike.items())}
    return [
        check if counts[shown] == 1 else replace(check, details=_times(check.details, counts[shown], language))
        for check, shown in alike.items()
        if firsts[shown] is check
    ]


def _times(details: str, n: int, language: Language) -> str:
    return word("reconciliation_times", language, details=details, n=n)


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


def _gap(check: CheckRow) -> float:
    """Return the distance between the bounds, 0 where they overlap."""
    return abs(check.apart[0] - check.apart[1]) if check.apart else 0.0


def _data(drawn: pd.DataFrame, checks: Sequence[CheckRow]) -> pd.DataFrame:
    columns = ["comparison_id", "name", "check", "side", "value", "lower", "upper", "unit", "gap", "verdict"]
    return pd.DataFrame([*_sides(drawn, checks)], columns=columns)


def _sides(drawn: pd.DataFrame, checks: Sequence[CheckRow]) -> Iterator[tuple[object, ...]]:
    for row, check in zip(drawn.to_dict("records"), checks, strict=True):
        for side, figure in (("stated", check.stated), ("computed", check.computed)):
            numbers = (figure.value, figure.lower, figure.upper)
            yield (check.code, check.name, row["check"], side, *numbers, row["unit"], _gap(check), row["verdict"])


def _texts(rows: pd.DataFrame, checks: Sequence[CheckRow], origin: Origin, language: Language) -> ChartTexts:
    shown = _distinct(checks, language)
    told = [f"{check.name}: {'. '.join(t for t in (check.details, *check.verdict) if t)}" for check in shown]
    left = Counter(rows["verdict"].iloc[len(checks) :])
    verdicts = [
        word("comparison_count", language, verdict=word(f"comparison_{verdict}", language), n=n)
        for verdict, n in left.items()
    ]
    return ChartTexts(
        title=_title(rows, checks, language),
        subtitle=word("reconciliation_subtitle", language),
        caption=word("reconciliation_caption", language),
        alt=word("reconciliation_alt", language, n=len(checks), rows="; ".join(told) + "."),
        origin=origin,
        note=word("reconciliation_left", language, verdicts=listed(verdicts, language)) if left else "",
    )


def _title(rows: pd.DataFrame, checks: Sequence[CheckRow], language: Language) -> str:
    counts = Counter(rows["verdict"])
    differs, n = sum(counts[verdict] for verdict in _CONTRADICTED), len(rows)
    if n == 1 and not differs:
        return word("reconciliation_title_none_only", language, verdict=checks[0].verdict[0])
    if not differs:
        return word("reconciliation_title_none", language, agrees=counts["agrees"], n=n)
    first = checks[0]
    sides = (("stated", first.stated), ("computed", first.computed))
    numbers = {side: _short(figure, language) for side, figure in sides}
    key = "reconciliation_title" if differs == 1 else "reconciliation_title_some"
    key = "reconciliation_title_only" if n == 1 else key
    return word(key, language, differs=differs, n=n, name=first.name, **numbers)


def _short(figure: Interval, language: Language) -> str:
    if figure.has_point and isfinite(figure.upper):
        return number(figure.value, language)
    return figure_text(figure, language)
