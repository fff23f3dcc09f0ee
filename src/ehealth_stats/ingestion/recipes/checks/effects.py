"""Which keys of an entry say something for the way that it reads: an entry's keys -> those that would say nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.recipes.model import ObservationEntry, TargetEntry

_PLACE = ("find", "until", "table")
_ALWAYS = (*_PLACE, "indicator", "read", "breakdown", "area", "scope", "period", "role", "status", "follow_up", "note")
_OF_TABLES = (
    *("areas", "columns", "periods", "counties", "names", "totals", "country_total", "rows", "skip", "marks", "signs"),
    *("transposed", "unit", "parts", "without", "indicators"),
)
# What each way to read goes by, beside what all go by.
KEYS: Mapping[str, tuple[str, ...]] = {
    "single": ("unit", "without"),
    "by area": ("unit", "parts", "names", "label", "indicators", "without", "country_total", "skip", "signs"),
    "by category": ("unit", "categories", "columns", "skip", "signs"),
    "each area": ("without",),
    "named areas": (),
    "done": (),
    "not done": (),
    "change": ("unit", *_OF_TABLES),
    "table": _OF_TABLES,
}
_TARGETS: Mapping[str, tuple[str, ...]] = {
    "areas": ("table",),
    "columns": ("table",),
    "skip": ("table",),
    "names": ("table", "by area"),
}


def without_effect(kind: type, values: Mapping[str, Any], where: str) -> Iterator[RecipeError]:
    """Yield the keys of an entry that say nothing for its way to read, and what else is missing for it."""
    if kind is ObservationEntry:
        yield from _of_observations(values, where)
    if kind is TargetEntry:
        read = values.get("read", "")
        for key in values.keys() & _TARGETS.keys():
            if read not in _TARGETS[key]:
                yield _no_effect(
                    key, read or "single", " or ".join(f'read = "{name}"' for name in _TARGETS[key]), where
                )


def _of_observations(values: Mapping[str, Any], where: str) -> Iterator[RecipeError]:
    read = values.get("read", "single")
    for key, value in values.items():
        if value and key not in (*_ALWAYS, *KEYS[read]):
            reads = " or ".join(f'read = "{name}"' for name, keys in KEYS.items() if key in keys and name != "change")
            yield _no_effect(key, read, reads, where)
    if bool(values.get("indicator")) == bool(values.get("indicators")):
        what = "both 'indicator' and 'indicators' say what is counted" if values.get("indicator") else ""
        expected = "indicator, or indicators = { printed label = code }"
        yield RecipeError(what or "the key 'indicator' is missing", where=where, expected=expected)


def _no_effect(key: str, read: str, reads: str, where: str) -> RecipeError:
    what = f"the key {key!r} says nothing for read = {read!r}"
    return RecipeError(what, where=f"{where}, key {key!r}", expected=reads, hint="leave it out, or choose another read")
