"""Code that cuts behind a layer, and how far outputs look ahead: torch is the judge."""

from itertools import product

import pytest

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402

from course import Layer, explain  # noqa: E402
from course.models.trims import ahead, look_ahead  # noqa: E402


class Trimmed(nn.Module):
    def __init__(self, trim, **parameters):
        super().__init__()
        self.up = nn.ConvTranspose1d(1, 1, bias=False, **parameters)
        nn.init.ones_(self.up.weight)
        self.trim = trim

    def forward(self, x):
        return self.trim(self.up(x), x)


def furthest(model: nn.Module, size: int, stride: int) -> int:
    """By how many inputs an output looks ahead, by changing each input."""
    with torch.no_grad():
        base = model(torch.zeros(1, 1, size))
        seen = [0]
        for i in range(size):
            x = torch.zeros(1, 1, size)
            x[0, 0, i] = 1
            [reached] = torch.nonzero((model(x) - base)[0, 0], as_tuple=True)
            seen += [i - int(j) // stride for j in reached]
    return max(seen)


def test_the_look_ahead_is_torch_s():
    seen = set()
    for k, s, d, p, cut in product((1, 2, 3, 4, 7), (1, 2, 3, 5), (1, 2), range(4), range(4)):
        layer = Layer(k, s, p, dilation=d)
        try:
            model = Trimmed(lambda y, _, cut=cut: y[..., cut:], kernel_size=k, **layer.parameters)
            found = furthest(model, 9, s)
        except RuntimeError:
            continue
        # The first cell that looks so far, tap 0 of input i, may not be there.
        i = -(-(p + cut) // s)
        if i < 9 and i * s - p - cut < layer.output_size(9) - cut:
            assert look_ahead(layer, cut) == found, (layer, cut)
            seen.add(found)
        assert look_ahead(layer, cut) >= found
    assert {1, 2, 3} <= seen


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        # By hand, with K − s cells past the last own one: 2, 0, −3; and padding // stride, up.
        (
            {"kernel_size": 4, "stride": 2, "padding": 1},
            "1 input: output j also depends on the input after its own (j // 2); "
            "to make it causal: padding=0, y[..., :2 * x.shape[-1]]",
        ),
        (
            {"kernel_size": 3, "padding": 2},
            "2 inputs: output j also depends on inputs after its own (j // 1); "
            "to make it causal: padding=0, y[..., :1 * x.shape[-1]]",
        ),
        (
            {"kernel_size": 2, "stride": 2, "padding": 1},
            "1 input: output j also depends on the input after its own (j // 2); "
            "to make it causal: padding=0",
        ),
        (
            {"kernel_size": 2, "stride": 5, "padding": 1},
            "1 input: output j also depends on the input after its own (j // 5); "
            "to make it causal: padding=0, output_padding=3",
        ),
        (
            {"kernel_size": 4, "stride": 2},
            "none: no output depends on an input after its own",
        ),
    ],
)
def test_the_advice_makes_it_causal(parameters, said):
    assert ahead(Layer(**parameters)) == said
    code = said.partition("causal: ")[2]
    if code:
        changes, _, rest = code.partition("y[...")
        changed = dict(part.split("=") for part in changes.rstrip(", ").split(", "))
        parameters = parameters | {name: int(value) for name, value in changed.items()}
        trim = eval(f"lambda y, x: y{f'[...{rest}' if rest else ''}")
        model, stride = Trimmed(trim, **parameters), parameters.get("stride", 1)
        assert furthest(model, 6, stride) == 0
        assert model(torch.ones(1, 1, 6)).shape[-1] == 6 * stride


@pytest.mark.parametrize(
    ("trim", "kept", "before"),
    [
        (lambda y, _: y[..., 2:-1], 7, 2),
        (lambda y, _: y[..., 2:][..., 1:], 7, 3),
        (lambda y, _: y.narrow(-1, 1, 8), 8, 1),
        # As an exported model has them.
        (lambda y, _: torch.ops.aten.slice.Tensor(y, 2, 1, -1), 8, 1),
        (lambda y, _: torch.ops.aten.pad.default(y, [-1, 0]), 9, 1),
        (lambda y, _: y[:, :, 1:].relu()[..., 1:], 9, 1),
        (lambda y, _: functional.pad(y, (-1, -1)), 8, 1),
        (lambda y, _: functional.pad(y, (2, 1), value=3), 13, -2),
        (lambda y, _: functional.pad(input=y, pad=(2, -4)), 8, -2),
        (lambda y, x: y[..., : 2 * x.shape[-1]], 8, 0),
        (lambda y, _: y[..., torch.arange(3, 10)], 7, 3),
    ],
)
def test_what_code_keeps(trim, kept, before):
    [layer] = explain(Trimmed(trim, kernel_size=4, stride=2), 4).layers
    assert (layer.made, layer.kept, layer.call.cut) == ((10,), (kept,), (before,))


@pytest.mark.parametrize(
    "trim",
    [
        lambda y, _: y[..., ::2],
        lambda y, _: functional.pad(y, (1, 1), mode="reflect"),
        lambda y, _: y[..., 0],
        lambda y, _: y[:, :, torch.tensor([3, 1])],
        lambda y, _: y + 1,
        # Two parts, as of a decoder that keeps its tail for the next chunk.
        lambda y, _: (y[..., :-2], y[..., -2:]),
        lambda y, _: y[..., 1:] + y[..., :-1],
        lambda y, _: torch.cat([y[..., :1], y[..., 1:5], y[..., 5:]], -1),
    ],
)
def test_what_is_no_cut(trim):
    [layer] = explain(Trimmed(trim, kernel_size=4, stride=2), 4).layers
    assert (layer.kept, layer.call.cut) == ((10,), None)


def test_each_axis_is_cut_for_itself():
    class Model(nn.Sequential):
        def forward(self, x):
            return functional.pad(super().forward(x)[:, :, 1:, :-1], (1, 1))

    [layer] = explain(Model(nn.ConvTranspose2d(1, 1, 4, 2, 1)), (4, 4)).layers
    assert (layer.made, layer.kept, layer.call.cut) == ((8, 8), (7, 9), (1, -1))
    assert (
        "then",
        "the model's code keeps (7, 9): (1, −1) cut at the start, 0 at the end",
    ) in layer.facts


def test_what_an_empty_batch_keeps_is_not_read_off():
    told = explain(Trimmed(lambda y, _: y[..., 1:], kernel_size=4, stride=2), torch.ones(0, 1, 4))
    assert (told.stopped, told["up"].made, told["up"].kept) == ("", (10,), (10,))
