"""Fields, formulas, shapes and bars of OpenDocument and of web pages: what they show is read, or a note counts them."""

import pytest
from document_files import odf_of, ods_of, written
from marked_files import figures_of

from ehealth_stats.ingestion.documents import Document, read_document

CONTROL = "<text:p>Timrå: <draw:control draw:control='a'/></text:p>"
MATH = "xmlns:m='http://www.w3.org/1998/Math/MathML'"
FRACTION = "<m:mfrac><m:mn>45</m:mn><m:mn>450</m:mn></m:mfrac><m:annotation>{45} over {450}</m:annotation>"
UNSEEN = ["<form:password form:id='a' form:current-value='451'/>", "<form:button form:id='a'/>"]


def text_of(tmp_path, body: str, **members: str) -> Document:
    """Read a text with this body."""
    return read_document(written(tmp_path / "a.odt", odf_of("text", body, **members)))


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("<form:text xml:id='a' form:current-value='451'/>", "Timrå: 451"),
        ("<form:number form:id='a' form:value='451'/>", "Timrå: 451"),
        ("<form:textarea form:id='a' form:value='9' form:current-value='451 larm'/>", "Timrå: 451 larm"),
        ("<form:checkbox form:id='a' form:current-state='checked'/>", "Timrå: ☒"),
        ("<form:radio form:id='a'/>", "Timrå: ☐"),
        (
            "<form:listbox form:id='a'><form:option form:label='99'/>"
            "<form:option form:label='451' form:current-selected='true'/></form:listbox>",
            "Timrå: 451",
        ),
        ("<form:text form:id='a'/>", "Timrå:"),
    ],
)
def test_fields_of_a_form(tmp_path, field, shown):
    """What is entered now, else what stood there at first; ticks, and what is chosen."""
    document = text_of(tmp_path, f"<office:forms><form:form>{field}</form:form></office:forms>{CONTROL}")
    assert (document.text, document.notes) == (shown, ())


@pytest.mark.parametrize(
    "field", ["<form:password form:id='a' form:current-value='451'/>", "<form:button form:id='a'/>"]
)
def test_what_a_form_does_not_show_is_counted(tmp_path, field):
    """A password is no figure, a button says nothing of one."""
    document = text_of(tmp_path, f"<office:forms><form:form>{field}</form:form></office:forms>{CONTROL}")
    assert (document.text, document.notes) == ("Timrå:", ("controls of a form are not read: 1",))


@pytest.mark.parametrize("inside", [True, False])
def test_a_formula_stands_in_its_line(tmp_path, inside):
    """In the object itself, or in a part of its own; what StarMath calls it is not said twice."""
    formula = f"<m:math {MATH}><m:semantics>{FRACTION}</m:semantics></m:math>"
    held = f"<draw:object>{formula}</draw:object>" if inside else "<draw:object xlink:href='./Object 1'/>"
    parts = {} if inside else {"Object 1/content.xml": formula}
    document = text_of(tmp_path, f"<text:p>Andelen är <draw:frame>{held}</draw:frame> av dem</text:p>", **parts)
    assert (document.text, document.notes) == ("Andelen är 45/450 av dem", ())


SHAPES = {
    "shape": "<draw:custom-shape><text:p>4711 larm</text:p></draw:custom-shape>",
    "box": "<draw:frame><draw:text-box><text:p>4711 larm</text:p></draw:text-box></draw:frame>",
    "group": "<draw:g><draw:rect><text:p><text:span>4711</text:span> larm</text:p></draw:rect></draw:g>",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("at_cell", [True, False])
def test_shapes_on_a_sheet(tmp_path, shape, at_cell):
    """Anchored to a cell, or to the sheet: the words are read once, and are no part of a cell."""
    drawn = SHAPES[shape].replace(">", " xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'>", 1)
    cell = "<table:table-cell office:value-type='float' office:value='450'>{}<text:p>450</text:p></table:table-cell>"
    row = f"<table:table-row>{cell.format(drawn if at_cell else '')}</table:table-row>"
    sheet = row if at_cell else f"<table:shapes>{drawn}</table:shapes>{row}"
    document = read_document(written(tmp_path / "a.ods", ods_of(sheet)))
    assert figures_of(document)["value"].tolist() == [450.0, 4711.0]


@pytest.mark.parametrize("tag", ["meter", "progress"])
def test_bars_of_a_web_page(tmp_path, tag):
    """The value that they draw; words within them are what is said of it."""
    page = f"<p>Ånge: <{tag} value=450 max=900></{tag}></p><p>Timrå: <{tag} value='0.5'>300 larm</{tag}></p>"
    document = read_document(written(tmp_path / "a.html", page))
    assert document.text == "Ånge: 450\nTimrå: 300 larm"
