"""The files that evaluators write: a folder with one TOML file a programme -> their texts by programme."""

from collections.abc import Collection
from pathlib import Path

from ehealth_stats.errors import OwnWordsError, did_you_mean, refusals_as
from ehealth_stats.schema import file_names

_SUFFIX = ".toml"
_EXPECTED = "a folder with one <programme>.toml for each programme that is written about"


def read_evaluations(folder: str | Path, programmes: Collection[str]) -> dict[str, tuple[str, str]]:
    """Read the evaluator's file on each programme that has one; none of them is changed.

    What stands in them is explained in docs/evaluations.md, and checked by `parse_own_words` of reporting.

    Parameters
    ----------
    folder
        Holds `<programme>.toml` for the programmes that someone wrote about; what else is in it is left alone.
    programmes
        Those that there are documents of.

    Returns
    -------
    dict[str, tuple[str, str]]
        By programme the text of its file, and the path, to be named in errors.

    Raises
    ------
    OwnWordsError
        If there is no such folder, a file is of no programme, with the nearest, or is no text in UTF-8.

    Examples
    --------
    >>> read_evaluations("nowhere", ["plan"])
    Traceback (most recent call last):
    ehealth_stats.errors.OwnWordsError: there is no folder 'nowhere'
      expected: a folder with one <programme>.toml for each programme that is written about
    """
    with refusals_as(OwnWordsError, "the evaluators' own words can't be read", expected=_EXPECTED):
        return _read_all(Path(folder), programmes)


def _read_all(folder: Path, programmes: Collection[str]) -> dict[str, tuple[str, str]]:
    if not folder.is_dir():
        raise OwnWordsError(f"there is no folder {str(folder)!r}", expected=_EXPECTED)
    names = {name: programme for programme, name in file_names(programmes).items()}
    found = {}
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        if path.stem not in names:
            what, hint = f"no document is of the programme {path.stem!r}", did_you_mean(path.stem, names)
            expected = ", ".join(f"{name}{_SUFFIX}" for name in names)
            raise OwnWordsError(what, where=str(path), expected=expected, hint=hint)
        found[names[path.stem]] = (_read(path), str(path))
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        hint = f"{error}; save it with that encoding"
        raise OwnWordsError("the file is no text in UTF-8", where=str(path), hint=hint) from error
