"""A report of a frame of four columns: the example of the README, and what it says."""

import re
from pathlib import Path
from textwrap import dedent

import pandas as pd
import pytest
from docx import Document
from lxml import html

import ehealth_stats as es
from ehealth_stats.errors import CodeListError

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """What the example leaves: its folder, and the names that it made."""
    folder = tmp_path_factory.mktemp("frames")
    example = re.search(r"^    from datetime import date\n(?:    .*\n|\n)+", README.read_text("utf-8"), re.MULTILINE)
    names: dict[str, object] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        exec(dedent(example[0]), names)
    return folder / "evaluation", names


def words_of(page: Path) -> str:
    """The text of a page, on one line."""
    return " ".join(html.parse(page).getroot().find("body").text_content().split())


def test_the_page_says_what_the_frame_holds(written):
    """100 + 101 + ... + 389 = 489 * 145 = 70 905 users each year, of 290 municipalities; the target is 70 000."""
    folder, _ = written
    said = words_of(folder / "programme" / "evaluation.sv.html")
    assert "Utvärdering av tal" in said
    assert "70 905 personer" in said
    assert "290 av 290" in said
    assert "NPÖ-användare: nivå" in said
    assert "Målet är uppfyllt" in said


def test_nothing_in_it_is_a_code_or_a_place_that_nobody_knows(written):
    """No indicator, area or "given" stands in the text."""
    folder, _ = written
    said = words_of(folder / "programme" / "evaluation.sv.html")
    assert not re.findall(r"npo_users|\bSE-\d+|\bgiven\b|observations|_T\b", said)


def test_the_word_file_says_the_same(written):
    """Its tables hold the total."""
    folder, _ = written
    document = Document(folder / "programme" / "evaluation.sv.docx")
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert any("70 905" in " ".join(text.split()) for text in cells)


def test_every_county_has_its_total(written):
    """21 counties in three years; Gotland (SE-09) has one municipality."""
    _, names = written
    totals = es.total(names["users"], by=["county", "period"])
    assert len(totals) == 63
    assert totals.loc[totals["county"] == "SE-09", "n_areas"].tolist() == [1, 1, 1]


def test_an_indicator_of_no_list_is_evaluated_and_not_reported(tmp_path):
    """Nobody knows whether it adds up; a report has no words for it in any language, and nothing is written."""
    frame = pd.DataFrame({"indicator": "robots", "area": ["SE-2260", "SE-2281"], "period": 2013, "value": [1, 2]})
    dataset = es.Dataset(observations=frame)
    assert es.evaluate(dataset).totals.empty
    with pytest.raises(CodeListError, match="no code 'robots' in the list indicators"):
        es.write_report(dataset, tmp_path, languages=["en"], formats=["html"])
    assert not list(tmp_path.iterdir())
