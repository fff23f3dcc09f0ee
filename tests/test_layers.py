"""The architecture: who may import whom, who opens and writes files, and how modules are cut."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from house import way_of_a_text

import ehealth_stats

ROOT = Path(ehealth_stats.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))

# part of the package -> the other parts that it may import
BASE = {"controls", "errors", "schema", "codelists", "languages"}
WORDS = BASE | {"wording"}
ALLOWED: dict[str, set[str]] = {
    "controls": set(),
    "processes": set(),
    "errors": {"controls"},
    "schema": {"controls", "errors", "codelists"},
    "languages": {"errors"},
    "codelists": {"errors", "languages"},
    "wording": BASE,
    "ingestion": WORDS | {"processes"},
    "analysis": WORDS,
    "charts": WORDS,
    "reporting": WORDS | {"charts", "processes"},
    "notebook": WORDS | {"ingestion", "charts", "reporting"},
    "pipeline": WORDS | {"ingestion", "analysis", "charts", "reporting"},
    "reviewing": WORDS | {"ingestion", "analysis", "reporting", "pipeline"},
    "cli": WORDS | {"ingestion", "analysis", "charts", "reporting", "pipeline", "reviewing"},
    "__init__": set(),  # loads lazily, by name
}
# room of ingestion -> the other rooms that it imports.
ROOMS: dict[str, set[str]] = {
    "text": set(),
    "processed": set(),
    "evaluations": set(),
    "event_files": set(),
    "own_lists": set(),
    "privacy": {"text"},
    "documents": {"privacy", "text"},
    "denominators": {"documents", "figures", "text"},
    "figures": {"documents", "privacy", "text"},
    "inspect": {"documents", "figures", "privacy", "text"},
    "recipes": {"documents", "figures", "own_lists", "privacy", "text"},
    "drafts": {"documents", "figures", "privacy", "recipes", "text"},
    "": set(),  # loads lazily, by name
}
MOST_LAYERS, MOST_IMPORTS = 7, 35
# How modules are cut. Below these a module is a plug: what adds one is a module, however small, and a line.
LONGEST, MOST_IN_A_FOLDER, SMALL = 500, 15, 60
PLUGS = ("ingestion.documents.formats", "analysis.reconcile", "charts", "reporting.formats", "reporting.sections")
# The parts whose folders and small modules are looked at.
CUT = {"ingestion", "wording", "charts", "reporting", "notebook", "reviewing"}
DRAWING = {"matplotlib", "seaborn"}
READS = {"open", "read_text", "read_bytes", "read_csv", "read_excel", "read_html", "read_parquet", "load_workbook"}
WRITES = {"write_text", "write_bytes", "to_parquet", "to_excel", "savefig", "mkdir"}
# What a build wrote last, and what an interrupted one staged.
READERS = {"reporting.commit", "reporting.ledger"}
# Beside reporting and pipeline: a chart as a file; the copy of a document that is converted, and the notebook that a
# review is opened in, both deleted at once.
WRITERS = {"charts.chart", "ingestion.documents.formats.office.old_office", "reviewing.lab"}
# What a target asks for and what follows from parts and wholes is decided in analysis; charts draw the columns of it.
DECISIONS = {"baseline_period", "adds_to", "parent"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "config", "misc"}


def name_of(path: Path) -> str:
    """The dotted name of a module below the package."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


NAMES = {name_of(path) for path in MODULES}


def part_of(path: Path) -> str:
    """The part of the package that a module belongs to."""
    return path.relative_to(ROOT).with_suffix("").parts[0]


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, as absolute dotted names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules_in(path: Path) -> set[str]:
    """The modules of the package that a file imports, by their names below it."""
    found = {name.removeprefix("ehealth_stats.") for name in imports(path) if name.startswith("ehealth_stats.")}
    return {name if name in NAMES else name.rpartition(".")[0] for name in found}


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file with the last part of its name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", "")), node


def is_package_data(call: ast.Call) -> bool:
    """Whether a read goes to a file that ships with the package: files("…").joinpath("…").read_text()."""
    return any(isinstance(node, ast.Name) and node.id == "files" for node in ast.walk(call.func))


def is_csv_file(call: ast.Call) -> bool:
    """Whether a frame is written to a file: frame.to_csv(path); without a path it only gives the text."""
    return isinstance(call.func, ast.Attribute) and call.func.attr == "to_csv" and bool(call.args)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_follow_the_layers(path: Path) -> None:
    """A module imports only parts of the package below its own."""
    own = part_of(path)
    parts = {name.split(".")[1] for name in imports(path) if name.startswith("ehealth_stats.")}
    assert parts - {own} <= ALLOWED[own]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_charts_draw(path: Path) -> None:
    """Matplotlib and seaborn are imported in charts and nowhere else."""
    drawing = {name.split(".")[0] for name in imports(path)} & DRAWING
    assert not drawing or part_of(path) == "charts"


@pytest.mark.parametrize("path", sorted((ROOT / "charts").rglob("*.py")), ids=name_of)
def test_charts_decide_nothing(path: Path) -> None:
    """No module of charts names where a baseline is from, what a target adds to, or which category holds another."""
    nodes = [*ast.walk(ast.parse(path.read_text("utf-8")))]
    names = {getattr(node, "attr", getattr(node, "id", getattr(node, "value", ""))) for node in nodes}
    assert not {name for name in names if isinstance(name, str)} & DECISIONS


@pytest.mark.parametrize("path", sorted((ROOT / "charts" / "draw").glob("*.py")), ids=name_of)
def test_what_draws_knows_no_kind_of_chart(path: Path) -> None:
    """Of charts, a module of charts/draw imports only its own room, the words and the points of a series."""
    parts = {name.split(".")[2] for name in imports(path) if name.startswith("ehealth_stats.charts.")}
    assert parts <= {"draw", "texts", "series_data"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_ingestion_opens_files(path: Path) -> None:
    """Outside ingestion a module reads nothing but the files that ship with the package, and what a build left."""
    reads = [name for name, call in calls(path) if name in READS and not is_package_data(call)]
    assert not reads or part_of(path) == "ingestion" or name_of(path) in READERS


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_reporting_and_pipeline_write(path: Path) -> None:
    """Outside reporting, pipeline and the export of a chart a module writes no file but a copy for LibreOffice."""
    writes = [name for name, call in calls(path) if name in WRITES or is_csv_file(call)]
    assert not writes or part_of(path) in {"reporting", "pipeline"} or name_of(path) in WRITERS


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_have_a_name_and_a_size(path: Path) -> None:
    """No module is a drawer for everything, and none is longer than 500 lines: that would be two ideas."""
    assert not FORBIDDEN_NAMES & set(name_of(path).split("."))
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_no_folder_is_crowded() -> None:
    """A folder holds at most 15 modules, so that a reader sees them at a glance."""
    counts = Counter(path.parent for path in MODULES if part_of(path) in CUT)
    assert not {name_of(folder): count for folder, count in counts.items() if count > MOST_IN_A_FOLDER}


def test_no_idea_is_cut_in_slices() -> None:
    """A module under 60 lines that only one other imports belongs to that one, unless it is a plug of a registry."""
    importers = defaultdict(set)
    for path in MODULES:
        for name in modules_in(path):
            importers[name].add(name_of(path))
    slices = [
        name_of(path)
        for path in MODULES
        if len(path.read_text("utf-8").splitlines()) < SMALL and len(importers[name_of(path)]) == 1
        if part_of(path) in CUT and path.name != "__init__.py" and not name_of(path).startswith(PLUGS)
    ]
    assert not slices


def test_the_rooms_of_ingestion_stand_on_each_other() -> None:
    """Each room imports the rooms of the table and no other, on few layers and without a circle."""
    found: dict[str, set[str]] = {room: set() for room in ROOMS}
    for path in MODULES:
        if part_of(path) == "ingestion":
            others = {room_of(name) for name in modules_in(path) if name.startswith("ingestion.")}
            found[room_of(name_of(path))] |= others - {room_of(name_of(path))}
    assert found == ROOMS
    assert sum(map(len, ROOMS.values())) <= MOST_IMPORTS
    assert max(layer_of(room) for room in ROOMS) <= MOST_LAYERS


def room_of(name: str) -> str:
    """The room of a module of ingestion, empty for ingestion itself."""
    return [*name.split("."), ""][1]


def layer_of(room: str, above: tuple[str, ...] = ()) -> int:
    """How many rooms stand on each other down from this one."""
    assert room not in above, " -> ".join([*above, room])
    return 1 + max((layer_of(other, (*above, room)) for other in ROOMS[room]), default=0)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_are_short(path: Path) -> None:
    """No function has more than 40 lines beside its docstring."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) is not None and len(node.body) > 1 else node.body[0]
            assert (node.body[-1].end_lineno or 0) - first.lineno < 40, f"{name_of(path)}.{node.name}"


def test_the_table_names_every_part() -> None:
    """Each module belongs to a part that the table above knows."""
    assert {part_of(path) for path in MODULES} <= set(ALLOWED)


def test_the_way_of_a_text_through_the_reader_is_as_contributing_lists_it():
    """The modules that hand a text on, in their order, each with what it does."""
    page = (ROOT.parents[1] / "CONTRIBUTING.md").read_text("utf-8").partition("## The way of a text")[2]
    lines = [line.split() for line in page.partition("\n## ")[0].splitlines() if " -> " in line]
    assert [(line[0], line[2]) for line in lines] == way_of_a_text()
    assert all(len(line) > 3 for line in lines)
