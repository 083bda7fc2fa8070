"""The button that saves a text as a file on the reader's own machine.

A link would do, but notebooks strip links that carry data from what a widget shows.
"""

import anywidget
import traitlets


class Download(anywidget.AnyWidget):
    """Traits: text (what is saved), name (of the file), label (of the button)."""

    _esm = """
    function render({ model, el }) {
      const button = document.createElement("button");
      button.className = "jupyter-button widget-button";
      button.style.width = "auto";
      button.textContent = model.get("label");
      button.addEventListener("click", () => {
        const link = document.createElement("a");
        const saved = new Blob([model.get("text")], { type: "application/json" });
        link.href = URL.createObjectURL(saved);
        link.download = model.get("name");
        link.click();
        URL.revokeObjectURL(link.href);
      });
      el.append(button);
    }
    export default { render };
    """

    text = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode("progress.json").tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
