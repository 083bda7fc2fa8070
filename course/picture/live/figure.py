"""Figure knows the live figure as a widget: its traits, and the frames it sends when asked."""

from importlib import resources
from math import isfinite
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ...layer import Layer
from ...numbers import Number
from ...trace import Trace
from ...views import VIEWS
from .. import Picture, draw
from ..palette import DARK
from .frames import PARAMETERS, Group, Reach, frame, packed
from .wording import WORDS

LONGEST = {"x": 12, "w": 7}
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
        sizes = {**now, "length": len(trace.x), "kernel_size": len(trace.w)}
        super().__init__(
            x=list(trace.x),
            w=list(trace.w),
            view=view,
            **now,
            _reach={name: list(reach.including(sizes[name])) for name, reach in USUAL.items()},
            _spare={
                "x": [*trace.x, *range(len(trace.x) + 1, LONGEST["x"] + 1)],
                "w": [*trace.w, *[1] * (LONGEST["w"] - len(trace.w))],
            },
            _first=frame(Group(view, len(trace.x), len(trace.w)), tuple(now.values())),
        )
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
            Layer(len(w), **values).output_size(len(x))

    def _answer(self, _: object, content: Any, __: object) -> None:
        key = content.get("want") if isinstance(content, dict) else None
        try:
            view, length, kernel_size = str(key).split("/")
            group = Group(view, int(length), int(kernel_size))
            if group.view not in VIEWS or not (
                0 < group.length <= LONGEST["x"] and 0 < group.kernel_size <= LONGEST["w"]
            ):
                raise ValueError(f"there are no frames of {key}")
            self.send({"frames": key}, [self.frames(group)])
        except ValueError as error:
            self.send({"refused": key, "why": str(error)})


def _check_vector(name: str, values: Any) -> None:
    if not 1 <= len(values) <= LONGEST[name]:
        raise ValueError(
            f"{name} has {len(values)} numbers, and a live figure shows 1 to {LONGEST[name]}: "
            "draw(...) takes any length."
        )
    for i, value in enumerate(values):
        if not isfinite(value):
            raise ValueError(f"{name}[{i}]={value} is not possible: it must be a finite number.")
