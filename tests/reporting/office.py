"""LibreOffice without a window: a file -> what it makes of it in another format; and the texts of PDF pages."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from made_up_report import squeezed
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine")
FOOTER = 60  # points at the foot of a page that hold its number


def convert(path: Path, form: str) -> Path:
    """Convert a file; the new one lies beside it."""
    profile = f"-env:UserInstallation=file://{path.parent}/office"
    command = [SOFFICE or "", profile, "--headless", "--convert-to", form, "--outdir", str(path.parent), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    made = path.with_suffix(f".{form.partition(':')[0]}")
    assert made.exists() or form.startswith("csv"), done.stderr
    return made


def page_texts(path: Path) -> list[str]:
    """The letters of each page as they follow each other in the file, without blanks and the number of the page."""
    with PdfDocument(path) as pages:
        texts = [page.get_textpage().get_text_bounded(bottom=FOOTER) for page in pages]
    # so the library gives a hyphen that a line ends in
    return [squeezed(re.sub(r"[\ufffe\x02]", "-", text)) for text in texts]


def missing(texts: Sequence[str], pages: Sequence[str]) -> list[str]:
    """The texts that stand on no page, nor from one over to the next."""
    shown = "".join(pages)
    return [text for text in texts if squeezed(text) not in shown]


def outside(path: Path) -> list[str]:
    """The lines and pictures that stand outside their page or in its margin."""
    found = []
    with PdfDocument(path) as pages:
        for number, page in enumerate(pages, start=1):
            width, height = page.get_size()
            texts = page.get_textpage()
            lines = [texts.get_rect(line) for line in range(texts.count_rects())]
            pictures = [each.get_bounds() for each in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])]
            for left, bottom, right, top in (*lines, *pictures):
                if left < 60 or right > width - 60 or bottom < 20 or top > height - 50:
                    found.append(f"page {number}: {texts.get_text_bounded(left, bottom, right, top)!r} at {left:.0f}")
    return found
