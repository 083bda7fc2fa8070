"""Draws the recorded times of the four ways, with a button that measures them here."""

from typing import Any

from ..costs import WAYS
from ..language import N_, listed, refused, tr
from ..picture import Picture
from ..picture.curves import curves
from . import load
from .live import Live, apart
from .stopwatch import AXES, NAME, YARDSTICK

# Translators: the title of a figure; {parameter} is the one that is varied, as "stride".
ALONE = N_("Time over {parameter}")
# What is recorded beside what was measured here.
RECORDED, HERE = N_("Time over {parameter}, recorded"), N_("Time over {parameter}, here")


def timings(over: str) -> Live:
    """Show how long the four ways take over one parameter; a notebook can measure it here as well.

    over: "stride", "kernel_size", "input_size" or "channels" (as many in as out; there stamps are
    the course's ``conv_transpose1d``, zeros PyTorch's ``conv1d`` of the stretched input, and phases
    are left out). Ratios to stamping, from costs.json.
    """
    if over not in tuple(AXES):
        rule = tr("it must be one of {names}", names=listed(AXES))
        raise ValueError(refused("over", repr(over), rule))
    recorded = load(NAME).results["axes"][over]

    def run() -> Picture:
        here = apart("course.recorded.stopwatch", over)
        return drawn({RECORDED: recorded, HERE: here}, over)

    # Translators: the name of a button.
    label = N_("Measure it here")
    return Live(drawn({ALONE: recorded}, over), run, label)


def drawn(measured: dict[str, dict[str, Any]], over: str) -> Picture:
    """Measurements of one parameter, by their titles."""
    _, fixed = AXES[over]
    kept = ", ".join(f"{name} {value}" for name, value in fixed.items())
    kept += ", float32" if over == "channels" else ", float64"
    panels = {
        f"{tr(title, parameter=over)}; {kept}": {
            way: {int(size): ratio for size, ratio in axis["ratios"].get(way, {}).items()}
            for way in WAYS
            if way != YARDSTICK
        }
        for title, axis in measured.items()
    }
    recording = load(NAME)
    versions = [f"{package} {version}" for package, version in recording.versions.items()]
    cores, processor = (recording.results["machine"][name] for name in ("cores", "processor"))
    # Translators: below a figure, in two lines that are not wrapped.
    caption = tr(
        "recorded with {versions},\non one of {cores} cores ({processor})",
        versions=listed(versions),
        cores=cores,
        processor=processor,
    )
    return curves(panels, over, YARDSTICK, caption)
