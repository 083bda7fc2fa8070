"""JupyterLab on the reader's copies: from the first line said to an end without leftovers."""

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path
from typing import Any

from ..files import write_changed
from .copies import ship
from .words import Trouble, say, tail

FIRST = "00_start.ipynb"

# No question about a kernel, no cells drawn late, no news from the network.
SETTINGS = {
    "@jupyterlab/notebook-extension:tracker": {
        "autoStartDefaultKernel": True,
        "windowingMode": "none",
    },
    "@jupyterlab/apputils-extension:notification": {
        "checkForUpdates": False,
        "fetchNews": "false",
    },
    # Else a figure in a copy that was run and saved is an error message when it is opened again.
    # In a file, as every JupyterLab that this package is installed beside needs it, too.
    **json.loads(Path(__file__).with_name("overrides.json").read_text("utf-8")),
}


def first(source: Path, language: str) -> str:
    """Return the notebook that a language's edition begins with; each but English has a folder."""
    others = sorted(path.parent.name for path in source.glob(f"*/{FIRST}"))
    if language not in ("en", *others):
        raise Trouble(f"There is no edition in {language!r}, only {', '.join(['en', *others])}.")
    return FIRST if language == "en" else f"{language}/{FIRST}"


def settings_for(start: str) -> dict[str, Any]:
    """Return JupyterLab's settings for the edition that a notebook is of: it speaks as that does.

    Its own menus do so where the language's pack is installed, and are English elsewhere.
    """
    own = Path(__file__).parents[1] / "locale" / Path(start).parent.name / "lab.json"
    return SETTINGS | (json.loads(own.read_text("utf-8")) if own.is_file() else {})


def lab(source: Path, target: Path, python: Path, browser: bool = True, start: str = FIRST) -> int:
    """Serve copies of the chapters with JupyterLab until Ctrl-C, SIGTERM or a closed terminal.

    source: the folder of the chapters. target: that of the reader's copies. python: the one that
    has JupyterLab. browser: whether to open one. start: the notebook to begin with.
    """
    # Set in any case: a job in the background starts with SIGINT ignored.
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    server: subprocess.Popen[bytes] | None = None
    try:
        deliver(source, target, python)
        port, token = free_port(), secrets.token_hex(24)
        log = target / ".server.log"
        shown = f"{target.name}/{log.name}"
        say("Starting JupyterLab ...")
        server = launch(target, python, port, token, log, start)
        while not answers(port):
            if server.poll() is not None:
                raise Trouble(f"JupyterLab did not start: {tail(log)} (all of it: {shown})")
            time.sleep(0.05)
        address = f"http://127.0.0.1:{port}/lab/tree/{start}?token={token}"
        say(f"JupyterLab is ready: {address}\nCtrl-C ends it.")
        if browser and has_screen():
            webbrowser.open(address)
        server.wait()
        # "Shut Down" in its own menu is an end like any other.
        if server.returncode:
            raise Trouble(f"JupyterLab ended by itself: {tail(log)} (all of it: {shown})")
    except KeyboardInterrupt:
        say("\nEnding JupyterLab ...")
    finally:
        if server is not None:
            end(server)
    return 0


def deliver(source: Path, target: Path, python: Path) -> None:
    """Bring the reader's copies up to date, and let their pictures show at once."""
    fresh = ship(source, target)
    if fresh:
        say(f"Put {len(fresh)} new notebook{'s' if len(fresh) > 1 else ''} into {target.name}/.")
        trust = "from nbformat.sign import TrustNotebookApp as app; app.launch_instance()"
        subprocess.run([str(python), "-c", trust, *map(str, fresh)], capture_output=True)


def free_port(first: int = 8888) -> int:
    """Return the first port from `first` on that nobody holds."""
    for port in range(first, first + 100):
        try:
            # Which also takes one that counts as held for a minute after its last use.
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        if port != first:
            say(f"Port {first} is taken; using {port}.")
        return port
    raise Trouble(f"No port from {first} to {first + 99} is free: end some of the servers there.")


def launch(
    target: Path, python: Path, port: int, token: str, log: Path, start: str
) -> "subprocess.Popen[bytes]":
    # Settings for this server alone: others of this Python keep their own.
    settings = target / ".settings"
    write_changed(settings / "overrides.json", json.dumps(settings_for(start), indent=1))
    argv = [str(python), "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1"]
    argv += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    argv += [f"--ServerApp.root_dir={target}", f"--LabApp.default_url=/lab/tree/{start}"]
    argv += [f"--LabApp.app_settings_dir={settings}"]
    # In a container everybody is root, and the server listens to this machine alone.
    argv += ["--ServerApp.allow_root=True"]
    env = {"COURSE_PROGRESS": str(target / "progress.json"), **os.environ}
    # Not as an argument: everybody on a shared machine can read those.
    env["JUPYTER_TOKEN"] = token
    # Each notebook speaks the language of its folder, however the first one was chosen.
    env.pop("COURSE_LANG", None)
    with log.open("wb") as out:
        # In a session of its own: Ctrl-C in the terminal would make it ask "Shut down (y/n)?".
        return subprocess.Popen(
            argv,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def answers(port: int) -> bool:
    # Not urllib, which might ask a proxy.
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/api")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def has_screen() -> bool:
    return sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def end(server: "subprocess.Popen[bytes]") -> None:
    """End the server, which ends its kernels; by force if it takes its time."""
    # An impatient second Ctrl-C would leave kernels behind.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(8)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
