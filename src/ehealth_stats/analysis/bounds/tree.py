"""The tree of categories as constraints: the bounds of parts and wholes of one area -> bounds that fit each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ehealth_stats.codelists import cache_by_lists, categories, check_code
from ehealth_stats.schema import Interval, decimal_sum

Box = Mapping[str, Interval]


@cache_by_lists
def root_of(code: str) -> str:
    """Return the whole that a category is part of; an addition stands beside it and is its own.

    Examples
    --------
    >>> root_of("ip_telephony"), root_of("hsa_only")
    ('_T', 'hsa_only')
    """
    category = categories()[check_code("categories", code)]
    return code if category.addition or not category.parent else root_of(category.parent)


def nearest_parents(codes: Iterable[str]) -> dict[str, str]:
    """Map each code to its nearest ancestor among the codes, the whole to an empty text; parents come first.

    Examples
    --------
    >>> nearest_parents(["in_kind", "grant_coordinator", "grant", "_T"])
    {'_T': '', 'grant': '_T', 'grant_coordinator': 'grant', 'in_kind': '_T'}
    """
    used = {check_code("categories", code) for code in codes}
    return {code: _nearest(code, used) for code in categories() if code in used}


def _nearest(code: str, used: set[str]) -> str:
    category = categories()[code]
    while not category.addition and category.parent:
        if category.parent in used:
            return category.parent
        category = categories()[category.parent]
    return ""


def with_ancestors(codes: Iterable[str]) -> set[str]:
    """Return codes with everything that they are part of; an addition is part of nothing.

    Examples
    --------
    >>> sorted(with_ancestors(["ip_telephony"])), with_ancestors(["hsa_only"])
    (['_T', 'digital', 'ip_telephony'], {'hsa_only'})
    """
    used = {check_code("categories", code) for code in codes}
    above = {categories()[code].parent for code in used if not categories()[code].addition} - {"", *used}
    return with_ancestors(used | above) if above else used


def children_of(codes: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Map each code to its parts among the codes, those of each dimension apart: they cut the same whole differently.

    Examples
    --------
    >>> children_of(["_T", "nurses", "physicians", "municipal"])["_T"]
    (('nurses', 'physicians'), ('municipal',))
    """
    return {code: place.children for code, place in _places(frozenset(codes)).items()}


def taken_by_siblings(box: Box) -> dict[str, float]:
    """Return how much of the whole is certainly not in a category: its siblings' lower bounds, and its ancestors'.

    Siblings are the categories of one dimension under one parent; those of another dimension cut the whole another way.

    Examples
    --------
    >>> box = {"grant_coordinator": Interval(7, 7, 7), "grant_activities": Interval(17, 17, 17)}
    >>> taken_by_siblings(box)
    {'grant_coordinator': 17.0, 'grant_activities': 7.0}
    """
    taken: dict[str, float] = {}
    for code, place in _places(frozenset(box)).items():
        beside = decimal_sum(box[other].lower for other in place.siblings)
        taken[code] = beside + taken.get(place.parent, 0.0)
    return taken


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a category stands among the codes in use; its children come as one family a dimension."""

    parent: str
    siblings: tuple[str, ...]
    children: tuple[tuple[str, ...], ...]


@cache_by_lists
def _places(codes: frozenset[str]) -> dict[str, _Place]:
    parents = nearest_parents(codes)
    families: dict[tuple[str, str, str], list[str]] = {}
    for code, parent in parents.items():
        families.setdefault((parent, root_of(code), categories()[code].dimension), []).append(code)
    return {
        code: _Place(
            parent,
            tuple(other for family in families.values() if code in family for other in family if other != code),
            tuple(tuple(family) for (above, _, _), family in families.items() if above == code),
        )
        for code, parent in parents.items()
    }


def within_tree(box: Box) -> dict[str, Interval]:
    """Narrow the bounds of one area's categories to what the tree allows.

    A parent is at least the sum of its children of one dimension, a child at most its parent less what its siblings
    take. Bounds never leave a printed point, and contradictory ones stay as printed: to say so is reconciliation's job.

    Examples
    --------
    "670 varav 100 IP-tel": how many are digital is open, but not without limits.

    >>> from math import inf, nan
    >>> whole, part = Interval(670, 670, 670), Interval(100, 100, 100)
    >>> alarms = {"_T": whole, "digital": Interval(nan, 0, inf), "ip_telephony": part}
    >>> within_tree(alarms)["digital"]
    Interval(value=nan, lower=100.0, upper=670.0)
    """
    narrowed = dict(box)
    if all(figure.lower == figure.value == figure.upper for figure in box.values()):
        return narrowed
    places = _places(frozenset(box))
    for code in reversed(places):
        own = narrowed[code]
        sums = [decimal_sum(narrowed[child].lower for child in family) for family in places[code].children]
        narrowed[code] = _kept(own, max([own.lower, *sums]), own.upper)
    for code, place in places.items():
        if place.parent:
            own = narrowed[code]
            beside = decimal_sum(narrowed[other].lower for other in place.siblings)
            narrowed[code] = _kept(own, own.lower, min(own.upper, narrowed[place.parent].upper - beside))
    return narrowed


def _kept(own: Interval, lower: float, upper: float) -> Interval:
    if own.has_point:
        lower, upper = min(lower, own.value), max(upper, own.value)
    return Interval(own.value, lower, upper) if lower <= upper else own
