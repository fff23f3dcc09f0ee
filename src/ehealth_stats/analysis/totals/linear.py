"""Prepared rows -> the sums of areas whose figures add up as they are, and the rows to look at cell by cell.

An area's figures add up as they are where each is printed once, nothing in the tree of categories can narrow it, and
nothing about it is refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import narwhals.stable.v2 as nw
import pandas as pd

from ehealth_stats.analysis.totals.engines import Lazy, distinct
from ehealth_stats.analysis.totals.groups import is_of_areas
from ehealth_stats.analysis.totals.prepare import Prepared, Wanted
from ehealth_stats.analysis.totals.rows import Coded, Rows

_FIGURES = ("value", "lower", "upper")
_COUNTED = ("n_points", "n_missing", "n_estimated")
# What figures that are added up have one of.
_ALIKE = ("indicator", "unit", "level", "period")
_TREE = ("source_id", "indicator", "period", "start", "end", "unit", "role", "level", "definition")
_SUMMED = ("area", "breakdown", "unit", *_FIGURES, *_COUNTED, "n_odd", "gravity", "stock", "meet", "inside")
_MARKS = (*_SUMMED, "cell", "is_point", "municipal")
# So many powers of two are exact in a sum, if not one is there thousands of times; with more words it takes too long.
_BITS, _WORDS = 40, 20
_WHOLE = nw.col("is_whole")


@dataclass(frozen=True, slots=True)
class Linear:
    """Rows on their engine, and the areas whose figures add up as they are, `regular`, with their sums.

    `odd` are the places of all others, `suspect` the trees about which something may be refused. `plain` is what the
    groups are, read.
    """

    rows: Rows
    lazy: Lazy
    regular: Lazy
    odd: Lazy
    suspect: Lazy
    plain: pd.DataFrame
    group: tuple[str, ...]
    tree: tuple[str, ...]

    @property
    def place(self) -> list[str]:
        """What makes the figures that narrow each other: those of an area in one tree."""
        return list(dict.fromkeys([*self.tree, "area"]))

    @property
    def forest(self) -> list[str]:
        """What makes the trees that span all areas."""
        return _forest(self.tree)

    def read(self, lazy: Lazy) -> pd.DataFrame:
        """Return what was computed, in words."""
        return self.rows.read(lazy)

    def rows_of(self, areas: Lazy) -> pd.DataFrame:
        """Return the rows of some areas as they were given."""
        return self.rows.given(self.lazy.join(areas, on=self.place, how="semi"))

    def wide(self) -> pd.DataFrame:
        """Return the areas that add up as they are and are not exact, with the sums of their figures."""
        areas = self._of_suspects(self.regular.filter(nw.col("upper") > nw.col("lower")), "anti")
        return self.read(areas.select(*dict.fromkeys([*self.group, "area"]), *_FIGURES))

    def suspects(self) -> pd.DataFrame:
        """Return the rows, as given, of groups about which something may be refused."""
        return self.rows.given(self._of_suspects(self.lazy, "semi"))

    def irregular(self) -> Lazy:
        """Return the areas, of groups that nothing is refused of, whose figures do not add up as they are."""
        areas = self._of_suspects(self.odd, "anti")
        return self.rows.kept(areas, self.rows.read(areas))

    def _of_suspects(self, lazy: Lazy, how: Literal["semi", "anti"]) -> Lazy:
        return lazy.join(self.suspect, on=self.forest, how=how)

    def trees(self, of: Lazy) -> pd.DataFrame:
        """Return what is in the trees of some areas: a row a tree and category."""
        rows = self.lazy.join(distinct(of, self.forest), on=self.forest, how="semi")
        return self.rows.read(distinct(rows, [*_TREE, "breakdown"]))

    def places(self) -> pd.DataFrame:
        """Return the areas of the frame that have a figure in each tree of municipalities."""
        rows = self._of_suspects(self.lazy.filter(nw.col("municipal")), "anti")
        return self.rows.read(distinct(rows, list(dict.fromkeys([*_TREE, "breakdown", "area", "inside", *self.tree]))))


def _forest(tree: Iterable[str]) -> list[str]:
    return [name for name in tree if not is_of_areas(name)]


def linear(prepared: Prepared, wanted: Wanted) -> Linear | None:
    """Sum what adds up as it is, by area and by group; None where no row is known to be summed."""
    rows, group = prepared.rows, (*wanted.by, "definition")
    tree = tuple(name for name in group if name != "breakdown")
    lazy = rows.select([*group, *_TREE, *_MARKS])
    counted = lazy.with_columns(is_whole=nw.col("breakdown") == rows.coded("breakdown", "_T"))
    inside = counted.filter(nw.col("inside")) if wanted.frame is not None else counted
    summed = inside if wanted.by_part else inside.filter(_WHOLE)
    if rows.is_none(summed):
        return None
    alike = [name for name in _ALIKE if name not in wanted.by and prepared.varies(name)]
    # In scope, an area is missing in each period that it has no row of.
    in_all = wanted.frame is not None and "period" in alike
    keys = list(dict.fromkeys([*group, "area"]))
    if prepared.varies("breakdown") or in_all:
        flags = _flags(counted, inside, list(tree), by_part=wanted.by_part, in_all=in_all)
        by_area = _by_area(summed, keys, alike)
        by_area = flags.join(by_area, on=list(dict.fromkeys([*tree, "area"])), how="left")
    elif settled := _settled(prepared, wanted, alike):
        groups, plain, regular, odd = settled
        return _linear(rows, lazy, (regular, odd), (groups, plain), group)
    else:
        by_area = _by_area(summed, keys, alike)
        by_area = by_area.with_columns(regular=(nw.col("n_odd") == 0) & (nw.col("n") == nw.col("n_cells")))
    groups = _by_group(by_area, list(group), alike)
    areas = by_area.filter(nw.col("regular")), by_area.filter(~nw.col("regular"))
    return _linear(rows, lazy, areas, (groups, rows.read(groups)), group)


def _linear(
    rows: Rows, lazy: Lazy, areas: tuple[Lazy, Lazy], groups: tuple[Lazy, pd.DataFrame], group: tuple[str, ...]
) -> Linear:
    """Take areas that are regular and odd, and groups to compute with and read."""
    tree = tuple(name for name in group if name != "breakdown")
    forest = _forest(tree)
    found = groups[1].loc[groups[1]["suspect"].astype(bool), forest].drop_duplicates()
    suspect = rows.kept(distinct(groups[0].filter(nw.col("suspect")), forest), found)
    odd = distinct(areas[1], list(dict.fromkeys([*tree, "area"])))
    return Linear(rows, lazy, areas[0], odd, suspect, groups[1], group, tree)


# Groups to compute with and read, the areas of them that add up as they are, and the others.
_Settled = tuple[Lazy, pd.DataFrame, Lazy, Lazy]


def _settled(prepared: Prepared, wanted: Wanted, alike: list[str]) -> _Settled | None:
    """Sum the groups without a look at each area of them all; None where that would not tell one from two figures."""
    rows, group = prepared.rows, [*wanted.by, "definition"]
    if isinstance(rows, Coded):
        if not rows.is_settled([*group, "area"]):
            return None
        figures = rows.numbered(group, [*group, *_TREE, *_MARKS])
        groups = _sums(figures, ["number"], group, alike)
        return groups, rows.read(groups), figures, figures.head(0)
    areas = sorted(prepared.distinct["area"]) if "area" not in wanted.by else []
    if len(areas) > _BITS * _WORDS or "period" in alike:
        return None
    names = [*group, *_SUMMED, *alike]
    figures = marked = _summed(rows.select(names), wanted)
    words = {f"word {n}": nw.when(nw.col("word") == n).then(nw.col("bit")) for n in range(-(-len(areas) // _BITS))}
    if areas:
        marked = _summed(rows.join(["area"], _bits(areas)).select([*names, "bit", "word"]), wanted)
        marked = marked.with_columns(**{name: bit.otherwise(0.0) for name, bit in words.items()})
    groups = _sums(marked, group, [], alike, ["n_odd", *words])
    found = rows.read(groups)
    once = found[[*words]].map(lambda word: int(word).bit_count()).sum(axis=1) if areas else 1
    found["settled"] = (found["n"] == once) & (found["n_odd"] == 0)
    if found["settled"].all():
        return groups, found, figures, figures.head(0)
    return _unsettled(rows, figures, (groups, found), group, alike)


def _summed(lazy: Lazy, wanted: Wanted) -> Lazy:
    lazy = lazy.filter(nw.col("inside")) if wanted.frame is not None else lazy
    return lazy if wanted.by_part else lazy.filter(nw.col("breakdown") == "_T")


def _unsettled(
    rows: Rows, figures: Lazy, groups: tuple[Lazy, pd.DataFrame], group: list[str], alike: list[str]
) -> _Settled:
    """Look at each area of groups that are not settled, and sum those again that have one figure, and none is odd."""
    found, place = groups[1], list(dict.fromkeys([*group, "area"]))
    which = ~found["settled"]
    rest = figures.join(rows.kept(groups[0], found.loc[which, group]), on=group, how="semi")
    areas = rest.group_by(place).agg(nw.len().alias("n"), nw.col("n_odd").sum())
    areas = areas.filter((nw.col("n") > 1) | (nw.col("n_odd") > 0)).select(*place)
    of_odd = rows.read(areas)
    odd = rows.kept(areas, of_odd)
    sums = rows.read(_sums(rest.join(odd, on=place, how="anti"), group, [], alike)).set_index(group)
    again = ["n", "n_areas", "n_reported", *_FIGURES, "n_points", "n_missing", "n_estimated", "gravity"]
    nothing = dict.fromkeys(again, 0) | {"gravity": -1}
    own = sums[again].reindex(pd.MultiIndex.from_frame(found.loc[which, group])).fillna(nothing)
    n_odd = of_odd.groupby(group).size().reindex(own.index).fillna(0)
    plain = found.copy()
    plain.loc[which, again] = own.astype(found.dtypes[again]).to_numpy()
    plain.loc[which, "n_all"] = (own["n_areas"] + n_odd).astype("int64").to_numpy()
    return groups[0], plain, figures.join(odd, on=place, how="anti"), odd


def _bits(areas: Sequence[str]) -> pd.DataFrame:
    """Return a power of two for each area, so many a word that their sums are exact.

    Powers add up to as many bits as they are where no two are the same, and to fewer else: a group has each area once
    when the bits are as many as its rows. No engine has to keep its areas for that, as it does to count them.
    """
    places = range(len(areas))
    bits = {"word": [place // _BITS for place in places], "bit": [2.0 ** (place % _BITS) for place in places]}
    return pd.DataFrame({"area": list(areas), **bits})


def _by_area(lazy: Lazy, keys: list[str], alike: list[str]) -> Lazy:
    """Sum the figures of each area of a group."""
    return lazy.group_by(keys).agg(
        nw.len().alias("n"),
        nw.col("cell").n_unique().alias("n_cells"),
        *(nw.col(name).sum() for name in (*_FIGURES, *_COUNTED, "n_odd")),
        *(nw.col(name).max() for name in ("gravity", "stock", "meet")),
        *_ends(alike, suffix=False),
        *([] if "unit" in keys or "unit" in alike else [nw.col("unit").max()]),
    )


def _sums(lazy: Lazy, keys: list[str], group: list[str], alike: list[str], also: Sequence[str] = ()) -> Lazy:
    """Sum rows of which each is an area that adds up as it is; the columns of `group` have one value for each key."""
    found = lazy.group_by(keys).agg(
        *(nw.col(name).max() for name in group),
        *(nw.len().alias(name) for name in ("n_all", "n_areas", "n")),
        nw.col("n_points").sum().alias("n_reported"),
        *(nw.col(name).sum() for name in (*_FIGURES, *_COUNTED, *also)),
        *(nw.col(name).max() for name in ("gravity", "stock", "meet")),
        *_ends(alike, suffix=False),
        *([] if "unit" in [*keys, *group, *alike] else [nw.col("unit").max()]),
    )
    return _suspected(found, alike)


def _ends(names: list[str], *, suffix: bool) -> list[nw.Expr]:
    """Return the first and last value of columns, which are one where there is only one."""
    own = {name: (f"{name}_min", f"{name}_max") if suffix else (name, name) for name in names}
    ends = [(nw.col(low).min(), nw.col(high).max()) for low, high in own.values()]
    return [
        end.alias(f"{name}_{which}")
        for name, pair in zip(names, ends, strict=True)
        for which, end in zip(("min", "max"), pair, strict=True)
    ]


def _flags(counted: Lazy, inside: Lazy, tree: list[str], *, by_part: bool, in_all: bool) -> Lazy:
    """Say of each area whether its tree can narrow nothing, since all it prints is exact and nothing is left out."""
    place = list(dict.fromkeys([*tree, "area"]))
    counts = (nw.col(name).n_unique().alias(f"{name}s_used") for name in ("breakdown", "period"))
    codes = counted.group_by(_forest(tree)).agg(*counts)
    marks = inside.with_columns(
        open=(~nw.col("is_point") & (_WHOLE if not by_part else nw.lit(True))).cast(nw.Int64),
        whole=_WHOLE.cast(nw.Int64),
        part_value=nw.when(~_WHOLE).then(nw.col("value")),
        whole_value=nw.when(_WHOLE).then(nw.col("value")),
    )
    found = marks.group_by(place).agg(
        nw.len().alias("n"),
        nw.col("cell").n_unique().alias("n_cells"),
        nw.col("period").n_unique().alias("n_periods"),
        *(nw.col(name).sum() for name in ("n_odd", "open", "whole")),
        nw.col("part_value").max(),
        nw.col("whole_value").min(),
    )
    single = nw.col("breakdowns_used") == 1
    settled = nw.col("open") == 0
    if by_part:
        every = nw.col("n_cells") == nw.col("breakdowns_used") * nw.col("n_periods")
        fits = ~(nw.col("part_value") > nw.col("whole_value")).fill_null(False)
        settled = settled & every & fits
    once = (nw.col("n_odd") == 0) & (nw.col("n") == nw.col("n_cells"))
    present = nw.lit(True) if by_part else nw.col("whole") == nw.col("n_periods")
    if in_all:
        present = present & (nw.col("n_periods") == nw.col("periods_used"))
    regular = once & present & (single | settled)
    return found.join(codes, on=_forest(tree), how="inner").with_columns(regular=regular).select(*place, "regular")


def _by_group(by_area: Lazy, group: list[str], alike: list[str]) -> Lazy:
    """Sum the regular areas of each group, and say of which groups something may be refused."""
    regular = nw.col("regular")
    areas = {"n_reported": nw.col("n_points") == nw.col("n")}
    areas |= {name: nw.col(name) > 0 for name in ("n_missing", "n_estimated")}
    nothing = {"n": 0, "n_points": 0, "gravity": -1, **dict.fromkeys(_FIGURES, 0.0)}
    kept = by_area.with_columns(
        *(nw.when(told & regular).then(1).otherwise(0).alias(name) for name, told in areas.items()),
        *(nw.when(regular).then(nw.col(name)).otherwise(nw.lit(none)).alias(name) for name, none in nothing.items()),
        n_areas=regular.cast(nw.Int64),
    )
    found = kept.group_by(group).agg(
        nw.len().alias("n_all"),
        *(nw.col(name).sum() for name in ("n_areas", *areas, "n", "n_points", *_FIGURES)),
        *(nw.col(name).max() for name in ("gravity", "stock", "meet")),
        *_ends(alike, suffix=True),
        *([] if "unit" in group or "unit" in alike else [nw.col("unit").max()]),
    )
    return _suspected(found, alike)


def _suspected(groups: Lazy, alike: list[str]) -> Lazy:
    """Say of which groups something may be refused: that is decided cell by cell."""
    differ = {name: nw.col(f"{name}_min") != nw.col(f"{name}_max") for name in alike}
    if "period" in differ:
        differ["period"] = differ["period"] & (nw.col("stock") + nw.col("meet") > 0)
    suspect = nw.any_horizontal(*differ.values(), ignore_nulls=True) if differ else nw.lit(False)
    units = [nw.col("unit_min").alias("unit")] if "unit" in alike else []
    return groups.with_columns(suspect.alias("suspect"), *units)
