"""The formats that are read. To add one: a module with its reader and a `FORMAT`, and a line in `FORMATS`."""

from ehealth_stats.ingestion.documents.formats import delimited, html, json_stat, mail, picture, plain_text, px, word
from ehealth_stats.ingestion.documents.formats.office import old_office, opendocument, presentation
from ehealth_stats.ingestion.documents.formats.pdf import read as pdf
from ehealth_stats.ingestion.documents.formats.workbook import read as workbook

FORMATS = (
    plain_text.FORMAT,
    delimited.FORMAT,
    html.FORMAT,
    word.FORMAT,
    presentation.FORMAT,
    opendocument.FORMAT,
    old_office.FORMAT,
    mail.FORMAT,
    workbook.FORMAT,
    pdf.FORMAT,
    picture.FORMAT,
    px.FORMAT,
    json_stat.FORMAT,
)
