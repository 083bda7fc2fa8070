"""Timed knows how the measured costs are shown, with a button that measures them here."""

from typing import Any

from ..costs import WAYS
from ..picture import Picture
from ..picture.curves import curves_lines, curves_svg, curves_words
from . import load
from .button import Live, live
from .child import apart
from .costs import AXES, NAME, YARDSTICK


def timings(over: str) -> Live:
    """Show how long the four ways take over one parameter; a notebook can measure it here as well.

    over: "stride", "kernel_size", "input_size" or "channels" (as many in as out; there stamps are
    the course's ``conv_transpose1d``, zeros PyTorch's ``conv1d`` of the stretched input, and phases
    are left out). Ratios to stamping, from costs.json.
    """
    if over not in tuple(AXES):
        raise ValueError(f"over={over!r} is not possible: it must be one of {', '.join(AXES)}.")
    recorded = load(NAME).results["axes"][over]

    def run() -> Picture:
        here = apart("course.recorded.costs", over)
        return drawn({", recorded": recorded, ", here": here}, over)

    return live(drawn({"": recorded}, over), run, "Measure it here")


def drawn(measured: dict[str, dict[str, Any]], over: str) -> Picture:
    """Measurements of one parameter side by side, by what to add to their title."""
    _, fixed = AXES[over]
    kept = ", ".join(f"{name} {value}" for name, value in fixed.items())
    kept += ", float32" if over == "channels" else ", float64"
    panels = {
        f"Time over {over}{where}; {kept}": {
            way: {int(size): ratio for size, ratio in axis["ratios"].get(way, {}).items()}
            for way in WAYS
            if way != YARDSTICK
        }
        for where, axis in measured.items()
    }
    recording = load(NAME)
    versions = [f"{package} {version}" for package, version in recording.versions.items()]
    cores, processor = (recording.results["machine"][name] for name in ("cores", "processor"))
    caption = f"recorded with {', '.join(versions)},\non one of {cores} cores ({processor})"
    return Picture(
        curves_svg(panels, over, YARDSTICK, caption),
        "\n".join(curves_lines(panels, YARDSTICK, caption)),
        curves_words(panels, YARDSTICK),
    )
