"""What a reader hands over, before places are given: passages and grids in reading order."""

from dataclasses import dataclass

from ehealth_stats.ingestion.documents.grid import Grid
from ehealth_stats.ingestion.documents.model import SegmentKind


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or list item outside tables; `place` where its format has a name for it."""

    text: str
    kind: SegmentKind = "paragraph"
    place: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: blocks in reading order, the encoding of a text file, what was done to it."""

    blocks: tuple[Passage | Grid, ...]
    encoding: str = ""
    notes: tuple[str, ...] = ()
