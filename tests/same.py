"""Freeze what the package reads and makes today, and compare with it later: `make same`, `make freeze`.

Frozen are the readings of every text that the tests, data/raw and the originals (EHEALTH_ORIGINALS names their folder)
hold, and a hash of every table in data/processed. A text stands there by its SHA-256, what was read in it by offsets,
values and codes: no words. A change of the code that should change nothing is right when nothing differs.
"""

import ast
import csv
import hashlib
import json
import os
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ehealth_stats.analysis import evaluate
from ehealth_stats.ingestion import ingest, read_document
from ehealth_stats.ingestion.figures.extract import Found, Manner, read_text
from ehealth_stats.reporting import write_tables

ROOT = Path(__file__).resolve().parents[1]
FROZEN = ROOT / "tests" / "frozen"
READINGS, TABLES = FROZEN / "readings.jsonl", FROZEN / "tables.csv"
# Reasons why a mutant changes nothing: no text that a test reads.
NO_TEXTS = {ROOT / "tests" / "equivalent_mutants.csv"}
# Each text is read as each of these would read it: language, country.
LANGUAGES = {"sv": "SE", "nb": "NO", "nn": "NO", "en": "SE", "da": "DK"}
IS_FIGURE = re.compile(r"\w\W*\w")
SHORTEST, LONGEST = 4, 4000


def main() -> None:
    """Compare with what is frozen, or freeze (`--freeze`); leave with 1 where something differs."""
    readings, tables = dict(read_all(texts())), dict(hash_tables())
    if "--freeze" in sys.argv:
        freeze(readings, tables)
        print(f"frozen: {len(readings)} texts, {len(tables)} tables")
        return
    differences = [*compare_readings(frozen_readings(), readings), *compare_tables(frozen_tables(), tables)]
    print("\n".join(differences or [f"the same: {len(readings)} texts, {len(tables)} tables"]))
    sys.exit(bool(differences))


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text with its origin, line by line: `tests`, `raw` or `originals`."""
    for path in sorted((ROOT / "tests").rglob("*")):
        if FROZEN not in path.parents and path not in NO_TEXTS:
            yield from (("tests", line) for text in strings_of(path) for line in text.split("\n"))
    for path in sorted((ROOT / "data" / "raw").glob("*/*")):
        if path.name != "recipe.toml":
            yield from (("raw", line) for line in lines_of(path))
    if folder := os.environ.get("EHEALTH_ORIGINALS"):
        for path in sorted(Path(folder).iterdir()):
            yield from (("originals", line) for line in lines_of(path))


def lines_of(path: Path) -> Iterator[str]:
    """Yield the paragraphs and cells of a document as they are read."""
    document = read_document(path)
    yield from (segment.text for segment in document.segments)


def strings_of(path: Path) -> Iterator[str]:
    """Yield the strings of a test file or of a data file of the tests; docstrings are no test."""
    if path.suffix == ".py":
        tree = ast.parse(path.read_text("utf-8"))
        remarks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in remarks)
        yield from (node.value for node in nodes if isinstance(node.value, str))
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            yield from (cell for row in csv.reader(file) for cell in row)
    elif path.suffix == ".toml":
        yield from strings_in(tomllib.loads(path.read_text("utf-8")))


def strings_in(value: object) -> Iterator[str]:
    """Yield the strings in nested lists and tables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in strings_in(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in strings_in(part))


def read_all(found: Iterable[tuple[str, str]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each distinct text's hash, its origin and how it is read in every language."""
    seen: set[str] = set()
    for origin, text in found:
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if key not in seen and SHORTEST <= len(text) <= LONGEST and IS_FIGURE.search(text):
            seen.add(key)
            yield key, {"origin": origin} | read(text)


def read(text: str) -> dict[str, Any]:
    """Return the readings of a text by language; one that is read as in the language before it is told by its name."""
    readings: dict[str, Any] = {}
    before: tuple[str, Any] = ("", None)
    for language, country in LANGUAGES.items():
        now = reading_of(read_text(text, Manner(country, language)))
        readings[language] = before[0] if now == before[1] else now
        before = before if now == before[1] else (language, now)
    return readings


def reading_of(found: Found) -> list[list[Any]]:
    """Return the quantities and exclusions of a text without its words; the label of a part as a short hash."""
    quantities = [
        [
            *(quantity.start, quantity.end, quantity.first, quantity.last),
            *(repr(number) for number in (quantity.value, quantity.lower, quantity.upper)),
            *(quantity.qualifier, quantity.unit, quantity.relation, quantity.whole),
            hashlib.sha256(quantity.part.encode()).hexdigest()[:8] if quantity.part else "",
            *(int(quantity.estimated), int(quantity.total)),
            area.code if area else "",
        ]
        for quantity, area in zip(found.quantities, found.areas, strict=True)
    ]
    return quantities + [[no.start, no.end, no.reason, int(no.secret)] for no in found.exclusions]


def hash_tables() -> Iterator[tuple[str, str]]:
    """Yield the name and the hash of every file that a build of data/raw writes to data/processed as text."""
    with tempfile.TemporaryDirectory() as folder:
        write_tables(evaluate(ingest(ROOT / "data" / "raw")), Path(folder), approximation="half_unit")
        for path in sorted(Path(folder).iterdir()):
            if path.suffix in {".csv", ".json"}:
                yield path.name, hashlib.sha256(path.read_bytes()).hexdigest()


def freeze(readings: dict[str, dict[str, Any]], tables: dict[str, str]) -> None:
    """Write both files, readings in the order of their hashes; where the originals are not there, theirs stay."""
    if not os.environ.get("EHEALTH_ORIGINALS") and READINGS.exists():
        readings = {key: old for key, old in frozen_readings().items() if old["origin"] == "originals"} | readings
    lines = (json.dumps([key, readings[key]], separators=(",", ":"), ensure_ascii=False) for key in sorted(readings))
    READINGS.write_text("\n".join(lines) + "\n", "utf-8")
    TABLES.write_text("".join(f"{name},{digest}\n" for name, digest in tables.items()), "utf-8")


def frozen_readings() -> dict[str, dict[str, Any]]:
    """Return the frozen readings by the hash of their text."""
    return dict(json.loads(line) for line in READINGS.read_text("utf-8").splitlines())


def frozen_tables() -> dict[str, str]:
    """Return the frozen hashes by the name of the table."""
    return dict(line.split(",") for line in TABLES.read_text("utf-8").splitlines())


def compare_readings(frozen: dict[str, dict[str, Any]], now: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield a line for each text that is read otherwise, and for each with figures that is nowhere any more.

    Texts of the originals are only missed where the originals are there.
    """
    here = {reading["origin"] for reading in now.values()}
    for key, old in frozen.items():
        new = now.get(key)
        if new is None:
            had_figures = any(isinstance(old[language], list) and old[language] for language in LANGUAGES)
            if had_figures and old["origin"] in here:
                yield f"text {key[:12]} of {old['origin']} is gone"
            continue
        for language in LANGUAGES:
            if old[language] != new[language]:
                yield f"text {key[:12]} of {old['origin']} in {language}:\n  was {old[language]}\n  is  {new[language]}"


def compare_tables(frozen: dict[str, str], now: dict[str, str]) -> Iterator[str]:
    """Yield a line for each table that is not as it was."""
    for name in sorted({*frozen, *now}):
        if frozen.get(name) != now.get(name):
            yield f"data/processed/{name}: {'new' if name not in frozen else 'gone' if name not in now else 'differs'}"


if __name__ == "__main__":
    main()
