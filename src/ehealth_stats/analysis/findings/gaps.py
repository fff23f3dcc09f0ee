"""Findings on what is missing and what is assumed: Dataset, table totals -> who is missing, what a reading changes."""

from collections.abc import Hashable, Iterator, Sequence

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Row, figure_in, narrow
from ehealth_stats.analysis.claims import percent_text
from ehealth_stats.analysis.findings.finding import (
    Finding,
    ObservationIndex,
    figure_text,
    name_of,
    quotes,
    title_of,
)
from ehealth_stats.analysis.programme_totals import TOTAL_BY, groups_of
from ehealth_stats.analysis.totals import widest
from ehealth_stats.codelists import area_name

_MOST_NAMES = 5


def gaps(totals: pd.DataFrame, index: ObservationIndex) -> Iterator[Finding]:
    """Yield a finding for every total as printed that lacks an area: which, and what each accounts for."""
    short = totals[(totals["n_missing"] != 0) & (totals["reading"] == "") & (totals["status"] != "D")]
    wanted = {tuple(row[name] for name in TOTAL_BY): row for row in short.to_dict("records")}
    indicators = set(short["indicator"])
    for group in groups_of(index.dataset):
        if group.reading or indicators.isdisjoint(group.observations["indicator"]):
            continue
        cells = narrow(group.observations, frame=group.frame)
        widths = widest(group.observations, by=TOTAL_BY, frame=group.frame)
        for key, own in cells[cells["definition"] == ""].groupby(list(TOTAL_BY), sort=False):
            if key in wanted and not _is_correction(key, own, index):
                same = (widths[list(TOTAL_BY)] == list(key)).all(axis=1)
                yield _missing(wanted[key], own, widths[same], index)


def _missing(row: Row, cells: pd.DataFrame, widths: pd.DataFrame, index: ObservationIndex) -> Finding:
    absent = cells.loc[cells["missing"], "area"].tolist()
    ids = "|".join(cells["observation_ids"]).split("|")
    title, unit = f"{title_of(row)} ({row['period']})", name_of("units", row["unit"])
    planned = ", planned" if row["role"] == "planned" else ""
    figure = figure_in(row)
    return Finding(
        name="/".join(["missing", *(str(row[name]) for name in TOTAL_BY)]),
        kind="missing",
        severity="low" if _is_derived(row, cells) else index.severity([row]),
        source_id=row["source_id"],
        statement=f"{title}{planned}: no figure from {row['n_missing']} of {row['n_areas']} areas: {_names(absent)}.",
        arithmetic="; ".join(text for text in (f"{figure_text(figure)} {unit}", _share(row), _widths(widths)) if text),
        **quotes(index.rows(ids)),
        settles=f"The figure of {_names(absent)}{_first(widths)}.",
    )


def _is_correction(key: Sequence[Hashable], cells: pd.DataFrame, index: ObservationIndex) -> bool:
    """Say whether another document gives all areas that are missing: then this one only corrects some of them."""
    group = dict(zip(TOTAL_BY, key, strict=True))
    rows = index.dataset.observations
    for name in ("indicator", "breakdown", "period", "role"):
        rows = rows[rows[name] == group[name]]
    told = set(rows.loc[rows["source_id"] != group["source_id"], "area"])
    return set(cells.loc[cells["missing"], "area"]) <= told


def _is_derived(row: Row, cells: pd.DataFrame) -> bool:
    """Say whether a part is open only because the tree leaves room for it: no area that lacks it was asked for it."""
    return bool(row["breakdown"] != "_T" and cells.loc[cells["missing"], "observation_ids"].eq("").all())


def _share(row: Row) -> str:
    if pd.isna(row["share_lower"]):
        return ""
    return f"{percent_text(Interval(row['share'], row['share_lower'], row['share_upper']))} of the whole"


def _widths(widths: pd.DataFrame) -> str:
    """Say which areas account for how much of the width, those of one percent at least."""
    widest_areas = widths[widths["share"] >= 0.01].head(_MOST_NAMES)
    parts = [f"{area_name(row['area'])} {100 * row['share']:.0f} %" for row in widest_areas.to_dict("records")]
    return f"of the width {', '.join(parts)}" if parts else ""


def _first(widths: pd.DataFrame) -> str:
    """Name the area that is worth the first call, where one is."""
    own = widths["width"].tolist()
    return f"; first {area_name(widths['area'].iloc[0])}" if len(own) > 1 and own[0] > own[1] else ""


def _names(areas: Sequence[str]) -> str:
    names = [area_name(area) for area in areas[:_MOST_NAMES]]
    return ", ".join(names) + (f" and {len(areas) - _MOST_NAMES} more" if len(areas) > _MOST_NAMES else "")


def assumptions(totals: pd.DataFrame, index: ObservationIndex) -> Iterator[Finding]:
    """Yield a finding for every declared reading: the totals and shares as printed and under it."""
    statements = index.dataset.statements
    for row in statements[statements["kind"] == "assumption"].to_dict("records"):
        read = totals[(totals["source_id"] == row["source_id"]) & (totals["reading"] == row["label"])]
        changed = [text for under in read.to_dict("records") if (text := _change(under, totals))]
        words = str(row["rule"]).split()
        closed: Row = dict(zip(("indicator", "breakdown", "area"), words[1:], strict=False))
        yield Finding(
            name=f"assumption/{row['source_id']}/{'/'.join(words[1:]) or row['label']}",
            kind="assumption",
            severity=index.severity([closed]) if closed else "low",
            source_id=row["source_id"],
            statement=f"Declared reading: {row['label']}.",
            arithmetic="; ".join(changed) or "it changes no total",
            locators=(row["locator"].replace("|", "/"),),
            texts=(row["text"].replace("|", "/"),),
            settles="Whether the reading holds, from who wrote the document.",
        )


def _change(under: Row, totals: pd.DataFrame) -> str:
    """Say what a total and its share are as printed and under a reading, empty when they are the same."""
    same = totals[totals["reading"] == ""]
    for name in (*TOTAL_BY, "unit"):
        same = same[same[name] == under[name]]
    same = same[(same["status"] == "D") == (under["status"] == "D")]
    texts = []
    for before in same.to_dict("records"):
        now, then = _told(under), _told(before)
        if now != then:
            texts.append(f"{title_of(under)}: {then} as printed, {now} under the reading")
    return "; ".join(texts)


def _told(row: Row) -> str:
    figure = figure_in(row)
    return ", ".join(text for text in (f"{figure_text(figure)} {name_of('units', row['unit'])}", _share(row)) if text)
