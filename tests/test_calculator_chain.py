"""The calculator's chain: pasted text is read and never run, and its sizes are torch's."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from node import CALCULATOR, answer, needs_node

if TYPE_CHECKING:
    from collections.abc import Iterator

torch = pytest.importorskip("torch")
nn = torch.nn

pytestmark = [
    needs_node,
    pytest.mark.no_cover,
    pytest.mark.filterwarnings("ignore::UserWarning"),
]


@pytest.fixture(autouse=True, scope="module")
def one_thread() -> Iterator[None]:
    """Tensors of some ten numbers are slow on several threads."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


MODULES = {name: CALCULATOR / f"{name}.js" for name in ("chain", "walk")}
READ = """
return given.map(({ text, input }) => {
  const { layers, passed } = chain.readChain(text);
  return { passed, rows: walk.walk(layers, input) };
});
"""

# One size each, and modules that are legal there, or not, each written as in code.
WRITTEN: list[tuple[tuple[int, ...], list[str]]] = [
    ((3, 32, 30), ["Conv2d(3, 64, 3, stride=2, padding=1)", "ReLU(inplace=True)", "MaxPool2d(2)"]),
    ((4, 9), ["ConvTranspose1d(4, 6, 3, 2, 1, 1, 2, True, 1)", "Conv1d(6, 4, 3, 2, 1, 2, 2)"]),
    ((4, 9), ["ConvTranspose1d(4, 6, 3, 2, 1, 0, 1, True, 3)"]),
    ((4, 9), ["ConvTranspose1d(4, 6, kernel_size=(4,), stride=2, padding=1)", "GELU()"]),
    ((4, 9), ["ConvTranspose1d(4, 6, 3, output_padding=1)"]),
    ((4, 9), ["ConvTranspose1d(4, 6, 3, dilation=2, output_padding=1)"]),
    ((4, 1), ["ConvTranspose1d(4, 6, 3, padding=1)", "ConvTranspose1d(6, 6, 3, padding=3)"]),
    ((4, 9), ["ConvTranspose1d(4, 6, 3, padding='same')"]),
    ((4, 9), ["ConvTranspose1d(4, 6, 3, padding_mode='reflect')"]),
    ((4, 5, 6, 7), ["ConvTranspose3d(4, 2, (3, 4, 2), (2, 2, 3), (1, 1, 0), (1, 0, 2))"]),
    ((4, 5, 6, 7), ["Conv3d(4, 4, 3, padding='same')", "AvgPool3d(2)", "BatchNorm3d(4)"]),
    ((4, 9), ["Conv1d(4, 6, 4, padding='same', dilation=3)", "Conv1d(6, 4, 3, padding='valid')"]),
    ((4, 9), ["Conv1d(4, 6, 3, stride=2, padding='same')"]),
    ((4, 9), ["Conv1d(4, 6, 3, padding='full')"]),
    ((4, 9), ["Conv1d(4, 6, 3, groups=4)"]),
    ((4, 9), ["Conv1d(6, 4, 3)"]),
    ((4, 9), ["Conv1d(4, 4, 11)"]),
    ((4, 9), ["Conv1d(4, 4, 11, padding=1)", "Conv1d(4, 4, 1)"]),
    ((4, 9), ["Conv1d(4, 4, 3, padding=9, padding_mode='reflect')"]),
    ((4, 9), ["Conv1d(4, 4, 3, padding=9, padding_mode='circular')"]),
    ((4, 9), ["Conv1d(4, 4, 3, padding=10, padding_mode='circular')"]),
    ((4, 9), ["Conv1d(4, 4, 20, padding='same', padding_mode='reflect')"]),
    ((4, 9), ["Conv1d(4, 4, 3, stride=0)"]),
    ((4, 9), ["Conv1d(4, 4, 3, padding=-1)"]),
    ((4, 9, 9), ["Conv1d(4, 4, 3)"]),
    ((4, 9, 9), ["Conv2d(4, 4, (3, 3, 3))"]),
    ((4, 9, 9), ["LazyConv2d(6, 3, 2)", "LazyConvTranspose2d(4, 2, 2)", "LazyBatchNorm2d()"]),
    ((4, 10), ["MaxPool1d(3, 2, 1, 2, False, True)", "AvgPool1d(2, ceil_mode=False)"]),
    ((4, 10), ["MaxPool1d(3, padding=2)"]),
    ((4, 3, 3, 2), ["MaxPool3d(3, 1, 1)", "AvgPool3d(2, 1, 1)", "AvgPool3d(3, ceil_mode=False)"]),
    ((4, 3, 3, 2), ["AvgPool3d(3, padding=1)"]),
    ((4, 3, 3, 2), ["LPPool3d(2, 3, ceil_mode=True)"]),
    ((4, 10), ["MaxPool1d(3, dilation=2, padding=2)"]),
    ((4, 2), ["MaxPool1d(3)"]),
    ((4, 2), ["MaxPool1d(3, ceil_mode=True)"]),
    ((4, 10), ["LPPool1d(2, 3, 2)", "AdaptiveAvgPool1d(7)", "AdaptiveMaxPool1d(3)"]),
    ((4, 9, 9), ["AdaptiveAvgPool2d((None, 3))", "AdaptiveAvgPool2d((2, 3, 4))"]),
    ((4, 9, 9), ["Upsample(scale_factor=1.5)", "Upsample((4, 5), mode='bilinear')"]),
    ((4, 9), ["Upsample(scale_factor=0.3, mode='linear')", "Upsample(scale_factor=0.3)"]),
    ((4, 9), ["Upsample(scale_factor=2, mode='bilinear')"]),
    ((4, 9, 9), ["UpsamplingNearest2d(scale_factor=2)", "UpsamplingBilinear2d(size=5)"]),
    ((4, 9, 9), ["Upsample(scale_factor=(2, 3))", "Upsample(scale_factor=(2, 3, 4))"]),
    ((4, 9), ["Upsample()"]),
    ((8, 9, 9), ["PixelShuffle(2)", "PixelUnshuffle(3)", "PixelShuffle(4)"]),
    ((8, 9, 9), ["PixelUnshuffle(2)"]),
    ((4, 9, 9), ["ZeroPad2d((1, 2, 3, 4))", "ReflectionPad2d(8)", "ReplicationPad2d(1)"]),
    ((4, 9, 9), ["ZeroPad2d((-1, -2, 3, -4))", "ReflectionPad2d((1, 2, 8, 1))"]),
    ((4, 9), ["ConstantPad1d(2, 1.5)", "CircularPad1d(13)", "CircularPad1d(40)"]),
    ((4, 9), ["ReflectionPad1d((-5, -5))"]),
    (
        (4, 9),
        ["BatchNorm1d(4)", "GroupNorm(2, 4)", "LayerNorm(9)", "LayerNorm((4, 9))", "PReLU(4)"],
    ),
    ((4, 9), ["LayerNorm(8)"]),
    ((4, 9), ["BatchNorm1d(5)"]),
    ((4, 9), ["BatchNorm2d(4)"]),
    ((4, 9), ["GroupNorm(3, 6)"]),
    ((4, 9), ["InstanceNorm1d(7)", "InstanceNorm1d(7, affine=True)"]),
    ((4, 1), ["InstanceNorm1d(4)"]),
    ((4, 9), ["GLU(1)", "GLU()"]),
    ((4, 3, 3), ["Flatten()", "Linear(36, 32)", "BatchNorm1d(32)", "Unflatten(1, (8, 2, 2))"]),
    ((4, 3, 3), ["Linear(3, 5)", "Linear(3, 5)"]),
    ((4, 3, 3), ["Flatten()", "Unflatten(1, (8, 2, 2))"]),
    ((4, 9), ["Dropout1d(0.5)", "Softmax(dim=1)", "Identity(54, unused=False)", "SiLU()"]),
]


class Chain(NamedTuple):
    """Modules as code, what torch makes of them, and how torch prints them if it builds them."""

    shape: tuple[int, ...]
    codes: list[str]
    sizes: list[tuple[int, ...] | None]
    printed: str

    def texts(self) -> dict[str, str]:
        """The same chain in each form that a reader may paste."""
        lines = [f"self.part_{n} = torch.nn.{code}  # x(" for n, code in enumerate(self.codes)]
        inner = "".join(f"\n    nn.{code}," for code in self.codes)
        texts = {"lines": "\n".join(lines), "sequential": f"net = nn.Sequential({inner}\n)"}
        return texts | ({"printed": self.printed} if self.printed else {})


def chain(shape: tuple[int, ...], codes: list[str]) -> Chain:
    """What torch makes of the modules one after the other, up to the one that it refuses."""
    x, modules = torch.ones(1, *shape), []
    sizes: list[tuple[int, ...] | None] = []
    for code in codes:
        module = None
        try:
            module = built(code)
            # One of its own is called: a lazy one is another kind after its first call.
            with torch.no_grad():
                x = built(code)(x)
            # Whether an empty output is refused depends on the back end.
            sizes.append(tuple(x.shape[1:]) if x.numel() else None)
            if not x.numel():
                break
        except (ValueError, TypeError, RuntimeError, NotImplementedError):
            sizes.append(None)
            break
        finally:
            modules.append(module)
    printed = "" if None in modules else repr(nn.Sequential(*modules))
    return Chain(shape, codes, sizes, printed)


def built(code: str) -> Any:
    return eval(code, vars(nn)).eval()


def at_random(seed: int) -> Chain:
    """Some layers that mostly fit each other, along 1, 2 or 3 axes."""
    rng = random.Random(seed)
    axes = rng.choice([1, 1, 1, 2, 2, 3])
    channels = rng.choice([2, 4, 8])
    shape = (channels, *(rng.randint(4, 14) for _ in range(axes)))
    codes: list[str] = []

    def numbers(low: int, high: int) -> str:
        each = tuple(rng.randint(low, high) for _ in range(axes))
        return str(rng.choice([each[0], each]))

    for _ in range(rng.randint(3, 8)):
        kind = rng.choice(["Conv", "Conv", "ConvTranspose", "ConvTranspose", "Pool", "Pad", "Up"])
        if kind in ("Conv", "ConvTranspose"):
            groups, out = rng.choice([1, 1, 2]), rng.choice([2, 4, 6])
            given = channels if rng.random() < 0.97 else channels + 2
            code = f"{kind}{axes}d({given}, {out}, {numbers(1, 4)}, {numbers(1, 3)}"
            if kind == "Conv":
                mode = rng.choice(["zeros", "zeros", "replicate", "circular", "reflect"])
                code += f", {numbers(0, 2)}, {numbers(1, 2)}, {groups}, padding_mode={mode!r})"
            else:
                code += f", {numbers(0, 2)}, {numbers(0, 1)}, {groups}, False, {numbers(1, 2)})"
            channels = out
        elif kind == "Pool":
            name = rng.choice(["MaxPool", "MaxPool", "LPPool"])
            code = f"{name}{axes}d(2, 3" if name == "LPPool" else f"{name}{axes}d({numbers(2, 3)}"
            code += f", {rng.randint(1, 3)}" if rng.random() < 0.7 else ""
            code += ", padding=1" if name == "MaxPool" and rng.random() < 0.5 else ""
            code += ", ceil_mode=True)" if rng.random() < 0.5 else ")"
        elif kind == "Pad":
            name = rng.choice(["Zero", "Reflection", "Replication", "Circular"])
            pads = tuple(rng.randint(-1, 2) for _ in range(2 * axes))
            code = f"{name}Pad{axes}d({rng.choice([1, pads])})"
        else:
            code = f"Upsample(scale_factor={rng.choice([0.5, 0.7, 1.5, 2, 2.5, 1.1])})"
        codes.append(code)
    return chain(shape, codes)


@cache
def chains() -> list[Chain]:
    written = [chain(shape, codes) for shape, codes in WRITTEN]
    return [*written, *(at_random(seed) for seed in range(120))]


def test_every_size_is_that_of_torch():
    told = [(one, form, text) for one in chains() for form, text in one.texts().items()]
    asked = [
        {"text": text, "input": {"channels": one.shape[0], "size": one.shape[1:]}}
        for one, _, text in told
    ]
    for (one, form, text), made in zip(told, answer(READ, asked, **MODULES), strict=True):
        rows = [
            row["after"] and (row["after"]["channels"], *row["after"]["size"])
            for row in made["rows"]
        ]
        case = f"{form} {text} of {one.shape}: {made}"
        assert rows == one.sizes, case
        assert all("ceil_mode" in one["why"] for one in made["passed"]), case
        assert all(bool(row["why"]) == (row["after"] is None) for row in made["rows"]), case


def test_the_chains_are_many_and_some_stop():
    sizes = [size for one in chains() for size in one.sizes]
    assert len(sizes) > 400
    assert 40 < sizes.count(None) < 150


MEET = """
return given.map(({ text, size, from, to }) => {
  const { layers } = chain.readChain(text);
  return meet.meet(layers, { channels: 1, size }, from, to);
});
"""


def in_and_out(seed: int) -> tuple[list[str], list[int], int]:
    """A chain that goes down and up again, an input, and the row that its end should meet."""
    rng = random.Random(seed)
    axes = rng.choice([1, 1, 1, 2])
    down, up = [], []
    for _ in range(rng.randint(1, 3)):
        s = rng.choice([2, 2, 2, 3, 4])
        down.append(
            rng.choice(
                [
                    f"Conv{axes}d(1, 1, 3, {s}, 1)",
                    f"Conv{axes}d(1, 1, {rng.choice([2 * s, 5])}, {s}, {rng.randint(0, 2)})",
                    f"MaxPool{axes}d({s}, ceil_mode={rng.random() < 0.5})",
                    f"AvgPool{axes}d(3, {s}, padding=1)",
                ]
            )
        )
        up.append(
            rng.choice(
                [
                    f"ConvTranspose{axes}d(1, 1, 3, {s}, 1)",
                    f"ConvTranspose{axes}d(1, 1, {2 * s}, {s}, {(s + 1) // 2})",
                    f"ConvTranspose{axes}d(1, 1, {s}, {s})",
                    f"ConvTranspose{axes}d(1, 1, {s + 1}, {s}, 0, {rng.randint(0, s - 1)})",
                    f"Upsample(scale_factor={s})",
                    f"Upsample(scale_factor={s - 0.5})",
                ]
            )
        )
    codes = [*down, *reversed(up)]
    if rng.random() < 0.4:
        codes.insert(
            rng.randint(0, len(codes)), f"Conv{axes}d(1, 1, 3, padding={rng.randint(0, 1)})"
        )
    to = rng.choice([-1, -1, 0])
    return codes, [rng.randint(17, 40) for _ in range(axes)], to


class Mended:
    """A chain of torch's with one of the changes in it."""

    def __init__(self, codes: list[str], to: int, change: dict[str, Any] | None) -> None:
        self.to, self.change = to, change
        self.modules = [built(code) for code in codes]
        for edit in change["edits"] if change else ():
            self.modules[edit["at"]] = built(edit["code"].removeprefix("nn."))

    @torch.no_grad()
    def meets(self, size: tuple[int, ...]) -> bool | None:
        """Whether the two sizes meet; None where torch refuses."""
        kind = self.change["kind"] if self.change else ""
        names = {"F": nn.functional, "x": torch.ones(1, 1, *size)}
        if kind == "input":
            exec(self.change["code"], names)
        x = skip = names["x"]
        try:
            for n, module in enumerate(self.modules):
                if kind in ("output_size", "size") and n == self.change["at"]:
                    x = eval(self.change["code"], {**names, "layer": module, "x": x, "skip": skip})
                else:
                    x = module(x)
                skip = x if n == self.to else skip
            if kind == "crop":
                names |= {"y": x, "skip": skip}
                exec(self.change["code"], names)
                x = names["y"]
        except (RuntimeError, ValueError):
            return None
        return bool(x.shape[2:] == skip.shape[2:])


def test_changes_make_sizes_meet_in_torch():
    cases = [in_and_out(seed) for seed in range(50)]
    asked = [
        {"text": "\n".join(codes), "size": size, "from": len(codes) - 1, "to": to}
        for codes, size, to in cases
    ]
    met = answer(MEET, asked, chain=MODULES["chain"], meet=CALCULATOR / "meet.js")
    seen: list[tuple[str, bool]] = []
    for (codes, size, to), told in zip(cases, met, strict=True):
        plain = Mended(codes, to, None)
        at_hand = plain.meets(tuple(size))
        assert (told is None) == (at_hand is None), (codes, size)
        if told is None:
            continue
        assert told["meets"] == at_hand, (codes, size, told)
        sizes = [tuple(n + 3 * axis for axis in range(len(size))) for n in range(1, 50)]
        runs = [one for one in sizes if plain.meets(one) is not None]
        assert told["every"] <= all(plain.meets(one) for one in runs), (codes, size, told)
        for change in told["changes"]:
            case = codes, size, to, change
            mended = Mended(codes, to, change)
            assert mended.meets(tuple(size)), case
            wrong = [one for one in runs if change["every"] and not mended.meets(one)]
            assert not wrong, (*case, wrong)
            seen.append((change["kind"], change["every"]))
    for kind in ("output_size", "numbers", "size", "crop", "input"):
        assert (kind, True) in seen, kind
    assert ("numbers", False) in seen


def read(*texts: str, size: tuple[int, ...] = (8,)) -> list[dict[str, Any]]:
    asked = [{"text": text, "input": {"channels": 3, "size": size}} for text in texts]
    return answer(READ, asked, **MODULES)


CLASS = """
class Net(nn.Module):
    def __init__(self, wide):
        super().__init__()
        self.stem = nn.Conv1d(3, 4 * 2, 3, padding=(3 - 1) // 2)  # nn.Conv1d(1, 1, 1)
        self.body = nn.Sequential(
            OrderedDict([("first", nn.Conv1d(2**3, 8, 1, bias=wide)), ("act", nn.ReLU())]),
            *[nn.Conv1d(8, 8, 3) for _ in range(3)],
            Residual(8, 8),
            nn.utils.weight_norm(torch.nn.ConvTranspose1d(8, 8, 4, 2, 1)),
        )
        self.head = nn.Conv1d(8, wide, 1)

    def forward(self, x):
        return F.interpolate(self.body(x), scale_factor=1.5)
"""
PRINTED = """Net(
  (down): Block(
    (0-1): 2 x Conv1d(3, 3, kernel_size=(3,), stride=(1,), padding=same)
  )
  (up): ParametrizedConvTranspose1d(
    3, 3, kernel_size=(4,), stride=(2,), padding=(1,)
    (parametrizations): ModuleDict(
      (weight): ParametrizationList(
        (0): _WeightNorm()
      )
    )
  )
)"""


def test_code_is_read_and_what_is_not_a_layer_is_named():
    made, printed = read(CLASS, PRINTED)
    assert [(row["name"], row["after"]["size"]) for row in made["rows"]] == [
        ("stem", [8]),
        ("body.0.first", [8]),
        ("body.0.act", [8]),
        ("body.3", [16]),
        ("head", [16]),
        ("", [24]),
    ]
    assert made["rows"][-1]["after"]["channels"] is None
    passed = {one["text"]: (one["line"], one["why"]) for one in made["passed"]}
    assert passed["nn.Conv1d(8, 8, 3) for _ in range(3)"][0] == 8
    assert passed["Residual(8, 8)"][0] == 9
    assert "out_channels" in passed["nn.Conv1d(8, wide, 1)"][1]
    assert "forward" in passed["class Net(nn.Module):"][1]
    assert [(row["name"], row["after"]["size"]) for row in printed["rows"]] == [
        ("down.0", [8]),
        ("down.1", [8]),
        ("up", [16]),
    ]
    assert [one["text"] for one in printed["passed"]] == ["Net", "Block"]


GENERATOR = """
nn.Sequential(
    nn.ConvTranspose2d(nz, ngf * 8, 4, 1, 0, bias=False), nn.BatchNorm2d(ngf * 8), nn.ReLU(True),
    nn.ConvTranspose2d(ngf * 8, ngf * 4, 4, 2, 1, groups=ngf), nn.GroupNorm(ngf, ngf * 4),
    nn.ConvTranspose2d(ngf * 4, nc, 4, stride), nn.ConvTranspose2d(ngf * 4, nc, 4, 2, 1), nn.Tanh(),
)"""


def test_names_may_stand_for_channels_and_for_nothing_else():
    [made] = read(GENERATOR, size=(1, 1))
    with torch.no_grad():
        x, known = torch.ones(1, 6, 1, 1), {"nz": 6, "ngf": 1, "nc": 4, "nn": nn, "stride": 1}
        made_by_torch = eval(GENERATOR, known)
        del made_by_torch[5]
        sizes = [list((x := layer(x)).shape[2:]) for layer in made_by_torch]
    assert [row["after"]["size"] for row in made["rows"]] == sizes
    assert {row["after"]["channels"] for row in made["rows"]} == {None}
    why = {one["text"]: one["why"] for one in made["passed"]}
    assert "stride" in why["nn.ConvTranspose2d(ngf * 4, nc, 4, stride)"]
    assert "in_channels" in why["nn.ConvTranspose2d(ngf * 4, nc, 4, 2, 1)"]


def test_lines_out_of_a_list_may_end_in_commas():
    """As they are copied out of a Sequential, with or without its end."""
    lines = "nn.Conv1d(3, 4, 3),\nnn.ReLU(),\nnn.ConvTranspose1d(4, 3, 4, 2, 1),\n"
    for made in read(lines, lines.replace("\n", " "), f"one, two, three = {lines[:-2]}"):
        assert [row["after"]["size"] for row in made["rows"]] == [[6], [6], [12]]
        assert made["passed"] == []
    [prose] = read("Well, this fails, why?")
    assert [one["line"] for one in prose["passed"]] == [1]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("Conv1d(3, 3, 3.0)", "kernel_size"),
        ("Conv1d(3, 3, 5, padding=(5 - 1) / 2)", "padding"),
        ("MaxPool1d((2e0,))", "kernel_size"),
        ("ConvTranspose1d(3, 3, 4, 4 / 2)", "stride"),
    ],
)
def test_what_is_no_whole_number_to_python_is_none_here(code: str, name: str):
    with pytest.raises((TypeError, RuntimeError)):
        built(code)(torch.ones(1, 3, 8))
    [made] = read(code)
    assert made["rows"] == []
    assert name in made["passed"][0]["why"]


def test_older_prints_have_modes_without_quotes():
    [made] = read("Upsample(scale_factor=2.0, mode=nearest)\nUpsample(scale_factor=2, mode=linear)")
    assert [row["after"]["size"] for row in made["rows"]] == [[16], [32]]
    assert made["passed"] == []


def test_what_torch_cat_adds_is_no_end():
    """A skip connection's channels aren't seen, but a name in their place leads on."""
    lines = "nn.Conv1d(3, 8, 3, 2, 1)\nnn.ConvTranspose1d(8, 8, 2, 2)\nnn.Conv1d({}, 3, 3)"
    stopped, fewer, named = read(*(lines.format(joined) for joined in ("11", "5", "joined")))
    assert "in place of 11" in stopped["rows"][-1]["why"]
    assert fewer["rows"][-1]["after"] is None
    assert "cat" not in fewer["rows"][-1]["why"]
    with torch.no_grad():
        up = nn.Sequential(*map(built, ["Conv1d(3, 8, 3, 2, 1)", "ConvTranspose1d(8, 8, 2, 2)"]))
        x = torch.ones(1, 3, 8)
        made = nn.Conv1d(11, 3, 3)(torch.cat([up(x), x], dim=1))
    assert named["rows"][-1]["after"] == {"channels": 3, "size": list(made.shape[2:])}


def test_an_output_size_in_a_call_is_named():
    [made] = read("nn.ConvTranspose1d(3, 3, 3, 2, 1)(nn.ReLU()(x), output_size=(16,))")
    assert [row["after"]["size"] for row in made["rows"]] == [[8], [15]]
    [note] = made["passed"]
    assert "output_size" in note["why"]


def test_prompts_are_left_aside_and_a_printed_pool_is_doubted():
    [made] = read(
        "Out[3]: Sequential(\n  (0): ReLU()\n)\n>>> AvgPool1d(kernel_size=2, stride=2, padding=0)"
    )
    assert [row["after"]["size"] for row in made["rows"]] == [[8], [4]]
    [doubt] = made["passed"]
    assert doubt["line"] == 4
    assert read("nn.AvgPool1d(2, 2, 0)")[0]["passed"] == []
    assert "ceil_mode" in doubt["why"]


HOSTILE = [
    "nn.Conv1d(3, 4, " + "9" * 400 + ")",
    "nn.Conv1d(3, 4, 3, __proto__=1)",
    "nn.Conv1d(3, 4, 3, constructor=1)",
    "__proto__(3)",
    "nn.constructor(3)",
    "nn.Conv1d(3, 4, <img src=x onerror=alert(1)>)",
    "<script>alert(1)</script>",
    "nn.Conv1d(3, 4, __import__('os').system('true'))",
    "nn.Conv1d(3, 4, (lambda: 3)())",
    "nn.Conv1d(3, 4, 10 ** 10 ** 10)",
    "nn.Conv1d(3, 4, " + "-" * 10_000 + "1)",
    "nn.Conv1d(3, 4, 1 / 0)",
    "nn.Conv1d(3, 4, 3, kernel_size=3)",
    "nn.Conv1d(3, 4)",
    "nn.Conv1d(3, 4, 3",
    "nn.Conv1d(3, 4, 3))",
    "nn.Conv1d(" * 50_000,
    "(" * 100_000,
    "]" * 1000,
    "nn.Conv1d('" + "\\'" * 40_000,
    'nn.Conv1d("""' + '"""a' * 20_000,
    "_" * 100_000,
    "999999999 x nn.ReLU()",
    "(0-999999999): 999999999 x ReLU()",
    "x=" * 50_000,
    "a\n" * 50_000,
    "(a):" * 25_000,
    "nn.Upsample(scale_factor=1e300)",
    "nn.Upsample(scale_factor=900000000)\n" * 9,
    "nn.ConvTranspose1d(3, 3, 1, 1000000000)\n" * 9,
    "\0\ufeff\u2028\ud83d",
]


def test_hostile_text_is_answered_with_sentences():
    for text, made in zip(HOSTILE, read(*HOSTILE), strict=True):
        stopped = [row["why"] for row in made["rows"] if row["why"]]
        assert made["passed"] or stopped or "ReLU" in text, text[:80]
        assert len(made["rows"]) <= 500, text[:80]
        assert len(made["passed"]) <= 100, text[:80]
        assert len(str(made)) < 300_000, text[:80]
    big = """
    return ["nn.ReLU()\\n", "("].map((part) => {
      const { layers, passed } = chain.readChain(part.repeat(10 ** 7 / part.length));
      return [layers.length, passed.length, passed[0].why];
    });
    """
    for layers, passed, why in answer(big, **MODULES):
        assert (layers, passed) == (0, 1)
        assert "10000000" in why


def meeting_of(code: str, size: int, to: int | list[int]) -> dict[str, Any]:
    rows = code.count("\n")
    asked = [{"text": code, "size": [size], "from": rows, "to": to}]
    [told] = answer(MEET, asked, chain=MODULES["chain"], meet=CALCULATOR / "meet.js")
    return dict(told)


def test_what_no_period_proves_is_not_said_of_all_sizes():
    """A scale_factor that floating-point numbers don't hold exactly has no period."""
    told = meeting_of("nn.Upsample(scale_factor=0.1)\nnn.ConvTranspose1d(1, 1, 10, 10)", 35, -1)
    every = {change["kind"]: change["every"] for change in told["changes"]}
    assert every == {"output_size": False, "numbers": False, "crop": True}


def test_a_size_that_is_wanted_is_reached():
    told = meeting_of("nn.ConvTranspose1d(1, 1, 10, 5, padding=2)", 256, [1280])
    assert (told["size"], told["meets"]) == ([1281], False)
    edited = [change for change in told["changes"] if change["edits"]]
    assert edited
    for change in edited:
        made = built(change["code"].removeprefix("nn."))(torch.ones(1, 1, 256))
        assert made.shape[-1] == 1280, change
    assert not any(change["every"] for change in told["changes"])
    assert "padding 2 → 3 and output_padding 0 → 1" in edited[0]["action"]


def test_sizes_that_always_meet_need_no_change():
    told = meeting_of("nn.Conv1d(1, 1, 3, padding=1)\nnn.ReLU()", 9, -1)
    assert told == {"size": [9], "wanted": [9], "meets": True, "every": True, "changes": []}


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("nn.ConvTranspose1d(1, 1, 3, 2, 1)", "layer(x, output_size=(16,))"),
        (
            "nn.Upsample(scale_factor=1.9, mode='linear', align_corners=True)",
            "F.interpolate(x, size=(16,), mode='linear', align_corners=True)",
        ),
    ],
)
def test_a_size_is_asked_for_in_code_that_runs(code: str, asked: str):
    told = meeting_of(code, 8, [16])
    [change] = [one for one in told["changes"] if one["kind"] in ("output_size", "size")]
    assert change["code"] == asked
    names = {"x": torch.ones(1, 1, 8), "layer": built(code.removeprefix("nn.")), "F": nn.functional}
    assert eval(asked, names).shape[-1] == 16
