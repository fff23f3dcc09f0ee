"""The architecture: who may import whom, who opens and writes files, and how large a module may grow."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import ehealth_stats

ROOT = Path(ehealth_stats.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))

# part of the package -> the other parts that it may import
BASE = {"errors", "schema", "codelists"}
WORDS = BASE | {"wording"}
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "schema": {"errors"},
    "codelists": {"errors"},
    "wording": BASE,
    "ingestion": WORDS,
    "analysis": WORDS,
    "charts": WORDS,
    "reporting": WORDS | {"charts"},
    "notebook": WORDS | {"ingestion", "charts", "reporting"},
    "pipeline": WORDS | {"ingestion", "analysis", "charts", "reporting"},
    "cli": WORDS | {"ingestion", "analysis", "charts", "reporting", "pipeline"},
    "__init__": set(),  # loads lazily, by name
}
DRAWING = {"matplotlib", "seaborn"}
READS = {"open", "read_text", "read_bytes", "read_csv", "read_excel", "read_html", "read_parquet", "load_workbook"}
WRITES = {"write_text", "write_bytes", "to_parquet", "to_excel", "savefig", "mkdir"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "config", "misc"}


def name_of(path: Path) -> str:
    """The dotted name of a module below the package."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


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


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_ingestion_opens_files(path: Path) -> None:
    """Outside ingestion a module reads nothing but the files that ship with the package."""
    reads = [name for name, call in calls(path) if name in READS and not is_package_data(call)]
    assert not reads or part_of(path) == "ingestion"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_reporting_and_pipeline_write(path: Path) -> None:
    """Outside reporting, pipeline and the export of a chart a module writes no file."""
    writes = [name for name, call in calls(path) if name in WRITES or is_csv_file(call)]
    assert not writes or part_of(path) in {"reporting", "pipeline"} or name_of(path) == "charts.chart"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_have_a_name_and_a_size(path: Path) -> None:
    """No module is a drawer for everything, and none is longer than 500 lines."""
    assert not FORBIDDEN_NAMES & set(name_of(path).split("."))
    assert len(path.read_text("utf-8").splitlines()) <= 500


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
