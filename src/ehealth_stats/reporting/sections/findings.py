"""The findings by severity, each with arithmetic, quotes and places: findings -> blocks."""

from itertools import zip_longest

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, ItemList, Strong, Text, text
from ehealth_stats.reporting.sections.grids import Row, lines_of
from ehealth_stats.reporting.wording import Wording

_SEVERITIES = ("high", "medium", "low")


def findings(material: Material) -> list[Block]:
    """Return the section with every finding, the ones that can change a verdict first."""
    evaluation, words = material.evaluation, material.words
    frame = evaluation.findings
    blocks: list[Block] = [Heading(2, words.say("findings"), "findings")]
    blocks.append(text(words.say("findings.none" if frame.empty else "findings.intro")))
    for severity in _SEVERITIES:
        rows = frame[frame["severity"] == severity]
        if not rows.empty:
            title = words.say("findings.severity", severity=words.code("severity", severity))
            blocks.append(Heading(3, title, f"findings-{severity}"))
        for row in rows.itertuples(index=False):
            blocks += _finding(row, words)
    return blocks


def _finding(row: Row, words: Wording) -> list[Block]:
    head = Text((Strong(f"{words.code('finding', row.kind)}."), f" {row.statement}"), f"finding-{row.finding_id}")
    items = []
    if row.arithmetic:
        items.append(text(words.say("findings.arithmetic", text=row.arithmetic)))
    if quotes := _quotes(row, words):
        items.append(text(words.say("findings.printed", quotes=quotes)))
    if row.settles:
        items.append(text(words.say("findings.settles", text=row.settles)))
    return [head, ItemList(tuple(items))] if items else [head]


def _quotes(row: Row, words: Wording) -> str:
    """Join quotes and places; a place without a quote stands alone."""
    pairs = zip_longest(lines_of(row.texts), lines_of(row.locators), fillvalue="")
    return "; ".join(
        words.say("quote_at", text=quote, locator=place) if quote and place else place or words.say("quote", text=quote)
        for quote, place in pairs
    )
