"""What is said on the way, and the one sentence when something is wrong."""

from pathlib import Path


class Trouble(Exception):
    """Something the reader can act on, in one sentence."""


def say(text: str) -> None:
    # Flushed, to stay in order with what the programs started in between print.
    print(text, flush=True)


def tail(log: Path | str) -> str:
    """Return the line of a log that says most: its last error, or else its last line."""
    text = log if isinstance(log, str) else log.read_text("utf-8", "replace")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["nothing"])[-1]
