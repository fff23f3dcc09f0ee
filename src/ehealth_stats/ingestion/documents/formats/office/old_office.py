"""Old documents (.doc, .rtf, .ppt) -> what LibreOffice makes of them (.docx, .pptx) -> as these are read.

LibreOffice works on a copy in a private folder that is deleted, under a profile of its own in which no macro runs, no
link is followed and no address is reached, and is ended when its time is up.
"""

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from ehealth_stats.ingestion.documents.blocks import Content
from ehealth_stats.ingestion.documents.formats.office.presentation import read_presentation
from ehealth_stats.ingestion.documents.formats.word import read_word
from ehealth_stats.ingestion.documents.intake.kind import CONVERSIONS, Format, Kind, Opened, has_stream, starts_with
from ehealth_stats.ingestion.documents.intake.package import DAMAGE
from ehealth_stats.ingestion.documents.intake.received import Received

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
# By ending: the ending and the filter of what is written, and who reads it.
_WAYS: Mapping[str, tuple[str, str, Callable[[Received], Content]]] = {
    ".doc": (".docx", "docx:MS Word 2007 XML", read_word),
    ".rtf": (".docx", "docx:MS Word 2007 XML", read_word),
    ".ppt": (".pptx", "pptx:Impress MS PowerPoint 2007 XML", read_presentation),
}
_KINDS = (
    Kind("a Word 97 document", (".doc",), has_stream("WordDocument")),
    Kind("a PowerPoint 97 presentation", (".ppt",), has_stream("PowerPoint Document")),
    Kind("a rich text document", (".rtf",), starts_with(b"{\\rtf")),
)
_SETTINGS = {
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel"): "3",
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution"): "true",
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent"): "true",
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    ("org.openoffice.Office.Writer/Content/Update", "Link"): "0",
    ("org.openoffice.Inet/Settings", "ooInetProxyType"): "2",
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName"): "127.0.0.1",
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort"): "9",
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName"): "127.0.0.1",
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort"): "9",
}
_MAKER = "LibreOffice"


def read_old_office(received: Received) -> Content:
    """Read a document of Word or PowerPoint before 2007, or a rich text document, where LibreOffice is installed.

    Raises
    ------
    DocumentError
        If LibreOffice is not installed, can't read it or takes longer than the limit.
    """
    hint = CONVERSIONS[received.suffix]
    if not any(kind.shown_by(Opened(received.data)) for kind in _KINDS if received.suffix in kind.suffixes):
        raise received.error(f"the file is no {received.suffix} document", hint=hint)
    program = _program()
    if not program:
        raise received.error(f"no reader for {received.suffix} without LibreOffice", hint=f"install it, or {hint}")
    ending, _, read = _WAYS[received.suffix]
    with TemporaryDirectory(prefix="ehealth-stats-", ignore_cleanup_errors=True) as folder:
        made = _converted(received, program, Path(folder))
    if not made:
        raise received.error(f"LibreOffice can't read the {received.suffix} document", hint=hint)
    content = read(replace(received, data=made))
    note = f"converted to {ending} by {_maker(made)}"
    return replace(content, notes=(note, *content.notes))


def _program() -> str:
    """Return where LibreOffice is installed, or nothing."""
    found = filter(None, map(shutil.which, _PROGRAMS))
    return next(found, next((place for place in _PLACES if Path(place).is_file()), ""))


def _converted(received: Received, program: str, folder: Path) -> bytes:
    """Return what LibreOffice makes of a document, or nothing."""
    ending, way, _ = _WAYS[received.suffix]
    source, profile = folder / f"document{received.suffix}", folder / "profile"
    (profile / "user").mkdir(parents=True)
    source.write_bytes(received.data)
    (profile / "user" / "registrymodifications.xcu").write_bytes(_settings())
    options = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--convert-to", way]
    command = [program, f"-env:UserInstallation={profile.as_uri()}", *options, "--outdir", str(folder), str(source)]
    seconds = received.limits.conversion_seconds
    if not _ran(command, folder, seconds):
        hint = f"{CONVERSIONS[received.suffix]}, or allow more time ([limits] conversion_seconds)"
        raise received.error(f"LibreOffice took more than {seconds} s to convert the document", hint=hint)
    made = source.with_suffix(ending)
    return made.read_bytes() if made.is_file() and made.stat().st_size <= received.limits.file_bytes else b""


def _ran(command: list[str], folder: Path, seconds: int) -> bool:
    """Run a program to its end, and tell whether it came to one in time; it is ended with all that it started."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    environment = {**kept, "HOME": str(folder), "TMPDIR": str(folder), "TEMP": str(folder), "LANG": "C.UTF-8"}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program and all that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # a group of its own, of that number
    process.wait()


def _settings() -> bytes:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for (path, name), value in _SETTINGS.items()
    )
    names = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items {names}>{items}</oor:items>'.encode()


def _maker(made: bytes) -> str:
    """Return the program and version that wrote a document, as it says itself."""
    try:
        with zipfile.ZipFile(BytesIO(made)) as archive:
            properties = archive.read("docProps/app.xml").decode("utf-8", "replace")
    except (KeyError, *DAMAGE):
        properties = ""
    said = properties.partition("<Application>")[2].partition("<")[0].partition("$")[0]
    return said if said.startswith(f"{_MAKER}/") else _MAKER


FORMAT = Format(tuple(_WAYS), read_old_office, _KINDS)
