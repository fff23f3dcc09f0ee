"""JSON-stat 1 and 2 (.json), as statistical offices hand out tables -> a heading and a grid with one row a cell.

Format: https://json-stat.org/full/. Numbers stay as they are written, so nothing is rounded.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.blocks import Content, Grid, Paragraph
from ehealth_stats.ingestion.documents.intake.encoding import decode
from ehealth_stats.ingestion.documents.intake.kind import Format
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.layout.cube import (
    Dimension,
    check_room,
    in_place,
    in_units,
    is_number,
    marked,
    plain,
    scale_word,
    to_grid,
)
from ehealth_stats.ingestion.documents.values import clean

_Object = Mapping[str, Any]

# What a file that is no JSON-stat lacks or holds otherwise.
_OTHERWISE = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError)


def read_json_stat(received: Received) -> Content:
    """Read the datasets of a JSON-stat file: codes, labels, the status of cells, units and notes.

    Raises
    ------
    DocumentError
        If it is other JSON, is cut off, or its table is beyond the limit.
    """
    decoded = decode(received)
    try:
        # Numbers as written: a float would round, and 1e400 is none.
        read = json.loads(decoded.text, parse_float=str, parse_int=str, parse_constant=_refuse)
        datasets = list(_datasets(read))
        cubes = [_dimensions(dataset) for dataset in datasets]
        rooms = [check_room(received, dimensions) for dimensions in cubes]
        blocks = [
            block
            for dataset, dimensions, room in zip(datasets, cubes, rooms, strict=True)
            for block in _blocks(dataset, dimensions, room, received.path.stem)
        ]
        notes = [note for dataset in datasets for note in _notes(dataset)]
        notes += ["halves of characters are left out"] if _has_halves(decoded.text, read) else []
    except DocumentError:
        raise
    except _OTHERWISE as error:
        raise _other(received) from error
    if not datasets and read.get("class") == "collection":
        hint = "download each of its tables as JSON-stat 2"
        raise received.error("a collection that only links to its tables; links are never followed", hint=hint)
    if not datasets:
        raise _other(received)
    return Content(tuple(blocks), decoded.encoding, (*decoded.notes, *notes))


def _other(received: Received) -> DocumentError:
    hint = "download the table as JSON-stat 2, .px, .csv or .xlsx"
    return received.error("the file is no JSON-stat, or broken", expected="a dataset of JSON-stat 1 or 2", hint=hint)


def _has_halves(text: str, read: object) -> bool:
    """Tell whether a text holds a half of a character: its code by itself, which JSON may write and nobody else."""
    if "\\ud" not in text and "\\uD" not in text:
        return False
    try:
        json.dumps(read, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")


def _datasets(read: _Object) -> Iterator[_Object]:
    """Yield a dataset of version 2, those of a bundle of version 1, those embedded in a collection."""
    if "value" in read and "dimension" in read:
        yield read
    elif read.get("class") == "collection":
        for item in read["link"]["item"]:
            yield from _datasets(item)
    else:
        for item in read.values():
            if isinstance(item, dict):
                yield from _datasets(item)


def _ids(dataset: _Object) -> list[str]:
    """Return the dimensions in order; version 1 names them within `dimension`."""
    return list(dataset["id"] if "id" in dataset else dataset["dimension"]["id"])


def _dimensions(dataset: _Object) -> list[Dimension]:
    return [_dimension(name, dataset["dimension"][name]) for name in _ids(dataset)]


def _dimension(name: str, dimension: _Object) -> Dimension:
    category = dimension["category"]
    labels = category.get("label", {})
    index = category.get("index", list(labels))
    codes = sorted(index, key=lambda code: int(index[code])) if isinstance(index, dict) else index
    return Dimension(clean(dimension.get("label") or name), [clean(labels.get(code, code)) for code in codes], codes)


def _blocks(dataset: _Object, dimensions: list[Dimension], room: int, name: str) -> Iterator[Paragraph | Grid]:
    title = clean(dataset.get("label") or "")
    if title:
        yield Paragraph(title, "heading")
    status = dataset.get("status") or {}
    status = status[0] if isinstance(status, list) and len(status) == 1 else status  # that of all
    values, statuses = _cells(dataset["value"], room), _cells("" if status is None else status, room)
    cells = [_cell(value, status) for value, status in zip(values, statuses, strict=True)]
    yield to_grid(title or name, dimensions, *in_units(cells, dimensions, dict(_units(dataset))))


def _units(dataset: _Object) -> Iterator[tuple[str, str]]:
    """Yield the values of dimensions that have a unit, by their labels, each with its words."""
    for name in _ids(dataset):
        category = dataset["dimension"][name]["category"]
        for code, unit in (category.get("unit") or {}).items():
            words = (unit.get("base") or unit.get("label") or "", unit.get("symbol") or "")
            scale = scale_word(int(unit.get("multiplier") or 0))
            yield clean(category.get("label", {}).get(code, code)), clean(f"{scale} {words[0] or words[1]}")


def _cells(cells: Sequence[Any] | _Object | str, room: int) -> list[Any]:
    """Return one item a cell.

    A file lists all cells, or by their number those that hold something, or one text that is that of all.
    """
    if isinstance(cells, str):
        return [cells] * room
    if isinstance(cells, dict):
        return [cells.get(str(number)) for number in range(room)]
    if len(cells) != room:
        raise ValueError(f"{len(cells)} cells for {room}")
    return list(cells)


def _cell(value: object, status: object) -> tuple[str, str]:
    """Return value and status as text; a status without a number stands for it."""
    text = "" if value is None else clean(str(value))
    flag = "" if status is None else clean(str(status))
    if is_number(text):
        return marked(plain(text), flag), flag
    return (in_place(flag or text), flag or text) if flag or text else ("", "")


def _notes(dataset: _Object) -> Iterator[str]:
    yield from (f"note: {note}" for note in _texts(dataset.get("note")))
    for name in _ids(dataset):
        dimension = dataset["dimension"][name]
        category = dimension["category"]
        label = dimension.get("label") or name
        yield from (f"note on {label}: {note}" for note in _texts(dimension.get("note")))
        for code, notes in (category.get("note") or {}).items():
            where = f"{label}, {category.get('label', {}).get(code, code)}"
            yield from (f"note on {where}: {note}" for note in _texts(notes))
        for code, unit in (category.get("unit") or {}).items():
            base = unit.get("base") or unit.get("label") or unit.get("symbol")
            yield from (f"unit of {category.get('label', {}).get(code, code)}: {base}" for _ in [base] if base)
    for key in ("source", "updated"):
        yield from (f"{key}: {text}" for text in _texts(dataset.get(key)))


def _texts(notes: object) -> list[str]:
    """Return the notes of a list, or one alone."""
    listed = notes if isinstance(notes, list) else [notes]
    return [text for note in listed if isinstance(note, str) and (text := clean(note))]


FORMAT = Format((".json",), read_json_stat)
