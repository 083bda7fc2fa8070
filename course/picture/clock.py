"""When each piece of an animated SVG is seen: CSS classes, each written once."""

from typing import NamedTuple

SHORTEST, LONGEST, READ, HELD = 1.5, 3.0, 25, 3
"""Seconds that a frame lasts at least and at most; letters that are read in one; and for how many
frames the last one stays."""
EARLY = 0.02
"""Seconds into the first frame at which the clock starts: at 0 two frames would meet."""
FREE = ":not([data-stepped])"
"""What no script steers."""


class Spot(NamedTuple):
    """Where a panel's cell (0, 0) stands, or would stand."""

    x: int
    y: int


class Clock:
    """The classes that let elements be seen in some frames, each written once.

    letters: of the longest sentence that a frame tells.
    """

    def __init__(self, prefix: str, frames: int, letters: int) -> None:
        self.prefix, self.frames = prefix, frames
        self.slots = frames + HELD - 1
        self.frame = round(min(max(letters / READ, SHORTEST), LONGEST), 1)
        self.names: dict[tuple[int, ...], str] = {}
        self.rules: dict[str, None] = {}

    def name(self, seen: tuple[int, ...]) -> str:
        """The class of what is seen in these frames; none is needed for what always is."""
        if len(seen) == self.frames:
            return ""
        if seen not in self.names:
            self.names[seen] = f"{self.prefix}-{len(self.names)}"
            self._time(self.names[seen], seen)
        return self.names[seen]

    def moving(self, stays: dict[int, Spot]) -> str:
        """The class of what is seen only in these frames, at these places."""
        name = f"{self.prefix}-k{len(self.rules)}"
        stops = ""
        for n in range(self.slots + 1):
            if n in stays:
                x, y = stays[n]
                stops += f"{self._at(n)}{{visibility:visible;transform:translate({x}px,{y}px)}}"
            elif n - 1 in stays or n == 0:
                stops += f"{self._at(n)}{{visibility:hidden}}"
        self._rule(name, name, stops)
        return name

    def is_still(self, seen: tuple[int, ...]) -> bool:
        """Whether it is seen where nothing moves."""
        return seen[-1] == self.frames - 1

    def _time(self, name: str, seen: tuple[int, ...]) -> None:
        slots = [*seen, *range(self.frames, self.slots)] if self.is_still(seen) else [*seen]
        starts = [n for n in slots if n - 1 not in slots]
        ends = [n + 1 for n in slots if n + 1 not in slots]
        if len(starts) == 1:
            length, delay = ends[0] - starts[0], (starts[0] - self.slots) * self.frame - EARLY
            keys, more = f"{self.prefix}L{length}", f";animation-delay:{delay:.4g}s"
            shown, hidden = "0%", f"{self._at(length)},to"
        else:
            keys, more = f"{name}k", ""
            ends = [end for end in ends if end < self.slots]
            shown = ",".join(map(self._at, starts))
            hidden = ",".join(map(self._at, ends if starts[0] == 0 else [0, *ends]))
        stops = f"{shown}{{visibility:visible}}{hidden}{{visibility:hidden}}"
        self._rule(name, keys, stops, more)

    def _rule(self, name: str, keys: str, stops: str, more: str = "") -> None:
        """Keyframes, and the class that plays them."""
        self.rules[f"@keyframes {keys}{{{stops}}}"] = None
        self.rules[f".{name}{{animation-name:{keys}{more}}}"] = None

    def _at(self, slot: int) -> str:
        return f"{100 * slot / self.slots:.4g}%"

    def opening(self) -> str:
        """The start of the element with all that is timed, which tells a script the times."""
        told = f'data-frames="{self.frames}" data-seconds="{self.frame:g}"'
        return f'<g class="{self.prefix}" {told}>'

    def style(self) -> str:
        p = self.prefix
        return (
            f"<style>.{p} *{{animation-duration:{self.slots * self.frame:.4g}s;"
            f"animation-delay:-{EARLY}s;animation-timing-function:step-end;"
            "animation-iteration-count:infinite}"
            f"{''.join(self.rules)}"
            f"svg:hover .{p}{FREE} *{{animation-play-state:paused}}"
            f"@media print{{.{p} *{{animation:none!important}}}}"
            f"@media (prefers-reduced-motion:reduce){{.{p}{FREE} *{{animation:none!important}}}}"
            "</style>"
        )
