"""The Chart: what travels with a figure, and what is written of it."""

import csv
import hashlib
import json
import os
import sys
from base64 import b64decode
from dataclasses import FrozenInstanceError, replace
from io import BytesIO
from pathlib import Path
from subprocess import run

import pandas as pd
import pytest
from matplotlib.figure import Figure
from PIL import Image
from pypdfium2 import PdfDocument

from ehealth_stats.charts.chart import Chart, to_chart
from ehealth_stats.charts.draw.page import ChartTexts, Origin
from ehealth_stats.charts.draw.style import in_style
from ehealth_stats.errors import TableError

TEXTS = ChartTexts("a", "b", "c", "d", Origin(("plan",), "e"))
DATA = pd.DataFrame({"name": ["=1+1", "Timrå"], "value": [1.0, 60.0]})

TICKS = ["0.0", "0.5", "1.0", "1.5", "2.0"]


@pytest.fixture
def chart() -> Chart:
    """A chart with one hatched bar."""
    with in_style():
        figure = Figure(figsize=(3, 2))
        figure.add_subplot().barh(["a", "b"], [1, 2], hatch="//")
    return Chart(
        name="counts-demo-en",
        drawing=figure,
        title="b is twice a",
        subtitle="pieces, 2013",
        caption="Two bars",
        alt="Two bars: a 1, b 2.",
        source="Source: demo",
        note="",
        data=DATA,
        language="en",
        sources=("demo",),
    )


def test_export_writes_five_files_of_one_name(chart, tmp_path):
    """PNG, SVG, PDF, CSV and JSON, in a folder that is made."""
    paths = chart.export(tmp_path / "figures")
    assert [path.name for path in paths] == [f"counts-demo-en.{form}" for form in ("png", "svg", "pdf", "csv", "json")]
    assert all(path.stat().st_size > 0 for path in paths)


def test_export_is_reproducible(chart, tmp_path):
    """Two exports are the same byte for byte, and no file holds a date or a version."""
    first = {path.name: path.read_bytes() for path in chart.export(tmp_path / "one")}
    second = {path.name: path.read_bytes() for path in chart.export(tmp_path / "two")}
    assert first == second
    assert b"CreationDate" not in first["counts-demo-en.pdf"]
    assert b"<dc:date>" not in first["counts-demo-en.svg"]
    assert b"Matplotlib" not in first["counts-demo-en.png"]


def test_every_kind_is_the_same_in_two_processes(tmp_path):
    """Whatever the order of hashes in a process, each kind of figure gives the same five files, byte for byte."""
    code = (
        "import sys; from pathlib import Path; from test_charts_languages import SAMPLES\n"
        "for sample in SAMPLES.values(): sample('sv').export(sys.argv[1])"
    )
    folders = [tmp_path / seed for seed in ("1", "2")]
    for folder in folders:
        environment = os.environ | {"PYTHONHASHSEED": folder.name, "PYTHONPATH": os.pathsep.join(sys.path)}
        run([sys.executable, "-c", code, folder], check=True, cwd=Path(__file__).parent, env=environment)
    first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert len(first) == 50
    assert first == second


@pytest.mark.parametrize(
    ("source", "name"), [("plan/2013", "counts-plan-2013-nb"), ("..", "counts-..-nb"), ("År 1", "counts-År-1-nb")]
)
def test_names_are_files_in_the_folder(source, name):
    """Nothing in a source's id leads out of the folder or needs quotes."""
    assert to_chart(("counts", source, ""), Figure(), TEXTS, DATA, "nb").name == name


def test_png_has_200_dots_an_inch(chart, tmp_path):
    """3 x 2 inches become 600 x 400 pixels (width and height in bytes 16-24 of a PNG)."""
    png = chart.export(tmp_path)[0].read_bytes()
    assert (int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")) == (600, 400)


def test_png_says_how_large_it_is_and_what_it_shows(chart):
    """A text processor that takes it in knows its size; title and alt text go with it, in any letters."""
    chart = replace(chart, title="Ånge −5", alt="Två staplar")
    info = Image.open(BytesIO(chart.draw("png", 110))).info
    assert [round(dots) for dots in info["dpi"]] == [110, 110]
    assert (info["Title"], info["Description"]) == ("Ånge −5", "Två staplar")


def test_pdf_holds_texts_with_title_and_language(chart):
    """Labels can be searched and copied as they are; the page is as large as the figure, 3 x 2 inches."""
    chart.figure.axes[0].set_title("Ånge −5–10 larm")
    chart.figure.axes[0].set_xlabel("<A> & B--C -", weight="bold")
    content = replace(chart, language="sv").draw("pdf")
    document = PdfDocument(content)
    texts = document[0].get_textpage().get_text_range()
    assert "Ånge −5–10 larm" in texts
    assert "<A> & B--C -" in texts
    assert document[0].get_size() == pytest.approx((216, 144), abs=0.5)
    assert document.get_metadata_value("Title") == chart.title
    assert b"/Lang(sv)" in content


def test_a_text_in_a_font_of_ones_own_keeps_its_look(chart):
    """It is drawn as outlines in PDF too, where that font may be nowhere; the other texts stay texts."""
    chart.figure.axes[0].set_title("Own", fontfamily="STIXGeneral")
    assert PdfDocument(chart.draw("pdf"))[0].get_textpage().get_text_range().split() == [*TICKS, "a", "b"]


def test_csv_disarms_formulas(chart, tmp_path):
    """A text that a spreadsheet would run is escaped; the chart's own data stay as they are."""
    rows = list(csv.reader(chart.export(tmp_path)[3].read_text("utf-8").splitlines()))
    assert rows == [["name", "value"], ["'=1+1", "1.0"], ["Timrå", "60.0"]]
    assert chart.data["name"].tolist() == ["=1+1", "Timrå"]


def test_json_holds_texts_and_hashes(chart, tmp_path):
    """Title, alt text and source are there, and the hash of each of the other four files."""
    *files, texts = chart.export(tmp_path)
    content = json.loads(texts.read_text("utf-8"))
    assert (content["title"], content["alt"], content["source"]) == (chart.title, chart.alt, chart.source)
    assert content["sources"] == ["demo"]
    assert content["sha256"] == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("alt", ["", "  ", "Two bars"])
def test_export_needs_alt_text_of_its_own(chart, alt, tmp_path):
    """Without alt text, or with the caption in its place, nothing is written."""
    with pytest.raises(TableError, match="alt text"):
        replace(chart, alt=alt).export(tmp_path / "figures")
    assert not (tmp_path / "figures").exists()


def test_notebook_gets_a_picture_with_alt_text(chart):
    """The bundle is a PNG with the alt text in its metadata, the same in HTML, and words without pictures."""
    chart = replace(chart, alt='Two bars: "a" 1 < b 2.')
    bundle, metadata = chart._repr_mimebundle_(include=None, exclude=None)
    assert 'alt="Two bars: &quot;a&quot; 1 &lt; b 2."' in bundle["text/html"]
    assert bundle["image/png"] in bundle["text/html"]
    assert b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert metadata["image/png"]["alt"] == chart.alt
    assert bundle["text/plain"] == 'b is twice a\nTwo bars: "a" 1 < b 2.'


def test_chart_is_frozen(chart):
    """A chart can't be changed after it is made."""
    with pytest.raises(FrozenInstanceError):
        chart.title = "other"
