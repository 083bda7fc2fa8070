"""Writes files whole or not at all, and by one writer at a time; standard library alone."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from glob import escape
from pathlib import Path
from time import monotonic, sleep

LOCK_SECONDS = 5.0
WINDOWS = os.name == "nt"
# What the system says of a lock that somebody else holds.
HELD: type[OSError] = PermissionError if WINDOWS else BlockingIOError
# What it says where a file system has no locks.
NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)


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


@contextmanager
def alone(path: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Within, no other process or thread that asks for this path changes it. Makes its folder.

    The lock is the system's, on a file beside the path (``.NAME.lock``) that is removed in the end.
    It ends with whoever holds it, and the lock of one who was killed is taken over with its file.
    What such a one left half written is removed. Where the system has no locks, none is held.

    Raises TimeoutError if somebody else holds it that many seconds long, and OSError if the folder
    can't be written to.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.with_name(f".{path.name}.lock")
    end = monotonic() + seconds
    while (handle := _locked(lock)) is None:
        if monotonic() > end:
            raise TimeoutError(errno.ETIMEDOUT, f"another program holds {lock.name}")
        sleep(0.002)
    try:
        # As write_whole names them: whoever wrote one without the lock is no more.
        for left in path.parent.glob(f".{escape(path.name)}.{'[a-z0-9_]' * 8}"):
            left.unlink(missing_ok=True)
        yield
    finally:
        # Windows removes the file when it is closed. Elsewhere it goes first: once it is unlocked
        # somebody else may hold it.
        if not WINDOWS:
            lock.unlink(missing_ok=True)
        os.close(handle)


def _locked(lock: Path) -> int | None:
    """The open file that holds the lock, or None if somebody else has it."""
    with suppress(HELD, FileNotFoundError), ExitStack() as opened:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_TEMPORARY", 0), 0o666)
        opened.callback(os.close, handle)
        with suppress(ImportError):  # As under WebAssembly, where no other process is.
            _lock(handle)
        # Its last holder may have removed it meanwhile, and the next one have made another.
        if os.path.samestat(os.fstat(handle), lock.stat()):
            opened.pop_all()
            return handle
    return None


def _lock(handle: int) -> None:
    """Lock an open file at once, or raise HELD."""
    if WINDOWS:
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        return
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise
