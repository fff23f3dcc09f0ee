"""The package's errors: each says what, where, what was expected, and what to do."""

import errno
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
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


# What to do where the system refuses to read or write.
_REMEDIES = {
    errno.ENOSPC: "make room on the disk, or write to another one",
    errno.EROFS: "what is there can only be read: write to another place",
    errno.EACCES: "ask for the right to it, or take another place",
    errno.EPERM: "ask for the right to it, or take another place",
    errno.ENAMETOOLONG: "name it shorter: most systems take 255 bytes",
    errno.EEXIST: "move what is in the way, or take another place",
    errno.ENOTDIR: "move the file that is in the way, or take another place",
    errno.EISDIR: "move the folder that is in the way, or take another place",
    errno.ENOENT: "look whether it was moved or removed",
    errno.EIO: "look after the disk, or copy what is there from elsewhere",
}
_NO_NAME = "embedded null"  # of a name with a zero byte


def refused(
    kind: type[EHealthStatsError], what: str, error: OSError, *, where: object = "", expected: str = ""
) -> EHealthStatsError:
    """Return what the system refused as an error of the package, with what to do.

    Examples
    --------
    >>> print(refused(TableError, "reports can't be written", OSError(errno.ENOSPC, "No space left on device")))
    reports can't be written: No space left on device
      hint:     make room on the disk, or write to another one
    """
    place, named = str(where), str(error.filename or "")
    told = f"{what}: {error.strerror or error}" + (f" ({named})" if place and named not in ("", place) else "")
    hint = _REMEDIES.get(error.errno or 0, "try again, or take another place")
    return kind(told, where=place or named, expected=expected, hint=hint)


@contextmanager
def refusals_as(kind: type[EHealthStatsError], what: str, *, where: object = "", expected: str = "") -> Iterator[None]:
    """Tell what the system refuses within the block as an error of the package, with what to do.

    Parameters
    ----------
    kind
        Of the error.
    what
        What could not be done; the system's own words follow.
    where
        The file or folder; what the system names when left out.
    expected
        What would have been right.

    Examples
    --------
    >>> with refusals_as(DocumentError, "the file can't be opened"):
    ...     open("nowhere/plan.txt")
    Traceback (most recent call last):
    ehealth_stats.errors.DocumentError: the file can't be opened: No such file or directory
      where:    nowhere/plan.txt
      hint:     look whether it was moved or removed
    """
    try:
        yield
    except OSError as error:
        raise refused(kind, what, error, where=where, expected=expected) from error
    except ValueError as error:
        if isinstance(error, EHealthStatsError) or _NO_NAME not in str(error):
            raise
        hint = "no name has a zero byte in it"
        raise kind(f"{what}: {error}", where=str(where), expected=expected, hint=hint) from error
