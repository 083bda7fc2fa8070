"""JupyterLab on copies of the chapters that are the reader's own; standard library alone."""
