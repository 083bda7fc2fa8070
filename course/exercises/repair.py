"""The exercises that ask to change one number in layers that do not fit."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ..extras import needed
from ..language import N_, listed, sentences, tr
from ..layer import FIELDS, Layer
from ..models.changes import single_changes
from ..models.modules import axes_of, written
from .answers import Exercise, Verdict, wrong
from .reach import SMALL
from .trial_run import NotRun, Stopped, run, transposed_in
from .typed import Form


@dataclass(frozen=True)
class Repair(Exercise):
    """Change one number in a decoder, so that each layer meets the size of its skip connection.

    Right is what runs: the module itself, on a batch of one. What stands between the layers, as an
    activation does, is no matter if it leaves the sizes alone.

    layers: as they stand in the exercise, one channel count per boundary in ``channels``.
    sizes: of the input, then of each skip connection, in elements.
    """

    layers: tuple[Layer, ...]
    sizes: tuple[int, ...]
    channels: tuple[int, ...]

    def judge(self, answer: object, _seconds: float = 0.0, /) -> Verdict:
        try:
            return self._judged(answer, read_layers(answer))
        except NotRun as error:
            # Translators: {reason} is a sentence, or the English words of an exception.
            text = N_("This could not be checked: {reason}")
            return Verdict("not checked", tr(text, reason=error))

    def _judged(self, answer: object, layers: tuple[Layer, ...]) -> Verdict:
        if len(layers) != len(self.layers):
            text = N_(
                "There are {count} transposed convolutions, and there should be {wanted}, as "
                "at the start."
            )
            return wrong(tr(text, count=len(layers), wanted=len(self.layers)))
        changes = [
            told_change(n, name, getattr(old, name), getattr(new, name))
            for n, (old, new) in enumerate(zip(self.layers, layers, strict=True))
            for name in FIELDS
            if getattr(old, name) != getattr(new, name)
        ]
        if not changes:
            text = sentences([tr("Nothing is changed yet."), self._misfit(self.layers)])
            return Verdict("not attempted", text)
        if len(changes) > 1:
            return wrong(too_many(len(changes), listed(changes)))
        misfit = self._missed(answer, layers)
        # Translators: what was changed as a sentence, as in "decoder[1]: padding 2 → 1."
        return wrong(misfit) if misfit else Verdict("right", tr("{change}.", change=changes[0]))

    def _missed(self, model: object, layers: tuple[Layer, ...]) -> str:
        """What goes wrong first when the model runs; nothing if every size meets."""
        misfit = self._misfit(layers)
        try:
            calls, shape = run(model, self.channels[0], self.sizes[0])
        except Stopped as stopped:
            return misfit or str(stopped)
        except NotRun:
            if misfit:
                return misfit
            raise
        ran, wanted = [call.layer for call in calls], list(range(len(layers)))
        if ran != wanted:
            text = N_("The layers run in the order {ran}; each should run once: {all}.")
            return tr(text, ran=listed(map(str, ran)), all=listed(map(str, wanted)))
        for call, size, skip in zip(calls, self.sizes, self.sizes[1:], strict=False):
            if call.got != size:
                text = N_(
                    "decoder[{number}] gets a size of {got} and should get {wanted}: put "
                    "nothing before it that changes the size."
                )
                return tr(text, number=call.layer, got=call.got, wanted=size)
            if call.made != skip:
                text = N_("decoder[{number}] makes {made}, and its skip connection has {wanted}.")
                return misfit or tr(text, number=call.layer, made=call.made, wanted=skip)
        if len(shape) != 3 or shape[-1] != self.sizes[-1]:
            text = N_(
                "The decoder returns the shape {shape}, and its last layer makes a size of "
                "{wanted}: put nothing behind that layer that changes the size."
            )
            return tr(text, shape=shape, wanted=self.sizes[-1])
        return ""

    def form(self) -> Form:
        layers = [{name: getattr(layer, name) for name in FIELDS} for layer in self.layers]
        return {"kind": "layers", "channels": list(self.channels), "layers": layers}

    def answer(self, read: list[Any]) -> Any:
        """The decoder in torch with the change. Several are too many, whether possible or not."""
        layers = list(self.layers)
        if len(read) > 1:
            changes = [told_change(n, name, vars(layers[n])[name], new) for n, name, new in read]
            raise ValueError(too_many(len(changes), listed(changes)))
        for n, name, value in read:
            layers[n] = replace(layers[n], **{name: value})
        nn = needed("torch.nn")
        return nn.Sequential(
            *(
                nn.ConvTranspose1d(*pair, **vars(layer))
                for layer, pair in zip(layers, pairwise(self.channels), strict=True)
            )
        )

    def _misfit(self, layers: tuple[Layer, ...]) -> str:
        """Where a size first misses its skip connection, with the formula; nothing if none does."""
        size = self.sizes[0]
        for n, (layer, wanted) in enumerate(zip(layers, self.sizes[1:], strict=True)):
            try:
                made = layer.output_size(size)
            except ValueError as error:
                return tr("decoder[{number}]: {error}", number=n, error=error)
            if made != wanted:
                return tr(
                    "decoder[{number}] makes {made} of {size}, and its skip connection has "
                    "{wanted}: size = {formula}",
                    number=n,
                    made=made,
                    size=size,
                    wanted=wanted,
                    formula=layer.size_formula(size),
                )
            size = made
        return ""

    def repaired(self) -> tuple[Layer, ...]:
        """The layers with one number changed so that they fit."""
        for _, layers in single_changes(self.layers, lambda new: not self._misfit(new), SMALL):
            return layers
        raise ValueError("no single number mends these layers")

    def solution(self, name: str) -> str:
        return f"{decoder(self.repaired(), self.channels)}\n\ncheck({name!r}, decoder)"


def told_change(number: int, parameter: str, old: object, new: object) -> str:
    """A change, as in "decoder[1]: padding 2 → 1"."""
    text = N_("decoder[{number}]: {parameter} {old} → {new}")
    return tr(text, number=number, parameter=parameter, old=old, new=new)


def too_many(count: object, changes: str) -> str:
    """What is said to several changes."""
    text = N_("One number is enough, and you changed {count}: {changes}.")
    return tr(text, count=count, changes=changes)


def decoder(layers: tuple[Layer, ...], channels: tuple[int, ...]) -> str:
    """The code of a decoder of these layers, as it stands in a chapter."""
    lines = [
        f"    nn.{written(pair, (layer,))},\n"
        for layer, pair in zip(layers, pairwise(channels), strict=True)
    ]
    return f"decoder = nn.Sequential(\n{''.join(lines)})"


def read_layers(model: Any) -> tuple[Layer, ...]:
    """The transposed convolutions of a torch module, in order."""
    # A number or a list is told apart without importing torch, which takes seconds.
    if not callable(getattr(model, "modules", None)):
        raise TypeError(
            tr("Give the decoder itself, a torch.nn.Sequential of ConvTranspose1d layers.")
        )
    return tuple(axes_of(layer)[0] for layer in transposed_in(model))
