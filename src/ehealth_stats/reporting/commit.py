"""Files of one build, of one folder or several -> on disk, all of them or none, whatever happens in between.

Everything is written to a staging folder beside each folder first. A journal says that all of it is there: from then on
the build is done, and what was not moved to its place yet the next start moves. Without a journal it removes what was
staged.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from errno import EACCES, EISDIR, ENOTDIR
from hashlib import sha256
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ehealth_stats.errors import TableError, refusals_as

Files = Mapping[str, bytes]  # by their path in a folder
_PATIENCE = 60.0  # seconds, for another build


def commit(folders: Mapping[Path, Files], *, gone: Mapping[Path, Iterable[str]] | None = None) -> list[Path]:
    """Write the files of one build: all of them or none.

    Parameters
    ----------
    folders
        The files of each folder.
    gone
        Files of an earlier build that are in no build any more, by folder: they are removed.

    Returns
    -------
    list[Path]
        The files, in the order given.

    Raises
    ------
    TableError
        If a folder can't be written, or another build writes to it. Nothing is changed.
    """
    own = {Path(folder): files for folder, files in folders.items()}
    removed = {folder: sorted((gone or {}).get(folder, ())) for folder in own}
    with locked(own):
        for folder in own:
            _recover(folder)
        made = [folder for own_folder in own for folder in _missing(own_folder.absolute().parent)]
        try:
            for folder, files in own.items():
                with _told(folder):
                    _stage(folder, files)
            with _told(next(iter(own))):
                _write_journal({folder: ([*files], removed[folder]) for folder, files in own.items()})
        except BaseException:
            for folder in own:
                with suppress(OSError):
                    _forget(folder)
            _remove_empty(made)
            raise
        with _told(next(iter(own))):
            _finish(_journal(next(iter(own))))
    return [folder / name for folder, files in own.items() for name in files]


def recover(folder: Path) -> None:
    """Finish a build of a folder that was interrupted when all of it was staged, or undo it.

    Raises
    ------
    TableError
        If the folder can't be written, or another build writes to it.
    """
    with locked([folder]):
        _recover(folder)


def _recover(folder: Path) -> None:
    with _told(folder):
        journal = _journal(folder)
        if journal.is_file():
            main = journal.parent / json.loads(journal.read_bytes()).get("journal", journal.name)
            if main.is_file():
                _finish(main)
        if journal.exists() or _staged(folder).exists():
            _forget(folder)


def _journal(folder: Path) -> Path:
    return _beside(folder, "journal")


def _staged(folder: Path) -> Path:
    return _beside(folder, "staged")


def _beside(folder: Path, what: str) -> Path:
    """Return a place on the same disk: beside a folder, or in one that is a disk of its own."""
    whole = folder.resolve()
    is_disk = whole.is_dir() and whole.stat().st_dev != whole.parent.stat().st_dev
    return (whole if is_disk else whole.parent) / f".{whole.name}.{what}"


@contextmanager
def locked(folders: Iterable[Path]) -> Iterator[None]:
    """Hold the lock of each folder; the system gives it up when this process ends, however it does.

    Who holds it already may take it again.

    Raises
    ------
    TableError
        If another build writes to one of them.
    """
    with ExitStack() as stack:
        for folder in sorted({folder.resolve() for folder in folders}):
            name = sha256(os.fsencode(folder)).hexdigest()[:32]
            path = Path(tempfile.gettempdir(), f"ehealth-stats-{name}.lock")
            with refusals_as(TableError, "the folder can't be locked", where=path, expected="a file to be made"):
                try:
                    stack.enter_context(FileLock(path, is_singleton=True).acquire(timeout=_PATIENCE))
                except Timeout as error:
                    what, hint = "another build writes to this folder", "wait for it, or write to another folder"
                    expected = "one build at a time"
                    raise TableError(what, where=str(folder), expected=expected, hint=hint) from error
        yield


def _told(folder: Path) -> AbstractContextManager[None]:
    """Say what can't be written where the system says no."""
    expected = "a folder that files can be written to"
    return refusals_as(TableError, f"{folder.name} can't be written", where=folder, expected=expected)


def _missing(folder: Path) -> list[Path]:
    """Return the folders that have to be made for one to be there, the innermost first."""
    return [each for each in (folder, *folder.parents) if not os.path.lexists(each)]


def _remove_empty(folders: Iterable[Path]) -> None:
    """Remove the folders that were made for files that could not be written."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def _stage(folder: Path, files: Files) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = _staged(folder)
    staged.mkdir()
    for name, content in files.items():
        _check_place(folder, name)
        (staged / name).parent.mkdir(parents=True, exist_ok=True)
        _write(staged / name, content)
    for path in [staged, *(path for path in staged.rglob("*") if path.is_dir())]:
        _sync(path)


def _check_place(folder: Path, name: str) -> None:
    """Refuse a place that a file can't be moved to, before anything is moved."""
    place = folder / name
    if place.is_dir():
        raise IsADirectoryError(EISDIR, "a folder is in the way", str(place))
    for above in [folder, *(folder / part for part in list(Path(name).parents)[:-1])]:
        if above.exists() and not above.is_dir():
            raise NotADirectoryError(ENOTDIR, "a file is in the way", str(above))
        if above.is_dir() and not os.access(above, os.W_OK | os.X_OK):
            raise PermissionError(EACCES, "may not write there", str(above))


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """See to it that what was made or moved in a folder is on the disk, where the system has that for folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_journal(folders: Mapping[Path, tuple[list[str], list[str]]]) -> None:
    """Say that all is staged: the others point to the journal of the first folder, which comes last.

    Places are told from where the journal lies, so that they stay right when all of it is moved elsewhere.
    """
    first, *others = folders
    for folder in others:
        _replace(_journal(folder), {"journal": _from(_journal(folder).parent, _journal(first))})
    home = _journal(first).parent
    moves = {_from(home, folder.resolve()): {"files": own, "gone": gone} for folder, (own, gone) in folders.items()}
    _replace(_journal(first), {"folders": moves})


def _from(home: Path, place: Path) -> str:
    """Return a place as it is told from a folder; of another drive, in full."""
    try:
        return os.path.relpath(place, home)
    except ValueError:
        return str(place)


def _replace(path: Path, content: Mapping[str, Any]) -> None:
    draft = path.with_name(f"{path.name}.new")
    try:
        _write(draft, json.dumps(content).encode("ascii"))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync(path.parent)


def _finish(journal: Path) -> None:
    """Move what is staged to its place, and remove what is in no build any more."""
    told = json.loads(journal.read_bytes())["folders"]
    folders = {Path(os.path.normpath(journal.parent / folder)): moves for folder, moves in told.items()}
    for folder, moves in folders.items():
        for name in moves["files"]:
            if (_staged(folder) / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (_staged(folder) / name).replace(folder / name)
        for name in moves["gone"]:
            (folder / name).unlink(missing_ok=True)
        for place in {(folder / name).parent for name in moves["files"]}:
            if place.is_dir():
                _sync(place)
    # The journal goes last: as long as it is there, all of this can be done again.
    for folder in reversed(folders):
        _forget(folder)


def _forget(folder: Path) -> None:
    """Remove what a build left beside a folder."""
    shutil.rmtree(_staged(folder), ignore_errors=True)
    for path in (_journal(folder), _beside(folder, "journal.new")):
        path.unlink(missing_ok=True)
