"""Tells what layers cost, and how many of a model's inputs an output sees."""

from ..axes import one_or_each
from ..language import tr
from .receptive import Field


def told_products(count: int) -> str:
    # Translators: stands behind the label "products": multiplications.
    return tr("{count}, made before padding cuts; no additions, no bias", count=count)


def told_bytes(weight: int, output: int) -> str:
    # Translators: stands behind the label "bytes".
    return tr("{weight} of weight and bias, {output} of the output", weight=weight, output=output)


def told_field(field: Field) -> str:
    """The most inputs of the model that one output sees, or why that is unknown."""
    if field.most is not None:
        # Translators: stands behind the label "receptive field": a number, or one for each axis.
        return tr(
            "{count}: the most inputs of the model that one output sees",
            count=one_or_each(field.most),
        )
    if field.unknown == "input":
        # Translators: stands behind the label "receptive field", as the next two do.
        return tr("unknown: no single input of the model has the axes of its layers")
    if field.unknown == "output":
        return tr("unknown: what the model returns was not reached")
    # Translators: {operation} is a function of PyTorch, as "group_norm".
    return tr("unknown: {operation} is not followed", operation=field.unknown)
