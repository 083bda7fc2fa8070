"""Watches torch's functions run: the calls, what comes of their tensors, and where they clash."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ..extras import needed
from .blame import SURE, Blame, Meeting, blamed, keeps_own, meant
from .calls import AXES, Calls
from .clash import BROADCAST, JOINS, Clash, Trail, clash_of, mapped, tensors_in
from .crops import with_size
from .receptive import Fields
from .trims import CUTS, cut_before

# What takes a tensor and keeps each place in its row: it may cut or stretch, and moves no axis.
FOLLOWED = JOINS | frozenset(
    [
        *("getitem", "narrow", "chunk", "split", "tensor_split", "index_select", "unbind"),
        *("pad", "constant_pad_nd", "interpolate", "upsample", "grid_sample"),
        *("clone", "detach", "contiguous", "to", "type", "float", "double", "half", "bfloat16"),
        *("cpu", "cuda", "requires_grad", "dropout", "dropout1d", "dropout2d", "alpha_dropout"),
        *("relu", "relu6", "leaky_relu", "rrelu", "prelu", "elu", "selu", "celu", "gelu", "silu"),
        *("mish", "glu", "tanh", "sigmoid", "hardtanh", "hardsigmoid", "hardswish", "softplus"),
        *("softsign", "logsigmoid", "log_sigmoid", "tanhshrink", "softmax", "log_softmax"),
        *("threshold", "clamp", "clip", "clamp_min", "clamp_max", "neg", "abs", "exp", "log"),
        *("sin", "cos", "sqrt", "rsqrt", "square", "reciprocal", "nan_to_num"),
        *("batch_norm", "instance_norm", "group_norm", "layer_norm", "rms_norm", "normalize"),
        *("local_response_norm", "conv1d", "conv2d", "max_pool1d", "max_pool2d", "avg_pool1d"),
        *("avg_pool2d", "adaptive_avg_pool1d", "adaptive_avg_pool2d"),
        *("dropout3d", "conv3d", "max_pool3d", "avg_pool3d", "adaptive_avg_pool3d"),
    ]
)


# What makes tensors of numbers that come from outside of torch.
FOREIGN = frozenset(["from_numpy", "as_tensor", "asarray", "from_dlpack", "frombuffer"])


def watching(calls: Calls, known: Iterable[Any], fields: Fields) -> Any:
    """A mode under which calls are noted, and under which a join that fails leaves its clash.

    known: tensors that come from no layer. Of what code makes that torch does not show, as scripted
    functions are, nobody knows where it came from. fields: what each tensor sees of the inputs.
    """
    torch = needed("torch")
    weak = needed("torch.utils.weak")

    class Watch(torch.overrides.TorchFunctionMode):  # type: ignore[misc,name-defined]
        clash: Clash | None = None
        error: RuntimeError | None = None
        joins = 0

        def __init__(self) -> None:
            super().__init__()
            self.trails = weak.WeakTensorKeyDictionary(dict.fromkeys(known))
            # The calls whose output is cut into several parts, as where a tail waits for the next
            # chunk: no one size is what is kept of it.
            self.parted: set[int] = set()

        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None):  # type: ignore[no-untyped-def]
            kwargs = kwargs or {}
            # "add" of "__add__", "relu" of "relu_", and "cat" of an exported model's "cat.default".
            name = getattr(func, "__name__", "").partition(".")[0].strip("_")
            try:
                if name in AXES:
                    made = calls.of(name, func, args, kwargs)
                    self.trails[made] = Trail(len(calls.made) - 1)
                    fields.follow(name, func, args, kwargs, made)
                    if seen := fields.of.get(made):
                        calls.made[-1] = replace(calls.made[-1], sees=seen)
                    return made
                made = func(*args, **kwargs)
            except RuntimeError as error:
                if name not in JOINS:
                    raise
                calls.failed += 1
                clash = clash_of(name, args, kwargs, self.trails, torch.Tensor)
                gone_on = self._go_on(clash, func, args, kwargs)
                if gone_on is None:
                    self.clash, self.error = clash, error
                    raise
                (args, kwargs), made = gone_on
            else:
                if name in JOINS and calls.caught is not None:
                    self._meet((args, kwargs))
            self.joins += name in JOINS
            self._follow(name, func, args, kwargs, made)
            fields.follow(name, func, args, kwargs, made)
            return made

        def ended(self, error: BaseException | None) -> Clash | None:
            """The clash behind an error, also where the model raises another one from it."""
            while error is not None and error is not self.error:
                error = error.__cause__ or error.__context__
            return self.clash if error else None

        def _go_on(self, clash: Clash | None, func: Any, *operands: Any) -> Any:
            """The operands with sizes that meet, and what comes of them; None to stop here."""
            if clash is None or calls.caught is None or calls.failed <= calls.caught:
                return None
            blame = blamed(clash, calls.made)
            if blame is None:
                return None
            keeps = calls.keeps.get(self.joins) or keeps_own(blame)
            size = meant(blame, keeps)

            def fitted(operand: Any) -> Any:
                if not isinstance(operand, torch.Tensor) or operand.ndim < len(size):
                    return operand
                own = operand.shape == blame.shape
                broadcast = clash.operation in BROADCAST
                new = with_size(operand, size, own, broadcast)
                if operand in self.trails:
                    # A size that no layer made is nobody's in the joins that follow.
                    self.trails[new] = None if own else self.trails[operand]
                return new

            changed = mapped(fitted, operands)
            try:
                made = func(*changed[0], **changed[1])
            except RuntimeError:
                return None
            calls.met[self.joins] = Meeting(self.joins, blame, clash, keeps)
            return changed, made

        def _meet(self, operands: Any) -> None:
            """Note the layer whose operand met another one of its own size."""
            given = [(one, self.trails.get(one)) for one in tensors_in(operands, torch.Tensor)]
            found = [(trail.call, one.shape) for one, trail in given if trail and trail.sure]
            if found:
                n, shape = max(found)
                size = tuple(shape[-len(calls.made[n].axes) :])
                rest = (one for one, trail in given if not trail or trail.call != n)
                if any(one.shape[-len(size) :] == size for one in rest):
                    blame = Blame(SURE, n, calls.made[n], tuple(shape), size, size)
                    calls.met[self.joins] = Meeting(self.joins, blame, None)

        def _follow(self, name: str, func: Any, args: Any, kwargs: Any, made: Any) -> None:
            given = list(tensors_in((args, kwargs), torch.Tensor))
            known = [one for one in given if self.trails.get(one)]
            if not known:
                if name not in FOREIGN and all(one in self.trails for one in given):
                    for tensor in tensors_in(made, torch.Tensor):
                        self.trails[tensor] = None
                return
            for tensor in tensors_in(made, torch.Tensor):
                best = max(known, key=lambda one: self._likely(one, tensor))
                trail = self.trails[best]
                call = calls.made[trail.call]
                axes = len(call.axes)
                before = trail.cut or (0,) * axes
                cut = None
                if trail.cut is not None and name in CUTS and tensor.ndim == best.ndim:
                    cut = cut_before(func, args, kwargs, best, before)
                self.trails[tensor] = Trail(trail.call, trail.sure and name in FOLLOWED, cut)
                kept = tuple(tensor.shape[-axes:])
                if cut is None or trail.call in self.parted:
                    continue
                if call.kept is not None and trail.cut != call.cut:
                    self.parted.add(trail.call)
                    calls.made[trail.call] = replace(call, kept=None, cut=None)
                elif any(cut) or kept != call.made:
                    calls.made[trail.call] = replace(call, kept=kept, cut=cut)

        def _likely(self, operand: Any, made: Any) -> tuple[bool, int]:
            """Of several operands that one is followed whose size was kept, the last of these."""
            call = self.trails[operand].call
            axes = len(calls.made[call].axes)
            return operand.shape[-axes:] == made.shape[-axes:], call

    return Watch()
