"""The package's errors: each says what, where, what was expected, and what to do."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

from ehealth_stats.controls import without_controls


class EHealthStatsError(ValueError):
    """Root of every error that a user's input or call can cause; `each` are the mistakes that it tells of, if several.

    Parameters
    ----------
    what
        What is wrong, in one sentence without a full stop.
    where
        The file, the recipe key, or the source and locator.
    expected
        What would have been right.
    hint
        What to do, near misses included.
    rows
        The offending rows of a table, all of them.

    Examples
    --------
    >>> print(EHealthStatsError("no such unit 'person'", where="recipe.toml", hint="did you mean 'persons'?"))
    no such unit 'person'
      where:    recipe.toml
      hint:     did you mean 'persons'?
    """

    each: "tuple[EHealthStatsError, ...]" = ()

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        expected: str = "",
        hint: str = "",
        rows: "pd.DataFrame | None" = None,
    ) -> None:
        self.what, self.where, self.expected, self.hint = map(without_controls, (what, where, expected, hint))
        self.rows = rows
        parts = [("where", self.where), ("expected", self.expected), ("hint", self.hint)]
        lines = [self.what, *(f"  {label + ':':<9} {text}" for label, text in parts if text)]
        if rows is not None:
            lines.append(without_controls(rows.to_string(max_rows=20)))
        super().__init__("\n".join(lines))


class DocumentError(EHealthStatsError):
    """A document that can't be read, or not safely."""


class RecipeError(EHealthStatsError):
    """A recipe that does not fit its document or the recipe format."""


class OwnWordsError(EHealthStatsError):
    """What an evaluator wrote, when it can't be read or names what is not there."""


class CodeListError(EHealthStatsError):
    """A name or code that no code list has, or that two entries fit."""


class PeriodError(EHealthStatsError):
    """A period that is not written in EDTF."""


class TableError(EHealthStatsError):
    """A table whose columns or values break the schema, or that an analysis can't take."""


def raise_all(errors: "Sequence[EHealthStatsError]") -> None:
    """Raise one error that tells of all, of the kind of the first; nothing where there are none.

    Examples
    --------
    >>> raise_all([RecipeError("unknown key 'fnd'", hint="did you mean 'find'?"), RecipeError("there is no 'id'")])
    Traceback (most recent call last):
    ehealth_stats.errors.RecipeError: 2 mistakes
    1: unknown key 'fnd'
      hint:     did you mean 'find'?
    2: there is no 'id'
    """
    told = {str(error): error for each in errors for error in (each.each or (each,))}
    if not told:
        return
    first = next(iter(told.values()))
    if len(told) == 1:
        raise first
    listed = (f"{number}: {text}" for number, text in enumerate(told, 1))
    whole = type(first)("\n".join([f"{len(told)} mistakes", *listed]))
    whole.each = tuple(told.values())
    raise whole


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """Return a hint that names the nearest options, or an empty text when none is near.

    Examples
    --------
    >>> did_you_mean("Sundsval", ["Sundsvall", "Timrå"])
    "did you mean 'Sundsvall'?"
    """
    near = get_close_matches(word, list(options), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(repr(name) for name in near)}?" if near else ""
