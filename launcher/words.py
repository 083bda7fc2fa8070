"""What the launcher says: short lines on the way, and one sentence when something is wrong."""

from course.lab.words import Trouble as Trouble
from course.lab.words import say as say
from course.lab.words import tail as tail

# What pip, venv and the system say when something is wrong, and what a reader can do about it.
TROUBLES = [
    (
        ["ensurepip", "no module named venv"],
        "Python's venv module is incomplete here; on Debian or Ubuntu install python3-venv.",
    ),
    (
        ["no space left on device", "not enough space on the disk"],
        "The disk is full: the course needs about 2 GB, and as much again while it installs.",
    ),
    (
        ["permission denied", "access is denied", "read-only file system", "not permitted"],
        "No permission to write here: put the course in a folder of your own.",
    ),
    (
        [
            "connection broken",
            "connecttimeout",
            "failed to connect",
            "failed to establish a new connection",
            "max retries exceeded",
            "name resolution",
            "network is unreachable",
            "read timed out",
        ],
        "No network: the first start downloads the packages; later ones need no connection.",
    ),
]


def sentence(text: str, otherwise: str) -> str:
    """Return the one sentence for an error that another program words its own way."""
    lowered = text.lower()
    for signs, meaning in TROUBLES:
        if any(sign in lowered for sign in signs):
            return meaning
    return otherwise
