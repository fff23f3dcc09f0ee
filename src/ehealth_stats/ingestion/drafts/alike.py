"""The recipe of one document of a series, the next document -> its entries there: what moved, and what is missing."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ehealth_stats.codelists.note_marks import without_notes
from ehealth_stats.errors import RecipeError, refusals_as
from ehealth_stats.ingestion.documents import Segment, Table
from ehealth_stats.ingestion.drafts.entry import CHECK, Draft, Places, to_toml
from ehealth_stats.ingestion.recipes.ingest import RECIPE
from ehealth_stats.ingestion.recipes.passage import TO_THE_END
from ehealth_stats.ingestion.recipes.recipe import read_recipe
from ehealth_stats.ingestion.text.numbers import NUMBER, YEAR
from ehealth_stats.languages.lexicon import fold

_CLOSE = 0.8
_SECTIONS = ("observations", "targets", "timeline", "participants", "statements", "asides")
_PERIODS = ("period", "due", "start")
_HEADERS = ("areas", "periods", "counties")
_OF_THE_DOCUMENT = ("id", "title", "published", "file", "url", "note", "follow_up")
_OWN_WORDS = ("label", "name", "note")
_SURE = 3


def read_series(folder: Path | None) -> str:
    """Return the text of the recipe in the folder of a document of the same series; an empty one where none is named.

    Raises
    ------
    RecipeError
        If there is no recipe, or it is none.
    """
    if folder is None:
        return ""
    path, expected = folder / RECIPE, f"a folder with a {RECIPE}"
    with refusals_as(RecipeError, "the recipe to draft like can't be read", expected=expected):
        if not path.is_file():
            raise RecipeError("there is no recipe to draft like", where=str(path), expected=expected)
        read_recipe(path)
        return path.read_text("utf-8")


def source_alike(recipe: str, own: str) -> str:
    """Return [source] of the new document: what it says of itself, and of its series what the recipe of that says."""
    old, new = (tomllib.loads(text)["source"] for text in (recipe, own))
    kept = {key: value for key, value in old.items() if key not in _OF_THE_DOCUMENT}
    told = {key: new[key] for key in ("id", "title", "published") if key in new}
    lines = [
        f"{key} = {_toml(value)}{CHECK if key in ('title', 'published') else ''}"
        for key, value in (told | kept).items()
    ]
    asked = [line for line in own.splitlines() if line.startswith("#")]
    return "\n".join(["[source]", *lines, *asked])


def years_between(recipe: str, published: str) -> int:
    r"""Return how many years later a document is than that of a recipe; 1 where either does not say.

    Examples
    --------
    >>> years_between('[source]\npublished = "2013-04-02"', "2015-03"), years_between('[source]\nid = "a"', "2015")
    (2, 1)
    """
    years = [YEAR.search(text) for text in (str(tomllib.loads(recipe)["source"].get("published", "")), published)]
    first, second = (int(year[0]) if year else 0 for year in years)
    return second - first if first and second else 1


def drafts_alike(recipe: str, places: Places, years: int) -> Iterator[Draft]:
    """Yield the entries of a recipe as they stand in another document; those without a place there with a reason."""
    content = tomllib.loads(recipe)
    for section in _SECTIONS:
        before = ""
        for entry in content.get(section, []):
            draft = _Moving(places, years).entry(section, entry)
            yield replace(draft, after=before) if entry.get("additional") else draft
            before = f"{before}\n\n{draft.text}" if entry.get("additional") else draft.text


@dataclass
class _Moving:
    """One entry on its way to its place in another document."""

    places: Places
    years: int
    moved: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def entry(self, section: str, old: Mapping[str, Any]) -> Draft:
        """Find the place of an entry, and write it for that."""
        new = {key: self._shifted(str(value)) if key in _PERIODS else value for key, value in old.items()}
        at = 0
        if "find" in old:
            new["find"], at = self._path(old["find"])
        if "table" in old:
            new["table"] = self._cell(old["table"], at)
            new |= self._headers(old, new["table"], at)
        if old.get("until", TO_THE_END) != TO_THE_END:
            new["until"] = self._phrase(old["until"], at)[0]
        lines = [
            f"{key} = {_toml(value)}{CHECK if value != old.get(key) or _is_dated(key, value) else ''}"
            for key, value in new.items()
        ]
        told = [f"# Moved: {text}" for text in self.moved]
        why = "; ".join(f"missing: {phrase!r} is not in this document" for phrase in self.missing)
        return Draft("\n".join([*told, f"[[{section}]]", *lines]), _SURE, why=why)

    def _shifted(self, text: str) -> str:
        """Return a text with its years as many years later."""
        return YEAR.sub(lambda year: str(int(year[0]) + self.years), text)

    def _path(self, find: str | Sequence[str]) -> tuple[str | list[str], int]:
        """Find phrases one after the other."""
        phrases = [find] if isinstance(find, str) else [*find]
        found, at = [], 0
        for phrase in phrases:
            text, at = self._phrase(phrase, at)
            found.append(text)
        return (found[0] if isinstance(find, str) else found), at

    def _phrase(self, phrase: str, start: int) -> tuple[str, int]:
        """Return a phrase as it stands after a place, and where it ends: a year later, as it was, or nearly so."""
        for text in dict.fromkeys([self._shifted(phrase), phrase]):
            at = self.places.first(text, start)
            if at >= 0:
                return text, at + len(text)
        near = self._next_number(start) if not any(map(str.isalpha, phrase)) else self._nearest(phrase, start)
        if not near:
            self.missing.append(phrase)
            return phrase, start
        self.moved.append(f"{phrase!r} is {near!r} here")
        return near, self.places.first(near, start) + len(near)

    def _next_number(self, start: int) -> str:
        """Return the next number: where only a figure led to a place, the one that is in its stead does."""
        match = NUMBER.search(self.places.text, start)
        return match[0] if match else ""

    def _nearest(self, phrase: str, start: int) -> str:
        """Return the words most like a phrase, as many or one more or less, of the lines after a place."""
        size = len(phrase.split())
        wanted = fold(self._shifted(phrase))
        known: dict[str, str] = {}
        for line in self.places.text[start:].split("\n"):
            words = line.split()
            for length in {max(size - 1, 1), size, size + 1}:
                for n in range(len(words) - length + 1):
                    text = " ".join(words[n : n + length]).strip(":.,;")
                    known.setdefault(fold(text), text)
        near = get_close_matches(
            wanted, [text for text in known if abs(len(text) - len(wanted)) <= len(wanted) / 4], n=1, cutoff=_CLOSE
        )
        text = known[near[0]] if near else ""
        return text if text and self.places.first(text, start) >= 0 else ""

    def _cell(self, phrase: str, at: int) -> str:
        """Return what a cell starts with, a year later, as it was, or nearly so."""
        cells = [segment.text for segment in self._cells(at)]
        for text in dict.fromkeys([self._shifted(phrase), phrase]):
            if any(cell.startswith(text) for cell in cells):
                return text
        near = get_close_matches(phrase, cells, n=1, cutoff=_CLOSE)
        if not near:
            self.missing.append(phrase)
            return phrase
        self.moved.append(f"the cell {phrase!r} is {near[0]!r} here")
        return near[0]

    def _cells(self, at: int) -> Iterator[Segment]:
        pairs = zip(self.places.starts, self.places.document.segments, strict=True)
        return (segment for start, segment in pairs if start >= at and segment.table >= 0)

    def _headers(self, old: Mapping[str, Any], cell: str, at: int) -> dict[str, Any]:
        """Return the keys that name headers, with the headers of the table in which a cell stands."""
        index = next((segment.table for segment in self._cells(at) if segment.text.startswith(cell)), -1)
        if index < 0:
            return {}
        known = _labels(self.places.document.tables[index], turned=bool(old.get("transposed")))
        new: dict[str, Any] = {key: self._header(old[key], known) for key in _HEADERS if key in old}
        for key in ("columns", "rows"):
            if key in old:
                new[key] = {self._header(header, known): value for header, value in old[key].items()}
        if "totals" in old:
            listed = [old["totals"]] if isinstance(old["totals"], str) else old["totals"]
            new["totals"] = [self._header(header, known) for header in listed]
        return new

    def _header(self, header: str, known: Sequence[str]) -> str:
        folded = {fold(without_notes(text)): text for text in known}
        for text in dict.fromkeys([self._shifted(header), header]):
            if fold(without_notes(text)) in folded:
                return folded[fold(without_notes(text))]
        near = get_close_matches(fold(self._shifted(header)), folded, n=1, cutoff=_CLOSE)
        if not near:
            self.missing.append(header)
            return header
        self.moved.append(f"the column {header!r} is {folded[near[0]]!r} here")
        return folded[near[0]]


def _is_dated(key: str, value: object) -> bool:
    """Tell a person's words with a number or a year, which are those of the document before."""
    return key in _OWN_WORDS and any(map(str.isdigit, str(value)))


def _labels(table: Table, *, turned: bool) -> list[str]:
    """Return what an entry can name of a table: its headers, and each level of them."""
    labels = [label for label in (table.column(0) if turned else table.header) if label]
    return [*labels, *(level for label in labels for level in label.split(" / "))]


def _toml(value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{to_toml(key)} = {_toml(part)}' for key, part in value.items())} }}"
    return to_toml(value) if isinstance(value, str | list) else str(value)
