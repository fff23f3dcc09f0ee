"""The picture of a page that was read by OCR, and what of it may be shown: only words that the read text shows too."""

import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_WHITE = 255
_BRIM = 2  # pixels around a word

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page: its number, its picture as a grey PNG, and the words read in it with their boxes in pixels.

    A box is left, top, right, bottom from the picture's top left.
    """

    number: int
    png: bytes
    words: tuple[tuple[str, Box], ...]

    def shown(self, texts: Iterable[str]) -> bytes:
        """Return the picture of those words alone that stand in some texts as well, as PNG.

        What is masked in the texts is white in the picture, and so is what was not read as a word: faces, signatures.
        A word that stands more often in the picture than in the texts is shown nowhere.
        """
        from PIL import Image

        visible = Counter(word for text in texts for word in text.split())
        printed = Counter(text for text, _ in self.words)
        with Image.open(io.BytesIO(self.png)) as whole:
            kept = Image.new("L", whole.size, _WHITE)
            for text, box in self.words:
                if printed[text] <= visible[text]:
                    _paste(whole, kept, box)
        return to_png(kept)


def _paste(whole: "Image", kept: "Image", box: Box) -> None:
    left, top, right, bottom = box
    inside = (
        max(left - _BRIM, 0),
        max(top - _BRIM, 0),
        min(right + _BRIM, whole.width),
        min(bottom + _BRIM, whole.height),
    )
    kept.paste(whole.crop(inside), inside[:2])


def to_png(image: "Image") -> bytes:
    """Return a picture as PNG."""
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
