"""Leaves a model, and all random numbers, as they were before a forward pass."""

import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np

from ..extras import needed


@contextmanager
def untouched(model: Any) -> Iterator[dict[int, Any]]:
    """In evaluation mode and without gradients, with all that is changed within put back.

    Gives by its id the copy of each parameter and buffer that is put back, where one is.

    To be entered before any weight is read: where a parametrization makes the weight, a read in
    training mode may write buffers (spectral_norm takes a step of its power iteration), and may
    draw random numbers.
    """
    torch = needed("torch")

    with ExitStack() as stack:
        stack.enter_context(_random_numbers_kept())
        stack.enter_context(torch.no_grad())
        copies = stack.enter_context(_attributes_kept(model))
        stack.enter_context(_evaluating(model))
        if "torch._dynamo" in sys.modules:
            # Compiled code calls no hooks, and would be compiled once more for this pass alone.
            stack.enter_context(torch.compiler.set_stance("force_eager"))
        yield copies


@contextmanager
def _random_numbers_kept() -> Iterator[None]:
    """A model may draw noise: the reader's own random numbers go on as if it had not."""
    torch = needed("torch")

    kind, devices = "cuda", range(0)
    accelerator = torch.accelerator.current_accelerator()
    if accelerator is not None and torch.accelerator.is_available():
        kind, devices = accelerator.type, range(torch.accelerator.device_count())
    python, numpy = random.getstate(), np.random.get_state()  # noqa: NPY002 what a model may use
    with torch.random.fork_rng(devices=devices, device_type=kind):
        try:
            yield
        finally:
            random.setstate(python)
            np.random.set_state(numpy)  # noqa: NPY002


@contextmanager
def _attributes_kept(model: Any) -> Iterator[dict[int, Any]]:
    """Whatever a forward pass binds anew in a module, or writes into parameters and buffers."""
    torch = needed("torch")

    tables = []
    for module in model.modules():
        # Those of a scripted module are not dicts.
        own = (vars(module), module._parameters, module._buffers, module._modules)
        tables += [(table, dict(table)) for table in own if isinstance(table, dict)]
    numbers = (*model.parameters(), *model.buffers())
    held = [(one, own := one.detach(), own.clone()) for one in numbers if _can_be_held(one)]
    try:
        yield {id(one): content for one, _, content in held}
    finally:
        for table, before in tables:
            table.clear()
            table.update(before)
        for one, memory, content in held:
            # Only where it must be: a graph that waits for its backward pass may hold it.
            if not torch.equal(memory, content):
                memory.copy_(content)
            if (one.data_ptr(), one.shape) != (memory.data_ptr(), memory.shape):
                one.data = memory


def _can_be_held(numbers: Any) -> bool:
    """Whether these are numbers of torch's own kind, in memory."""
    torch = needed("torch")

    plain = (torch.Tensor, torch.nn.Parameter, torch.nn.Buffer)
    return (
        type(numbers) in plain and numbers.layout == torch.strided and not numbers.is_meta
    ) and not numbers.is_quantized


@contextmanager
def _evaluating(model: Any) -> Iterator[None]:
    # Each has a mode of its own: a frozen part may be in another one than the whole.
    modes = [(module, module.training) for module in model.modules()]
    # Not eval(), which a model may have code of its own in.
    parallel = needed("torch.nn").DataParallel
    for module, _ in modes:
        module.training = False
        if isinstance(module, parallel):
            # Copies on several devices run in threads of their own, which are not watched.
            module.device_ids = module.device_ids[:1]
    try:
        yield
    finally:
        for module, mode in modes:
            module.training = mode
