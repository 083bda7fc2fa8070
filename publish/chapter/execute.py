"""Runs a chapter's notebook in a kernel of its own and keeps only outputs worth storing."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from course.language import language

from ..tree import PublishError
from .ipynb import node, refuse_error
from .source import METADATA, place

if TYPE_CHECKING:
    from nbformat import NotebookNode

CELL_SECONDS = 60
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
MEMORY_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")


async def execute(notebook: NotebookNode, chapter: str, root: Path, folder: Path) -> None:
    """Run every code cell in the folder, in place; complain about what must not be stored.

    Nothing of the author's own set-up gets in: neither kernels, profiles, language nor progress.
    """
    if not any(cell["cell_type"] == "code" for cell in notebook["cells"]):
        return
    begun: list[NotebookNode] = []
    # Without folders to look in, the one kernel there is belongs to the running interpreter.
    kernel = AsyncKernelManager(
        kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[])
    )
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=CELL_SECONDS,
        shutdown_kernel="immediate",
        on_cell_execute=lambda cell, **_: begun.append(cell),
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,
        store_widget_state=False,
        skip_cells_with_tag="",
        resources={"metadata": {"path": str(folder)}},
    )
    with tempfile.TemporaryDirectory(prefix="course-publish-") as empty:
        environment = _environment(root, Path(empty))
        try:
            await client.async_execute(env=environment, cleanup_kc=True)
        except CellExecutionError:
            pass  # The cell's own error output says it better, with its place: see below.
        except CellTimeoutError as error:
            raise PublishError(
                f"{place(chapter, begun[-1])} ran for more than {CELL_SECONDS} seconds."
            ) from error
        except DeadKernelError as error:
            where = place(chapter, begun[-1]) if begun else chapter
            raise PublishError(f"{where}: the kernel died.") from error
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [node(output) for output in stored_outputs(chapter, cell, root)]
    notebook["metadata"] = node(METADATA)


def stored_outputs(chapter: str, cell: NotebookNode, root: Path) -> list[NotebookNode]:
    """The outputs to store: no widget view, one stream where several follow each other.

    Raises PublishError for an error, for anything on stderr and for what only this machine prints.
    """
    kept: list[NotebookNode] = []
    where = place(chapter, cell)
    for output in cell["outputs"]:
        refuse_error(output, where)
        printed, bundle = output.get("text", ""), output.get("data", {})
        if printed and output["name"] == "stderr":
            raise PublishError(f"{where} wrote to stderr: {' '.join(printed.split())[:200]}")
        for part in (bundle, output.get("metadata", {})):
            part.pop(WIDGET_VIEW, None)
        _refuse_machine_text(printed or str(bundle), where, root)
        if printed and kept and kept[-1]["output_type"] == "stream":
            kept[-1]["text"] += printed
        elif printed or bundle:
            kept.append(output)
    return kept


def _environment(root: Path, empty: Path) -> dict[str, str]:
    progress = empty / "progress.json"
    progress.touch()
    # Where JupyterLab's server runs this, its kernels say in HTML what is stored for everybody.
    outside = {name: value for name, value in os.environ.items() if name != "JPY_SESSION_NAME"}
    return outside | {
        "COURSE_LANG": language(),
        "COURSE_PROGRESS": str(progress),
        "IPYTHONDIR": str(empty / "ipython"),
        "LANGUAGE": "en",
        "LC_ALL": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH")))),
    }


def _refuse_machine_text(text: str, where: str, root: Path) -> None:
    if found := MEMORY_ADDRESS.search(text):
        raise PublishError(f"{where} prints the memory address {found[0]!r}, new in every run.")
    folders = {str(root), str(Path.home()), sys.prefix} - {sys.base_prefix, "/"}
    for folder in sorted(folders, key=len, reverse=True):
        if re.search(re.escape(folder) + r"(?![\w-])", text):
            raise PublishError(f"{where} prints a path of this machine: {folder}.")
