"""What a section of the report is written from: the tables, the words of a language, the figures that are drawn."""

from dataclasses import dataclass

from ehealth_stats.reporting.figures import Figures
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation


@dataclass(frozen=True, slots=True)
class Material:
    """All that a section may show; `approximation` is the setting that the bounds rest on."""

    evaluation: Evaluation
    words: Wording
    figures: Figures
    approximation: str | None
