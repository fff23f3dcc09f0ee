"""The XML parts of a zipped document: their roots, and the parts of the archive that each refers to.

The archive is checked before (`check_package`); nothing outside it is opened.
"""

import posixpath
import zipfile

from lxml import etree

Element = etree._Element


def parse_xml(part: bytes) -> Element:
    """Parse a part; nothing that it names is fetched, and no entity is made text."""
    return etree.fromstring(part, parser=etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


class Parts:
    """The XML parts of an archive and what they refer to."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())

    def data(self, name: str) -> bytes:
        """Return the bytes of a part, none if there is no such part."""
        return self.archive.read(name) if name in self.names else b""

    def part(self, name: str) -> Element | None:
        """Return the root of a part, or nothing if there is none of the name."""
        return parse_xml(self.data(name)) if name in self.names else None

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return kind and name of the parts within the archive that a part refers to, by the reference."""
        folder, name = posixpath.split(part)
        root = self.part(f"{folder}/_rels/{name}.rels")
        return {
            relation.get("Id", ""): (
                posixpath.basename(relation.get("Type", "")),
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in (root if root is not None else ())
            if relation.get("TargetMode") != "External"
        }


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace; comments and processing instructions have none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def reference(element: Element, name: str = "id") -> str:
    """Return the reference to a part that an element holds in an attribute of any namespace; empty where none is."""
    found = (str(value) for key, value in element.attrib.items() if str(key).endswith(f"}}{name}"))
    return next(found, "")
