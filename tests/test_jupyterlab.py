"""JupyterLab itself, in headless Chromium: notebook 1 opens, all its cells run, a chart with alt text is seen."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
import websocket

NOTEBOOK = "1-documents-to-tidy-data.ipynb"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--no-first-run", "--window-size=1400,1800", "--remote-allow-origins=*",
)  # fmt: skip
# Pictures of outputs, with their alt text and their width: 0 for one that is not drawn.
PICTURES = "[...document.querySelectorAll('.jp-OutputArea img')].map(image => [image.alt, image.naturalWidth])"
RUN_ALL = "void window.jupyterapp.commands.execute('runmenu:run-all') || 'run'"
# Run before the kernel is there, JupyterLab would ask which one is meant.
READY = "window.jupyterapp?.shell?.currentWidget?.context?.sessionContext?.session?.kernel?.status === 'idle'"
IDLE = "[...document.querySelectorAll('.jp-InputPrompt')].every(prompt => !prompt.textContent.includes('*'))"
# Cells outside the window are only drawn when they are scrolled to.
SCROLL = "document.querySelectorAll('.jp-WindowedPanel-outer').forEach(panel => panel.scrollTop += 700)"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


class Page:
    """A page of a browser, driven through the DevTools protocol."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(address, timeout=60)
        self._ids = count(1)

    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression on the page, None where it fails."""
        number = next(self._ids)
        params = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        self._socket.send(json.dumps({"id": number, "method": "Runtime.evaluate", "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                return answer.get("result", {}).get("result", {}).get("value")

    def close(self) -> None:
        """Let go of the page."""
        self._socket.close()


def wait(seconds: float, ask: Callable[[], Any]) -> Any:
    """Return the first answer that is not empty; fail after a time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if answer := ask():
                return answer
        except (URLError, ConnectionError):
            pass
        time.sleep(0.3)
    raise AssertionError(f"no answer after {seconds} seconds")


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """The address of a JupyterLab on a copy of the notebooks and documents, with settings and traces of its own."""
    root = Path(__file__).parents[1]
    shutil.copytree(root / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copytree(root / "data" / "raw", tmp_path / "data" / "raw")
    port = free_port()
    own = {name: str(tmp_path / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser",
        f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
        f"--ServerApp.root_dir={tmp_path}", "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    with running(command, tmp_path / "lab.log", {**os.environ, **own}):
        address = f"http://127.0.0.1:{port}"
        wait(90, lambda: urlopen(f"{address}/api", timeout=5).status == 200)
        yield address


@pytest.fixture
def page(lab: str, tmp_path: Path) -> Iterator[Page]:
    """A page with notebook 1 open in JupyterLab."""
    port = free_port()
    address = f"{lab}/lab/tree/notebooks/{NOTEBOOK}?reset"
    command = [CHROMIUM or "", *FLAGS, f"--user-data-dir={tmp_path / 'chromium'}", f"--remote-debugging-port={port}"]
    with running([*command, address], tmp_path / "chromium.log", dict(os.environ)):
        tabs = wait(60, lambda: pages(port))
        opened = Page(tabs[0]["webSocketDebuggerUrl"])
        yield opened
        opened.close()


def pages(port: int) -> list[dict[str, str]]:
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


def test_notebook_runs_in_jupyterlab_and_shows_a_chart(page: Page) -> None:
    """All cells run, and the picture of the attendance chart is there with the words for those who can't see it."""
    wait(120, lambda: page.evaluate(READY))
    assert page.evaluate(RUN_ALL) == "run"

    def chart() -> Any:
        page.evaluate(SCROLL)
        return [alt for alt, width in page.evaluate(PICTURES) or [] if width > 0 and alt]

    alts = wait(240, chart)
    assert alts[0].startswith("Horizontal bars by group (8). Decision makers in health care 195 (33.8%)")
    assert wait(120, lambda: page.evaluate(IDLE))
