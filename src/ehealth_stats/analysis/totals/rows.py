"""Rows of observations in memory or on an engine: what is distinct in them is looked at once, and joined back.

Both kinds offer the same: `complete` calls a function with the distinct values of some columns, None where there is
nothing, and gives each row what it returned; `lazy` is the frame to compute with, and `words` reads its keys.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from ehealth_stats.analysis.totals.engines import Lazy, beside, collected, distinct, joined, number, text

TEXTS = ("source_id", "indicator", "breakdown", "area", "period", "period_start", "period_end")
CODES = ("unit", "role", "qualifier", "status")
NUMBERS = ("value", "lower", "upper")
RAW = "given "  # before the name of a column as it was given
# distinct values -> new columns of the same length
Looked = Callable[[list[tuple[Any, ...]]], Mapping[str, Sequence[Any]]]
# Columns, and what chooses between two values -> new columns, the same in memory and on an engine.
Choose = Callable[[Any, Any, Any], Any]
Formula = Callable[[Mapping[str, Any], Choose], Mapping[str, Any]]
_DENSE = 1 << 24
_CASES = 8
# A column that numbers are made of, how many codes it has, and which numbers there are where they were numbered anew.
_Step = tuple[str, int, np.ndarray[Any, Any] | None]


def _in_memory(condition: Any, one: Any, other: Any) -> Any:  # noqa: ANN401 - columns of numpy, or numbers
    other = np.nan if other is None else other
    if condition.all():
        return np.broadcast_to(one, condition.shape)
    return np.where(condition, one, other) if condition.any() else np.broadcast_to(other, condition.shape)


def _on_engine(condition: Any, one: Any, other: Any) -> Any:  # noqa: ANN401 - expressions, or numbers
    return nw.when(condition).then(one).otherwise(other)


def _spread(made: "np.ndarray[Any, Any]", ids: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Give each row what was made for its number; what is the same in all takes no room."""
    if len(made) and (made == made[0]).all():
        return np.broadcast_to(made[:1], ids.shape)
    counted = made.dtype.kind in "iu" and len(made) > 1
    return ids if counted and np.array_equal(made, np.arange(len(made))) else made[ids]


def _small(codes: "np.ndarray[Any, Any]", size: int) -> "np.ndarray[Any, Any]":
    """Return codes below a size in as little room as they take: memory costs more time than what is done with it."""
    return codes.astype(np.min_scalar_type(size))


def _is_there(ids: "np.ndarray[Any, Any]", size: int) -> "np.ndarray[Any, Any]":
    """Say of each number whether a row has it."""
    found = np.zeros(size, dtype=bool)
    found[ids] = True
    return found


def _lazy(columns: Mapping[str, "np.ndarray[Any, Any]"]) -> Lazy:
    return nw.from_native(pd.DataFrame(columns, copy=False)).lazy()


@dataclass(frozen=True, slots=True)
class Coded:
    """Rows of a frame of pandas: texts as numbers of words, so that each word is looked at once."""

    frame: pd.DataFrame
    columns: Mapping[str, "np.ndarray[Any, Any]"]
    words: Mapping[str, Sequence[Any]]

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Self:
        """Code the columns that totals need."""
        columns: dict[str, np.ndarray[Any, Any]] = {"row": np.arange(len(frame))}
        words: dict[str, Sequence[Any]] = {}
        for name in (*TEXTS, *CODES):
            if name in frame.columns:
                codes, found = pd.factorize(frame[name])
                words[RAW + name] = [None if word == "" else word for word in found]
                if codes.min(initial=0) < 0:
                    codes, words[RAW + name] = codes + 1, [None, *words[RAW + name]]
                columns[RAW + name] = _small(codes, len(words[RAW + name]))
        for name in NUMBERS:
            if name in frame.columns:
                columns[RAW + name] = frame[name].to_numpy("float64", na_value=np.nan)
        return cls(frame, columns, words)

    def complete(self, names: Sequence[str], look: Looked) -> Self:
        """Give each row what `look` returns for the distinct values of the columns."""
        ids, codes = self._distinct([name for name in names if name in self.columns])
        none = [None] * len(next(iter(codes.values()), [0]))
        distinct = [self._values(name, codes[name]) if name in codes else none for name in names]
        found = look(list(zip(*distinct, strict=True)) if names else [()])
        columns, words = dict(self.columns), dict(self.words)
        for name, values in found.items():
            made = np.asarray(values)
            if made.dtype.kind in "OU":
                codes_of, own = pd.factorize(np.asarray(values, dtype=object), use_na_sentinel=False)
                made, words[name] = _small(codes_of, len(own)), list(own)
            columns[name] = _spread(made, ids)
        return replace(self, columns=columns, words=words)

    def _values(self, name: str, codes: "np.ndarray[Any, Any]") -> list[Any]:
        own = self.words.get(name)
        return [own[code] for code in codes.tolist()] if own else codes.tolist()

    def _distinct(self, names: Sequence[str]) -> tuple["np.ndarray[Any, Any]", dict[str, "np.ndarray[Any, Any]"]]:
        """Return a number for each row's values, and the codes that each number stands for, by column."""
        ids, size, steps = self._numbered(names)
        is_there = _is_there(ids, size)
        numbers = np.flatnonzero(is_there)
        if len(numbers) < size:
            ids = _small(np.cumsum(is_there) - 1, size)[ids]
        codes: dict[str, np.ndarray[Any, Any]] = {}
        for name, count, anew in reversed(steps):
            numbers, codes[name] = np.divmod(numbers if anew is None else anew[numbers], count)
        return ids, codes

    def _numbered(self, names: Sequence[str]) -> tuple["np.ndarray[Any, Any]", int, list[_Step]]:
        """Number each row's values, as in a table of all that there could be: its size, and how it came about."""
        ids: np.ndarray[Any, Any] = np.broadcast_to(np.uint8(0), self.columns["row"].shape)
        size, steps = 1, list[_Step]()
        for name in names:
            own, count, anew = self.columns[name], self._size(name), None
            if count > 1 and size > 1:
                ids = ids.astype(np.min_scalar_type(size * count))
                ids *= count
                np.add(ids, own, out=ids, casting="unsafe")
            elif count > 1:
                ids = own
            size *= count
            if size > _DENSE:
                ids, anew = pd.factorize(ids)
                size = len(anew)
            steps.append((name, count, anew))
        return ids, size, steps

    def _size(self, name: str) -> int:
        """Return more than the greatest code of a column."""
        return len(self.words[name]) if name in self.words else int(self.columns[name].max(initial=0)) + 1

    def compute(self, formula: "Formula", of: Sequence[str]) -> Self:
        """Compute columns from some that are numbers or flags."""
        made = formula({name: self.columns[name] for name in of if name in self.columns}, _in_memory)
        return replace(self, columns={**self.columns, **made})

    def keep(self, name: str) -> Self:
        """Return the rows where a column is true."""
        mask = self.columns[name]
        if mask.all():
            return self
        return replace(self, columns={each: column[mask] for each, column in self.columns.items()})

    def has(self, name: str) -> bool:
        """Say whether the rows have a column."""
        return name in self.columns

    def coded(self, name: str, word: str) -> int:
        """Return what stands for a word in a column, -1 where it is not there."""
        return self.words[name].index(word) if word in self.words[name] else -1

    def is_none(self, lazy: Lazy) -> bool:
        """Say whether nothing is known to be left."""
        return lazy.collect().is_empty()

    def is_settled(self, names: Sequence[str]) -> bool:
        """Say whether each row is known to add up as it is: none is odd, and no two have the same values."""
        odd = bool(self.columns["n_odd"].any()) or not self.columns["inside"].all()
        if odd:
            return False
        ids, size, _ = self._numbered(names)
        return int(np.count_nonzero(_is_there(ids, size))) == len(ids)

    def select(self, names: Sequence[str]) -> Lazy:
        """Return the columns to compute with, and the number of each row."""
        return _lazy({name: self.columns[name] for name in dict.fromkeys(["row", *names])})

    def numbered(self, keys: Sequence[str], names: Sequence[str]) -> Lazy:
        """Return columns to compute with, and as `number` one for all keys, by which a group is found sooner."""
        return _lazy({name: self.columns[name] for name in names} | {"number": self._distinct(keys)[0]})

    def given(self, lazy: Lazy) -> pd.DataFrame:
        """Return some of the rows as they were given."""
        return self.frame.iloc[lazy.select("row").collect()["row"].to_numpy()]

    def kept(self, lazy: Lazy, found: pd.DataFrame) -> Lazy:
        """Return what was computed and read, to compute with."""
        return lazy

    def read(self, lazy: Lazy) -> pd.DataFrame:
        """Return what was computed, in words."""
        found: pd.DataFrame = lazy.collect().to_native().reset_index(drop=True)
        for name in found.columns:
            if name in self.words:
                own = pd.Series(self.words[name], dtype=object)
                found[name] = own.reindex(found[name]).to_numpy()
        return found


@dataclass(frozen=True, slots=True)
class Remote:
    """Rows that an engine holds: looked at and computed there.

    What was looked up waits, each column with its keys and the table that has both, until something computes with it:
    a join costs more than most sums.
    """

    lazy: Lazy
    waiting: Mapping[str, tuple[Sequence[str], pd.DataFrame]] = field(default_factory=dict)

    @classmethod
    def of(cls, lazy: Lazy) -> Self:
        """Take the columns that totals need, texts without nulls and numbers without NaN."""
        names = lazy.collect_schema().names()
        texts = [text(name).alias(RAW + name) for name in (*TEXTS, *CODES) if name in names]
        return cls(lazy.select(*texts, *(number(name).alias(RAW + name) for name in NUMBERS if name in names)))

    def complete(self, names: Sequence[str], look: Looked) -> Self:
        """Give each row what `look` returns for the distinct values of the columns."""
        own = [name for name in names if self.has(name)]
        rows = self._with(own)
        kinds = collected(distinct(rows.lazy, own)) if own else pd.DataFrame(index=[0])
        values = [kinds[name].tolist() if name in own else [None] * len(kinds) for name in names]
        asked = [tuple(None if value == "" else value for value in row) for row in zip(*values, strict=True)]
        found = pd.DataFrame(look(asked if names else [()]), index=kinds.index)
        told = {name: _told(found[name], kinds) for name in found.columns} if len(kinds) else {}
        known = [own_form.alias(name) for name, own_form in told.items() if own_form is not None]
        rest = [name for name in found.columns if told.get(name) is None]
        rows = replace(rows, lazy=rows.lazy.with_columns(*known) if known else rows.lazy)
        return rows.join(own, kinds.join(found[rest]))

    def join(self, own: Sequence[str], table: pd.DataFrame) -> Self:
        """Give each row the columns of a small table, once they are needed, by those that both have."""
        return replace(
            self, waiting={**self.waiting, **{name: (own, table) for name in table.columns if name not in own}}
        )

    def _with(self, names: Iterable[str]) -> Self:
        """Return the rows with what waits of some columns, joined to them by its keys."""
        rows = self
        for name in names:
            if name in rows.waiting:
                own, table = rows.waiting[name]
                rows = rows._with(own)
                left = {each: item for each, item in rows.waiting.items() if item[1] is not table}
                rows = replace(rows, lazy=joined(rows.lazy, table, own), waiting=left)
        return rows

    def compute(self, formula: "Formula", of: Sequence[str]) -> Self:
        """Compute columns from some that are numbers or flags."""
        rows = self._with(of)
        made = formula({name: nw.col(name) for name in of if rows.has(name)}, _on_engine)
        return replace(rows, lazy=rows.lazy.with_columns(**made))

    def select(self, names: Sequence[str]) -> Lazy:
        """Return the columns to compute with, and those that were given."""
        return self._with(names).lazy

    def keep(self, name: str) -> Self:
        """Return the rows where a column is true."""
        rows = self._with([name])
        return replace(rows, lazy=rows.lazy.filter(nw.col(name)))

    def has(self, name: str) -> bool:
        """Say whether the rows have a column."""
        return name in self.waiting or name in self.lazy.collect_schema().names()

    def coded(self, name: str, word: str) -> str:
        """Return what stands for a word in a column: the word."""
        return word

    def is_none(self, lazy: Lazy) -> bool:
        """Say whether nothing is known to be left: an engine adds up nothing too."""
        return False

    def given(self, lazy: Lazy) -> pd.DataFrame:
        """Return some of the rows as they were given, without what totals do not look at."""
        names = [name for name in lazy.collect_schema().names() if name.startswith(RAW)]
        return collected(lazy.select(names)).rename(columns=lambda name: str(name).removeprefix(RAW))

    def kept(self, lazy: Lazy, found: pd.DataFrame) -> Lazy:
        """Return what was computed and read, to compute with: the engine would compute it anew."""
        return beside(self.lazy, found)

    def read(self, lazy: Lazy) -> pd.DataFrame:
        """Return what was computed, in words."""
        return collected(lazy)


def _told(found: "pd.Series[Any]", kinds: pd.DataFrame) -> nw.Expr | None:
    """Return what was looked up as an expression where it is short: one value, a column, or a few cases of one."""
    if found.nunique(dropna=False) == 1:
        return _literal(found.iloc[0])
    for name in kinds.columns:
        if found.equals(kinds[name]):
            return nw.col(name)
        cases = pd.DataFrame({"key": kinds[name], "told": found}).drop_duplicates()
        if len(cases) <= _CASES and cases["key"].is_unique:
            made = _literal(cases["told"].iloc[-1])
            for key, value in zip(cases["key"].iloc[:-1], cases["told"].iloc[:-1], strict=True):
                made = nw.when(nw.col(name) == key).then(_literal(value)).otherwise(made)
            return made
    return None


def _literal(value: Any) -> nw.Expr:  # noqa: ANN401 - a text, a number or a flag
    return nw.lit(value.item() if isinstance(value, np.generic) else value)


Rows = Coded | Remote
