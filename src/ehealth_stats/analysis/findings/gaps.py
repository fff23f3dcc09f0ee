"""Findings on what is missing and what is assumed: Dataset, table totals -> who is missing, what a reading changes."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Row, figure_in, narrow
from ehealth_stats.analysis.findings.finding import Finding, ObservationIndex, quotes, title_of
from ehealth_stats.analysis.frames import counted_areas
from ehealth_stats.analysis.programme_totals import TOTAL_BY, groups_of
from ehealth_stats.analysis.totals import wide_areas
from ehealth_stats.codelists import other_definitions
from ehealth_stats.schema import Amount, Code, Message, Percent, Value, several, words_in

_ABOUT = ("indicator", "breakdown", "period", "role")
_MOST_NAMES = 5


def gaps(totals: pd.DataFrame, index: ObservationIndex) -> Iterator[Finding]:
    """Yield a finding for every total as printed that lacks an area: which, and what each accounts for.

    Where a document only mentions who has something, nobody was asked: all of that is one finding a document.
    """
    short = totals[(totals["n_missing"] != 0) & (totals["reading"] == "") & ~totals["status"].isin(other_definitions())]
    wanted = {tuple(row[name] for name in TOTAL_BY): row for row in short.to_dict("records")}
    indicators, mentioned = set(short["indicator"]), list[tuple[Row, pd.DataFrame]]()
    told = _areas_told(index.dataset.observations)
    for group in groups_of(index.dataset):
        if group.reading or indicators.isdisjoint(group.observations["indicator"]):
            continue
        cells = narrow(group.observations, frame=group.frame)
        widths = wide_areas(group.observations, by=TOTAL_BY, frame=group.frame)
        for key, own in cells[cells["definition"] == ""].groupby(list(TOTAL_BY), sort=False):
            if key in wanted and not _is_correction(wanted[key], own, told):
                if _is_mention(wanted[key], own):
                    mentioned += [(wanted[key], own)] if wanted[key]["breakdown"] == "_T" else []
                    continue
                same = (widths[list(TOTAL_BY)] == list(key)).all(axis=1)
                yield _missing(wanted[key], own, widths[same], index)
    for source in dict.fromkeys(row["source_id"] for row, _ in mentioned):
        yield _mentions(source, [pair for pair in mentioned if pair[0]["source_id"] == source], index)


def _missing(row: Row, cells: pd.DataFrame, widths: pd.DataFrame, index: ObservationIndex) -> Finding:
    absent = cells.loc[cells["missing"], "area"].tolist()
    ids = "|".join(cells["observation_ids"]).split("|")
    told: dict[str, Value] = {"title": title_of(row), "period": Code("period", row["period"])}
    told |= {"figure": _figure(row), "missing": row["n_missing"], "names": _names(absent)}
    told["areas"] = counted_areas(set(cells["area"]), row["n_areas"])
    return Finding(
        name="/".join(["missing", *(str(row[name]) for name in TOTAL_BY)]),
        kind="missing",
        severity="low" if _is_derived(row, cells) else index.severity([row]),
        source_id=row["source_id"],
        statement=Message("plans_missing" if row["role"] == "planned" else "figures_missing", told),
        arithmetic=several([_share(row), _widths(widths)]),
        **quotes(index.rows(ids)),
        settles=_settles(absent, widths),
    )


def _is_mention(row: Row, cells: pd.DataFrame) -> bool:
    """Say whether a document only mentions who has something: municipalities by name, or a figure of a single one.

    It prints nothing of the others then, not even that their figure is unknown.
    """
    is_printed = cells["observation_ids"].ne("")
    asked = bool(cells.loc[cells["missing"], "observation_ids"].ne("").any())
    return not asked and bool(row["unit"] == "municipalities" or cells.loc[is_printed, "area"].nunique() == 1)


def _mentions(source: str, pairs: Sequence[tuple[Row, pd.DataFrame]], index: ObservationIndex) -> Finding:
    ids = [name for _, cells in pairs for cell in cells["observation_ids"] for name in cell.split("|")]
    return Finding(
        name=f"mentioned/{source}",
        kind="missing",
        severity="low",
        source_id=source,
        statement=Message("mentioned_only", {"items": tuple(_mention(row) for row, _ in pairs)}),
        arithmetic=None,
        **quotes(index.rows(ids)),
        settles=Message("settles_mentions"),
    )


def _mention(row: Row) -> Message:
    key = "mentioned_plan" if row["role"] == "planned" else "mentioned_figure"
    return Message(key, {"title": title_of(row), "told": row["n_areas"] - row["n_missing"], "of": row["n_areas"]})


def _areas_told(observations: pd.DataFrame) -> dict[tuple[str, ...], dict[str, set[str]]]:
    """Map what figures are of to the areas that have one, each with its documents."""
    told: dict[tuple[str, ...], dict[str, set[str]]] = {}
    for *about, area, source in observations[[*_ABOUT, "area", "source_id"]].itertuples(index=False):
        told.setdefault(tuple(about), {}).setdefault(area, set()).add(source)
    return told


def _is_correction(
    row: Row, cells: pd.DataFrame, told: Mapping[tuple[str, ...], Mapping[str, Collection[str]]]
) -> bool:
    """Say whether another document gives all areas that are missing: then this one only corrects some of them."""
    areas = told.get(tuple(row[name] for name in _ABOUT), {})
    missing = cells.loc[cells["missing"], "area"]
    return all(any(source != row["source_id"] for source in areas.get(area, ())) for area in missing)


def _is_derived(row: Row, cells: pd.DataFrame) -> bool:
    """Say whether a part is open only because the tree leaves room for it: no area that lacks it was asked for it."""
    return bool(row["breakdown"] != "_T" and cells.loc[cells["missing"], "observation_ids"].eq("").all())


def _figure(row: Row) -> Message:
    return Message("figure", {"figure": Amount(figure_in(row), row["unit"])})


def _share(row: Row) -> Message | None:
    if pd.isna(row["share_lower"]):
        return None
    share = Interval(row["share"], row["share_lower"], row["share_upper"])
    return Message("share_of_the_whole", {"share": Percent(share)})


def _widths(widths: pd.DataFrame) -> Message | None:
    """Say which areas account for how much of the width, those of one percent at least."""
    widest_areas = widths[widths["share"] >= 0.01].head(_MOST_NAMES)
    shares = tuple(
        Message("area_and_share", {"area": Code("area", area), "share": Percent(Interval(share, share, share))})
        for area, share in zip(widest_areas["area"], widest_areas["share"], strict=True)
    )
    return Message("of_the_width", {"shares": shares}) if shares else None


def _settles(absent: Sequence[str], widths: pd.DataFrame) -> Message:
    """Name whose figure is missing, and the area that is worth the first call, where one is."""
    own = widths["width"].tolist()
    if len(own) > 1 and own[0] > own[1]:
        first = Code("area", widths["area"].iloc[0])
        return Message("settles_missing_first", {"names": _names(absent), "first": first})
    return Message("settles_missing", {"names": _names(absent)})


def _names(areas: Sequence[str]) -> Value:
    names = tuple(Code("area", area) for area in areas[:_MOST_NAMES])
    left = len(areas) - _MOST_NAMES
    return Message("names_and_more", {"names": names, "n": left}) if left > 0 else names


def assumptions(totals: pd.DataFrame, index: ObservationIndex) -> Iterator[Finding]:
    """Yield a finding for every declared reading: the totals and shares as printed and under it."""
    statements = index.dataset.statements
    for row in statements[statements["kind"] == "assumption"].to_dict("records"):
        read = totals[(totals["source_id"] == row["source_id"]) & (totals["reading"] == row["label"])]
        changed = several(change for under in read.to_dict("records") for change in _changes(under, totals))
        words = str(row["rule"]).split()
        closed: Row = dict(zip(("indicator", "breakdown", "area"), words[1:], strict=False))
        yield Finding(
            name=f"assumption/{row['source_id']}/{'/'.join(words[1:]) or row['label']}",
            kind="assumption",
            severity=index.severity([closed]) if closed else "low",
            source_id=row["source_id"],
            statement=Message("declared_reading", {"label": words_in(row, "label")}),
            arithmetic=changed or Message("changes_no_total"),
            locators=(row["locator"].replace("|", "/"),),
            texts=(row["text"].replace("|", "/"),),
            settles=Message("settles_reading"),
        )


def _changes(under: Row, totals: pd.DataFrame) -> Iterator[Message]:
    """Yield what a total and its share are as printed and under a reading, where they are not the same."""
    same = totals[totals["reading"] == ""]
    for name in (*TOTAL_BY, "unit"):
        same = same[same[name] == under[name]]
    same = same[same["status"].isin(other_definitions()) == (under["status"] in other_definitions())]
    now = _told(under)
    for then in map(_told, same.to_dict("records")):
        if now != then:
            yield Message("changed_by_reading", {"title": title_of(under), "printed": then, "read": now})


def _told(row: Row) -> Message:
    share = _share(row)
    return Message("figure_and_share", {"figure": _figure(row), "share": share}) if share else _figure(row)
