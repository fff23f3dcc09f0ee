"""The files that evaluators write: each is of a programme, by its name."""

import pytest

from ehealth_stats.errors import OwnWordsError
from ehealth_stats.ingestion import read_evaluations


def test_each_file_is_of_a_programme(tmp_path):
    """The name of the file is that of the programme, as its folder of reports; other files are left alone."""
    (tmp_path / "Vård-2013.toml").write_text("author = 'A'", "utf-8")
    (tmp_path / "notes.txt").write_text("author", "utf-8")
    assert read_evaluations(tmp_path, ["norrbotten", "Vård/2013"]) == {
        "Vård/2013": ("author = 'A'", str(tmp_path / "Vård-2013.toml"))
    }
    (tmp_path / "norbotten.toml").write_text("", "utf-8")
    with pytest.raises(OwnWordsError, match=r"programme 'norbotten'(.|\n)*norrbotten.toml(.|\n)*mean 'norrbotten'"):
        read_evaluations(tmp_path, ["norrbotten", "Vård/2013"])


def test_a_file_in_another_encoding_is_refused(tmp_path):
    """Windows editors may write Latin-1: the error names the file."""
    (tmp_path / "plan.toml").write_bytes("author = 'Åke'".encode("latin-1"))
    with pytest.raises(OwnWordsError, match=r"UTF-8(.|\n)*plan\.toml"):
        read_evaluations(tmp_path, ["plan"])
