"""The check of beliefs as a notebook shows it."""

import anywidget
import traitlets

from .component import asset


class BeliefWidget(anywidget.AnyWidget):
    """The questions with their fields; the kernel hears nothing of what is chosen."""

    # The bundle is a plain script, which pages load as it is; a widget's is a module.
    _esm = asset("beliefs.bundle.js") + "export default beliefCheck;\n"
    _css = asset("beliefs.css")

    _html = traitlets.Unicode().tag(sync=True)
