"""The areas of both countries, by official code and day: a code, a printed name or a running text -> areas."""

from ehealth_stats.codelists.areas.history import (
    MovedPart,
    codes_of,
    joined_by,
    merged_from,
    moved_parts,
    predecessors,
    successors,
    transitions,
)
from ehealth_stats.codelists.areas.mentions import AreaMention, find_areas
from ehealth_stats.codelists.areas.names import (
    bearers,
    bears_name,
    fitting_areas,
    match_area,
    meant_area,
    names_of_code,
)
from ehealth_stats.codelists.areas.register import (
    Area,
    AreaLevel,
    area_level,
    area_name,
    areas_on,
    change_days,
    count_municipalities,
    is_within,
    municipalities,
    read_area,
    spells_of,
)

__all__ = [
    "Area",
    "AreaLevel",
    "AreaMention",
    "MovedPart",
    "area_level",
    "area_name",
    "areas_on",
    "bearers",
    "bears_name",
    "change_days",
    "codes_of",
    "count_municipalities",
    "find_areas",
    "fitting_areas",
    "is_within",
    "joined_by",
    "match_area",
    "meant_area",
    "merged_from",
    "moved_parts",
    "municipalities",
    "names_of_code",
    "predecessors",
    "read_area",
    "spells_of",
    "successors",
    "transitions",
]
