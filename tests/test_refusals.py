"""What the system refuses is one clear error each: what, where, what was expected, what to do; nothing is changed."""

import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ehealth_stats.errors import CodeListError, DocumentError, EHealthStatsError, OwnWordsError, RecipeError, TableError
from ehealth_stats.ingestion import (
    find_codelists,
    ingest,
    read_dataset,
    read_document,
    read_evaluations,
)
from ehealth_stats.pipeline import draft, draft_folder, save_recipe

LONG = "x" * 300
RECIPE = """[source]
id = "plan"
programme = "home-care"
title = "Plan"
producer = "Made-up association"
language = "sv"
country = "SE"
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The folder of one document with its recipe."""
    folder = tmp_path / "raw" / "plan"
    folder.mkdir(parents=True)
    (folder / "plan.txt").write_text("Larm i Ånge: 450", "utf-8")
    (folder / "recipe.toml").write_text(RECIPE, "utf-8")
    return folder


def refuse(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, refused: Path, code: int) -> None:
    """Have the system refuse one file or folder to a function, as it does to who has no right to it."""
    do: Callable[..., object] = getattr(owner, name)

    def act(path: object, *args: object, **named: object) -> object:
        if isinstance(path, str | os.PathLike) and Path(path) == refused:
            raise OSError(code, os.strerror(code), str(path))
        return do(path, *args, **named)

    monkeypatch.setattr(owner, name, act)


def told(error: EHealthStatsError) -> list[str]:
    """What an error leaves unsaid."""
    return [part for part in ("what", "where", "expected", "hint") if not getattr(error, part)]


@pytest.mark.parametrize(
    ("kind", "act"),
    [
        (DocumentError, read_document),
        (DocumentError, ingest),
        (DocumentError, read_dataset),
        (DocumentError, lambda place: list(draft_folder(place))),
        (CodeListError, lambda place: find_codelists("raw", place)),
        (OwnWordsError, lambda place: read_evaluations(place, ["plan"])),
    ],
    ids=["document", "documents", "tables", "drafts", "code lists", "own words"],
)
def test_a_name_too_long_is_one_error(tmp_path, kind, act):
    """More than 255 bytes are no name on most systems."""
    with pytest.raises(kind, match=rf"name is too long|too long(.|\n)*{LONG}(.|\n)*255 bytes") as caught:
        act(tmp_path / LONG)
    assert not told(caught.value)


def test_an_unreadable_recipe_is_one_error(plan, monkeypatch):
    """Whoever may not read it is told so, with its path."""
    refuse(monkeypatch, io, "open", plan / "recipe.toml", errno.EACCES)
    with pytest.raises(RecipeError, match="the recipe can't be read: Permission denied") as caught:
        ingest(plan.parent)
    assert caught.value.where == str(plan / "recipe.toml")
    assert not told(caught.value)


@pytest.mark.parametrize("which", [".", ".."])
def test_an_unreadable_folder_is_one_error(plan, monkeypatch, which):
    """That of a document, and that of all."""
    folder = (plan / which).resolve()
    refuse(monkeypatch, os, "listdir", folder, errno.EACCES)
    refuse(monkeypatch, os, "scandir", folder, errno.EACCES)
    with pytest.raises(DocumentError, match="can't be read: Permission denied") as caught:
        ingest(plan.parent)
    assert caught.value.where == str(folder)
    assert not told(caught.value)


def test_an_unreadable_document_is_one_error(plan, monkeypatch):
    """The system's own words, and the path."""
    refuse(monkeypatch, io, "open", plan / "plan.txt", errno.EIO)
    with pytest.raises(DocumentError, match="the file can't be opened: Input/output error") as caught:
        read_document(plan / "plan.txt")
    assert not told(caught.value)


def test_a_name_with_a_zero_byte_is_one_error(plan):
    """In a path it is none; in a recipe it is taken out, and the file that remains is not there."""
    with pytest.raises(DocumentError, match=r"zero byte|no such file"):
        read_document(plan / "a\0b.txt")
    (plan / "recipe.toml").write_text(RECIPE + 'file = "pl\\u0000en.txt"\n', "utf-8")
    with pytest.raises(RecipeError, match=r"there is no file 'plen.txt'(.|\n)*line 8(.|\n)*plan.txt") as caught:
        ingest(plan.parent)
    assert not told(caught.value)


@pytest.mark.parametrize("change", ["longer", "the same length"])
def test_a_document_that_changes_while_it_is_read_is_refused(plan, monkeypatch, change):
    """Its size and its time are compared before and after."""
    path = plan / "plan.txt"
    read = Path.read_bytes

    def meanwhile(self: Path) -> bytes:
        content = read(self)
        if self == path:
            path.write_bytes(content + b"0" if change == "longer" else content.replace(b"450", b"451"))
            os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
        return content

    monkeypatch.setattr(Path, "read_bytes", meanwhile)
    with pytest.raises(DocumentError, match="changed while it was read") as caught:
        read_document(path)
    assert not told(caught.value)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_draft_that_can_not_be_written_changes_nothing(plan, tmp_path, monkeypatch, code):
    """Neither the document nor the recipe is there, nor a folder that was made for them."""
    place = tmp_path / "new" / "folder" / "plan"
    refuse(monkeypatch, io, "open", place.parent / ".plan.staged" / "recipe.toml", code)
    with pytest.raises(TableError, match="plan can't be written") as caught:
        draft(plan / "plan.txt", place)
    assert not told(caught.value)
    assert not (tmp_path / "new").exists()


def test_a_recipe_that_can_not_be_saved_stays_as_it_was(plan, monkeypatch):
    """A review saves whole or not at all."""
    path = plan / "recipe.toml"
    refuse(monkeypatch, io, "open", plan.parent / ".plan.staged" / "recipe.toml", errno.ENOSPC)
    with pytest.raises(TableError, match=r"No space left(.|\n)*make room"):
        save_recipe(path, RECIPE + "# more", known=RECIPE, document=plan / "plan.txt")
    assert path.read_text("utf-8") == RECIPE
    assert sorted(each.name for each in plan.parent.iterdir()) == ["plan"]


COMMANDS = {
    "extract": ["extract", "plan.txt"],
    "extract as csv": ["extract", "plan.txt", "--format", "csv"],
    "extract as json": ["extract", "plan.txt", "--format", "json"],
    "draft": ["draft", "plan.txt"],
    "help": ["--help"],
}
MAIN = "from ehealth_stats.cli import main; main()"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
@pytest.mark.parametrize("command", COMMANDS)
def test_output_to_a_full_disk_is_one_error(plan, command):
    """No traceback, however little is printed."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", MAIN, *COMMANDS[command]],
            cwd=plan, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    lines = done.stderr.splitlines()
    assert done.returncode == 2
    assert lines[0] == "ehealth-stats: the system refuses: No space left on device"
    assert [line.split()[0] for line in lines[1:]] == ["where:", "expected:", "hint:"]


@pytest.mark.skipif(os.name != "posix", reason="pipes close otherwise there")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_pipe_that_nobody_reads_is_no_error(plan, command):
    """As with `| head`: who reads has seen enough."""
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-c", MAIN, *COMMANDS[command]],
            cwd=plan, stdout=pipe, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
