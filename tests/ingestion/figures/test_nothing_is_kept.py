"""A document that was read is forgotten when nobody holds it: thousands are read in one process."""

import gc

from ehealth_stats.ingestion import read_document, read_figures, tabulate_figures
from ehealth_stats.ingestion.documents import Document, Table
from ehealth_stats.ingestion.figures.of_document.header_units import TableUnits

TABLE = "Kommun;Larm (st);Kostnad (tkr)\nÅnge;{n};{n}\nTimrå;12;13\n"


def alive():
    """Return how many documents and tables are held."""
    gc.collect()
    return sum(isinstance(kept, (Document, Table, TableUnits)) for kept in gc.get_objects())


def test_documents_that_were_read_are_not_kept(tmp_path):
    """Of 60 tables no more are kept than of 30: what is kept for a document goes with it."""
    kept = []
    for number in range(60):
        path = tmp_path / f"{number}.csv"
        path.write_text(TABLE.format(n=100 + number), "utf-8")
        assert len(tabulate_figures(read_figures(read_document(path)))) == 4
        if number in (29, 59):
            kept.append(alive())
    assert kept[1] <= kept[0] + 4
