"""A person's own code lists on disk: a folder of CSV files -> the code lists in use with these added."""

import csv
from collections.abc import Iterator
from pathlib import Path

from ehealth_stats.codelists import CodeLists, in_use
from ehealth_stats.codelists.lists import ListName
from ehealth_stats.codelists.own import LISTS, OwnRow, with_own
from ehealth_stats.errors import CodeListError, did_you_mean, refusals_as

_EXPECTED = "a folder with indicators.csv, categories.csv, units.csv or areas.csv"


def read_codelists(folder: str | Path) -> CodeLists:
    """Read one's own code lists: what is in use with these added. In a `with` block the package goes by them.

    Parameters
    ----------
    folder
        Holds indicators.csv, categories.csv, units.csv, areas.csv, or some of them; commas or semicolons part columns.

    Raises
    ------
    CodeListError
        With every mistake of every list: where it stands, and the nearest right thing.

    Examples
    --------
    >>> read_codelists("nowhere")
    Traceback (most recent call last):
    ehealth_stats.errors.CodeListError: there is no folder 'nowhere'
      expected: a folder with indicators.csv, categories.csv, units.csv or areas.csv
    """
    with refusals_as(CodeListError, "the code lists can't be read", where=folder, expected=_EXPECTED):
        return _read_codelists(Path(folder))


def _read_codelists(folder: Path) -> CodeLists:
    if not folder.is_dir():
        raise CodeListError(f"there is no folder {str(folder)!r}", expected=_EXPECTED)
    found = [folder / f"{name}.csv" for name in LISTS]
    others = [path.name for path in sorted(folder.glob("*.csv")) if path not in found]
    if others:
        hint = did_you_mean(others[0], [path.name for path in found])
        raise CodeListError(f"{others[0]!r} is no code list", where=str(folder), expected=_EXPECTED, hint=hint)
    return with_own(row for path in found if path.is_file() for row in _rows(path))


def find_codelists(raw: str | Path, folder: str | Path | None = None) -> CodeLists:
    """Return the lists for a folder of documents: with those of a folder added, else of `codelists` beside `raw`.

    Raises
    ------
    CodeListError
        As `read_codelists`.
    """
    beside = Path(raw).parent / "codelists"
    with refusals_as(CodeListError, "the code lists can't be read", where=beside, expected=_EXPECTED):
        if folder is None and not beside.is_dir():
            return in_use()
    return read_codelists(beside if folder is None else folder)


def _rows(path: Path) -> Iterator[OwnRow]:
    name: ListName = path.stem  # type: ignore[assignment]
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "save it as CSV UTF-8"
        raise CodeListError("the list is no text in UTF-8", where=str(path), hint=hint) from error
    head = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if head.count(";") > head.count(",") else ",", restkey="")
    for cells in reader:
        where = f"{path} line {reader.line_num}"
        if cells.pop("", None):
            raise CodeListError("a row has more cells than the header", where=where, hint='put "…" around such a cell')
        yield OwnRow(name, {key: (cell or "").strip() for key, cell in cells.items()}, where)
