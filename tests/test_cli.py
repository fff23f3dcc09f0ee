"""The command line: what each command prints, and its exit codes."""

import io
import json
import re
import sys
from pathlib import Path
from subprocess import run as run_process

import pandas as pd
import pytest
from typer.testing import CliRunner

from ehealth_stats import cli

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"
PLAN = RAW / "vasternorrland-2013" / "genomforandeplan-2013.docx"


def run(*words: str):
    """Run a command and return its result; errors of the package come out as exceptions."""
    return CliRunner().invoke(cli.app, list(words))


def test_extract_prints_every_figure_with_its_place_and_words():
    """Without a recipe, the CSV has one row a figure: place, value, bounds, unit, relation, locator, words."""
    result = run("extract", str(PLAN), "--format", "csv")
    assert result.exit_code == 0
    table = pd.read_csv(io.StringIO(result.stdout), dtype=str, keep_default_na=False)
    row = table[table["text"] == "Sundsvall: 1800 varav okänt digitala"].iloc[0]
    assert row[["area", "value", "lower", "upper", "qualifier", "relation", "part"]].tolist() == [
        "SE-2281", "", "0", "1800", "unknown", "part", "digitala"
    ]  # fmt: skip
    assert "column Insats (vad) chars" in row["locator"]
    assert table.loc[int(row["whole"]), "value"] == "1800"


def test_extract_prints_json_too():
    """The same figures as a list of objects."""
    figures = json.loads(run("extract", str(PLAN), "--format", "json").stdout)
    assert {"area", "value", "lower", "upper", "locator", "text"} <= set(figures[0])


def test_inspect_shows_the_words_that_a_recipe_can_name():
    """Every paragraph with its place; contact details masked."""
    result = run("inspect", str(PLAN))
    assert "Antalet larm är:" in result.stdout
    assert "column Insats (vad)" in result.stdout


def test_check_counts_contradictions_and_strict_exits_with_1():
    """SITHS 445 against 470 and 134 against 138 are contradictions; --strict makes that the exit code."""
    result = run("check", "--raw", str(RAW))
    assert result.exit_code == 0
    assert re.search(r"[1-9]\d* contradictions among \d+ findings", result.stdout)
    assert run("check", "--raw", str(RAW), "--strict").exit_code == 1


def test_trace_shows_where_a_number_stands():
    """Source, words and locator of an observation, and what rests on it."""
    result = run("trace", "vasternorrland-2013/siths_holders/SE-22/_T/2013-04-02", "--raw", str(RAW))
    assert "Summa c:a 445 st" in result.stdout
    assert "comparisons areas/vasternorrland-2013/siths_holders" in result.stdout


def test_total_prints_the_totals_as_csv():
    """The alarms: 5 564 in all, of which 160 to 2 530 are digital."""
    result = run("total", "--raw", str(RAW), "--format", "csv")
    table = pd.read_csv(io.StringIO(result.stdout), dtype=str, keep_default_na=False)
    alarms = table[(table["indicator"] == "safety_alarms") & (table["reading"] == "")].set_index("breakdown")
    assert alarms.loc["_T", "value"] == "5564"
    assert alarms.loc["digital", ["lower", "upper"]].tolist() == ["160", "2530"]


def test_progress_gives_no_verdict_without_a_follow_up():
    """No document has a later reading, so no target is judged."""
    result = run("progress", "--raw", str(RAW), "--format", "csv")
    assert set(pd.read_csv(io.StringIO(result.stdout))["verdict"]) == {"unable_to_assess"}


WRONG = [
    (["extract", "nowhere.docx"], "nowhere.docx"),
    (["build", "--raw", "nowhere"], "there is no folder 'nowhere'"),
    (["build", "--format", "odt"], "formats: html"),
    (["build", "--lang", "fi"], "languages: da"),
    (["trace", "vasternorrland-2013/siths_holders/SE-22/_T/2013", "--raw", str(RAW)], "did you mean"),
]


@pytest.mark.parametrize(("words", "message"), WRONG)
def test_wrong_input_is_one_message_and_exit_code_2(words, message, monkeypatch, capsys):
    """The message says what is wrong and what exists; there is no traceback."""
    monkeypatch.setattr("sys.argv", ["ehealth-stats", *words])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    printed = capsys.readouterr()
    assert caught.value.code == 2
    assert message in printed.err
    assert "Traceback" not in printed.err


def test_a_failed_build_leaves_everything_as_it_was(tmp_path, monkeypatch, capsys):
    """A recipe that does not fit: exit code 2, and the tables of the last build are untouched."""
    raw, processed = tmp_path / "raw", tmp_path / "processed"
    (raw / "plan").mkdir(parents=True)
    processed.mkdir()
    (processed / "observations.csv").write_text("old", "utf-8")
    (raw / "plan" / "plan.txt").write_text("450 larm", "utf-8")
    (raw / "plan" / "recipe.toml").write_text("[source]\nid = 'other'", "utf-8")
    words = ["build", "--raw", str(raw), "--processed", str(processed), "--reports", str(tmp_path / "reports")]
    monkeypatch.setattr("sys.argv", ["ehealth-stats", *words])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 2
    assert "key" in capsys.readouterr().err
    assert not (tmp_path / "reports").exists()
    assert (processed / "observations.csv").read_text("utf-8") == "old"


@pytest.mark.parametrize("command", ["build", "inspect", "extract", "draft", "check", "trace", "total", "progress"])
def test_every_command_has_help_with_an_example_and_stands_in_the_readme(command):
    """--help shows an example; the README names the command."""
    assert "Example: ehealth-stats" in run(command, "--help").stdout
    assert f"ehealth-stats {command}" in (ROOT / "README.md").read_text("utf-8")


def test_help_loads_nothing_that_a_command_needs_to_run():
    """Neither the help of the whole nor that of a command loads pandas, numpy or matplotlib: it answers at once."""
    code = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from ehealth_stats import cli\n"
        "names = [command.name or command.callback.__name__ for command in cli.app.registered_commands]\n"
        "for words in [['--help'], *([name, '--help'] for name in names)]:\n"
        "    assert 'Usage' in CliRunner().invoke(cli.app, words).stdout, words\n"
        "assert len(names) == 9\n"
        "print(*{'pandas', 'numpy', 'matplotlib'} & set(sys.modules))"
    )
    result = run_process([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert result.stdout.strip() == ""


@pytest.mark.parametrize("command", ["inspect", "extract"])
def test_what_was_refused_is_said_beside_the_table(tmp_path, command):
    """On the error stream, so that a table that is piped on stays a table."""
    path = tmp_path / "larm.txt"
    path.write_text("Kommun Invånare Larm\nÅnge 9 400 450\nSundsvall 98 000 1 800\n", "utf-8")
    result = run(command, str(path))
    assert "note: paragraph 2: a table has lost its columns in 2 line(s)" in result.stderr
    assert "note:" not in result.stdout
    assert ("can be read two ways: '9 400 450'" in result.stderr) == (command == "extract")
