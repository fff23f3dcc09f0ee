"""A headless Chromium for tests: pages are opened, measured and asked through the DevTools protocol."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
import websocket

AXE = Path(__file__).parents[1] / "build" / "axe" / "axe_playwright_python" / "axe.min.js"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--no-first-run", "--window-size=1400,1800", "--remote-allow-origins=*",
)  # fmt: skip
# All rules, those of good practice too; closed details are opened first.
RUN = """(async () => {
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return JSON.stringify(found.violations.map((each) => [each.id, each.nodes.slice(0, 3).map((node) => node.html)]));
})()"""
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
needs_axe = pytest.mark.skipif(CHROMIUM is None or not AXE.is_file(), reason="no axe-core on this machine: make axe")


class Page:
    """A page of a browser."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(address, timeout=60)
        self._ids = count(1)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Return what a method of the protocol answers."""
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                return answer.get("result", {})

    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression on the page, None where it fails."""
        result = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        return result.get("result", {}).get("value")

    def open(self, path: Path) -> None:
        """Go to a file, and wait until it is there."""
        address = path.resolve().as_uri()
        self.call("Page.navigate", url=address)
        asked = f"document.readyState === 'complete' && location.href === {json.dumps(address)}"
        wait(60, lambda: self.evaluate(asked))

    def click(self, selector: str, text: str = "") -> None:
        """Click with the mouse on the middle of the first element of a selector, or the first that says a text."""
        find = f"[...document.querySelectorAll({json.dumps(selector)})].find((each) => "
        find += f"!{json.dumps(text)} || each.textContent.trim() === {json.dumps(text)})"
        place = f"""(() => {{
          const found = {find};
          if (!found || found.disabled) return null;
          found.scrollIntoView({{ block: "center", inline: "nearest" }});
          const box = found.getClientRects()[0];
          return [box.left + box.width / 2, box.top + box.height / 2];
        }})()"""
        x, y = wait(30, lambda: self.evaluate(place))
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def drag(self, begin: Sequence[float], end: Sequence[float]) -> None:
        """Draw the mouse with its button down from one point of the window to another."""
        self.hold(*begin)
        self.let_go(*end)

    def hold(self, x: float, y: float) -> None:
        """Press the button of the mouse at a point of the window, and hold it."""
        self._mouse("mousePressed", x, y, held=True)

    def let_go(self, x: float, y: float) -> None:
        """Move the mouse to a point of the window, and let its button go."""
        self._mouse("mouseMoved", x, y, held=True)
        self._mouse("mouseReleased", x, y, held=False)

    def _mouse(self, kind: str, x: float, y: float, *, held: bool) -> None:
        about = {"x": x, "y": y, "button": "left", "buttons": int(held), "clickCount": 1}
        self.call("Input.dispatchMouseEvent", type=kind, **about)

    def press(self, key: str, *, shift: bool = False, alt: bool = False) -> None:
        """Press a key: a letter, or one with a name such as Enter."""
        named = {"Enter": (13, "\r"), "Tab": (9, ""), "Escape": (27, "")}
        named |= {f"Arrow{way}": (37 + at, "") for at, way in enumerate(("Left", "Up", "Right", "Down"))}
        code, text = named.get(key, (ord(key.upper()[0]), key))
        about = {"key": key, "windowsVirtualKeyCode": code, "modifiers": 8 * shift + alt}
        self.call("Input.dispatchKeyEvent", type="keyDown", **about, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **about)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.call("Input.insertText", text=text)

    def resize(self, width: int, height: int, *, phone: bool = False) -> None:
        """Show the page on a screen of this size."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}
        self.call("Emulation.setDeviceMetricsOverride", **size)

    def picture(self) -> bytes:
        """Return the whole page as a PNG."""
        return b64decode(self.call("Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def close(self) -> None:
        """Let go of the page."""
        self._socket.close()


def violations(page: Page, path: Path) -> list[tuple[str, list[str]]]:
    """What axe-core finds on a page: each rule with the first places that break it."""
    page.open(path)
    page.evaluate(AXE.read_text("utf-8"))
    return json.loads(page.evaluate(RUN))


def wait(seconds: float, ask: Callable[[], Any]) -> Any:
    """Return the first answer that is not empty; fail after a time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if answer := ask():
                return answer
        except (URLError, ConnectionError):
            pass
        time.sleep(0.1)
    raise AssertionError(f"no answer after {seconds} seconds")


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def open_browser(folder: Path, address: str = "about:blank") -> Iterator[Page]:
    """A page of a browser that keeps its traces in a folder."""
    port = free_port()
    command = [CHROMIUM or "", *FLAGS, f"--user-data-dir={folder / 'chromium'}", f"--remote-debugging-port={port}"]
    with running([*command, address], folder / "chromium.log", dict(os.environ)):
        tabs = wait(60, lambda: _pages(port))
        page = Page(tabs[0]["webSocketDebuggerUrl"])
        yield page
        page.close()


@contextmanager
def open_lab(folder: Path) -> Iterator[str]:
    """The address of a JupyterLab on a folder, with settings and traces of its own."""
    port = free_port()
    own = {name: str(folder / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser",
        f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
        f"--ServerApp.root_dir={folder}", "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    with running(command, folder / "lab.log", {**os.environ, **own}):
        address = f"http://127.0.0.1:{port}"
        wait(90, lambda: urlopen(f"{address}/api", timeout=5).status == 200)
        yield address


def _pages(port: int) -> list[dict[str, str]]:
    """The pages that a browser has open."""
    with urlopen(Request(f"http://127.0.0.1:{port}/json/list"), timeout=5) as answer:
        return [tab for tab in json.load(answer) if tab["type"] == "page"]


class running:  # noqa: N801 - read as a word: with running(command)
    """A program that is stopped at the end, its output kept in a file."""

    def __init__(self, command: list[str], log: Path, environment: dict[str, str]) -> None:
        self._log = log.open("wb")
        self._process = subprocess.Popen(command, stdout=self._log, stderr=self._log, env=environment)

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
