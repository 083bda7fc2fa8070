"""Makes decoders in which one number is wrong."""

from dataclasses import replace
from random import Random

from ...language import tr
from ...layer import Layer
from ..answers import Exercise
from ..repair import Repair

FITTING = (
    Layer(2, 2),
    Layer(4, 2, 1),
    Layer(6, 2, 2),
    Layer(3, 2, 1, 1),
    Layer(3, 3),
    Layer(5, 3, 1),
    Layer(5, 3, 2, 2),
)
"""Layers that make every size as many times as large as their stride says."""
STEPS = (-1, 1)


def decoder(random: Random) -> tuple[str, Exercise]:
    fitting = [random.choice(FITTING), random.choice(FITTING)]
    sizes = [random.randrange(3, 9)]
    for layer in fitting:
        sizes.append(layer.output_size(sizes[-1]))
    at = random.randrange(2)
    name, step = random.choice(("kernel_size", "padding", "output_padding")), random.choice(STEPS)
    broken = replace(fitting[at], **{name: getattr(fitting[at], name) + step})
    layers = (*fitting[:at], broken, *fitting[at + 1 :])
    made = broken.output_size(sizes[at])
    prompt = tr(
        "Repair: {size} numbers come in, and the skip connections bring {first} and {second}. "
        "Change one number.",
        size=sizes[0],
        first=sizes[1],
        second=sizes[2],
    )
    return prompt, Repair(
        layers=layers,
        sizes=tuple(sizes),
        channels=(4, 2, 1),
        hints=(
            tr("Work the sizes out from the top, and mend the first misfit."),
            tr(
                "decoder[{number}] makes {made} of {size}, and its skip connection has {wanted}.",
                number=at,
                made=made,
                size=sizes[at],
                wanted=sizes[at + 1],
            ),
            tr("Look at {parameter} in decoder[{number}].", parameter=name, number=at),
        ),
        why=tr(
            "The formula's terms add up, so a misfit tells by how many cells one of them is off."
        ),
    )


MAKERS = {"repair": ("output_padding", decoder)}
