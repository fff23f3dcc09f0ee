"""The sections of the report in their order: Material -> blocks. To add one: a module, and its section in SECTIONS."""

from collections.abc import Callable, Sequence

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block
from ehealth_stats.reporting.sections.attainment import attainment
from ehealth_stats.reporting.sections.conclusions import conclusions
from ehealth_stats.reporting.sections.contradictions import contradictions
from ehealth_stats.reporting.sections.finances import finances
from ehealth_stats.reporting.sections.known import known
from ehealth_stats.reporting.sections.method import method
from ehealth_stats.reporting.sections.questions import questions
from ehealth_stats.reporting.sections.summary import summary
from ehealth_stats.reporting.sections.task import task

SECTIONS: tuple[Callable[[Material], Sequence[Block]], ...] = (
    summary,
    task,
    known,
    contradictions,
    attainment,
    finances,
    questions,
    conclusions,
    method,
)
