"""What the last build wrote: tables and programmes -> what they were made of, and the hash of each file.

A programme of which nothing changed is not drawn again, and a figure that is in no build any more is removed. Nothing
depends on times.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Self

LEDGER = ".build.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """The files of a programme with their hashes, and the hash of what they were made of."""

    made_of: str
    files: Mapping[str, str]

    @classmethod
    def of(cls, made_of: str, written: Mapping[str, bytes]) -> Self:
        """Return what is to be remembered of files."""
        return cls(made_of, {name: sha256(content).hexdigest() for name, content in written.items()})

    def is_there(self, folder: Path) -> bool:
        """Say whether all files are as they were written."""
        return all(_hash(folder / name) == known for name, known in self.files.items())


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a build wrote: the tables, made of all inputs and settings, and the reports of each programme."""

    tables: Entry
    programmes: Mapping[str, Entry]

    def file(self) -> dict[str, bytes]:
        """Return the file that tells the next build what this one wrote."""
        told = {
            "tables": asdict(self.tables),
            "programmes": {name: asdict(own) for name, own in self.programmes.items()},
        }
        return {LEDGER: (json.dumps(told, indent=1, sort_keys=True) + "\n").encode("utf-8")}

    def there(self, folder: Path) -> dict[str, Entry]:
        """Return the programmes whose files are as they were written."""
        return {name: entry for name, entry in self.programmes.items() if entry.is_there(folder)}

    def gone(self, now: Mapping[str, Entry], folder: Path) -> list[str]:
        """Return the files that are in a build no more; what someone changed since is not ours."""
        kept = {name for entry in now.values() for name in entry.files}
        old = {name: known for entry in self.programmes.values() for name, known in entry.files.items()}
        return [name for name, known in old.items() if name not in kept and _hash(folder / name) == known]


def read_ledger(folder: Path) -> Ledger:
    """Return what the last build wrote; nothing where that is not known.

    Examples
    --------
    >>> read_ledger(Path("nowhere")).programmes
    {}
    """
    try:
        told = json.loads((folder / LEDGER).read_bytes())
        return Ledger(Entry(**told["tables"]), {name: Entry(**own) for name, own in told["programmes"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Ledger(Entry("", {}), {})


def hash_of(*parts: Any) -> str:  # noqa: ANN401 - texts, bytes, and what prints as what it is
    """Return one hash of what something is made of.

    Examples
    --------
    >>> hash_of("a", "b") == hash_of("ab")
    False
    """
    whole = sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass")
        whole.update(sha256(content).digest())
    return whole.hexdigest()


@cache
def hash_of_program() -> str:
    """Return a hash of this package: what another version of it wrote is drawn anew."""
    return hash_of(*(file.read_bytes() for file in _files_in(files("ehealth_stats"))))


def _files_in(folder: Traversable) -> Iterable[Traversable]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir() and each.name != "__pycache__":
            yield from _files_in(each)
        elif each.is_file():
            yield each


def _hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
