"""Node.js, which the extra 'author' brings: what modules of JavaScript answer to given data."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

CALCULATOR = Path(__file__).resolve().parents[1] / "publish/site/calculator"


@cache
def fault() -> str:
    """Why there is no Node.js here, or nothing."""
    try:
        from publish.html.pdf import driver_fault
    except ImportError as error:
        return f"no {error.name}: Node.js comes with the extra 'author'"
    return driver_fault() or ""


needs_node = pytest.mark.skipif(bool(fault()), reason=fault())


def program() -> Path:
    """Where Node.js is: Playwright brings it."""
    from playwright._impl._driver import compute_driver_executable

    return Path(compute_driver_executable()[0])


def answer(script: str, given: object = None, **modules: Path) -> Any:
    """What a script returns, in one run of Node.js.

    script: the body of a function that knows ``given`` and each of the modules, by the names that
    the keywords give them. Data goes in and out as JSON, which has no NaN: send it as text. As in

    ``answer("return given.map(words.N_)", ["a"], words=CALCULATOR / "words.js")``.
    """
    names = "".join(f"import * as {name} from {_url(path)};\n" for name, path in modules.items())
    read = 'import { readFileSync } from "node:fs";\n'
    made = f"const made = await (async (given) => {{\n{script}\n}})"
    call = '(JSON.parse(readFileSync(0, "utf8")));\nprocess.stdout.write(JSON.stringify(made));'
    done = subprocess.run(
        [program(), "--input-type=module", "--eval", names + read + made + call],
        input=json.dumps(given, allow_nan=False),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _url(path: Path) -> str:
    return json.dumps(path.resolve().as_uri())
