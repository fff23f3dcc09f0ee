"""The columns of a table by municipality -> entries of a recipe, with guesses of what each column counts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ehealth_stats.codelists import match_category
from ehealth_stats.ingestion.drafts.entry import CHECK, Draft, guess_indicator, guess_service, to_toml, write_entry
from ehealth_stats.ingestion.drafts.tables import DraftTable
from ehealth_stats.ingestion.figures.of_document.figures import Figures
from ehealth_stats.ingestion.figures.of_document.header_units import read_header_unit, units_kind
from ehealth_stats.ingestion.text.periods import find_periods, without_periods
from ehealth_stats.languages.lexicon import EVERY, fold, words

_UNKNOWN = "unclassified_count"
_ALL = {*words("total", EVERY), *words("statistics", EVERY), "t"}


@dataclass(frozen=True, slots=True)
class _Guess:
    """What a column may count, and the unit of its figures where that is a share."""

    header: str
    indicator: str
    code: str
    period: str
    unit: str
    role: str
    total: bool

    @property
    def group(self) -> tuple[str, str, str]:
        """What the columns of one entry have in common."""
        return self.indicator, self.unit, self.role


def table_entries(figures: Figures, table: DraftTable) -> Iterator[Draft]:
    """Write one entry an indicator: columns that can't both be the whole of one get entries of their own."""
    groups: dict[tuple[tuple[str, str, str], int], list[_Guess]] = {}
    seen: dict[tuple[object, ...], int] = {}
    for guess in _guesses(table):
        key = (guess.group, guess.code, guess.period)
        groups.setdefault((guess.group, 0 if guess.total else seen.get(key, 0)), []).append(guess)
        seen[key] = seen.get(key, 0) + (not guess.total)
    for (group, number), guesses in groups.items():
        entry = _entry(figures, table, guesses)
        # Two things that have no indicator of their own would contradict each other.
        yield _in_comments(entry) if number and group[0] == _UNKNOWN else entry
    for header, marks in table.marks.items():
        yield _marks_entry(table, header, marks)


def _guesses(table: DraftTable) -> list[_Guess]:
    """Guess column by column.

    A part is a part of what the column before it counts, and a header of a year alone counts the same as that.
    """
    found: list[_Guess] = []
    title_kind = next(filter(None, (units_kind(read_header_unit(title, "SE").unit) for title in table.titles)), "")
    for header, kind in table.columns.items():
        before = next((guess for guess in reversed(found) if guess.unit == ""), None)
        found.append(_guess(table, header, kind or title_kind, before))
    if any(guess.code != "_T" for guess in found[:1]):
        found = [_among_categories(guess, found[0].indicator) for guess in found]
    return found


def _guess(table: DraftTable, header: str, kind: str, before: _Guess | None) -> _Guess:
    """Guess what one column counts: its indicator, category, period, unit and role."""
    label = _words(" ".join([*table.rows.values(), header if not table.rows or _says(header) else ""]))
    share = kind == "percent"
    code, is_part = _category(label)
    own = _indicator(label, table, "money" if kind == "money" else "count")
    inherited = bool(before) and (is_part or not label.strip() or share)
    indicator = before.indicator if before and inherited else own
    if is_part and not before and own == _UNKNOWN:
        # "varav digitala" in a row of its own: of what the rows above count
        indicator = _indicator(" ".join(table.above[-1:]), table, "count")
    if code != "_T" and not is_part and guess_indicator([label], [], {"count"}) == _UNKNOWN:
        code = "_T"
    if before and not label.strip():
        code = before.code
    if before and share and code == "_T":
        code = before.code
    if code == "_T" and table.rows and not all(map(_is_whole, table.rows.values())) and _counts(header, table):
        code = "unclassified"
    mentions = find_periods(header)
    aimed = any(
        word in {*words("target", EVERY), *words("planned", EVERY)} for word in fold(header).replace(":", " ").split()
    )
    total = fold(label).strip(" :.") in words("total", EVERY) or fold(label).split(" ")[0] in words("total", EVERY)
    period = " ".join(mention.period.edtf for mention in mentions)
    role = "rate" if header in table.changes else "planned" if aimed else ""
    return _Guess(header, indicator, code, period, "percent" if share else "", role, total)


def _among_categories(guess: _Guess, indicator: str) -> _Guess:
    """Guess again among categories: a sum is their whole, and what the code list does not know is one too."""
    known = guess.code != "_T" or guess.unit or guess.indicator not in (_UNKNOWN, indicator)
    if known:
        return guess
    return replace(guess, indicator=indicator, code="_T" if guess.total else "unclassified", total=False)


def _indicator(label: str, table: DraftTable, kind: str) -> str:
    """Guess by the label, else by the nearest title, unless another column says itself what it counts."""
    named = any(guess_indicator([_words(header)], [], {kind}) != _UNKNOWN for header in table.columns)
    tries = [label, *([] if named and kind == "count" else reversed(table.titles))]
    guesses = (guess_indicator([text], [], {kind}) for text in tries)
    fallback = guess_indicator([], [], {kind})
    return next((guess for guess in guesses if guess != fallback), fallback)


def _is_whole(text: str) -> bool:
    """Tell what rows say of all: a sum of kinds, both sexes, or what is counted."""
    return fold(text) in _ALL or guess_indicator([text], [], {"count"}) != _UNKNOWN


def _counts(header: str, table: DraftTable) -> bool:
    """Tell whether the header, or another column's word of the row, says what is counted: the rest is a kind of it."""
    said = [header, *table.rows.values()]
    return any(guess_indicator([text], [], {"count"}) != _UNKNOWN for text in said)


def _says(header: str) -> bool:
    """Tell a header that says more than "värde" (value): a year, or what is counted."""
    return guess_indicator([header], [], set()) != _UNKNOWN or bool(find_periods(header))


def _words(header: str) -> str:
    """Return a header without its periods and what stands in brackets."""
    return without_periods(header).split("(")[0].replace(" / ", " ").strip(" /-–,")


def _category(label: str) -> tuple[str, bool]:
    """Return the category in a label, and whether the label ends in it, which makes it that of a part."""
    printed = fold(label).split()
    kept = [word for word in printed if word not in words("part", EVERY)]
    ends = (" ".join(kept[n:]) for n in range(len(kept)))
    code = next(filter(None, map(match_category, ends)), "")
    if code and code != "_T":
        return code, True
    if not code and len(kept) < len(printed):
        return "unclassified", True
    inside = (" ".join(kept[first:last]) for first in range(len(kept)) for last in range(len(kept) - 1, first, -1))
    return next((found for found in map(match_category, inside) if found not in ("", "_T")), "_T"), False


def _entry(figures: Figures, table: DraftTable, guesses: Sequence[_Guess]) -> Draft:
    others = any(guess.code == "_T" and not guess.total for guess in guesses)
    wholes = [guess for guess in guesses if not (guess.total and others)]
    sums = [guess.header for guess in guesses if guess not in wholes]
    columns = ", ".join(f"{to_toml(guess.header)} = {to_toml(guess.code)}" for guess in wholes)
    first = guesses[0]
    head = _head(table, first.indicator, "change" if first.role == "rate" else "table")
    more = [f"columns = {{ {columns} }}{CHECK}"]
    more += [f"totals = {_list(sums)}{CHECK}"] if sums else []
    more += [f'unit = "{first.unit}"'] if first.unit else []
    more += [f'role = "{first.role}"{CHECK}'] if first.role == "planned" else []
    taken = _in_columns(figures, table, {guess.header for guess in guesses})
    return Draft("\n".join([head, *more, *_tail(table)]), taken)


def _in_comments(entry: Draft) -> Draft:
    why = "# Another thing that the code list has no indicator for; add one (docs/recipes.md) to read it:\n"
    return Draft(why + "\n".join(f"# {line}" for line in entry.text.splitlines()), frozenset())


def _marks_entry(table: DraftTable, header: str, marks: Mapping[str, str]) -> Draft:
    """Write the entry of a column of yes and no, or a comment if the code list has nothing that it can count."""
    service = guess_service(header, table.titles)
    listed = ", ".join(f"{to_toml(text)} = {to_toml(meaning)}" for text, meaning in marks.items())
    if not service:
        words_of = "no indicator of the code list counts municipalities by it"
        return Draft(f"# The column {to_toml(header)} says yes or no; {words_of}: marks = {{ {listed} }}", frozenset())
    more = [f'columns = {{ {to_toml(header)} = "_T" }}', f"marks = {{ {listed} }}{CHECK}"]
    return Draft("\n".join([_head(table, service), *more, *_tail(table)]), frozenset())


def _head(table: DraftTable, indicator: str, read: str = "table") -> str:
    values = {
        "indicator": indicator,
        "find": table.find,
        "table": table.anchor,
        "read": read,
        "areas": table.areas,
        "periods": table.periods,
    }
    return write_entry("observations", values, ["indicator"])


def _tail(table: DraftTable) -> list[str]:
    rows = ", ".join(f"{to_toml(header)} = {to_toml(text)}" for header, text in table.rows.items())
    return [
        *(["transposed = true"] if table.turned else []),
        *([f"rows = {{ {rows} }}"] if rows else []),
        *([f"skip = {_list(table.skip)}{CHECK}"] if table.skip else []),
    ]


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(to_toml, texts))}]"


def _in_columns(figures: Figures, table: DraftTable, columns: Collection[str]) -> frozenset[int]:
    segments = figures.document.segments
    found = ((figure.start, segments[figure.segment]) for figure in figures.items)
    return frozenset(start for start, s in found if table.taken.get((s.table, s.row, s.column)) in columns)
