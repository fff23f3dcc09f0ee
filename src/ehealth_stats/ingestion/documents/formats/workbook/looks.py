"""How the cells of a workbook look, where that changes what they say: styles and rich texts -> raised, struck, printed.

A font may be raised or struck through for a whole cell, or for some letters of it ("300" and a raised "1").
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from ehealth_stats.codelists.note_marks import raise_mark
from ehealth_stats.ingestion.documents.blocks import Affix
from ehealth_stats.ingestion.documents.formats.number_formats import elapsed_unit, hides_some, to_affix

_PERCENT_FORMATS = {9: "0%", 10: "0.00%"}  # ECMA-376 part 1, 18.8.30; the other built-in ones print only the number
_NO = ("0", "false")
_Element = etree._Element


@dataclass(frozen=True, slots=True)
class Look:
    """What a style of cells does: signs around a number, the unit of a duration, a raised or struck font.

    `hiding` is its number format where that shows some numbers as nothing or as words.
    """

    affix: Affix | None = None
    elapsed: str = ""
    raised: bool = False
    struck: bool = False
    hiding: str = ""

    @property
    def changes_text(self) -> bool:
        """Whether it changes what a person reads besides a number."""
        return self.raised or self.struck or bool(self.elapsed or self.hiding)

    def printed(self, text: str) -> str:
        """Return a text as a person sees it: raised, or nothing of it where it is struck."""
        return "" if self.struck else raise_mark(text).strip() if self.raised else text


def looks_of(styles: _Element | None) -> list[Look]:
    """Return the look of each cell style of a workbook, by its number."""
    if styles is None:
        return []
    formats = _PERCENT_FORMATS | {
        int(node.get("numFmtId", 0)): node.get("formatCode", "") for node in styles.iter("{*}numFmt")
    }
    fonts = [_font(font) for group in styles.iter("{*}fonts") for font in group.iter("{*}font")]
    looks = []
    for style in (node for group in styles.iter("{*}cellXfs") for node in group.iter("{*}xf")):
        code, font = formats.get(int(style.get("numFmtId", 0)), "General"), int(style.get("fontId", 0))
        raised, struck = fonts[font] if font < len(fonts) else (False, False)
        hiding = code if hides_some(code) else ""
        looks.append(Look(to_affix(code), elapsed_unit(code), raised, struck, hiding))
    return looks


def rich_texts(strings: _Element | None) -> dict[int, _Element]:
    """Return the shared texts that have raised or struck letters, by their number."""
    listed = strings.iterchildren("{*}si") if strings is not None else ()
    return {number: text for number, text in enumerate(listed) if is_rich(text)}


def is_rich(text: _Element) -> bool:
    """Tell a text with letters that are raised or struck."""
    return any(any(_font(font)) for font in text.iter("{*}rPr"))


def print_rich(text: _Element, look: Look) -> str:
    """Return a text of several fonts as a person sees it; letters without a font have that of the cell.

    Examples
    --------
    >>> raised = "<r><t>300</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r>"
    >>> print_rich(etree.fromstring(f"<si>{raised}</si>"), Look())
    '300¹'
    """
    return print_runs(_runs(text, look))


def print_runs(runs: Iterable[tuple[str, Look]]) -> str:
    """Join the parts of a text as a person sees them: raised ones as marks, without those that are struck.

    Examples
    --------
    >>> print_runs([("300", Look()), ("1", Look(raised=True)), (" 450", Look(struck=True))])
    '300¹'
    """
    return "".join(look.printed(letters) if look.raised or look.struck else letters for letters, look in runs)


def _runs(text: _Element, look: Look) -> Iterator[tuple[str, Look]]:
    for part in text.iterchildren("{*}t", "{*}r"):
        font = part.find("{*}rPr")
        own = Look(None, "", *_font(font)) if font is not None else look
        letters = part.text if etree.QName(part).localname == "t" else part.findtext("{*}t")
        yield letters or "", own


def _font(font: _Element) -> tuple[bool, bool]:
    align, strike = font.find("{*}vertAlign"), font.find("{*}strike")
    return (
        align is not None and align.get("val") == "superscript",
        strike is not None and strike.get("val", "1") not in _NO,
    )


def are_changed(looks: Sequence[Look], rich: Mapping[int, _Element]) -> bool:
    """Tell whether any style or text of a workbook changes what its cells say."""
    return bool(rich) or any(look.changes_text or look.affix for look in looks)
