"""Generated and damaged documents of every format through `extract`, in one process: none may crash, hang or take much.

What a document says is left alone: only that it is read or refused with a clear error, within a time and a memory. The
seeds are fixed, so that each number makes the same document wherever it runs.
"""

import argparse
import contextlib
import io
import json
import random
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from document_files import odf_of, ods_of, pdf_of, sheet_of, xls_of, xlsb_of, zipped  # noqa: E402

from ehealth_stats.errors import EHealthStatsError  # noqa: E402
from ehealth_stats.ingestion import list_refused, read_document, read_figures, tabulate_figures  # noqa: E402
from ehealth_stats.reporting import to_csv  # noqa: E402

SECONDS, MEGABYTES = 30, 1000
WORDS = (
    *("Larm", "i", "Ånge", "Kramfors", "Timrå", "kommunen", "varav", "digitala", "c:a", "omkring", "450", "1 200"),
    *("12,5", "%", "mkr", "2013", "färre än", "mellan", "och", "300–400", "okänt", "-", "hälften", "av", "de", "sju"),
    *("=1+1", "\t", ";", "|", "\u202e", "\u00a0", "½", "²", "Ⅷ", "٣", "😀", "\x1b[31m"),
    *("<b>", "&amp;", "{{", '"', "'", "\\", "＝", "\u0301"),
)  # fmt: skip


def main() -> None:
    """Read as many documents as asked for, and leave with 1 when one was too much."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="the seed of the first")
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, _too_long)
    ends, faults, start = Counter[str](), 0, time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.first, options.first + options.documents):
            name, data = document_of(number)
            path = Path(folder, name)
            path.write_bytes(data)
            end = ended(path)
            ends[f"{path.suffix} {'read' if end == 'read' else 'refused' if end == 'refused' else 'FAULT'}"] += 1
            if end not in ("read", "refused"):
                faults += 1
                print(f"seed {number}, {name}: {end}", flush=True)
            path.unlink()
            done = number - options.first + 1
            if done % 100 == 0:
                print(
                    f"{done} of {options.documents}, {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True
                )
    for what, count in sorted(ends.items()):
        print(f"{what:<16} {count}")
    print(f"{options.documents} documents in {time.perf_counter() - start:.0f} s: {faults} faults")
    sys.exit(bool(faults))


class TooLongError(BaseException):
    """No error that anything on the way takes for its own."""


def _too_long(*_: object) -> None:
    raise TooLongError


def ended(path: Path) -> str:
    """Say how it ended: read, refused, or what was wrong."""
    signal.alarm(SECONDS)
    try:
        document = read_document(path)
        figures = read_figures(document)
        printed = to_csv(tabulate_figures(figures)) + "\n".join([*document.notes, *list_refused(figures)])
        printed.encode("utf-8")
    except EHealthStatsError as error:
        str(error).encode("utf-8")
        return "refused"
    except TooLongError:
        return f"took more than {SECONDS} s"
    except BaseException as error:  # a panic of Rust is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"{type(error).__name__}: {error}"[:300]
    finally:
        signal.alarm(0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return "read" if peak < MEGABYTES else f"{peak} MB were taken by now"


def document_of(seed: int) -> tuple[str, bytes]:
    """Return the name and bytes of a document: generated, and of each three two damaged."""
    chance = random.Random(seed)
    suffix = chance.choice(sorted(MAKERS))
    data = MAKERS[suffix](chance)
    return f"document{seed}{suffix}", damaged(data, chance) if seed % 3 else data


def lines(chance: random.Random) -> list[str]:
    """Return lines of words, most of which documents hold."""
    return [" ".join(chance.choices(WORDS, k=chance.randint(1, 12))) for _ in range(chance.randint(1, 12))]


def rows(chance: random.Random) -> list[list[str]]:
    """Return the cells of a table."""
    width = chance.randint(1, 6)
    return [[chance.choice(WORDS) for _ in range(width)] for _ in range(chance.randint(1, 9))]


def as_text(chance: random.Random) -> bytes:
    """Return a text in some encoding."""
    text = "\n".join(lines(chance))
    return text.encode(chance.choice(["utf-8", "utf-16", "cp1252", "utf-8-sig"]), "replace")


def as_page(chance: random.Random) -> bytes:
    """Return a page with a table whose spans may be anything."""
    spans = (1, 2, 0, -1, 999)
    listed = ("".join(f"<td colspan={chance.choice(spans)}>{cell}" for cell in row) for row in rows(chance))
    cells = "".join(f"<tr>{row}" for row in listed)
    return f"<html><h1>{chance.choice(WORDS)}</h1><p>{'<br>'.join(lines(chance))}<table>{cells}</table></html>".encode()


def as_word(chance: random.Random) -> bytes:
    """Return a Word document of paragraphs and a table."""
    word, file, cells = docx.Document(), io.BytesIO(), rows(chance)
    for line in lines(chance):
        word.add_paragraph(_plain(line))
    table = word.add_table(len(cells), len(cells[0]))
    for at, row in enumerate(cells):
        for column, cell in enumerate(row):
            table.cell(at, column).text = _plain(cell)
    word.save(file)
    return file.getvalue()


def as_opendocument(chance: random.Random) -> bytes:
    """Return a text document."""
    return odf_of("text", "".join(f"<text:p>{_plain(line)}</text:p>" for line in lines(chance)))


def as_ods(chance: random.Random) -> bytes:
    """Return a sheet with cells that are repeated."""
    cell = (
        "<table:table-cell office:value-type='string' table:number-columns-repeated='{}'>"
        "<text:p>{}</text:p></table:table-cell>"
    )
    listed = ("".join(cell.format(chance.choice([1, 2, 40]), _plain(each)) for each in row) for row in rows(chance))
    return ods_of("".join(f"<table:table-row>{row}</table:table-row>" for row in listed))


def as_sheet(chance: random.Random) -> bytes:
    """Return a workbook of texts and numbers."""
    texts = [[_plain(cell) for cell in row] for row in rows(chance)]
    return sheet_of(*[[float(cell) if cell.isdecimal() and cell.isascii() else cell for cell in row] for row in texts])


def as_statistics(chance: random.Random) -> bytes:
    """Return a cube whose size may not be that of its values."""
    size = [chance.randint(1, 3), chance.randint(1, 3)]
    labels = [
        {f"c{at}": chance.choice(["Ånge", "\\\\ud800", "450", "=1+1"]) for at in range(length)} for length in size
    ]
    dimensions = {f"d{at}": {"category": {"label": each}} for at, each in enumerate(labels)}
    values = [chance.choice([450, None, 1e300, -1]) for _ in range(chance.choice([size[0] * size[1], 7]))]
    cube = {"class": "dataset", "id": ["d0", "d1"], "size": size, "dimension": dimensions, "value": values}
    return str(cube).replace("None", "null").replace("'", '"').encode()


def as_mail(chance: random.Random) -> bytes:
    """Return a message of two parts."""
    page = as_page(chance).decode()
    head = "From: a@example.org\nSubject: =?utf-8?q?L=C3=A5rm?=\nMIME-Version: 1.0\n"
    parts = f"--x\nContent-Type: text/plain\n\n{' '.join(lines(chance))}\n--x\nContent-Type: text/html\n\n{page}\n--x--"
    return f"{head}Content-Type: multipart/mixed; boundary=x\n\n{parts}".encode()


@cache
def pdf_set(seed: int) -> bytes:
    """Return a PDF of lines and a table."""
    chance = random.Random(seed)
    said = [f"#{json.dumps(_plain(line), ensure_ascii=False)}" for line in lines(chance)]
    cells = [json.dumps(_plain(cell), ensure_ascii=False) for row in rows(chance) for cell in row]
    return pdf_of("\n\n".join([*said, f"#table(columns: 3, {', '.join(cells)})"]))


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter >= " " and letter not in "<>&")


MAKERS: dict[str, Callable[[random.Random], bytes]] = {
    ".txt": as_text,
    ".md": as_text,
    ".csv": lambda chance: "\n".join(";".join(row) for row in rows(chance)).encode("utf-8"),
    ".html": as_page,
    ".docx": as_word,
    ".odt": as_opendocument,
    ".ods": as_ods,
    ".xlsx": as_sheet,
    ".xlsb": lambda chance: xlsb_of([(at, chance.randint(0, 5), chance.random() * 900) for at in range(9)]),
    ".xls": lambda chance: xls_of([[_plain(cell) for cell in row] for row in rows(chance)]),
    ".pdf": lambda chance: pdf_set(chance.randint(0, 9)),
    ".json": as_statistics,
    ".eml": as_mail,
}


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """Return a file that was cut, has bytes changed, or has a piece twice; of an archive mostly within a member."""
    if whole.startswith(b"PK") and chance.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            members = {member: archive.read(member) for member in archive.namelist()}
        member = chance.choice([member for member, content in members.items() if content])
        with contextlib.suppress(ValueError):
            return zipped({**members, member: changed(members[member], chance)})
    return changed(whole, chance)


def changed(content: bytes, chance: random.Random) -> bytes:
    """Change some bytes."""
    at, size = chance.randrange(len(content)), chance.choice([1, 1, 4, 40])
    piece = content[at : at + size]
    return {
        "cut": content[:at],
        "gone": content[:at] + content[at + size :],
        "other": content[:at] + bytes(chance.randrange(256) for _ in piece) + content[at + size :],
        "twice": content[:at] + piece * chance.choice([2, 50]) + content[at + size :],
        "digits": content[:at] + b"9" * chance.choice([3, 30]) + content[at:],
    }[chance.choice(["cut", "gone", "other", "other", "twice", "digits"])]


if __name__ == "__main__":
    main()
