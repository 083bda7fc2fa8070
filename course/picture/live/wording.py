"""What a live figure says, and what its controls are called."""

from ...language import N_, tr
from ...layer import PARAMETERS

# In these, the page puts the values in the places named.
WORDS = {
    # Translators: read out for the whole figure, its picture and its controls.
    "figure": N_("Live figure of a transposed convolution"),
    # Translators: read out as the kind of thing that the drawing is.
    "picture": N_("picture"),
    # Translators: read out for the picture; {view} is a button's word, such as "scatter".
    "stage": N_("Picture: {view} view"),
    # Translators: read out after that.
    "keys": N_("Arrow keys move between numbers, Enter edits or pins, Escape frees"),
    # Translators: read out for the row of buttons that choose a view.
    "view": N_("View"),
    # Translators: a button that chooses the view "scatter", each input stamping the kernel.
    "scatter": N_("scatter"),
    # Translators: a button that chooses the view "gather", each output adding up its products.
    "gather": N_("gather"),
    # Translators: a button that chooses the view "zero_insert".
    "zero_insert": N_("zero insert"),
    # Translators: a button that chooses the view "matrix".
    "matrix": N_("matrix"),
    # Translators: a button that chooses the view "phases", every stride-th output apart.
    "phases": N_("phases"),
    # Translators: a button that chooses the view "time", each input standing where it arrives.
    "time": N_("time"),
    # Translators: a slider; it has room for about 8 full-width letters in a line.
    "length": N_("input length"),
    "hover": N_(
        "Point at a number to see its sum. Click an input or a kernel number to change it."
    ),
    # Translators: the same where there is a finger in place of a mouse.
    "touch": N_(
        "Touch a number to see its sum. Touch an input or a kernel number again to change it."
    ),
    # Translators: a button; {name} is an input or a kernel number such as x[1].
    "change": N_("Change {name}"),
    # Translators: {name} is an output such as y[3].
    "nothing": N_("{name} = 0, because nothing lands there"),
    "nothing_z": N_("0, an inserted zero: it adds nothing"),
    "nothing_o": N_("0: the input of this column doesn’t reach the output of this row"),
    # Translators: {sum} is a sum written out, such as x[1]·w[2] = 2·3 = 6; {name} an output.
    "lands": N_("{sum}, lands on {name}"),
    # Translators: the same where the place is cut away.
    "lands_cut": N_("{sum}, lands on {name}, which padding cuts"),
    # Translators: the same where it lands before its input has arrived, in time.
    "lands_early": N_("{sum}, lands on {name}, before its input arrives"),
    "cut": N_("{sum}, which padding cuts"),
    "given_back": N_("{sum}, which output_padding gives back"),
    # Translators: of an output that needs an input which arrives later.
    "early": N_("{sum}, which needs an input that has not arrived"),
    # Translators: read out for a number in the picture; {row} is one of those below.
    "heard": N_("{row}: {sum}."),
    # Translators: the same; {lit} lists other numbers, such as x[1], w[2] and 3 products.
    "heard_lit": N_("{row}: {sum}. Lights up {lit}."),
    "row": N_("{one}, {other}"),
    "and": N_("{one} and {other}"),
    "many_x": N_("{count} inputs"),
    "many_w": N_("{count} taps"),
    "many_p": N_("{count} products"),
    "many_s": N_("{count} sums that are cut"),
    "many_y": N_("{count} outputs"),
    "row_x": N_("input"),
    "row_w": N_("kernel"),
    # Translators: read out for the row of a product; {one} is an input, like x[1], {other} a tap.
    "row_p": N_("stamp of {one}"),
    "row_p_gather": N_("terms"),
    "row_p_matrix": N_("matrix, column of {one}"),
    "row_p_phases": N_("products with {other}"),
    "row_z": N_("zeros inserted"),
    "row_o": N_("matrix"),
    "row_s": N_("sum"),
    "row_y": N_("output"),
    # Translators: read out once a number stays lit, and once it doesn't any more.
    "pinned": N_("Pinned: {sum}"),
    "freed": N_("Freed: {sum}"),
    # Translators: {text} is what the reader typed, {name} an input or a tap such as x[1].
    "not_a_number": N_("“{text}” is not a finite number, so {name} stays as it is."),
    # Translators: of an input or a kernel number such as x[1], whose field was left empty.
    "emptied": N_("Nothing was typed, so {name} stays {value}."),
    # Translators: {name} is a slider, {rule} a sentence that says why it goes no further.
    "stopped": N_("{name} stops at {value}: {rule}"),
    # Translators: a button after "stopped"; {name} is another slider, which has to move as well.
    "too": N_("Set {name} to {value} too"),
    # Translators: opens what PyTorch itself says, in English.
    "torch_says": N_("PyTorch’s words"),
    "no_kernel": N_("No kernel answers, so only what is loaded already can be shown."),
    # Translators: a button that lets the steps follow one another.
    "play": N_("Play"),
    # Translators: a button that halts the steps.
    "pause": N_("Pause"),
    "back": N_("One step back"),
    "forth": N_("One step on"),
    # Translators: read out for the slider of steps.
    "moment": N_("Step"),
    "step": N_("Step {step} of {steps}"),
    # Translators: what a step does, as in "x[1] = 2 stamps 2·1 on y[1], 2·3 on y[2]".
    "stamp": N_("{name} = {value} stamps {products}"),
    # Translators: a product and where it lands, as in "2·1 on y[1]".
    "step_lands": N_("{product} on {place}"),
    # Translators: a product that lands where padding cuts, as in "2·1 (cut)".
    "step_lost": N_("{product} (cut)"),
    # Translators: read out for the choice between the next two.
    "order": N_("Order"),
    # Translators: an order of the steps, one for each input element.
    "stamps": N_("stamp by stamp"),
    # Translators: an order of the steps, one for each output element.
    "outputs": N_("output by output"),
    # Translators: read out for the choice between slow, normal and fast.
    "speed": N_("Speed"),
    "slow": N_("slow"),
    "normal": N_("normal"),
    "fast": N_("fast"),
    # Translators: a button that copies some lines of Python.
    "copy": N_("Copy the PyTorch call"),
    # Translators: a button that copies the address of what stands there.
    "link": N_("Copy link"),
    # Translators: read out for a word in the text that is a button; {text} is that word.
    "sets": N_("{text}: show this in the figure"),
    # Translators: a button that shows a line of HTML, which puts the figure into another page.
    "embed": N_("Embed"),
    # Translators: a button that brings back how the figure was first.
    "reset": N_("Reset"),
    # Translators: read out once that has happened.
    "was_reset": N_("Reset."),
    # Translators: a button, once it has copied something.
    "copied": N_("Copied"),
    # Translators: stands before a field that holds what is to be copied.
    "by_hand": N_("Copy this:"),
    "no_site": N_(
        "No site's address is known here, so this is the call that makes the figure. For a link, "
        "put the site's address into the environment variable COURSE_SITE."
    ),
    # Translators: buttons that save the picture; SVG and PNG are kinds of files.
    "svg": N_("Download SVG"),
    "png": N_("Download PNG"),
    "beyond": N_("The address asks for more than this page can show."),
    # Translators: {text} is a part of an address, like stride=x.
    "unread": N_("“{text}” in the address can’t be read."),
}
CODE = {
    "torch": (
        "import torch\n\n"
        "x = torch.tensor([[{x}]], dtype=torch.float64)\n"
        "w = torch.tensor([[{w}]], dtype=torch.float64)\n"
        "layer = {call}\n"
        "layer.weight = torch.nn.Parameter(w)\n"
        "print(layer(x)[0, 0].tolist())\n"
    ),
    "course": 'explore({x}, {w}, view="{view}", {parameters}{sliders})',
}
"""Lines of Python with the page's values in the places named, to be copied."""
# Translators: a slider, of how many rows and columns a square input has; it has little room.
SIDE = N_("input size")
NAMES = (*PARAMETERS, "kernel_size")
"""What is called by PyTorch's name in every language."""


def code(sliders: tuple[str, ...] | None) -> dict[str, str]:
    """CODE of a figure with these sliders; None for all."""
    named = "" if sliders is None else f", sliders={sliders}".replace("'", '"')
    return {**CODE, "course": CODE["course"].replace("{sliders}", named)}


def words(dimensions: int) -> dict[str, str]:
    """All that the page says, in the language spoken here."""
    told = {name: name for name in NAMES} | {key: tr(text) for key, text in WORDS.items()}
    return {**told, "length": tr(SIDE)} if dimensions > 1 else told


def longest_sum(terms: int, dimensions: int) -> str:
    """A sum of so many products, written out as the page does, for which it keeps room."""
    place = f"[{', '.join(['1'] * dimensions)}]"
    symbols = " + ".join([f"x{place}·w{place}"] * terms)
    numbers = " + ".join(["10·10"] * terms)
    written = f"y{place} = {symbols} = {numbers} = 1000"
    return max((tr(WORDS[fate], sum=written) for fate in ("cut", "given_back", "early")), key=len)
