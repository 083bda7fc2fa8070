"""Finds the widget that a notebook shows where it is handed a mime bundle."""

import ipywidgets
from ipywidgets.widgets.widget import _instances

VIEW = "application/vnd.jupyter.widget-view+json"


def widget_of(bundle: dict) -> ipywidgets.Widget:
    return _instances[bundle[VIEW]["model_id"]]
