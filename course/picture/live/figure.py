"""The live figure as a widget: its traits, and the frames that it sends when asked."""

from collections.abc import Iterable
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ...axes import parameters_of
from ...language import by_key, language, open_in, speaking, tr
from ...layer import PARAMETERS, IllegalLayer, Layer
from ...number_format import Number
from ...trace import Trace
from ...values import Place, Values, flat, nested, shape
from ...views import VIEWS, check_view, views_of
from ...views.scene import Shown
from .. import picture_of
from ..address import embed_address, link
from ..limits import (
    LONGEST,
    SLIDERS,
    USUAL,
    Reach,
    Refused,
    RefusedLayer,
    check_parameters,
    check_sliders,
    check_vector,
)
from ..picture import Picture
from ..words import reading
from .assets import asset, style
from .frames import Group, frame, packed
from .page import page
from .sizes import COUNTS, is_square, most_terms, shape_of, sides, spare
from .wording import code, longest_sum, words


class Figure(anywidget.AnyWidget):
    """A picture whose numbers and parameters move under the reader's hand.

    Traits (observe them, set them, link them): x, w (lists of finite numbers), view, and stride,
    padding, output_padding, dilation. Setting one to what PyTorch refuses raises IllegalLayer (a
    ValueError) and changes nothing. Planes have x and w in the order of reading, and each parameter
    holds along both axes. A square stays a square: x of 9 numbers has 3 rows and columns, and there
    are sliders for their sides. A plane of any other shape keeps it.
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
    _sentences = traitlets.Dict().tag(sync=True)  # of what frames leave open, by their keys
    _reach = traitlets.Dict().tag(sync=True)
    _counts = traitlets.Dict(COUNTS).tag(sync=True)
    _spare = traitlets.Dict().tag(sync=True)
    _views = traitlets.List(list(VIEWS)).tag(sync=True)
    _language = traitlets.Unicode().tag(sync=True)  # that in which the figure was made
    _words = traitlets.Dict().tag(sync=True)
    _shapes = traitlets.Dict().tag(sync=True)  # of x and w, where they are planes
    _code = traitlets.Dict().tag(sync=True)
    _embed = traitlets.Unicode().tag(sync=True)  # the address of embed.html, where it is known
    _longest = traitlets.Unicode().tag(sync=True)  # the longest sum that it can come to

    def __init__(self, trace: Trace, view: str, sliders: Iterable[str] = tuple(SLIDERS)) -> None:
        self.sliders = check_sliders(sliders)
        dimensions = len(trace.axes)
        if dimensions not in LONGEST:
            raise Refused(
                tr(
                    "A live figure has 1 or 2 axes, and here are {axes}: draw(...) shows those.",
                    axes=dimensions,
                )
            )
        check_view(view, dimensions)
        self.dimensions = dimensions
        self.shapes = {"x": shape(trace.x), "w": shape(trace.w)}
        vectors = {"x": list(flat(trace.x)), "w": list(flat(trace.w))}
        now = parameters_of(trace.axes)
        check_parameters(now, dimensions)
        reach = {**USUAL[dimensions], **sides(self.shapes)}
        views = views_of(dimensions) if self.is_whole or view != "scatter" else [view]
        readings = {f"reading_{name}": reading(trace, name) for name in views}
        super().__init__(
            **vectors,
            view=view,
            **now,
            _language=language(),
            _words=words(dimensions) | readings,
            _views=views,
            _shapes=self.shapes if dimensions > 1 else {},
            _code=code(None if self.is_whole else self.sliders),
            _embed=embed_address(),
            _longest=longest_sum(most_terms(self.shapes), dimensions),
            _reach={name: list(ends) for name, ends in reach.items()},
            _spare={name: spare(name, self.shapes[name], now) for name, now in vectors.items()},
        )
        self._widen()
        self._first = self.first()
        self.on_msg(self._answer)

    @property
    def parameters(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in PARAMETERS}

    @property
    def trace(self) -> Trace:
        # A trait makes a whole float an int, and NumPy has none as large as a float may be.
        numbers = ([n if abs(n) < 2**53 else float(n) for n in row] for row in (self.x, self.w))
        x, w = map(nested, numbers, self._sizes(self.x, self.w))
        return Trace.of(x, w, dimensions=self.dimensions, **self.parameters)

    @property
    def picture(self) -> Picture:
        """The picture that stands there now."""
        return picture_of(self.trace, self.view, self.shown)

    @property
    def shown(self) -> Shown:
        """What its drawings show of the result; the size formula only where all can be moved."""
        moving = not {"padding", "output_padding"}.isdisjoint(self.sliders)
        return Shown.of(self.trace, formula=self.is_whole, moving=moving)

    @property
    def is_whole(self) -> bool:
        """Whether all sliders are there."""
        return SLIDERS.keys() <= set(self.sliders)

    @property
    def y(self) -> Values:
        """The output that stands there now, in planes row by row."""
        return self.trace.y

    def first(self, languages: tuple[str, ...] = ()) -> str:
        """The frame of what stands there now, shown until the others have come.

        languages: those that the others have room for; by default only the figure's.
        """
        group = Group(self.view, *self._sizes(self.x, self.w), self.shown)
        state = tuple(self.parameters.values())
        drawn = "".join(frame(group, state, languages or (self._language,)))
        self._say(open_in(drawn))
        return drawn

    def group(self, key: str) -> Group:
        """The group of frames with a key that this figure can show; ValueError for another."""
        try:
            group = Group.of(key, self.shown)
        except ValueError:
            raise ValueError(_no_drawing(key)) from None
        longest = LONGEST[self.dimensions].values()
        for first, size, most in zip(self.shapes.values(), group.sizes, longest, strict=True):
            fits = size == first or (is_square(size) and is_square(first))
            if not fits or len(size) != len(first) or not 0 < prod(size) <= most:
                raise ValueError(_no_drawing(key))
        if group.view not in self._views:
            raise ValueError(_no_drawing(key))
        return group

    def groups(
        self, views: Iterable[str], lengths: Iterable[int], kernel_sizes: Iterable[int]
    ) -> list[Group]:
        """All groups that a page can carry, what stands there now among them."""
        views = dict.fromkeys([self.view, *views])
        now, asked = self._sizes(self.x, self.w), (lengths, kernel_sizes)
        sizes = (
            [(size,) * len(own) for size in sorted({own[0], *wanted})]
            if is_square(own) and name in self.sliders
            else [own]
            for name, own, wanted in zip(("input_size", "kernel_size"), now, asked, strict=True)
        )
        return [Group(*one)._replace(shown=self.shown) for one in product(views, *sizes)]

    def frames(self, group: Group) -> bytes:
        """The gzipped frames of one view, input length and kernel size."""
        reaches = tuple(Reach(*self._reach[name]) for name in PARAMETERS)
        made = packed(group, reaches, (self._language,))
        self._say(made.open)
        return made.data

    def link(self) -> str:
        """The address of a page that shows what stands there now.

        Raises ValueError where no page does, and where no site's address is known.
        """
        return link(self.trace, self.view)

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
                for size, taps in zip(*self._sizes(x, w), strict=True):
                    Layer(taps, **now).output_size(size)
            except IllegalLayer as error:
                raise RefusedLayer(**vars(error)) from None
        return value

    def _sizes(self, x: list[Number], w: list[Number]) -> tuple[Place, Place]:
        """The shapes of input and kernel, which follow the numbers."""
        return shape_of("x", len(x), self.shapes["x"]), shape_of("w", len(w), self.shapes["w"])

    @traitlets.observe("x", "w", *PARAMETERS)
    def _widen(self, _: object = None) -> None:
        """Let the sliders reach what was set from Python."""
        (length, *_), (kernel_size, *_) = self._sizes(self.x, self.w)
        now = {**self.parameters, "length": length, "kernel_size": kernel_size}
        moved = {SLIDERS[name] for name in self.sliders}
        self._reach = {
            name: [min(*ends, now[name]), max(*ends, now[name])]
            if name in moved
            else [now[name]] * 2
            for name, ends in self._reach.items()
        }

    def _say(self, left_open: dict[str, str]) -> None:
        with speaking(self._language):
            self._sentences = {**self._sentences, **by_key(left_open)}

    def _answer(self, _: object, content: Any, __: object) -> None:
        key = content.get("want") if isinstance(content, dict) else None
        with speaking(self._language):
            try:
                group = self.group(str(key)[:60])
            except ValueError as error:
                self.send({"refused": key, "why": str(error)})
            else:
                self.send({"frames": key}, [self.frames(group)])


def _no_drawing(key: str) -> str:
    # Translators: {key} names a view, an input length and a kernel size, as in matrix/99/3.
    return tr("There is no drawing of {key}.", key=key)
