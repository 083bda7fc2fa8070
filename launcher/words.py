"""What the launcher says: short lines on the way, and one sentence when something is wrong."""

import platform
import re

# What pip, venv and the system say when something is wrong, and what a reader can do about it.
TROUBLES = {
    r"ensurepip|no module named venv": (
        "Python's venv module is incomplete here; on Debian or Ubuntu install python3-venv."
    ),
    r"no space left on device|not enough space on the disk": (
        "The disk is full: the course needs about 2 GB, and as much again while it installs."
    ),
    r"permission denied|access is denied|read-only file system|not permitted": (
        "No permission to write here: put the course in a folder of your own."
    ),
    r"connection broken|connecttimeout|failed to connect|failed to establish a new connection|"
    r"max retries exceeded|name resolution|network is unreachable|read timed out": (
        "No network: the first start downloads the packages; later ones need no connection."
    ),
}


def sentence(text: str, otherwise: str) -> str:
    """Return the one sentence for an error that another program words its own way."""
    found = (said for signs, said in TROUBLES.items() if re.search(signs, text, re.IGNORECASE))
    return next(found, otherwise)


def conflicting(log: str) -> list[str]:
    """Return the pins that pip's ResolutionImpossible names, without the Python they want."""
    return list(dict.fromkeys(re.findall(r"requested \(constraint\) (\S+==\S+)", log)))


def unfit(log: str) -> str | None:
    """Return the sentence for a package that pip finds nothing of for this Python, or None."""
    this = platform.python_version()
    other = "use another Python (for example PYTHON=python3.12 make lab), or tell us"
    if missing := re.search(r"No matching distribution found for (\S+)==(\S+)", log):
        name, version = missing.groups()
        ignored = rf"[:;] {re.escape(version)} Requires-Python ([^;\s]+)"
        if wants := re.search(ignored, log):
            older = re.fullmatch(r">=([\d.]+)", wants[1])
            python = f"{older[1]} or newer" if older else wants[1]
            return f"{name} {version} needs Python {python} and this is {this}: {other}."
        return f"There is no {name} {version} for Python {this} on this system: {other}."
    if failed := re.search(r"Failed building wheel for (\S+)", log):
        return (
            f"{failed[1]} has no ready-made build for Python {this} on this system, and building "
            f"it failed (all of it: .venv/install.log): {other}."
        )
    return None
