"""A person's own code lists: files or rows with codes of their own -> the lists in use with these added.

An own code says what it counts; a code of ours may get labels and synonyms, and never another meaning.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ehealth_stats.codelists.areas import area_level, read_area
from ehealth_stats.codelists.lists import (
    AreaGroup,
    CodeLists,
    Language,
    ListName,
    Unit,
    category_of,
    in_use,
    indicator_of,
    label_languages,
    shipped,
    unit_of,
    words_of,
)
from ehealth_stats.errors import CodeListError, did_you_mean, raise_all

_COLUMNS: Mapping[ListName, tuple[str, ...]] = {
    "units": ("code", "kind", "currency", "level", "numerator", "denominator", "words"),
    "indicators": ("code", "unit", "kind", "direction", "per", "synonyms"),
    "categories": ("code", "parent", "dimension", "addition", "state", "synonyms"),
    "areas": ("code", "dimension", "areas", "synonyms"),
}
"""The columns of each list beside its labels; units first, since indicators are counted in them."""
LISTS = tuple(_COLUMNS)
_NEEDED: Mapping[ListName, tuple[str, ...]] = {
    "units": ("kind",),
    "indicators": ("unit", "kind"),
    "categories": ("parent", "dimension"),
    "areas": ("areas",),
}
_SAYS = ("synonyms", "words")  # what a code of ours may get beside labels
_CODE = re.compile(r"[^\W_][\w./-]*")
_LABEL = re.compile(r"(label|one)_([a-z]{2,3})")
CHOICES: Mapping[tuple[ListName, str], tuple[str, ...]] = {
    ("units", "kind"): ("count", "time", "percent", "money", "rate"),
    ("units", "level"): ("", "municipality", "county"),
    ("indicators", "kind"): ("flow", "stock", "ratio", "distinct"),
    ("indicators", "direction"): ("", "increase", "decrease"),
    ("categories", "addition"): ("", "yes"),
}
# What tables group by without a list of one's own.
_GROUPED_BY = ("source_id", "indicator", "breakdown", "area", "period", "unit", "role", "county", "country")
# The label that stands in for one that is not there: a neighbour's before English.
_NEAREST: Mapping[Language, str] = {"nn": "nb", "nb": "nn"}


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row of a person's own list: its cells by column, where it stands, and what a `cell` is called there."""

    name: ListName
    cells: Mapping[str, str]
    where: str
    cell: str = "column"

    @property
    def code(self) -> str:
        """The code that the row is about."""
        return self.cells.get("code", "")

    def wrong(self, column: str, what: str, *, expected: str = "", hint: str = "") -> CodeListError:
        """Return the error of one cell."""
        return CodeListError(what, where=f"{self.where}, {self.cell} {column!r}", expected=expected, hint=hint)


def narrowed(
    lists: CodeLists, *, indicators: Iterable[str], units: Iterable[str], categories: Iterable[str]
) -> CodeLists:
    """Return lists in which only what is named is a person's own: nothing else of theirs says anything here.

    A unit of an indicator, and of which a rate is, is named with it; so is the whole of a category.
    """
    of_units = set(units) | {lists.indicators[code].unit for code in indicators}
    of_units |= {part for code in of_units if code in lists.units for part in _parts(lists.units[code])}
    prices = {code: unit.denominator for code, unit in lists.units.items() if unit.denominator and unit.currency}
    by = {prices[code] for code in of_units & prices.keys()}
    of_units |= {code for code, denominator in prices.items() if denominator in by}  # in another currency
    above = set(categories)
    while more := {lists.categories[code].parent for code in above if code in lists.categories} - above:
        above |= more
    named = {"indicators": frozenset(indicators), "units": frozenset(of_units), "categories": frozenset(above)}
    if not any(_own_codes(lists, name) - codes for name, codes in named.items()):
        return lists
    made: CodeLists = lists.known(("narrowed", *named.values()), lambda: _only(lists, named))
    return made


def _own_codes(lists: CodeLists, name: str) -> set[str]:
    """Return the codes that a person added, or said more of."""
    ours = getattr(shipped(), name)
    return {code for code, entry in getattr(lists, name).items() if entry is not ours.get(code)}


def _only(lists: CodeLists, named: Mapping[str, Collection[str]]) -> CodeLists:
    kept: dict[str, Any] = {}
    for name, codes in named.items():
        own, ours = getattr(lists, name), getattr(shipped(), name)
        kept[name] = {**ours, **{code: entry for code, entry in own.items() if code in codes}}
    return replace(lists, **kept)


def _parts(unit: Unit) -> tuple[str, str]:
    return unit.numerator, unit.denominator


def rows_of(name: ListName, entries: Iterable[Any], where: str) -> Iterator[OwnRow]:
    """Yield the rows of a list that stands in a recipe: `label` is a text or a table by language, lists are lists."""
    for number, entry in enumerate(entries, 1):
        cells: dict[str, str] = {}
        for key, value in entry.items() if isinstance(entry, dict) else ():
            if isinstance(value, dict):
                cells |= {f"{key}_{language}": str(words) for language, words in value.items()}
            elif key in ("label", "one"):
                cells |= {f"{key}_en": str(value)}
            else:
                listed = isinstance(value, list)
                cells[key] = "|".join(map(str, value)) if listed else "yes" if value is True else str(value)
        yield OwnRow(name, cells, f"{where} [[{name}]] {number}", "key")


def with_own(rows: Iterable[OwnRow]) -> CodeLists:
    """Return the lists in use with rows added.

    Raises
    ------
    CodeListError
        With every mistake in them.
    """
    rows = list(rows)
    mistakes = [error for row in rows for error in _mistakes(row)] + list(_twice(rows))
    raise_all(mistakes)
    lists = in_use()
    for name in LISTS:
        listed = _in_order([row for row in rows if row.name == name], getattr(lists, name))
        own: dict[str, Any] = {name: {**getattr(lists, name), **{row.code: _entry(row, lists) for row in listed}}}
        lists = replace(lists, **own)
    raise_all([*(error for row in rows for error in _unknown(row, lists)), *_shared(rows, lists)])
    return lists


def joined(parts: Iterable[CodeLists]) -> CodeLists:
    """Return the lists of several documents as one: where none has lines of its own those of the package themselves.

    Raises
    ------
    CodeListError
        If two of them mean something else by one code.
    """
    whole = shipped()
    for lists in (lists for lists in parts if lists is not shipped()):
        for name in LISTS:
            own, known = getattr(lists, name), getattr(whole, name)
            told = [code for code, entry in own.items() if code in known and known[code] != entry]
            apart = [code for code in told if _meaning(known[code]) != _meaning(own[code])]
            if apart:
                where = f"the list {name} of two recipes"
                raise CodeListError(f"{apart[0]!r} means two things", where=where, hint="call one of them otherwise")
            merged = {**known, **{code: _both(known.get(code), entry) for code, entry in own.items()}}
            whole = replace(whole, **{name: merged})
    return whole


def _meaning(entry: Any) -> tuple[Any, ...]:  # noqa: ANN401 - an entry of any list
    names = (
        "code",
        "unit",
        "kind",
        "direction",
        "per",
        "parent",
        "dimension",
        "addition",
        "state",
        "currency",
        "areas",
    )
    return tuple(getattr(entry, name, "") for name in (*names, "level", "numerator", "denominator"))


def _both(known: Any, entry: Any) -> Any:  # noqa: ANN401
    """Return an entry with the labels and words of both."""
    if known is None or known == entry:
        return entry
    said = "words" if hasattr(entry, "words") else "synonyms"
    words = tuple(dict.fromkeys([*getattr(known, said), *getattr(entry, said)]))
    return replace(entry, labels={**known.labels, **entry.labels}, **{said: words})


def _mistakes(row: OwnRow) -> Iterator[CodeListError]:
    """Yield what is wrong with a row by itself."""
    columns, ours = _COLUMNS[row.name], getattr(in_use(), row.name).get(row.code)
    for key, cell in row.cells.items():
        choices = CHOICES.get((row.name, key))
        if key not in columns and not (found := _LABEL.fullmatch(key)):
            expected = f"{', '.join(columns)}, label_sv, label_nb and so on"
            yield row.wrong(key, f"unknown column {key!r}", expected=expected, hint=did_you_mean(key, columns))
        elif key not in columns and found and found[1] == "one" and row.name != "units":
            yield row.wrong(key, f"unknown column {key!r}", hint="only units have words for one")
        elif cell and choices and cell not in choices:
            expected = ", ".join(filter(None, choices))
            yield row.wrong(key, f"{cell!r} is not allowed here", expected=expected, hint=did_you_mean(cell, choices))
        elif cell and ours and key in columns and key not in _SAYS and cell != _told(ours, key):
            what = f"{row.code!r} is a code already, its {key} is {_told(ours, key)!r} and not {cell!r}"
            yield row.wrong(key, what, hint="give it labels and synonyms only, or choose a code of your own")
    if not _CODE.fullmatch(row.code):
        yield row.wrong(
            "code", f"{row.code!r} is no code", expected="letters, digits, _ and /, beginning with a letter"
        )
    elif not ours:
        yield from (
            row.wrong(key, f"{row.code!r} has no {key}", expected=", ".join(CHOICES.get((row.name, key), ())))
            for key in _NEEDED[row.name]
            if not row.cells.get(key)
        )
        if not any(cell for key, cell in row.cells.items() if key.startswith("label_")):
            yield row.wrong("label_sv", f"{row.code!r} has no label", expected="label_ and a language: label_sv")


def _told(entry: Any, key: str) -> str:  # noqa: ANN401
    value = getattr(entry, key)
    return ("yes" if value else "") if isinstance(value, bool) else str(value)


def _twice(rows: Sequence[OwnRow]) -> Iterator[CodeListError]:
    seen: dict[tuple[str, str], OwnRow] = {}
    for row in rows:
        if first := seen.get((row.name, row.code)):
            yield row.wrong(
                "code", f"{row.code!r} stands twice", expected="each code once", hint=f"also: {first.where}"
            )
        seen.setdefault((row.name, row.code), row)


def _in_order(rows: Sequence[OwnRow], known: Mapping[str, Any]) -> list[OwnRow]:
    """Return rows with parents before their children; those whose parent is in no list, or a circle, come last."""
    placed, left = list[OwnRow](), list(rows)
    while left:
        codes = {*known, *(row.code for row in placed), ""}
        ready = [row for row in left if row.cells.get("parent", "") in codes] or left
        placed += ready
        left = [row for row in left if row not in ready]
    return placed


def _entry(row: OwnRow, lists: CodeLists) -> Any:  # noqa: ANN401
    """Return the entry of a row; one that is there already gets its labels and words."""
    cells = dict.fromkeys(_COLUMNS[row.name], "") | dict(row.cells)
    said = "words" if row.name == "units" else "synonyms"
    words = tuple(word.casefold() for word in words_of(cells[said]))
    labels, one = _labels(cells, "label"), _labels(cells, "one")
    if known := getattr(lists, row.name).get(row.code):
        more = {"one": {**known.one, **one}} if one else {}
        told = tuple(dict.fromkeys([*getattr(known, said), *words]))
        return replace(known, labels={**known.labels, **labels}, **{said: told}, **more)
    cells |= {said: "|".join(words)}
    if row.name == "units" and not cells["currency"] and cells["numerator"] in lists.units:
        cells["currency"] = lists.units[cells["numerator"]].currency
    whole = _in_all(labels)
    if row.name == "units":
        return unit_of(cells, whole, {**whole, **one})
    if row.name == "areas":
        return AreaGroup(row.code, cells["dimension"] or row.code, cells["areas"], whole, words)
    return indicator_of(cells, whole) if row.name == "indicators" else category_of(cells, whole)


def _labels(cells: Mapping[str, str], kind: str) -> dict[str, str]:
    return {key.removeprefix(f"{kind}_"): cell for key, cell in cells.items() if key.startswith(f"{kind}_") and cell}


def _in_all(labels: Mapping[str, str]) -> dict[str, str]:
    """Return labels in all languages of reports: the nearest one where there is none."""
    first = next(iter(labels.values()))
    nearest = {str(each): labels.get(_NEAREST.get(each, ""), labels.get("en", first)) for each in label_languages()}
    return {**nearest, **labels}


def _unknown(row: OwnRow, lists: CodeLists) -> Iterator[CodeListError]:
    """Yield the codes of other lists that no list has."""
    entry = getattr(lists, row.name)[row.code]
    named = {
        "units": (("numerator", lists.units), ("denominator", lists.units)),
        "indicators": (("unit", lists.units), ("per", lists.indicators)),
        "categories": (("parent", lists.categories),),
        "areas": (),
    }
    for column, known in named[row.name]:
        code = getattr(entry, column)
        if code and code not in known:
            expected = f"a code of the list of {'indicators' if column == 'per' else column + 's'}"
            yield row.wrong(column, f"no code {code!r}", expected=expected, hint=did_you_mean(code, known))
    if row.name == "categories" and _is_circle(row.code, lists):
        yield row.wrong("parent", f"{row.code!r} is a part of itself", expected="a whole that is no part of it")
    if row.name == "areas":
        yield from _wrong_areas(row, lists)


def _is_circle(code: str, lists: CodeLists) -> bool:
    seen, at = {code}, lists.categories[code].parent
    while at in lists.categories:
        if at in seen:
            return True
        seen.add(at)
        at = lists.categories[at].parent
    return False


def _wrong_areas(row: OwnRow, lists: CodeLists) -> Iterator[CodeListError]:
    group: AreaGroup = lists.areas[row.code]
    try:
        area_level(row.code)
    except CodeListError:
        pass
    else:
        yield row.wrong("code", f"{row.code!r} is the code of an area", expected="a name for a group of areas")
    for code in group.areas.split("|"):
        try:
            read_area(code.strip())
        except CodeListError as error:
            yield row.wrong("areas", error.what, expected="codes of areas parted by a bar", hint=error.hint)
    if group.dimension in _GROUPED_BY:
        yield row.wrong("dimension", f"{group.dimension!r} is what tables group by already", expected="another name")
    for other in lists.areas.values():
        both = set(group.areas.split("|")) & set(other.areas.split("|"))
        if other.code != group.code and other.dimension == group.dimension and both:
            what = f"{sorted(both)[0]} is in {group.code!r} and in {other.code!r}"
            yield row.wrong("areas", what, expected="groups of one dimension that share no area")


def _shared(rows: Sequence[OwnRow], lists: CodeLists) -> Iterator[CodeListError]:
    """Yield the printed words that stand for two codes of one list."""
    for row in rows:
        own = getattr(lists, row.name)
        said = "words" if row.name == "units" else "synonyms"
        for word in map(str.casefold, words_of(row.cells.get(said, ""))):
            others = [code for code, entry in own.items() if code != row.code and word in _called(entry, said)]
            if others:
                yield row.wrong(said, f"{word!r} stands for {others[0]!r} already", expected="words of its own")


def _called(entry: Any, said: str) -> set[str]:  # noqa: ANN401
    labels = () if said == "words" else entry.labels.values()
    return {*map(str.casefold, getattr(entry, said)), *map(str.casefold, labels)}
