"""The sections of the report in their order: Material -> blocks. To add one: a module, and its section in SECTIONS."""

from collections.abc import Callable, Sequence

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block
from ehealth_stats.reporting.sections.annex import audit, figures, methods
from ehealth_stats.reporting.sections.budget import budget
from ehealth_stats.reporting.sections.comparisons import comparisons
from ehealth_stats.reporting.sections.findings import findings
from ehealth_stats.reporting.sections.programmes import programmes
from ehealth_stats.reporting.sections.questions import questions
from ehealth_stats.reporting.sections.sources import sources
from ehealth_stats.reporting.sections.summary import summary
from ehealth_stats.reporting.sections.targets import targets

SECTIONS: tuple[Callable[[Material], Sequence[Block]], ...] = (
    summary,
    sources,
    questions,
    targets,
    programmes,
    findings,
    comparisons,
    budget,
    audit,
    methods,
    figures,
)
