"""The distinct texts of a document and what each holds; texts that are only a number are read all at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ehealth_stats.codelists.areas import AreaMention
from ehealth_stats.codelists.note_marks import RAISED
from ehealth_stats.ingestion.documents import IntArray
from ehealth_stats.ingestion.figures.extract import Found, words_of
from ehealth_stats.ingestion.figures.model import Quantity
from ehealth_stats.ingestion.figures.of_document.cells import without_figures
from ehealth_stats.ingestion.figures.of_document.notes import may_be_powers
from ehealth_stats.ingestion.figures.of_document.plain_numbers import read_plain_numbers, read_plain_shares
from ehealth_stats.ingestion.figures.of_document.style import Style
from ehealth_stats.ingestion.privacy.personal import hide, quote
from ehealth_stats.ingestion.text.exclusion import AMBIGUOUS, Exclusion

_MARKS = "".join(sorted(RAISED)) + " "  # behind a number they point to its notes
# The fields of Quantity, as columns of `Distinct.figures`.
QUANTITY = Quantity._fields
# Those of Exclusion and its words, as columns of `Distinct.exclusions`.
EXCLUSION = (*Exclusion._fields, "text")


@dataclass(frozen=True, eq=False)
class Group:
    """Where what was found in each distinct text is listed: `counts[code]` rows from `first[code]` on."""

    first: IntArray
    counts: IntArray

    @classmethod
    def of(cls, counts: IntArray) -> "Group":
        """Group things that are listed text by text."""
        return cls(np.cumsum(counts) - counts, counts)

    def spread(self, codes: IntArray) -> tuple[IntArray, IntArray]:
        """Return everything found in lines whose texts are `codes`: the position of its line, and its row in the list.

        Examples
        --------
        >>> [column.tolist() for column in Group.of(np.array([2, 0, 1])).spread(np.array([0, 1, 0, 2]))]
        [[0, 0, 2, 2, 3], [0, 1, 0, 1, 2]]
        """
        sizes = self.counts[codes]
        line = np.repeat(np.arange(len(codes)), sizes)
        before = np.cumsum(sizes) - sizes
        return line, np.arange(len(line)) + (self.first[codes] - before)[line]


@dataclass(frozen=True, eq=False)
class Distinct:
    """The distinct texts, without what is personal, and what they hold; a text that is read two ways stands twice.

    `codes` say which one each line is, `plain` which are only a number. `figures` has the fields of Quantity, position
    (its rank in its text), text (the figure with its words), printed (the figure alone) and mention (its area, or
    None); offsets are within the text. `by_figure`, `by_exclusion` and `by_mention` find those of a text.
    """

    codes: IntArray
    texts: pa.Array
    plain: NDArray[np.bool_]
    figures: pd.DataFrame
    exclusions: pd.DataFrame
    mentions: Sequence[AreaMention]
    by_figure: Group
    by_exclusion: Group
    by_mention: Group

    def mention(self, line: int) -> AreaMention:
        """Return the first area that a line names, at its place in the line."""
        return self.mentions[int(self.by_mention.first[self.codes[line]])]

    @cached_property
    def sizes(self) -> IntArray:
        """The number of characters of each line."""
        return np.asarray(pc.utf8_length(self.texts).to_numpy()[self.codes], dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Manners:
    """How each line is read: its style, and which of the languages of the document it is in."""

    styles: IntArray
    spoken: IntArray
    languages: Sequence[str]


def read_distinct(
    texts: pa.Array, codes: IntArray, manners: Manners, read: Sequence[Callable[[str, int], Found]]
) -> Distinct:
    """Read every distinct text in each manner that it stands in: by `read` of its language, unless it is one number.

    `codes` say which of the texts each line is.
    """
    many = len(Style) * len(manners.languages)
    codes, pairs = pd.factorize(codes * many + manners.spoken * len(Style) + manners.styles)
    texts, size = texts.take(pa.array(pairs // many)), len(pairs)
    spoken, style = np.divmod(pairs % many, len(Style))
    powers = may_be_powers(texts)
    bare = pc.if_else(pa.array(powers), texts, pc.utf8_rtrim(texts, characters=_MARKS))
    numbers = _numbers(bare, Manners(style, spoken, manners.languages))
    plain = np.zeros(size, dtype=bool)
    plain[numbers.index] = True
    others = np.flatnonzero(~plain)
    printed = texts.take(pa.array(others)).to_pylist()
    how = zip(printed, style[others].tolist(), spoken[others].tolist(), strict=True)
    found = [read[which](text, each) for text, each, which in how]
    found = [
        without_figures(one, AMBIGUOUS) if power else one for one, power in zip(found, powers[others], strict=True)
    ]
    hidden = [hide(text, one.exclusions) for text, one in zip(printed, found, strict=True)]
    figures = _figures(hidden, found)
    by_figure = Group.of(_counts(others, size, [len(one.quantities) for one in found]))
    by_figure.first[plain] = np.arange(len(figures), len(figures) + len(numbers))
    by_figure.counts[plain] = 1
    return Distinct(
        codes,
        texts if hidden == printed else pc.replace_with_mask(texts, pa.array(~plain), pa.array(hidden, texts.type)),
        plain,
        pd.concat([figures, _plain_figures(numbers, bare.filter(pa.array(plain)))], ignore_index=True),
        _exclusions(hidden, found),
        list(chain.from_iterable(one.mentions for one in found)),
        by_figure,
        Group.of(_counts(others, size, [len(one.exclusions) for one in found])),
        Group.of(_counts(others, size, [len(one.mentions) for one in found])),
    )


def _numbers(texts: pa.Array, manners: Manners) -> pd.DataFrame:
    """Read the texts that are one number: in prose, and in columns of figures by what these say of their points."""
    styles, found = manners.styles, list[pd.DataFrame]()
    for which, language in enumerate(manners.languages):
        usual = np.isin(styles, (Style.PROSE, Style.FIGURES)) & (manners.spoken == which)
        found += [read_plain_numbers(texts, language, usual, styles != Style.PROSE)]
        found += [read_plain_shares(texts, language, usual)]
    for style, like in ((Style.DECIMAL_POINT, "en"), (Style.DECIMAL_COMMA, "sv")):
        if (here := styles == style).any():
            found += [read_plain_numbers(texts, like, here, here), read_plain_shares(texts, like, here)]
    return pd.concat(found).sort_index()


def _counts(at: IntArray, size: int, found: Sequence[int]) -> IntArray:
    counts = np.zeros(size, dtype=np.int64)
    counts[at] = found
    return counts


_TYPES: dict[str, Any] = {
    **dict.fromkeys(("start", "end", "first", "last", "whole", "position"), "int64"),
    **dict.fromkeys(("value", "lower", "upper"), "float64"),
    **dict.fromkeys(("estimated", "total", "in_things"), "bool"),
    **dict.fromkeys(("text", "printed"), "str"),
}
_COLUMNS = [*QUANTITY, "position", "text", "printed", "mention"]


def _figures(texts: Sequence[str], found: Sequence[Found]) -> pd.DataFrame:
    rows = [
        (
            *quantity,
            position,
            words_of(text, quantity, mention),
            quote(text, quantity.start, quantity.end),
            mention,
        )
        for text, one in zip(texts, found, strict=True)
        for position, (quantity, mention) in enumerate(zip(one.quantities, one.areas, strict=True))
    ]
    return pd.DataFrame(rows, columns=_COLUMNS, dtype=object).astype(_TYPES)


def _exclusions(texts: Sequence[str], found: Sequence[Found]) -> pd.DataFrame:
    rows = [
        (*item, quote(text, item.start, item.end))
        for text, one in zip(texts, found, strict=True)
        for item in one.exclusions
    ]
    types = {"start": "int64", "end": "int64", "secret": "bool", "text": "str"}
    return pd.DataFrame(rows, columns=list(EXCLUSION), dtype=object).astype(types)


def _plain_figures(numbers: pd.DataFrame, texts: pa.Array) -> pd.DataFrame:
    """Make the figures of texts that are one number: all of the text, the whole of something, in no unit."""
    columns: dict[str, Any] = dict.fromkeys(("start", "first", "position"), 0)
    columns |= {"end": numbers["size"], "last": numbers["last"].fillna(numbers["size"]).astype("int64")}
    columns |= {name: numbers[name] for name in ("value", "lower", "upper", "qualifier")}
    columns |= {
        "unit": numbers["unit"].fillna(""),
        "relation": "whole",
        "whole": -1,
        "part": "",
        "estimated": False,
        "total": False,
        "status": "",
        "in_things": False,
    }
    frame = pd.DataFrame(columns, index=numbers.index).assign(mention=None)
    printed = pc.replace_substring_regex(texts, r" ?%$", "")
    frame["text"], frame["printed"] = (to_strings(each).set_axis(frame.index) for each in (texts, printed))
    return frame[_COLUMNS].astype(dict.fromkeys(("unit", "relation", "part", "status", "mention"), object))


def to_strings(texts: pa.Array) -> "pd.Series[str]":
    """Make a column of texts of an Arrow array."""
    kind: Any = pd.StringDtype(na_value=np.nan)
    return pd.Series(kind.__from_arrow__(texts))
