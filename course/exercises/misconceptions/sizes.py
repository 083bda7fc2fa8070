"""Wrong ideas about sizes: of a layer and an input size, the size of the output."""

from ...language import N_
from .idea import Misconception

SIZES = {
    "times_stride": Misconception(
        N_("the stride multiplies the size; each input after the first adds stride cells"),
        lambda layer, n: n * layer.stride,
    ),
    "conv_formula": Misconception(
        N_("the convolution's formula is used; this layer runs the other way"),
        lambda layer, n: (n + 2 * layer.padding - layer.full_size(1)) // layer.stride + 1,
    ),
    "every_input": Misconception(
        N_("every input adds stride cells; the first one has no stride in front of it"),
        lambda layer, n: layer.output_size(n) + layer.stride,
    ),
    "padding_adds": Misconception(
        N_("padding adds cells; it cuts cells off both ends, so it is subtracted twice"),
        lambda layer, n: layer.output_size(n) + 4 * layer.padding,
    ),
    "padding_once": Misconception(
        N_("padding is subtracted once; it cuts at both ends"),
        lambda layer, n: layer.output_size(n) + layer.padding,
    ),
    "padding_ignored": Misconception(
        N_("padding is left out; it cuts padding cells off each end"),
        lambda layer, n: layer.output_size(n) + 2 * layer.padding,
    ),
    "padding_doubled": Misconception(
        N_("2·padding cells are cut off each end; only padding cells are"),
        lambda layer, n: layer.output_size(n) - 2 * layer.padding,
    ),
    "fence_post": Misconception(
        N_("the last 1 of the formula is forgotten; from cell 0 to cell n there are n + 1"),
        lambda layer, n: layer.output_size(n) - 1,
    ),
    "whole_kernel": Misconception(
        N_(
            "the whole kernel is added; its first tap lies on the stamp's start, so one cell "
            "less is added"
        ),
        lambda layer, n: layer.output_size(n) + layer.dilation,
    ),
    "kernel_ignored": Misconception(
        N_("the kernel is left out; the last stamp is as long as the kernel"),
        lambda layer, n: layer.output_size(n) - layer.full_size(1),
    ),
    "size_kept": Misconception(
        N_("padding keeps the size, as in a convolution; here the stride makes it larger"),
        lambda _layer, n: n,
    ),
    "stride_too_wide": Misconception(
        N_("stride zeros go between two neighbours; there are stride − 1"),
        lambda layer, n: layer.output_size(n) + n - 1,
    ),
    "dilation_too_wide": Misconception(
        N_("dilation cells lie between two taps; there are dilation − 1"),
        lambda layer, n: layer.output_size(n) + layer.kernel_size - 1,
    ),
    "output_padding_cuts": Misconception(
        N_("output_padding cuts cells off; it gives some back"),
        lambda layer, n: layer.output_size(n) - 2 * layer.output_padding,
    ),
    "output_padding_doubled": Misconception(
        N_("output_padding counts at both ends; it counts at the right end only"),
        lambda layer, n: layer.output_size(n) + layer.output_padding,
    ),
}
