"""Label Studio's server on this machine for the time of the comparison: started, filled over its API, ended."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.peers.environment import UnreachableError
from tests.benchmarks.peers.plan import WORK
from tests.benchmarks.peers.web.document import label_config

HOME = WORK / "homes" / "label-studio"
USER = "peer@example.com"
#: Seconds for making the data base and listening, and for one call.
STARTS, ANSWERS = 240.0, 120.0


@dataclass(frozen=True)
class Server:
    """A server that listens. The token opens its API, the password its pages."""

    address: str
    token: str
    password: str
    pid: int

    def task(self, title: str, task: dict[str, Any]) -> int:
        """Make a project of its own for a task; return the project's number."""
        project = self._call("/api/projects", {"title": title, "label_config": label_config()})
        self._call(f"/api/projects/{project['id']}/import", [task])
        return int(project["id"])

    def _call(self, path: str, body: object) -> Any:
        headers = {"Authorization": f"Token {self.token}", "Content-Type": "application/json"}
        asked = urllib.request.Request(self.address + path, json.dumps(body).encode(), headers, method="POST")
        with urllib.request.urlopen(asked, timeout=ANSWERS) as answer:
            return json.load(answer)


@contextmanager
def serving(python: Path) -> Iterator[Server]:
    """Run the server from its environment with a data base of its own. Raises UnreachableError where it does not listen."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    port = _free_port()
    token, password = secrets.token_hex(20), secrets.token_hex(8)
    with (HOME / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            [python.with_name("label-studio"), "start", "--no-browser", "--port", str(port)],
            cwd=HOME,
            env=_environment(python, token, password),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            server = Server(f"http://127.0.0.1:{port}", token, password, process.pid)
            _wait(process, server.address)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _environment(python: Path, token: str, password: str) -> dict[str, str]:
    """Return what the server sees: its own folder, one user, and nothing that calls home."""
    return {
        "PATH": f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "HOME": str(HOME),
        "LC_ALL": "C.UTF-8",
        "LABEL_STUDIO_BASE_DATA_DIR": str(HOME / "data"),
        "LABEL_STUDIO_USERNAME": USER,
        "LABEL_STUDIO_PASSWORD": password,
        "LABEL_STUDIO_USER_TOKEN": token,
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
    }


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + STARTS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.5)
    said = (HOME / "output.txt").read_text(errors="replace").strip().splitlines()
    raise UnreachableError(
        f"Label Studio is left out: its server did not start ({said[-1] if said else 'it said nothing'})."
    )


def _free_port() -> int:
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        return int(own.getsockname()[1])
