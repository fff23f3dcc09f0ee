"""A build is whole or not there: whatever is killed, full or in the way."""

import errno
import multiprocessing
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from ehealth_stats.errors import DocumentError, TableError
from ehealth_stats.ingestion import read_dataset
from ehealth_stats.pipeline import build
from ehealth_stats.reporting import commit as commits
from ehealth_stats.reporting.commit import commit, recover

OLD = {"a.csv": b"1", "figures/gone.svg": b"old", "figures/kept.svg": b"old"}
NEW = {"a.csv": b"2", "figures/kept.svg": b"new", "figures/made.svg": b"new"}
# What changes something on the disk.
STEPS = [(os, "fsync"), (os, "replace"), (os, "unlink"), (os, "mkdir"), (os, "rmdir"), (os, "rename")]

posix = pytest.mark.skipif(os.name != "posix", reason="processes are forked")


def files_in(folder: Path) -> dict[str, bytes]:
    """All files below a folder by their paths."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write(folder: Path, files: dict[str, bytes], gone: list[str]) -> None:
    """One build of tables and reports."""
    commit({folder / "tables": {"t.csv": files["a.csv"]}, folder / "reports": files}, gone={folder / "reports": gone})


def killed(folder: Path, step: int) -> bool:
    """Run a build in a process that is killed before it does the step of this number; false if it was done before."""
    count = 0

    def counted(do: Callable[..., object]) -> Callable[..., object]:
        def act(*args: object, **named: object) -> object:
            nonlocal count
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return do(*args, **named)

        return act

    def run() -> None:
        for module, name in STEPS:
            setattr(module, name, counted(getattr(module, name)))
        write(folder, NEW, ["figures/gone.svg"])

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forks beside threads
        process = multiprocessing.get_context("fork").Process(target=run)
        process.start()
    process.join()
    return process.exitcode == -signal.SIGKILL


@posix
def test_a_build_that_is_killed_anywhere_is_done_or_was_not(tmp_path):
    """Killed before each step in turn, the next start leaves the old build or the new one, and nothing beside it."""
    old = {"tables/t.csv": b"1", **{f"reports/{name}": content for name, content in OLD.items()}}
    new = {"tables/t.csv": b"2", **{f"reports/{name}": content for name, content in NEW.items()}}
    found = []
    for step in range(1, 200):
        folder = tmp_path / str(step)
        write(folder, OLD, [])
        if not killed(folder, step):
            break
        recover(folder / "reports")
        recover(folder / "tables")
        found.append(files_in(folder))
    assert step > 20
    assert all(state in (old, new) for state in found)
    # Before the journal is there nothing is done, from then on all of it.
    assert [state == new for state in found] == sorted(state == new for state in found)
    assert found[0] == old
    assert found[-1] == new
    assert files_in(folder) == new


def test_a_full_disk_changes_nothing(tmp_path, monkeypatch):
    """No space for the second file: the first is not there either, and the error says why."""
    write(tmp_path, OLD, [])
    before = files_in(tmp_path)
    told = commits._write

    def full(path: Path, content: bytes) -> None:
        if path.name == "kept.svg":
            raise OSError(errno.ENOSPC, "No space left on device")
        told(path, content)

    monkeypatch.setattr(commits, "_write", full)
    with pytest.raises(TableError, match=r"can't be written(.|\n)*No space left"):
        write(tmp_path, NEW, [])
    assert files_in(tmp_path) == before


@pytest.mark.parametrize("name", ["x" * 300, "figures/kept.svg/inside.svg", "figures"])
def test_a_place_that_no_file_can_have_changes_nothing(tmp_path, name):
    """A name too long, a file in the way and a folder in the way are found before anything is moved."""
    write(tmp_path, OLD, [])
    before = files_in(tmp_path)
    with pytest.raises(TableError, match="can't be written"):
        write(tmp_path, {"a.csv": b"2", name: b"x"}, [])
    assert files_in(tmp_path) == before


def test_a_folder_that_may_not_be_written_is_named(tmp_path, monkeypatch):
    """Its files stay as they were."""
    write(tmp_path, OLD, [])
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "figures")
    with pytest.raises(TableError, match="may not write there"):
        write(tmp_path, NEW, [])
    monkeypatch.undo()
    assert (tmp_path / "reports" / "a.csv").read_bytes() == b"1"


def test_two_builds_do_not_write_at_once(tmp_path, monkeypatch):
    """While another holds the lock of a folder, a build says so."""
    monkeypatch.setattr(commits, "_PATIENCE", 0.01)
    name = sha256(os.fsencode((tmp_path / "reports").resolve())).hexdigest()[:32]
    lock = FileLock(Path(tempfile.gettempdir(), f"ehealth-stats-{name}.lock"))
    with lock, pytest.raises(TableError, match="another build writes"):
        write(tmp_path, NEW, [])


def test_a_build_that_was_moved_elsewhere_is_finished_there(tmp_path, monkeypatch):
    """Stopped when all was staged, the folders are moved: the next start finishes in the new place."""
    write(tmp_path / "old", OLD, [])

    def stop(journal: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commits, "_finish", stop)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "old", NEW, ["figures/gone.svg"])
    monkeypatch.undo()
    (tmp_path / "old").rename(tmp_path / "moved")
    recover(tmp_path / "moved" / "tables")
    recover(tmp_path / "moved" / "reports")
    assert files_in(tmp_path / "moved") == {
        "tables/t.csv": b"2", **{f"reports/{name}": content for name, content in NEW.items()}
    }  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["moved"]


def test_folders_that_were_made_for_nothing_are_removed(tmp_path):
    """Where nothing could be written, no folder is left that was not there."""
    with pytest.raises(TableError, match="can't be written"):
        write(tmp_path / "new" / "place", {"a.csv": b"1", "x" * 300: b"x"}, [])
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_can_not_be_made_is_named(tmp_path, monkeypatch):
    """That of another person, say."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    monkeypatch.setattr(commits, "FileLock", no_lock)
    with pytest.raises(TableError, match=r"the folder can't be locked: Permission denied(.|\n)*ehealth-stats-"):
        write(tmp_path, NEW, [])


def no_lock(path: Path, **_: object) -> FileLock:
    """Refuse a lock as the system does."""
    raise PermissionError(errno.EACCES, "Permission denied", str(path))


DOCUMENTS = Path(__file__).parents[1] / "data" / "raw"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Two programmes with a document each."""
    for name in ("norrbotten-2010", "seminar-tour-2007"):
        shutil.copytree(DOCUMENTS / name, tmp_path / "raw" / name)
    return tmp_path / "raw"


def changed(folder: Path, before: dict[Path, float]) -> set[str]:
    """The programmes of which a file was written since."""
    return {
        path.relative_to(folder).parts[0]
        for path in folder.glob("*/**/*")
        if path.is_file() and before.get(path) != path.stat().st_mtime_ns
    }


def test_only_what_changed_is_made_anew(raw, tmp_path, monkeypatch):
    """Nothing changed but times: nothing is read; a recipe changed: only its programme is made; a stale figure goes."""
    made: list[tuple[str, int]] = []

    def watched(items, title):
        made.append((title, len(items)))
        return items

    places = (raw, tmp_path / "processed", tmp_path / "reports")
    asked = {"languages": ["en"], "formats": ["html"], "evaluations": None, "progress": watched}
    monkeypatch.chdir(tmp_path)
    first = build(*places, **asked)
    assert made == [("Reading documents", 2), ("Writing reports", 2)]
    for path in raw.rglob("*"):
        os.utime(path)
    again = build(*places, **asked)
    assert len(made) == 2
    for name, table in first.tables().items():
        assert table.equals(again.tables()[name]), name
    reports = tmp_path / "reports"
    times = {path: path.stat().st_mtime_ns for path in reports.rglob("*")}
    assert not changed(reports, times)
    recipe = raw / "norrbotten-2010" / "recipe.toml"
    recipe.write_text(recipe.read_text("utf-8").replace("title = ", "title = 'Another' # ", 1), "utf-8")
    build(*places, **asked)
    assert made[2:] == [("Reading documents", 2), ("Writing reports", 1)]
    assert changed(reports, times) == {"norrbotten"}
    (reports / "norrbotten" / "evaluation.en.html").write_text("torn", "utf-8")
    build(*places, **asked)
    assert "Another" in (reports / "norrbotten" / "evaluation.en.html").read_text("utf-8")


def test_a_figure_of_no_report_any_more_is_removed(raw, tmp_path):
    """Those of a programme that has no document now; what someone put beside them stays."""
    asked = {"languages": ["en"], "formats": ["html"]}
    reports = tmp_path / "reports"
    build(raw, tmp_path / "processed", reports, **asked)
    assert list((reports / "norrbotten" / "figures").glob("*.svg"))
    (reports / "norrbotten" / "notes.txt").write_text("mine", "utf-8")
    shutil.rmtree(raw / "norrbotten-2010")
    build(raw, tmp_path / "processed", reports, **asked)
    assert list(files_in(reports / "norrbotten")) == ["notes.txt"]


def test_a_second_build_waits_for_the_first_from_its_start(raw, tmp_path, monkeypatch):
    """While documents are read another build of the same folders is refused, not only while files are moved."""
    monkeypatch.setattr(commits, "_PATIENCE", 0.01)
    refused: list[str] = []

    def meanwhile(items, title):
        if not refused:
            name = sha256(os.fsencode((tmp_path / "reports").resolve())).hexdigest()[:32]
            other = FileLock(Path(tempfile.gettempdir(), f"ehealth-stats-{name}.lock"))
            with pytest.raises(Timeout):
                other.acquire(timeout=0.01)
            refused.append(title)
        return items

    build(raw, tmp_path / "processed", tmp_path / "reports", languages=["en"], formats=["xlsx"], progress=meanwhile)
    assert refused == ["Reading documents"]


def test_a_table_of_another_build_is_named(raw, tmp_path):
    """A table that was put in from an older build is no part of this one."""
    asked = {"languages": ["en"], "formats": ["xlsx"]}
    build(raw, tmp_path / "processed", tmp_path / "reports", **asked)
    path = tmp_path / "processed" / "observations.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), "utf-8")
    with pytest.raises(DocumentError, match="table observations is of another build"):
        read_dataset(tmp_path / "processed")
