"""The columns of a table by municipality -> entries of a recipe, with guesses of what each column counts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ehealth_stats.codelists import indicators, match_category
from ehealth_stats.ingestion.drafts.entry import CHECK, Draft, guess_service, to_toml, write_entry
from ehealth_stats.ingestion.drafts.labels import Phrases, guess_indicator
from ehealth_stats.ingestion.drafts.meaning import UNKNOWN, Reader, part_fits
from ehealth_stats.ingestion.drafts.surroundings import SENTENCE_END, says_what_shall_be
from ehealth_stats.ingestion.drafts.tables import DraftTable
from ehealth_stats.ingestion.figures.of_document.header_units import read_header_unit, units_kind
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.text.numbers import YEAR, is_year
from ehealth_stats.ingestion.text.periods import find_periods, without_periods
from ehealth_stats.languages.lexicon import EVERY, fold, words

_ALL = {*words("total", EVERY), *words("statistics", EVERY), "t"}


@dataclass(frozen=True, slots=True)
class _Guess:
    """What a column may count, the unit of its figures where that is a share, and the period if the header says half.

    A header "Jan" dates its figures only with a year that stands elsewhere.
    """

    header: str
    indicator: str
    code: str
    period: str
    unit: str
    role: str
    total: bool
    given: str = ""

    @property
    def group(self) -> tuple[str, str, str, str]:
        """What the columns of one entry have in common."""
        return self.indicator, self.unit, self.role, self.given


def table_entries(table: DraftTable, reader: Reader, starts: Mapping[str, Collection[int]]) -> Iterator[Draft]:
    """Write one entry an indicator: columns that can't both be the whole of one get entries of their own.

    `starts` says where the figures below each header start.
    """
    groups: dict[tuple[tuple[str, str, str, str], int], list[_Guess]] = {}
    seen: dict[tuple[object, ...], int] = {}
    for guess in _Guesser(table, reader.indicators).all():
        key = (guess.group, guess.code, guess.period)
        groups.setdefault((guess.group, 0 if guess.total else seen.get(key, 0)), []).append(guess)
        seen[key] = seen.get(key, 0) + (not guess.total)
    for (group, number), guesses in groups.items():
        # Two things that have no indicator of their own would contradict each other; so would two columns of one.
        why = "" if not number else _ANOTHER if group[0] == UNKNOWN else _SAME
        about = frozenset(start for guess in guesses for start in starts.get(guess.header, ()))
        is_target = group[2] == _TARGET
        default = reader.times.year if table.yearless else reader.times.default(group[0])
        text = _targets(table, guesses) if is_target else _entry(table, guesses, default)
        yield Draft(text, _SURE, about, why)
    for header, marks in table.marks.items():
        yield _marks_entry(table, header, marks, reader)


def column_entry(table: DraftTable, phrases: Phrases, header: str) -> str:
    """Write the entry of a single column."""
    found = (guess for guess in _Guesser(table, phrases).all() if guess.header == header)
    return _entry(table, [replace(one, role="planned") if one.role == _TARGET else one for one in found])


_SURE = 3
_TARGET = "target"
_SAME = "another column of the same thing and time: what tells them apart?"
_ANOTHER = "another thing that the code list has no indicator for; add one (docs/recipes.md) to read it"


class _Guesser:
    """Guesses what the columns of a table count."""

    def __init__(self, table: DraftTable, phrases: Phrases) -> None:
        self.table, self.phrases = table, phrases

    def all(self) -> list[_Guess]:
        """Guess column by column.

        A part is a part of what the column before it counts, and a header of a year alone counts the same as that.
        """
        found: list[_Guess] = []
        titles = self.table.titles
        title_kind = next(filter(None, (units_kind(read_header_unit(title, "SE").unit) for title in titles)), "")
        for header, kind in self.table.columns.items():
            before = next((guess for guess in reversed(found) if guess.unit == ""), None)
            found.append(self.guess(header, kind or title_kind, before))
        if any(guess.code != "_T" for guess in found[:1]):
            found = [_among_categories(guess, found[0].indicator) for guess in found]
        return [_at_events(guess, found) for guess in found]

    def guess(self, header: str, kind: str, before: _Guess | None) -> _Guess:
        """Guess what one column counts: its indicator, category, period, unit and role."""
        table = self.table
        label, aimed = _without_aims(
            _words(" ".join([*table.rows.values(), header if not table.rows or self._says(header) else ""]))
        )
        share = kind == "percent"
        code, is_part = _category(label)
        own = self._indicator(label, "money" if kind == "money" else "count")
        inherited = bool(before) and (is_part or not label.strip() or share)
        indicator = before.indicator if before and inherited else own
        if is_part and not before and own == UNKNOWN:
            # "varav digitala" in a row of its own: of what the rows above count
            indicator = self._indicator(" ".join(table.above[-1:]), "count")
        mentions = find_periods(header)
        given = "" if mentions else self._of_a_year(header.rpartition(" / ")[2])
        total = fold(label).strip(" :.") in words("total", EVERY) or fold(label).split(" ")[0] in words("total", EVERY)
        period = given or " ".join(mention.period.edtf for mention in mentions)
        role = "rate" if header in table.changes else self._aim(aimed, kind)
        fits = part_fits(code, indicators()[indicator].unit)
        known = code if fits and (is_part or self._named(label)) else "_T"
        code = self._code(header, known, label, before, share=share)
        return _Guess(header, indicator, code, period, "percent" if share else "", role, total, given)

    def _aim(self, aimed: str, kind: str) -> str:
        """Return the role of a column that a word aims: targets, but of money, and where rows say more than an area."""
        table = self.table
        is_told_by_rows = bool(table.turned or table.rows or table.periods)
        return "planned" if aimed and (kind == "money" or is_told_by_rows) else aimed

    def _of_a_year(self, header: str) -> str:
        """Return the period of a header that names only a part of a year: "Jan" or "3. kvartal" beside "Sum 2014"."""
        texts = [*self.table.columns, *reversed(self.table.titles)]
        years = [year[0] for text in texts for year in [YEAR.search(text)] if year]
        found = find_periods(f"{header} {years[0]}") if years else []
        whole = len(found) == 1 and not is_year(found[0].period.edtf)
        return found[0].period.edtf if whole and header else ""

    def _code(self, header: str, code: str, label: str, before: _Guess | None, *, share: bool) -> str:
        """Return the category of a column: its own, that of the column before it, or one that rows tell."""
        rows = self.table.rows
        if before and (not label.strip() or (share and code == "_T")):
            code = before.code
        if code == "_T" and rows and not all(map(self._is_whole, rows.values())) and self._counts(header):
            return "unclassified"
        return code

    def _indicator(self, label: str, kind: str) -> str:
        """Guess by the label, else by the nearest title, unless another column says itself what it counts."""
        named = any(self._named(_words(header), kind) for header in self.table.columns)
        tries = [label, *([] if named and kind == "count" else reversed(self.table.titles))]
        return guess_indicator(self.phrases, tries, {kind})

    def _named(self, text: str, kind: str = "count") -> bool:
        """Tell whether words name what is counted."""
        return guess_indicator(self.phrases, [text], {kind}) != guess_indicator(self.phrases, [], {kind})

    def _is_whole(self, text: str) -> bool:
        """Tell what rows say of all: a sum of kinds, both sexes, or what is counted."""
        return fold(text) in _ALL or self._named(text)

    def _counts(self, header: str) -> bool:
        """Tell whether the header, or a word of the row, says what is counted: the rest is a kind of it."""
        return any(map(self._named, [header, *self.table.rows.values()]))

    def _says(self, header: str) -> bool:
        """Tell a header that says more than "värde" (value): a year, or what is counted."""
        return guess_indicator(self.phrases, [header], set()) != UNKNOWN or bool(find_periods(header))


def _among_categories(guess: _Guess, indicator: str) -> _Guess:
    """Guess again among categories: a sum is their whole, and what the code list does not know is one too."""
    known = guess.code != "_T" or guess.unit or guess.indicator not in (UNKNOWN, indicator)
    if known:
        return guess
    return replace(guess, indicator=indicator, code="_T" if guess.total else "unclassified", total=False)


def _at_events(guess: _Guess, among: Sequence[_Guess]) -> _Guess:
    """Take a column "Kommuner" (municipalities) beside persons who came to something for the municipalities there."""
    is_plural = fold(_words(guess.header)) in words("area_plural", EVERY)
    if guess.indicator != UNKNOWN or not is_plural or not any(map(_counts_who_came, among)):
        return guess
    counted = (code for code, item in indicators().items() if item.kind == "distinct" and item.unit == _MUNICIPALITIES)
    return replace(guess, indicator=next(counted, UNKNOWN))


_MUNICIPALITIES = "municipalities"


def _counts_who_came(guess: _Guess) -> bool:
    item = indicators()[guess.indicator]
    return item.kind == "flow" and item.unit == "persons"


def _without_aims(label: str) -> tuple[str, str]:
    """Return a label without the words for targets and plans, and which it had: "target", "planned" or none."""
    roles = {word: role for role in ("planned", _TARGET) for word in words(role, EVERY)}
    said = {word: roles.get(fold(word).strip(":"), "") for word in label.split()}
    return " ".join(word for word in label.split() if not said[word]), max(said.values(), default="")


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


def _entry(table: DraftTable, guesses: Sequence[_Guess], default: str = "") -> str:
    """Write an entry; `default` is the period where neither the table nor its title names one."""
    others = any(guess.code == "_T" and not guess.total for guess in guesses)
    wholes = [guess for guess in guesses if not (guess.total and others)]
    sums = [guess.header for guess in guesses if guess not in wholes]
    columns = ", ".join(f"{to_toml(guess.header)} = {to_toml(guess.code)}" for guess in wholes)
    first = guesses[0]
    head = _head(table, first.indicator, "change" if first.role == "rate" else "table")
    period = first.given or (
        "" if table.periods or any(guess.period for guess in guesses) else _dated(table) or default
    )
    more = [f"columns = {{ {columns} }}{CHECK}"]
    more += [f"totals = {_list(sums)}{CHECK}"] if sums else []
    more += [f'unit = "{first.unit}"'] if first.unit else []
    more += [f'period = "{period}"{CHECK}'] if period else []
    more += [f'role = "{first.role}"{CHECK}'] if first.role == "planned" else []
    return "\n".join([head, *more, *_tail(table)])


def _targets(table: DraftTable, guesses: Sequence[_Guess]) -> str:
    """Write the entry of columns of targets; a year in a header is the deadline."""
    columns = ", ".join(f"{to_toml(guess.header)} = {to_toml(guess.code)}" for guess in guesses)
    values = {
        "indicator": guesses[0].indicator,
        "kind": "level",
        "label": mask(" ".join(dict.fromkeys(guess.header for guess in guesses))),
        "find": table.find,
        "table": table.anchor,
        "read": "table",
        "areas": table.areas,
    }
    head = write_entry("targets", values, ["indicator", "kind", "label"])
    return "\n".join([head, f"columns = {{ {columns} }}{CHECK}", *_tail(table)])


def _dated(table: DraftTable) -> str:
    """Return the period that the nearest title names."""
    told = (
        text for title in reversed(table.titles) for text in SENTENCE_END.split(title) if not says_what_shall_be(text)
    )
    found = (mention.period for text in told for mention in find_periods(text)[:1])
    return next((period.edtf for period in found if period.dated), "")


def _marks_entry(table: DraftTable, header: str, marks: Mapping[str, str], reader: Reader) -> Draft:
    """Write the entry of a column of yes and no, in comments if the code list has nothing that it can count."""
    service = guess_service(header, table.titles)
    listed = ", ".join(f"{to_toml(text)} = {to_toml(meaning)}" for text, meaning in marks.items())
    more = [f'columns = {{ {to_toml(header)} = "_T" }}', f"marks = {{ {listed} }}{CHECK}"]
    period = _dated(table) or reader.times.default(service)
    more += [f'period = "{period}"{CHECK}'] if period and not table.periods else []
    text = "\n".join([_head(table, service or "electronic_messaging"), *more, *_tail(table)])
    return Draft(text, _SURE, why="" if service else _NOT_COUNTED)


_NOT_COUNTED = "no indicator of the code list counts municipalities by what this column says"


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
