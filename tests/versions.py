"""The wheel of what is committed, with the lowest and the newest versions it allows -> what fails in its tests there.

Each pair of a Python and versions is an environment of its own, where the package is the wheel and no source lies
beside the tests. They are the tests of what other libraries do for the package; what reads a text uses none.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXTRAS = ("duckdb", "notebooks", "ocr", "pdf", "polars")
# What the tests themselves need.
TOOLS = ("hypothesis", "nbconvert", "odfdo", "pypdfium2", "pytest", "python-pptx", "websocket-client")
FOLDERS = (
    "analysis",
    "charts",
    "codelists",
    "ingestion/documents",
    "ingestion/recipes",
    "notebook",
    "reporting",
    "schema",
)
FILES = ("test_cli.py", "test_refusals.py", "test_storage.py")
# A library that is old warns of what is new beside it, which is no fault of the package.
VERSIONS = {"lowest-direct": ["-o", "filterwarnings=default"], "highest": []}


def main() -> None:
    """Print what passed and what is not here; leave with 1 if a test failed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--uv", default="uv", help="the program uv")
    parser.add_argument("--pythons", nargs="+", default=["3.11", "3.12", "3.13", "3.14"])
    parser.add_argument("--tests", nargs="+", default=[*FOLDERS, *FILES], help="in the folder tests")
    options = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        wheel = built(options.uv, tree)
        for python in options.pythons:
            if run([options.uv, "python", "find", "--no-python-downloads", python], check=False):
                print(f"Python {python} is not here: not tried", flush=True)
                continue
            for versions, settings in VERSIONS.items():
                own = environment(options.uv, Path(folder, f"{python}-{versions}"), wheel, python, versions)
                tests = [f"tests/{name}" for name in options.tests]
                code = run([own, "-m", "pytest", *settings, *tests], cwd=tree, check=False, shown=True)
                print(f"Python {python}, {versions}: {'failed' if code else 'passed'}", flush=True)
                failed |= bool(code)
    sys.exit(failed)


def built(uv: str, tree: Path) -> Path:
    """Build the wheel of what is committed, and leave its tests without the source."""
    run(["git", "clone", "--quiet", "--depth", "1", f"file://{ROOT}", tree])
    run([uv, "build", "--quiet", "--wheel", "--out-dir", tree / "dist", tree])
    shutil.rmtree(tree / "src")
    return next((tree / "dist").glob("*.whl"))


def environment(uv: str, folder: Path, wheel: Path, python: str, versions: str) -> Path:
    """Make an environment with what the package asks for in these versions, and return its Python."""
    pins, own = Path(f"{folder}.txt"), folder / "bin" / "python"
    extras = [word for extra in EXTRAS for word in ("--extra", extra)]
    asked = [uv, "pip", "compile", "--quiet", "--resolution", versions, "--python-version", python]
    run([*asked, *extras, "--output-file", pins, wheel.parents[1] / "pyproject.toml"])
    run([uv, "venv", "--quiet", "--python", python, folder])
    run([uv, "pip", "install", "--quiet", "--python", own, "-r", pins, *TOOLS])
    run([uv, "pip", "install", "--quiet", "--python", own, "--no-deps", wheel])
    return own


def run(command: list[str | Path], *, cwd: Path = ROOT, check: bool = True, shown: bool = False) -> int:
    """Run a command and return its exit code; without `shown`, its errors only."""
    return subprocess.run(command, cwd=cwd, check=check, stdout=None if shown else subprocess.DEVNULL).returncode


if __name__ == "__main__":
    main()
