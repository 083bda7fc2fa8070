"""Figure knows the live figure as a widget: its traits, and the frames it sends when asked."""

from importlib import resources
from math import isfinite
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ...layer import IllegalLayer, Layer
from ...numbers import Number
from ...trace import Trace
from ...views import VIEWS, lay_out
from .. import Picture, draw
from ..palette import DARK
from .frames import PARAMETERS, Group, Reach, frame, packed
from .wording import WORDS

LONGEST = {"x": 12, "w": 7}
LARGEST = 8
USUAL = {
    "stride": Reach(1, 5),
    "padding": Reach(0, 3),
    "output_padding": Reach(0, 4),
    "dilation": Reach(1, 3),
    "length": Reach(1, 6),
    "kernel_size": Reach(1, 5),
}
COUNTS = {"length": "x", "kernel_size": "w"}


def asset(name: str) -> str:
    """The text of a file that lies beside this module."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def style() -> str:
    """The figure's CSS, with a dark colour for each light one that a picture is drawn in."""
    dark = (
        f'.tc-figure[data-theme="dark"] [{attribute}="{light}"]{{{attribute}:{dark}}}'
        for light, dark in DARK.items()
        for attribute in ("fill", "stroke")
    )
    return asset("figure.css") + "\n".join(dark)


class Refused(ValueError, traitlets.TraitError):
    """What no figure shows; a TraitError too, so that traitlets takes back a bundle of changes."""


class RefusedLayer(IllegalLayer, Refused):
    """What PyTorch refuses, set on a figure."""


class Figure(anywidget.AnyWidget):
    """A picture whose numbers and parameters move under the reader's hand.

    Traits (observe them, set them, link them): x, w (lists of finite numbers), view, and stride,
    padding, output_padding, dilation. Setting one to what PyTorch refuses raises IllegalLayer (a
    ValueError) and changes nothing.
    """

    _esm = asset("figure.js")
    _css = style()

    x = traitlets.List(traitlets.Union([traitlets.Int(), traitlets.Float()])).tag(sync=True)
    w = traitlets.List(traitlets.Union([traitlets.Int(), traitlets.Float()])).tag(sync=True)
    stride = traitlets.Int(1).tag(sync=True)
    padding = traitlets.Int(0).tag(sync=True)
    output_padding = traitlets.Int(0).tag(sync=True)
    dilation = traitlets.Int(1).tag(sync=True)
    view = traitlets.Enum(list(VIEWS), "scatter").tag(sync=True)

    _first = traitlets.Unicode().tag(sync=True)
    _reach = traitlets.Dict().tag(sync=True)
    _counts = traitlets.Dict(COUNTS).tag(sync=True)
    _spare = traitlets.Dict().tag(sync=True)
    _views = traitlets.List(list(VIEWS)).tag(sync=True)
    _words = traitlets.Dict(WORDS).tag(sync=True)

    def __init__(self, trace: Trace, view: str) -> None:
        layer = trace.layer
        for name, values in (("x", trace.x), ("w", trace.w)):
            _check_vector(name, values)
        now = {name: getattr(layer, name) for name in PARAMETERS}
        _check_parameters(now)
        lay_out(trace, view)  # says which views there are
        super().__init__(
            x=list(trace.x),
            w=list(trace.w),
            view=view,
            **now,
            _reach={name: list(reach) for name, reach in USUAL.items()},
            _spare={
                "x": [*trace.x, *range(len(trace.x) + 1, LONGEST["x"] + 1)],
                "w": [*trace.w, *[1] * (LONGEST["w"] - len(trace.w))],
            },
        )
        self._widen()
        self._first = self.first()
        self.on_msg(self._answer)

    @property
    def parameters(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in PARAMETERS}

    @property
    def picture(self) -> Picture:
        """The picture that stands there now."""
        return draw(self.x, self.w, view=self.view, **self.parameters)

    @property
    def y(self) -> tuple[Number, ...]:
        """The output that stands there now."""
        return Trace.of(self.x, self.w, **self.parameters).y

    def first(self) -> str:
        """The frame of what stands there now, shown until the others have come."""
        group = Group(self.view, len(self.x), len(self.w))
        return "".join(frame(group, tuple(self.parameters.values())))

    def frames(self, group: Group) -> bytes:
        """The gzipped frames of one view, input length and kernel size."""
        return packed(group, tuple(Reach(*self._reach[name]) for name in PARAMETERS))

    def to_html(self, **kept: Any) -> str:
        """A page of its own that needs neither kernel nor network; see ``page.page``."""
        from .page import page

        return page(self, **kept)

    def save(self, path: str | Path, **kept: Any) -> Path:
        """Write the page (.html) or the picture that stands there now (.svg, .png, .pdf)."""
        path = Path(path)
        if path.suffix != ".html":
            return self.picture.save(path)
        path.write_text(self.to_html(**kept), encoding="utf-8")
        return path

    def __repr__(self) -> str:
        return repr(self.picture)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        self._first = self.first()
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, **self.picture._repr_mimebundle_()}, metadata

    @traitlets.validate("x", "w")
    def _vector(self, proposal: Any) -> Any:
        _check_vector(proposal["trait"].name, proposal["value"])
        self._check(**{proposal["trait"].name: proposal["value"]})
        return proposal["value"]

    @traitlets.validate(*PARAMETERS)
    def _parameter(self, proposal: Any) -> Any:
        self._check(**{proposal["trait"].name: proposal["value"]})
        return proposal["value"]

    def _check(self, **proposed: Any) -> None:
        """Refuse what PyTorch refuses, once both vectors are there."""
        x, w = proposed.get("x", self.x), proposed.get("w", self.w)
        if x and w:
            values = {name: proposed.get(name, getattr(self, name)) for name in PARAMETERS}
            _check_parameters(values)
            try:
                Layer(len(w), **values).output_size(len(x))
            except IllegalLayer as error:
                raise RefusedLayer(
                    error.parameter, error.value, error.rule, error.nearest, error.torch
                ) from None

    @traitlets.observe("x", "w", *PARAMETERS)
    def _widen(self, _: object = None) -> None:
        """Let the sliders reach what was set from Python."""
        now = {**self.parameters, "length": len(self.x), "kernel_size": len(self.w)}
        self._reach = {
            name: list(Reach(*ends).including(now[name])) for name, ends in self._reach.items()
        }

    def _answer(self, _: object, content: Any, __: object) -> None:
        key = content.get("want") if isinstance(content, dict) else None
        try:
            view, length, kernel_size = str(key).split("/")
            group = Group(view, int(length), int(kernel_size))
        except ValueError:
            group = Group("", 0, 0)
        if (
            group.view in VIEWS
            and 0 < group.length <= LONGEST["x"]
            and 0 < group.kernel_size <= LONGEST["w"]
        ):
            self.send({"frames": key}, [self.frames(group)])
        else:
            self.send({"refused": key, "why": f"There is no drawing of {str(key)[:60]}."})


def _check_vector(name: str, values: Any) -> None:
    if not 1 <= len(values) <= LONGEST[name]:
        raise Refused(
            f"{name} has {len(values)} numbers, and a live figure shows 1 to {LONGEST[name]}: "
            "draw(...) takes any length."
        )
    for i, value in enumerate(values):
        try:
            finite = isfinite(value)
        except OverflowError:
            raise Refused(f"{name}[{i}] is too large for any float.") from None
        if not finite:
            raise Refused(f"{name}[{i}]={value} is not possible: it must be a finite number.")


def _check_parameters(values: dict[str, int]) -> None:
    for name, value in values.items():
        if value > LARGEST:
            raise Refused(
                f"{name}={value} is more than a live figure shows, at most {LARGEST}: "
                "draw(...) takes any."
            )
