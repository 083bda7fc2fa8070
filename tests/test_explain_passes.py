"""explain runs models as others do: all numbers of axes, inputs, methods and errors."""

import copy

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from course import IllegalLayer, explain


def sizes_by_torch(model: nn.Module, *inputs: object, **named: object) -> list[tuple[int, ...]]:
    """What each transposed layer makes, as the layers themselves show it to a hook."""
    seen: list[tuple[int, ...]] = []
    for module in model.modules():
        if isinstance(module, nn.modules.conv._ConvTransposeNd):
            module.register_forward_hook(lambda _m, _x, y: seen.append(tuple(y.shape[2:])))
    model(*inputs, **named)
    return seen


def made(told) -> list[tuple[str, tuple[int, ...]]]:
    return [(layer.name, layer.made) for layer in told.layers]


class Mixed(nn.Module):
    """A volume, of which a plane, of which a row."""

    def __init__(self) -> None:
        super().__init__()
        self.volume = nn.ConvTranspose3d(2, 3, 2, 2)
        self.plane = nn.ConvTranspose2d(3, 4, 4, 2, 1)
        self.row = nn.ConvTranspose1d(4, 1, 3, 2)

    def forward(self, x):
        y = self.volume(x)
        z = self.plane(y.select(-3, 0))
        return self.row(z.mean(-2)), functional.conv_transpose3d(y, torch.ones(3, 1, 1, 1, 2))


class UNet3d(nn.Module):
    def __init__(self, **mend) -> None:
        super().__init__()
        self.down = nn.Conv3d(1, 2, 3, padding=1)
        self.up = nn.ConvTranspose3d(2, 2, **{"kernel_size": 2, "stride": 2, **mend})

    def forward(self, x):
        top = self.down(x)
        return torch.cat([self.up(functional.max_pool3d(top, 2)), top], 1)


class Words(nn.Module):
    """Takes whole numbers, as models of language do."""

    def __init__(self) -> None:
        super().__init__()
        self.letters = nn.Embedding(9, 4)
        self.up = nn.ConvTranspose1d(4, 2, 4, 2, 1)

    def forward(self, input_ids, attention_mask=None, repeat=1):
        x = self.letters(input_ids).mT
        for _ in range(repeat):
            self.up(x if attention_mask is None else x * attention_mask)
        return {"out": x}


class Autoencoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.Conv1d(1, 2, 4, 2, 1)
        self.decoder = Decoder()

    def encode(self, x):
        return self.encoder(x)

    def decode(self, z, gain=1):
        return functional.conv_transpose1d(self.decoder(z) * gain, torch.ones(1, 1, 2), stride=2)

    def forward(self, x):
        return self.decode(self.encode(x))


class Decoder(nn.Sequential):
    def __init__(self) -> None:
        super().__init__(nn.ConvTranspose1d(2, 1, 4, 2, 1))

    def sample(self, frames):
        return functional.conv_transpose1d(self(torch.ones(1, 2, frames)), torch.ones(1, 1, 1))


class Stops(nn.Module):
    """Runs code(x) behind its first layer."""

    def __init__(self, code) -> None:
        super().__init__()
        self.first, self.then = nn.ConvTranspose1d(1, 1, 2, 2), Code(code)
        self.last = nn.ConvTranspose1d(1, 1, 2)

    def forward(self, x):
        return self.last(self.then(self.first(x)))


class Code(nn.Module):
    def __init__(self, code) -> None:
        super().__init__()
        self.code = code

    def forward(self, x):
        return self.code(x)


class TestAxes:
    @pytest.mark.parametrize(
        "size", [(2, 3, 4), [2, 3, 4], (1, 2, 2, 3, 4), (2, 2, 3, 4), torch.ones(1, 2, 2, 3, 4)]
    )
    def test_layers_of_one_two_and_three_in_one_model(self, size):
        model = Mixed()
        by_torch = sizes_by_torch(copy.deepcopy(model), torch.ones(1, 2, 2, 3, 4))
        if size != (2, 2, 3, 4):
            told = explain(model, size)
            # By hand: the function's kernel of 2 makes the width 8 one wider.
            expected = [*zip(("volume", "plane", "row"), by_torch, strict=True)]
            assert made(told) == [*expected, ("Mixed", (4, 6, 9))]
            assert told.misfit is None
            html = told._repr_mimebundle_()["text/html"]
            assert all(layer.code in text for layer in told.layers for text in (told.full, html))
        else:
            assert explain(model.volume, size).layers[0].made == by_torch[0]

    def test_a_size_counts_the_axes_of_the_first_convolution(self):
        """Not those of the first transposed one."""
        spectrogram = nn.Sequential(
            nn.Conv2d(1, 4, 3, padding=1), nn.Flatten(1, 2), nn.ConvTranspose1d(20, 1, 4, 2, 1)
        )
        assert made(explain(spectrogram, (5, 7))) == [("2", (14,))]
        with pytest.raises(ValueError, match=r"the layer is 2-D.* works is \(7, 7\)"):
            explain(spectrogram, 7)

    @pytest.mark.parametrize("size", [3, (3, 4), "3"])
    def test_what_is_no_size_of_a_volume(self, size):
        with pytest.raises((ValueError, TypeError), match=r"three numbers \(depth, height, width"):
            explain(Mixed(), size)

    def test_a_clash_is_mended_by_each_change_that_is_told(self):
        told = explain(UNet3d(), (6, 7, 8)).misfit
        assert (told.layer, told.made, told.wanted) == ("up", (6, 6, 8), (6, 7, 8))
        assert [change.name for change in told.changes] == ["output_padding", "kernel_size"]
        for change in told.changes:
            UNet3d(**{change.name: change.new})(torch.ones(1, 1, 6, 7, 8))

    def test_skips(self):
        layer = nn.ConvTranspose3d(1, 1, 2, 2)
        assert explain(layer, (2, 2, 2), skips=[4]).misfit is None
        assert explain(layer, (2, 2, 2), skips=[(4, 5, 4)]).misfit.wanted == (4, 5, 4)
        with pytest.raises(ValueError, match="3-D, so its size is one number or three"):
            explain(layer, (2, 2, 2), skips=[(4, 5)])

    def test_channels_that_clash_in_a_volume_are_no_sizes(self):
        class Sum(UNet3d):
            def forward(self, x):
                y = self.up(self.down(x))
                self.row(torch.ones(1, 1, 3))
                return y + torch.ones(3, 1, 1, 1)

        model = Sum()
        model.row = nn.ConvTranspose1d(1, 1, 2)
        assert explain(model, (2, 2, 2)).stopped.startswith("The channels clash, not the sizes")


class TestInputs:
    IDS = np.arange(6)[None]

    @pytest.mark.parametrize(
        "given",
        [
            IDS,
            IDS[:, ::-1],
            IDS.astype(">i4"),
            (IDS, np.ones((1, 1, 6))),
            {"input_ids": IDS, "attention_mask": np.ones((1, 1, 6), np.float32)},
            {"input_ids": torch.from_numpy(IDS), "attention_mask": None},
        ],
    )
    def test_whole_numbers_stay_whole(self, given):
        assert made(explain(Words().half(), given)) == [("up", (12,))]

    def test_arguments_by_name_come_besides(self):
        for given in (self.IDS, {"input_ids": self.IDS, "repeat": 1}):
            told = explain(Words(), given, kwargs={"repeat": 2})
            assert [name for name, _ in made(told)] == ["up", "up (call 2)"]
        up = nn.ConvTranspose1d(1, 1, 3, 2)
        assert made(explain(up, 4, kwargs={"output_size": [10]})) == [("the layer", (10,))]

    def test_an_array_becomes_the_model_s_own_numbers_and_stays_as_it_is(self):
        class Zeroes(nn.ConvTranspose1d):
            def forward(self, x):
                assert (x.dtype, x.shape) == (torch.bfloat16, (1, 2, 4))
                return super().forward(x.zero_())

        x = np.ones((1, 2, 4))
        assert explain(Zeroes(2, 1, 3, dtype=torch.bfloat16), x).layers[0].made == (6,)
        assert (x == 1).all()

    def test_a_list_is_one_argument(self):
        """As torchvision's detectors take images of several sizes."""

        class Detector(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.ConvTranspose2d(3, 1, 2, 2)

            def forward(self, images):
                return [self.up(image) for image in images]

        given = [torch.ones(3, 4, 5), np.ones((3, 2, 2))]
        assert [layer.made for layer in explain(Detector(), given).layers] == [(8, 10), (4, 4)]

    @pytest.mark.parametrize(
        ("given", "kwargs", "message"),
        [
            ({"ids": IDS}, None, "takes .*input_ids.* by name as a dict"),
            (IDS, {"mask": 1}, "'mask'"),
            ({}, None, "number of arguments given is 0"),
            (IDS, [1], r"kwargs=\[1\] is not possible: it must be a dict"),
            (np.array(["a"]), None, "array of <U1 is not possible: torch has no such dtype"),
            (None, None, "input_size=None .* example tensor"),
            ((None,), None, "example tensor"),
            ({1: IDS}, None, "keywords must be strings"),
        ],
    )
    def test_what_the_model_does_not_take(self, given, kwargs, message):
        with pytest.raises((ValueError, TypeError), match=message):
            explain(Words(), given, kwargs=kwargs)


class TestMethods:
    @pytest.mark.parametrize(
        ("method", "given", "expected"),
        [
            ("forward", 8, [("decoder.0", (8,)), ("Autoencoder", (16,))]),
            ("decode", (1, 2, 4), [("decoder.0", (8,)), ("Autoencoder", (16,))]),
            ("decoder.sample", {"frames": 4}, [("decoder.0", (8,)), ("decoder", (8,))]),
            ("decoder.forward", (1, 2, 4), [("decoder.0", (8,))]),
            ("encode", 8, []),
        ],
    )
    def test_another_than_forward_runs(self, method, given, expected):
        told = explain(Autoencoder(), given, method=method)
        assert made(told) == expected
        assert told.missing == (() if expected else ("decoder.0",))

    @pytest.mark.parametrize(
        ("method", "nearest"),
        [
            ("decod", "'decode'"),
            ("decoder.sampel", "'decoder.sample'"),
            ("sample", "'decoder.sample'"),
            ("encoder.weight", None),
            ("training", "'train'"),
            ("", None),
            (3, None),
        ],
    )
    def test_one_that_is_none(self, method, nearest):
        ending = f"works is {nearest}[.]$" if nearest else "of that name[.]"
        with pytest.raises(ValueError, match=rf"method={method!r} .* has no method .*{ending}"):
            explain(Autoencoder(), 8, method=method)

    def test_arguments_that_it_does_not_take(self):
        with pytest.raises(ValueError, match=r"decode of Autoencoder takes \(z, gain=1\)"):
            explain(Autoencoder(), {"z": torch.ones(1, 2, 4), "gian": 2}, method="decode")


class TestLayersWithoutAPassOfTheirOwn:
    def test_a_weight_may_be_made_in_the_forward_pass(self):
        class Made(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.ConvTranspose1d(1, 1, 4, 2, 1)
                del self.up.weight

            def forward(self, x):
                self.up.weight = torch.ones(1, 1, 6)
                return self.up(x)

        model = Made()
        told = explain(model, (1, 1, 5))
        # (5 − 1)·2 − 2·1 + 6 = 12
        assert made(told) == [("up", (12,))]
        assert not hasattr(model.up, "weight")

    def test_one_that_never_gets_a_weight_stops(self):
        layer = nn.ConvTranspose1d(1, 1, 4)
        layer.weight = None
        with pytest.raises(ValueError, match="forward pass stops in ConvTranspose1d: TypeError"):
            explain(layer, 5)

    def test_a_layer_that_does_not_run_has_a_name(self):
        class Lazy(nn.ConvTranspose1d):
            def forward(self, x):
                return x

        told = explain(Lazy(1, 1, 4), 5)
        assert (told.missing, repr(told)) == (("the layer",), "Not reached: the layer.")


class TestStops:
    @pytest.mark.parametrize(
        ("code", "said"),
        [
            (lambda x: int("a"), "ValueError: invalid literal for int() with base 10: 'a'"),
            (lambda x: {}["a"], "KeyError: 'a'"),
            (lambda x: len(3), "TypeError: object of type 'int' has no len()"),
            (lambda x: x.nothing, "AttributeError: 'Tensor' object has no attribute 'nothing'"),
            (lambda x: x.view(3), "RuntimeError: shape '[3]' is invalid for input of size 8"),
        ],
    )
    def test_of_its_own_are_told_with_all_that_was_called_before(self, code, said):
        told = explain(Stops(code), 4)
        sentence = f"With an input of shape (1, 1, 4) the forward pass stops in then (Code): {said}"
        assert told.stopped == sentence
        assert repr(told).startswith(f"{sentence}\n\nfirst: ConvTranspose1d(")
        assert "forward pass stops in then (Code)" in told._repr_mimebundle_()["text/html"]
        assert (made(told), told.missing, told.misfit) == ([("first", (8,))], ("last",), None)

    def test_an_assertion_without_words_is_told_as_code(self, tmp_path):
        path = tmp_path / "code.py"
        path.write_text("def code(x):\n    assert x.shape[-1] % 3 == 0\n")
        there: dict = {}
        exec(compile(path.read_text(), path, "exec"), there)
        stopped = explain(Stops(there["code"]), 4).stopped
        assert stopped.endswith("then (Code): AssertionError: assert x.shape[-1] % 3 == 0")

    def test_many_words_are_cut(self):
        def code(_):
            raise ValueError("a" * 400_000)

        told = explain(Stops(code), 4)
        assert told.stopped.endswith(f"ValueError: {'a' * 1000}")
        assert len(told._repr_mimebundle_()["text/html"]) < 300_000

    def test_before_any_call_there_is_nothing_to_tell(self):
        model = nn.Sequential(Code(lambda x: int("a")), nn.ConvTranspose1d(1, 1, 2))
        with pytest.raises(ValueError, match=r"stops in 0 \(Code\): ValueError: invalid literal"):
            explain(model, 4)

    def test_without_a_tensor_there_is_no_shape(self):
        with pytest.raises(
            ValueError, match=r"^The forward pass stops in decoder .Decoder.: TypeError"
        ):
            explain(Autoencoder(), {"frames": "4"}, method="decoder.sample")

    def test_where_a_size_is_missed_the_reason_to_stop_is_told(self):
        told = explain(Stops(lambda x: int("a")), 4, skips=[9, 9])
        assert told.misfit is None
        assert "ValueError" in told.stopped

    def test_a_layer_that_torch_would_refuse_is_still_complained_of(self):
        model = Stops(lambda x: x)
        model.last.padding = (9,)
        with pytest.raises(IllegalLayer, match="padding=9 .*in layer 'last'.* works is 4"):
            explain(model, 4)

    def test_nobody_is_kept_from_stopping_it(self):
        def code(x):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            explain(Stops(code), 4)


class TestLazyLayers:
    def test_are_known_after_one_pass(self):
        model = nn.Sequential(nn.LazyConv1d(3, 3), nn.LazyConvTranspose1d(2, 3))
        for size in (8, (1, 2, 8)):
            with pytest.raises(ValueError, match="LazyConv1d '0' .* Run one batch"):
                explain(model, size)
        assert model[0].has_uninitialized_params()
        model(torch.ones(1, 2, 8))
        told = explain(model, 8)
        assert told.layers[0].code == "ConvTranspose1d(3, 2, kernel_size=3)"
        assert np.array_equal(told.pair(2, 1).weight, model[1].weight[2, 1].detach().numpy())

    @pytest.mark.parametrize("late", [nn.LazyConvTranspose1d(2, 3), nn.LazyBatchNorm1d()])
    def test_those_that_no_call_reaches_do_no_harm(self, late):
        model = nn.Sequential(nn.ConvTranspose1d(1, 2, 2, 2), nn.Identity())
        model.late = late
        model.forward = lambda x: model[0](x)
        told = explain(model, 4)
        assert made(told) == [("0", (8,))]
        assert told.missing == (("late",) if hasattr(late, "stride") else ())
        assert late.has_uninitialized_params()


class TestLayersOfTheirOwn:
    """Called by name, they give a tensor with channels last, or several."""

    @pytest.mark.parametrize("axes", [1, 2])
    @pytest.mark.parametrize(
        "gives",
        [
            lambda y, x: y,
            lambda y, x: (x, y),
            lambda y, x: {"skip": [x], "out": y},
            lambda y, x: y.flip(-1),
            lambda y, x: y.movedim(1, -1),
            lambda y, x: (x, y.movedim(1, -1).relu()),
            lambda y, x: y[:, :2],
        ],
    )
    @pytest.mark.parametrize("cut", [0, 2])
    def test_what_is_kept_is_counted_along_the_axes(self, axes, gives, cut):
        [layer] = explain(own(axes, lambda y, x: gives(y[..., cut:], x)), (3, 5)[-axes:]).layers
        # By hand: (n − 1)·2 + 4, of which the last axis may lose 2.
        assert layer.made == (8, 12)[-axes:]
        assert layer.kept == (8, 12 - cut)[-axes:]

    @pytest.mark.parametrize(
        "gives",
        [
            lambda y, x: (x, functional.interpolate(y, 20)),
            lambda y, x: [functional.interpolate(y, 20)[:, :2], x],
            # Code that torch does not show.
            lambda y, x: (x, torch.from_numpy(y.numpy().repeat(2, -1)[..., 4:])),
            lambda y, x: (y.new_ones(1, 4, 30), functional.interpolate(y, 20)),
        ],
    )
    def test_what_their_own_code_makes_of_it_is_told(self, gives):
        [layer] = explain(own(1, gives), 5).layers
        assert (layer.made, layer.kept) == ((12,), (20,))


def own(axes: int, gives) -> nn.Module:
    class Own([nn.ConvTranspose1d, nn.ConvTranspose2d][axes - 1]):
        def forward(self, *, x):
            return gives(super().forward(x), x)

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.up = Own(4, 4, 4, 2)

        def forward(self, x):
            return self.up(x=x)

    return Model()


def test_each_number_is_copied_once(monkeypatch):
    """Memory is that of the pass and one copy of the weights, however often these are used."""
    up = nn.ConvTranspose1d(2, 2, 3, padding=1)
    sizes = []
    clone = torch.Tensor.clone
    monkeypatch.setattr(
        torch.Tensor, "clone", lambda x, **how: sizes.append(tuple(x.shape)) or clone(x, **how)
    )
    told = explain(nn.Sequential(*[up] * 5), 4)
    assert sizes == [(2, 2, 3), (2,)]
    assert len({id(layer.call.weight) for layer in told.layers}) == 1
