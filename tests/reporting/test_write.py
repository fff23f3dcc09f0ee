"""The reports on disk: which files of which programmes, all or none, in one process or several."""

import os
import pickle
import sys
from pathlib import Path
from subprocess import run

import pytest
from rows import ANGE, COUNTY, TIMRA, dataset, observation, source, target

from ehealth_stats import write_report
from ehealth_stats.analysis import evaluate
from ehealth_stats.errors import EHealthStatsError, OwnWordsError, TableError
from ehealth_stats.reporting import FORMATS, write, write_files
from ehealth_stats.reporting.programmes import parts_of
from ehealth_stats.schema import Evaluation

# Two programmes: a Swedish one with two documents, and a Norwegian one.
SOURCES = [
    source("plan", programme="north"),
    source("survey", "2014", programme="north"),
    source("tour", programme="kommune/programmet", language="nb", country="NO"),
]


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    """Cards in two municipalities, 111 in all, a stated total of 225, and a target."""
    rows = [observation(area, 2013, figure) for area, figure in ((ANGE, 51), (TIMRA, 60))]
    rows.append(observation(COUNTY, 2013, 225, role="stated_total"))
    rows.append(observation("NO", 2013, 25, source_id="tour", indicator="seminars"))
    return evaluate(dataset(sources=SOURCES, observations=rows, targets=[target(area=COUNTY)]))


def names(folder: Path, pattern: str = "**/*.*") -> set[str]:
    """The files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.glob(pattern)}


def test_each_programme_in_the_languages_of_its_documents_and_english(evaluation, tmp_path):
    """A folder a programme, named so that any system takes it; a file a language and format."""
    paths = write_report(evaluation, tmp_path)
    assert names(tmp_path, "*/evaluation.*") == {
        f"{folder}/evaluation.{language}.{form}"
        for folder, own in (("north", "sv"), ("kommune-programmet", "nb"))
        for language in (own, "en")
        for form in ("html", "docx", "pdf", "xlsx")
    }
    assert set(paths) == {path for path in tmp_path.glob("**/*") if path.is_file()}
    stems = {Path(name).stem for name in names(tmp_path, "north/figures/*")}
    for stem in stems:
        assert names(tmp_path, f"north/figures/{stem}.*") == {
            f"north/figures/{stem}.{form}" for form in ("png", "svg", "pdf", "csv", "json")
        }


def test_languages_and_formats_may_be_chosen(evaluation, tmp_path):
    """What is asked for and nothing else."""
    write_report(evaluation, tmp_path, languages=["nn"], formats=["docx"])
    assert names(tmp_path, "*/evaluation.*") == {"north/evaluation.nn.docx", "kommune-programmet/evaluation.nn.docx"}


def test_a_dataset_is_evaluated_first(evaluation, tmp_path):
    """The report of the dataset is that of its evaluation."""
    options = {"languages": ["en"], "formats": ["html"]}
    one = write_report(evaluation.dataset, tmp_path / "one", **options)
    two = write_report(evaluation, tmp_path / "two", **options)
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_what_else_is_in_the_folder_stays(evaluation, tmp_path):
    """A report of an earlier language and a note of one's own are left alone, an older page is replaced."""
    for name in ("evaluation.sv.html", "evaluation.en.html", "notes.md"):
        (tmp_path / "north").mkdir(exist_ok=True)
        (tmp_path / "north" / name).write_text("old", "utf-8")
    write_report(evaluation, tmp_path, languages=["en"], formats=["html"])
    told = {name: (tmp_path / "north" / name).read_text("utf-8") for name in names(tmp_path / "north", "*.*")}
    assert {name for name, text in told.items() if text == "old"} == {"evaluation.sv.html", "notes.md"}


@pytest.mark.parametrize("outputs", [{"languages": ("fi",)}, {"formats": ("odt", "html")}, {"formats": ()}])
def test_unknown_outputs_are_refused(evaluation, tmp_path, outputs):
    """A language or format that does not exist is an error that names all that do; nothing is written."""
    with pytest.raises(TableError, match="languages: da, en, nb, nn, sv; formats: html, docx, pdf, xlsx"):
        write_report(evaluation, tmp_path / "reports", **outputs)
    assert not (tmp_path / "reports").exists()


def test_nothing_is_written_when_one_report_fails(evaluation, tmp_path, monkeypatch):
    """The last format breaks: the first is not there either."""

    def broken(report):
        raise TableError("no room", where=report.title)

    monkeypatch.setitem(FORMATS, "xlsx", broken)
    with pytest.raises(TableError, match="no room"):
        write_report(evaluation, tmp_path / "reports")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_an_error_that_names_it(tmp_path):
    """Nothing is left over beside it."""
    (tmp_path / "reports").write_text("mine", "utf-8")
    with pytest.raises(TableError, match=r"can't be written(.|\n)*reports"):
        write_files({"plan/evaluation.en.html": b""}, tmp_path / "reports")
    assert [path.name for path in tmp_path.iterdir()] == ["reports"]


def test_a_renderer_is_one_line(evaluation, tmp_path, monkeypatch):
    """What FORMATS names renders the files with that ending."""
    monkeypatch.setitem(FORMATS, "docx", lambda report: report.language.encode())
    write_report(evaluation, tmp_path, languages=["sv"], formats=["docx"])
    assert (tmp_path / "north" / "evaluation.sv.docx").read_text("utf-8") == "sv"


def test_own_words_are_of_a_programme_that_is_here(evaluation, tmp_path):
    """A file of another programme is an error with the nearest; a folder that is named has to be there."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "nord.toml").write_text("author = 'A'", "utf-8")
    with pytest.raises(OwnWordsError, match=r"'nord'(.|\n)*mean 'north'"):
        write_report(evaluation, tmp_path / "reports", evaluations=tmp_path / "own")
    with pytest.raises(OwnWordsError, match="there is no folder"):
        write_report(evaluation, tmp_path / "reports", evaluations=tmp_path / "nowhere")
    assert not (tmp_path / "reports").exists()


NAMED = [
    (
        "first = ['area/plan/siths_holders/_T/SE-22']",
        "no finding",
        "key 'first'",
        "mean 'areas/plan/siths_holders/_T/SE-22/2013'",
    ),
    ("[dismissed.x]\nsv = 'No.'", "no finding 'x'", "key 'dismissed'", "findings.csv"),
    ("charts = ['count-siths_holders-plan']", "no chart", "key 'charts'", "mean 'counts-siths_holders-plan'"),
]


@pytest.mark.parametrize(("text", "what", "where", "hint"), NAMED)
def test_an_id_that_is_not_there_is_an_error_with_the_nearest(evaluation, tmp_path, text, what, where, hint):
    """A finding or chart that a rebuild no longer has: the file and the key are named, nothing is written."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "north.toml").write_text(text, "utf-8")
    with pytest.raises(OwnWordsError) as caught:
        write_report(evaluation, tmp_path / "reports", evaluations=tmp_path / "own")
    assert what in caught.value.what
    assert (caught.value.where, hint in caught.value.hint) == (f"north.toml, {where}", True)
    assert not (tmp_path / "reports").exists()


def test_several_processes_write_the_same_files(evaluation, tmp_path, monkeypatch):
    """The reports are shared among processes, and come out in the same order with the same bytes."""
    options = {"languages": ["en"], "formats": ["html", "pdf"]}
    one = write_report(evaluation, tmp_path / "one", **options)
    monkeypatch.setattr(write, "_START", 0)
    monkeypatch.setattr(write, "processors", lambda: 2)
    two = write_report(evaluation, tmp_path / "two", **options)
    assert [path.relative_to(tmp_path / "one") for path in one] == [path.relative_to(tmp_path / "two") for path in two]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_an_error_comes_out_of_a_process_whole(evaluation, monkeypatch):
    """What, where, what was expected and the hint, as if it had been in this one."""
    monkeypatch.setattr(write, "_START", 0)
    told = {}
    for processes in (1, 2):
        monkeypatch.setattr(write, "processors", lambda count=processes: count)
        with pytest.raises(EHealthStatsError) as caught:
            list(write._rendered(list(write._jobs(parts_of(evaluation), ["xx", "en"], ("html",), {}, None)), iter))
        told[processes] = (type(caught.value), str(caught.value), caught.value.what, caught.value.expected)
    assert told[1] == told[2]
    assert "xx" in told[1][2]


def test_a_script_without_a_guard_runs_once(evaluation, tmp_path):
    """New processes do not run the script again, on systems where each begins anew too."""
    (tmp_path / "evaluation.pickle").write_bytes(pickle.dumps(evaluation))
    script = tmp_path / "script.py"
    script.write_text(
        "import pickle\n"
        "from pathlib import Path\n"
        "import ehealth_stats as es\n"
        "from ehealth_stats.reporting import write\n"
        "write._START, write.processors = 0, lambda: 2\n"
        "print('runs')\n"
        "evaluation = pickle.loads(Path('evaluation.pickle').read_bytes())\n"
        "print(len(es.write_report(evaluation, 'reports', languages=['en'], formats=['xlsx'])) > 1)\n",
        "utf-8",
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = run(
        [sys.executable, str(script)], check=False, capture_output=True, text=True, cwd=tmp_path, env=environment
    )
    assert (done.stdout.split(), done.stderr) == (["runs", "True"], "")
