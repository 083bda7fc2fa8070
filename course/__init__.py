"""Transposed convolution as a stamp: compute it, look at it, check what you believe about it."""

from .arithmetic import (
    conv1d,
    conv2d,
    conv_matrix,
    conv_transpose1d,
    conv_transpose2d,
    zero_insert,
)
from .exercises import check, hint, solution
from .layer import IllegalLayer, Layer, output_size
from .numbers import show
from .picture import Picture, draw, ladder
from .picture.live import explore
from .trace import Trace

__all__ = [
    "IllegalLayer",
    "Layer",
    "Picture",
    "Trace",
    "check",
    "conv1d",
    "conv2d",
    "conv_matrix",
    "conv_transpose1d",
    "conv_transpose2d",
    "draw",
    "explore",
    "hint",
    "ladder",
    "output_size",
    "show",
    "solution",
    "zero_insert",
]
