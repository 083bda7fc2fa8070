"""Figure knows the live figure as a widget: its traits, and the frames it sends when asked."""

from collections.abc import Iterable, Mapping
from importlib import resources
from itertools import product
from math import isfinite
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from ...language import language, speaking, tr
from ...layer import IllegalLayer, Layer
from ...numbers import Number
from ...trace import Trace
from ...views import VIEWS, lay_out
from .. import Picture, draw
from ..palette import DARK
from .frames import PARAMETERS, Group, Reach, frame, packed
from .wording import words

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

    # The bundle is a plain script, which pages load as it is; a widget's is a module.
    _esm = asset("figure.bundle.js") + "export default liveFigure;\n"
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
    _language = traitlets.Unicode().tag(sync=True)  # that in which the figure was made
    _words = traitlets.Dict().tag(sync=True)
    _names = traitlets.Dict().tag(sync=True)  # of variables: x3 is x[3] where none is given

    longest: ClassVar[Mapping[str, int]] = LONGEST
    instead: ClassVar[str] = "draw(...)"

    def __init__(self, trace: Trace, view: str) -> None:
        lay_out(trace, view)  # says which views there are
        self._begin(view, list(trace.x), list(trace.w), trace.layer, USUAL)

    def _begin(
        self,
        view: str,
        x: list[Number],
        w: list[Number],
        layer: Layer,
        reach: dict[str, Reach],
        **more: Any,
    ) -> None:
        for name, values in (("x", x), ("w", w)):
            _check_vector(name, values, self.longest[name], self.instead)
        now = {name: getattr(layer, name) for name in PARAMETERS}
        _check_parameters(now, self.instead)
        super().__init__(
            x=x,
            w=w,
            view=view,
            **now,
            _language=language(),
            _words=words(),
            _reach={name: list(ends) for name, ends in reach.items()},
            _spare={
                "x": [*x, *range(len(x) + 1, self.longest["x"] + 1)],
                "w": [*w, *[1] * (self.longest["w"] - len(w))],
            },
            **more,
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

    def group(self, view: str, length: int, kernel_size: int) -> Group:
        """A group of frames that this figure can show; ValueError for another."""
        if view not in VIEWS or not (
            0 < length <= self.longest["x"] and 0 < kernel_size <= self.longest["w"]
        ):
            raise ValueError(_no_drawing(f"{view}/{length}/{kernel_size}"))
        return Group(view, length, kernel_size)

    def groups(
        self, views: Iterable[str], lengths: Iterable[int], kernel_sizes: Iterable[int]
    ) -> list[Group]:
        """All groups that a page can carry, what stands there now among them."""
        views = dict.fromkeys([self.view, *views])
        sizes = sorted({len(self.x), *lengths}), sorted({len(self.w), *kernel_sizes})
        return [self.group(*chosen) for chosen in product(views, *sizes)]

    def frames(self, group: Group) -> bytes:
        """The gzipped frames of one view, input length and kernel size."""
        return packed(group, self._reaches(), frame, self._language)

    def _reaches(self) -> tuple[Reach, ...]:
        return tuple(Reach(*self._reach[name]) for name in PARAMETERS)

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
        with speaking(self._language):
            self._first = self.first()
            return {**data, **self.picture._repr_mimebundle_()}, metadata

    @traitlets.validate("x", "w")
    def _vector(self, proposal: Any) -> Any:
        name = proposal["trait"].name
        _check_vector(name, proposal["value"], self.longest[name], self.instead)
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
            _check_parameters(values, self.instead)
            try:
                self._sizes(x, w, values)
            except IllegalLayer as error:
                raise RefusedLayer(
                    error.parameter, error.value, error.rule, error.nearest, error.torch
                ) from None

    def _sizes(self, x: list[Number], w: list[Number], values: dict[str, int]) -> None:
        """Raise IllegalLayer where no output comes out."""
        Layer(len(w), **values).output_size(len(x))

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
            group = self.group(view, int(length), int(kernel_size))
        except ValueError:
            with speaking(self._language):
                self.send({"refused": key, "why": _no_drawing(str(key)[:60])})
        else:
            self.send({"frames": key}, [self.frames(group)])


def _no_drawing(key: str) -> str:
    # Translators: {key} names a view, an input length and a kernel size, as in matrix/99/3.
    return tr("There is no drawing of {key}.", key=key)


def _check_vector(name: str, values: Any, longest: int, instead: str) -> None:
    if not 1 <= len(values) <= longest:
        raise Refused(
            # Translators: {name} is x or w, {instead} a call such as draw(...).
            tr(
                "{name} has {count} numbers, and a live figure shows 1 to {longest}: {instead} "
                "takes more.",
                name=name,
                count=len(values),
                longest=longest,
                instead=instead,
            )
        )
    for i, value in enumerate(values):
        try:
            finite = isfinite(value)
        except OverflowError:
            raise Refused(tr("{name} is too large for any float.", name=f"{name}[{i}]")) from None
        if not finite:
            raise Refused(
                tr(
                    "{name}={value} is not possible: it must be a finite number.",
                    name=f"{name}[{i}]",
                    value=value,
                )
            )


def _check_parameters(values: dict[str, int], instead: str) -> None:
    for name, value in values.items():
        if value > LARGEST:
            raise Refused(
                # Translators: {name} is a parameter, {instead} a call such as draw(...).
                tr(
                    "{name}={value} is more than a live figure shows, at most {largest}: "
                    "{instead} takes any.",
                    name=name,
                    value=value,
                    largest=LARGEST,
                    instead=instead,
                )
            )
