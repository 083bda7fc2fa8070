"""A repaired decoder is right if it runs: attacks on the judge, for each Repair exercise."""

import copy
import re
from itertools import pairwise

import pytest
import torch
from torch import nn
from torch.nn.utils.parametrizations import weight_norm

from course import check
from course.exercises.bank import EXERCISES
from course.exercises.repair import Repair

NAMES = [name for name, exercise in EXERCISES.items() if isinstance(exercise, Repair)]
CONVT = nn.ConvTranspose1d


def parts(name: str, kind: type = CONVT, **kwargs: object) -> list[nn.Module]:
    """The layers of a decoder that meets every size, as torch itself finds."""
    exercise = EXERCISES[name]
    channels = pairwise(exercise.channels)
    given = [(pair, vars(layer)) for pair, layer in zip(channels, exercise.repaired(), strict=True)]
    x = torch.zeros(1, exercise.channels[0], exercise.sizes[0])
    for (pair, values), size in zip(given, exercise.sizes[1:], strict=True):
        x = CONVT(*pair, **values)(x)
        assert x.shape[-1] == size
    lazy = kind is nn.LazyConvTranspose1d
    return [kind(*pair[lazy:], **values, **kwargs) for pair, values in given]


class Own(nn.Module):
    """A decoder with a forward pass of its own."""

    def __init__(self, layers, forward):
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self.way = forward

    def forward(self, x):
        return self.way(self.layers, x)


def through(layers, x):
    for layer in layers:
        x = layer(x)
    return x


def decoder(name, *, between=(), before=(), behind=(), **kwargs):
    first, *rest = parts(name, **kwargs)
    return nn.Sequential(*before, first, *between, *rest, *behind)


def last_again(layers, x):
    for layer in layers:
        y, x = x, layer(x)
    layers[-1](y)
    return x


def functional(layers, x):
    for one in layers:
        x = nn.functional.conv_transpose1d(
            x, one.weight, one.bias, one.stride, one.padding, one.output_padding, 1, one.dilation
        )
    return x


def cast(name, **kwargs):
    return decoder(name).to(**kwargs)


def in_place(model):
    model.compile()
    return model


def middle(name):
    return EXERCISES[name].channels[1]


RIGHT = {
    "plain": decoder,
    "eval": lambda name: decoder(name).eval(),
    "activations": lambda name: decoder(name, between=[nn.ReLU()], behind=[nn.Tanh()]),
    "batch norm": lambda name: decoder(name, between=[nn.BatchNorm1d(middle(name))]),
    "dropout": lambda name: decoder(name, between=[nn.Dropout()]),
    "nested": lambda name: nn.Sequential(nn.Sequential(decoder(name)), nn.Identity()),
    "forward of its own": lambda name: Own(parts(name), through),
    "lazy": lambda name: nn.Sequential(*parts(name, nn.LazyConvTranspose1d)),
    "no bias": lambda name: decoder(name, bias=False),
    "weight norm": lambda name: nn.Sequential(*map(weight_norm, parts(name))),
    "float64": lambda name: cast(name, dtype=torch.float64),
    "bfloat16": lambda name: cast(name, dtype=torch.bfloat16),
    "meta": lambda name: cast(name, device="meta"),
    "compiled": lambda name: torch.compile(decoder(name)),
    "compiled layers": lambda name: nn.Sequential(*map(torch.compile, parts(name))),
    "compiled in place": lambda name: in_place(decoder(name)),
    "compiled forward": lambda name: Own(parts(name), torch.compile(through)),
    "frozen": lambda name: decoder(name).requires_grad_(False),
    "asks for the size": lambda name: Own(
        parts(name),
        lambda layers, x: [
            x := layer(x, output_size=[size])
            for layer, size in zip(layers, EXERCISES[name].sizes[1:], strict=True)
        ][-1],
    ),
}
WRONG = {
    "channels do not meet": (
        lambda name: nn.Sequential(*parts(name)[:-1], wider(parts(name)[-1])),
        r"The decoder does not run\. In decoder\[\d\]: RuntimeError: Given transposed=1, weight of "
        "size",
    ),
    "input's channels": (
        lambda name: nn.Sequential(wider(parts(name)[0]), *parts(name)[1:]),
        r"The decoder does not run\. In decoder\[0\]: RuntimeError: Given transposed=1",
    ),
    "convolution between": (
        lambda name: decoder(name, between=[nn.Conv1d(middle(name), middle(name), 3)]),
        r"decoder\[1\] gets a size of \d+ and should get \d+: put nothing before it",
    ),
    "upsampled between": (
        lambda name: decoder(name, between=[nn.Upsample(scale_factor=2)]),
        r"decoder\[1\] gets a size of \d+ and should get \d+: put nothing before it",
    ),
    "there and back again": (
        lambda name: decoder(
            name, before=[nn.ConstantPad1d((0, 1), 0)], behind=[nn.MaxPool1d(2, 1)]
        ),
        r"decoder\[0\] gets a size of \d+ and should get \d+: put nothing before it",
    ),
    "flattened between": (
        lambda name: decoder(name, between=[nn.Flatten()]),
        r"The decoder does not run\. In decoder\[1\]: RuntimeError: ",
    ),
    "flattened in the end": (
        lambda name: decoder(name, behind=[nn.Flatten()]),
        r"The decoder returns the shape \(1, \d+\), and its last layer makes a size of \d+",
    ),
    "cut in the end": (
        lambda name: decoder(name, behind=[nn.AvgPool1d(2)]),
        r"The decoder returns the shape \(1, 1, \d+\), and its last layer makes a size of \d+",
    ),
    "linear between": (
        lambda name: decoder(name, between=[nn.Linear(3, 5)]),
        r"The decoder does not run\. In Linear '1': RuntimeError: mat1 and mat2 shapes",
    ),
    "a layer left out": (
        lambda name: Own(parts(name), lambda layers, x: through(layers[:-1], x)),
        r"The layers run in the order 0(, 1)?; each should run once: 0, 1(, 2)?\.",
    ),
    "a layer twice": (
        lambda name: Own(parts(name), last_again),
        r"The layers run in the order (0, )?1, [\d, ]*; each should run once: ",
    ),
    "turned round": (
        lambda name: Own(parts(name), lambda layers, x: through(reversed(layers), x)),
        r"The decoder does not run\. In decoder\[\d\]: RuntimeError: ",
    ),
    "no forward": (
        lambda name: nn.ModuleList(parts(name)),
        r"The decoder does not run\. In ModuleList: NotImplementedError: ",
    ),
    "raises": (
        lambda name: Own(parts(name), lambda layers, x: {}["mine"]),
        r"The decoder does not run\. In Own: KeyError: 'mine'$",
    ),
    "exits": (
        lambda name: Own(parts(name), lambda layers, x: exit(3)),
        r"The decoder does not run\. In Own: SystemExit: 3$",
    ),
    "returns a list": (
        lambda name: Own(parts(name), lambda layers, x: [through(layers, x)]),
        r"The decoder returns a list, and it should return a tensor\.$",
    ),
    "crops what it makes": (
        lambda name: nn.Sequential(*parts(name, Cropped)),
        r"decoder\[0\] makes \d+, and its skip connection has \d+\.$",
    ),
}
NOT_CHECKED = {
    "functions alone": (lambda name: Own(parts(name), functional), "no layer was seen to run."),
    "scripted": (
        lambda name: torch.jit.script(decoder(name)),
        "it is scripted, traced or quantized, so its layers can't be seen.",
    ),
    "numbers asked of the meta device": (
        lambda name: Own(
            cast(name, device="meta"), lambda layers, x: x if x.sum() > 0 else through(layers, x)
        ),
        "meta tensor",
    ),
    "not on this machine": (
        lambda name: Own(parts(name), not_implemented),
        """NotImplementedError: "slow_conv" not implemented for 'Half'""",
    ),
    "memory": (lambda name: Own(parts(name), full), "MemoryError"),
    "not to be copied": (lambda name: Uncopied(*parts(name)), "TypeError: no copies"),
}


class Cropped(CONVT):
    def forward(self, x):
        return super().forward(x)[..., :-1]


class Uncopied(nn.Sequential):
    def __deepcopy__(self, _memo):
        raise TypeError("no copies")


def not_implemented(_layers, _x):
    raise NotImplementedError("\"slow_conv\" not implemented for 'Half'")


def full(_layers, _x):
    raise MemoryError


def wider(layer: nn.ConvTranspose1d) -> nn.ConvTranspose1d:
    """The layer with one more input channel."""
    settings = (layer.kernel_size, layer.stride, layer.padding, layer.output_padding)
    return CONVT(layer.in_channels + 1, layer.out_channels, *settings, dilation=layer.dilation)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", NAMES)
class TestRuns:
    @pytest.mark.parametrize(
        "way",
        # The first call of torch.compile takes seconds.
        [pytest.param(way, marks=[pytest.mark.slow] * way.startswith("compiled")) for way in RIGHT],
    )
    def test_what_runs_and_meets_is_right(self, name: str, way: str):
        verdict = check(name, RIGHT[way](name))
        assert verdict.outcome == "right", verdict.text

    @pytest.mark.parametrize("way", WRONG)
    def test_what_does_not_is_wrong_and_says_where(self, name: str, way: str):
        made, told = WRONG[way]
        verdict = check(name, made(name))
        assert verdict.outcome == "wrong"
        assert re.match(f"Wrong. {told}", verdict.text), verdict.text

    @pytest.mark.parametrize("way", NOT_CHECKED)
    def test_what_can_not_run_here_is_not_called_wrong(self, name: str, way: str):
        made, told = NOT_CHECKED[way]
        verdict = check(name, made(name))
        assert verdict.outcome == "not checked"
        assert verdict.text.startswith("This could not be checked: ")
        assert told in verdict.text

    def test_half_precision_where_there_is_none(self, name: str):
        half = cast(name, dtype=torch.float16)
        sizes = EXERCISES[name]
        try:
            half(torch.zeros(1, sizes.channels[0], sizes.sizes[0], dtype=torch.float16))
            expected = "right"
        except RuntimeError:
            expected = "not checked"
        assert check(name, half).outcome == expected

    @pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU here")
    @pytest.mark.parametrize("dtype", [torch.float32, torch.float16])
    def test_on_a_gpu(self, name: str, dtype: torch.dtype):
        assert check(name, cast(name, device="cuda", dtype=dtype)).outcome == "right"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", ["batch norm", "lazy", "dropout", "weight norm"])
def test_the_model_stays_as_it_was(name: str, way: str):
    model = RIGHT[way](name)
    state = {key: copy.deepcopy(value) for key, value in model.state_dict().items()}
    kinds = [type(module) for module in model.modules()]
    random = torch.get_rng_state()
    check(name, model)
    assert torch.equal(torch.get_rng_state(), random)
    assert [type(module) for module in model.modules()] == kinds
    assert all(module.training for module in model.modules())
    assert all(parameter.grad is None for parameter in model.parameters())
    for module in model.modules():
        assert not module._forward_hooks
        assert len(module._forward_pre_hooks) == isinstance(module, nn.LazyConvTranspose1d)
    for key, value in model.state_dict().items():
        if way != "lazy" or "weight" not in key:
            assert str(value) == str(state[key])
