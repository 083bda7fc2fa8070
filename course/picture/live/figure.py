"""The live figure as a widget: its traits, and the frames that it sends when asked."""

from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ...axes import parameters_of
from ...language import language, speaking, tr
from ...layer import PARAMETERS, IllegalLayer, Layer
from ...number_format import Number
from ...trace import Trace
from ...values import Place, Values, flat, nested, shape
from ...views import VIEWS, check_view, views_of
from .. import picture_of
from ..picture import Picture
from .assets import asset, style
from .frames import Group, Reach, frame, packed
from .limits import LONGEST, USUAL, Refused, RefusedLayer, check_parameters, check_vector
from .page import page
from .wording import words

COUNTS = {"length": "x", "kernel_size": "w"}


class Figure(anywidget.AnyWidget):
    """A picture whose numbers and parameters move under the reader's hand.

    Traits (observe them, set them, link them): x, w (lists of finite numbers), view, and stride,
    padding, output_padding, dilation. Setting one to what PyTorch refuses raises IllegalLayer (a
    ValueError) and changes nothing. The x and w of planes hold the numbers in the order of reading
    and keep their shape, and each parameter holds along both axes.
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

    def __init__(self, trace: Trace, view: str) -> None:
        dimensions = len(trace.axes)
        if dimensions not in LONGEST:
            raise Refused(
                tr(
                    "A live figure has 1 or 2 axes, and here are {axes}: draw(...) tells those in "
                    "text.",
                    axes=dimensions,
                )
            )
        check_view(view, dimensions)
        self.dimensions = dimensions
        self.planes = Group(view, shape(trace.x), shape(trace.w)) if dimensions > 1 else None
        x, w = list(flat(trace.x)), list(flat(trace.w))
        now = parameters_of(trace.axes)
        check_parameters(now, dimensions)
        longest, reach = LONGEST[dimensions], USUAL[dimensions]
        if self.planes:
            for name, size in (("length", len(x)), ("kernel_size", len(w))):
                reach = {**reach, name: Reach(size, size)}
        super().__init__(
            x=x,
            w=w,
            view=view,
            **now,
            _language=language(),
            _words=words(),
            _views=views_of(dimensions),
            _names=self.planes.names if self.planes else {},
            _reach={name: list(ends) for name, ends in reach.items()},
            _spare={
                "x": [*x, *range(len(x) + 1, longest["x"] + 1)],
                "w": [*w, *[1] * (longest["w"] - len(w))],
            },
        )
        self._widen()
        self._first = self.first()
        self.on_msg(self._answer)

    @property
    def parameters(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in PARAMETERS}

    @property
    def trace(self) -> Trace:
        x, w = map(nested, (self.x, self.w), self._shapes(self.x, self.w))
        return Trace.of(x, w, dimensions=self.dimensions, **self.parameters)

    @property
    def picture(self) -> Picture:
        """The picture that stands there now."""
        return picture_of(self.trace, self.view)

    @property
    def y(self) -> Values:
        """The output that stands there now, in planes row by row."""
        return self.trace.y

    def first(self) -> str:
        """The frame of what stands there now, shown until the others have come."""
        group = Group(self.view, *self._shapes(self.x, self.w))
        return "".join(frame(group, tuple(self.parameters.values())))

    def group(self, view: str, length: int, kernel_size: int) -> Group:
        """A group of frames that this figure can show; ValueError for another."""
        longest = LONGEST[self.dimensions]
        group = self.planes or Group(view, (length,), (kernel_size,))
        if (
            view not in self._views
            or (group.length, group.kernel_size) != (length, kernel_size)
            or not (0 < length <= longest["x"] and 0 < kernel_size <= longest["w"])
        ):
            raise ValueError(_no_drawing(f"{view}/{length}/{kernel_size}"))
        return group

    def groups(
        self, views: Iterable[str], lengths: Iterable[int], kernel_sizes: Iterable[int]
    ) -> list[Group]:
        """All groups that a page can carry, what stands there now among them."""
        if self.planes:
            return [self.planes]
        views = dict.fromkeys([self.view, *views])
        sizes = sorted({len(self.x), *lengths}), sorted({len(self.w), *kernel_sizes})
        return [self.group(*chosen) for chosen in product(views, *sizes)]

    def frames(self, group: Group) -> bytes:
        """The gzipped frames of one view, input length and kernel size."""
        reaches = tuple(Reach(*self._reach[name]) for name in PARAMETERS)
        return packed(group, reaches, self._language)

    def to_html(self, **kept: Any) -> str:
        """A page of its own that needs neither kernel nor network; see ``page.fragment``."""
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

    @traitlets.validate("view")
    def _view(self, proposal: Any) -> Any:
        try:
            check_view(proposal["value"], self.dimensions)
        except ValueError as error:
            raise Refused(str(error)) from None
        return proposal["value"]

    @traitlets.validate("x", "w", *PARAMETERS)
    def _number(self, proposal: Any) -> Any:
        """Refuse what no figure shows and, once both vectors are there, what PyTorch refuses."""
        name, value = proposal["trait"].name, proposal["value"]
        now = {"x": self.x, "w": self.w, **self.parameters, name: value}
        x, w = now.pop("x"), now.pop("w")
        if name in "xw":
            check_vector(name, value, self.dimensions)
        if x and w:
            check_parameters(now, self.dimensions)
            try:
                for size, taps in zip(*self._shapes(x, w), strict=True):
                    Layer(taps, **now).output_size(size)
            except IllegalLayer as error:
                raise RefusedLayer(**vars(error)) from None
        return value

    def _shapes(self, x: list[Number], w: list[Number]) -> tuple[Place, Place]:
        """The shapes of input and kernel; along one axis they follow the numbers."""
        if not self.planes:
            return (len(x),), (len(w),)
        wanted = self.planes.length, self.planes.kernel_size
        if (len(x), len(w)) != wanted:
            raise Refused(
                tr(
                    "x and w have {x_count} and {w_count} numbers, and this figure's planes hold "
                    "{x_wanted} and {w_wanted}: a new explore(...) takes another shape.",
                    x_count=len(x),
                    w_count=len(w),
                    x_wanted=wanted[0],
                    w_wanted=wanted[1],
                )
            )
        return self.planes.shape, self.planes.kernel

    @traitlets.observe("x", "w", *PARAMETERS)
    def _widen(self, _: object = None) -> None:
        """Let the sliders reach what was set from Python."""
        now = {**self.parameters, "length": len(self.x), "kernel_size": len(self.w)}
        self._reach = {
            name: [min(*ends, now[name]), max(*ends, now[name])]
            for name, ends in self._reach.items()
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
