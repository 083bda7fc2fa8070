"""Writes files whole or not at all; standard library alone."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> None:
    """Put a whole new file in the old one's place, so that a crash leaves one of the two.

    Makes the folder where there is none. A text is written as UTF-8, its line ends as they are.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp lets nobody else read, which would surprise those who share a folder.
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_changed(path: Path, content: str | bytes) -> bool:
    """Write a whole file unless that is what it holds already; whether it was written."""
    raw = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == raw:
        return False
    write_whole(path, raw)
    return True
