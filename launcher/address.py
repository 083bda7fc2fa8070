"""The repository's address stands in pyproject.toml, and what follows from it in the READMEs."""

import re
import tomllib
from pathlib import Path

import course
from course.files import write_whole
from course.lab.words import Trouble, say

NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
BLOCK = re.compile(r"(?<=<!-- address -->\n).*?(?=<!-- /address -->)", re.DOTALL)
URLS = re.compile(r"^\[project\.urls\]\n.*?(?=^\[)", re.MULTILINE | re.DOTALL)
BEFORE = "[project.optional-dependencies]"
# What each README says where the course can be opened on Binder, and its first notebook there.
READMES = {
    "README.md": (
        "notebooks/00_start.ipynb",
        "[![Open in Binder](docs/binder.svg)][binder]\n"
        "Nothing to install, but Binder forgets your work when you leave: download what you want "
        "to keep.\n",
    ),
    "README.ja.md": (
        "notebooks/ja/00_start.ipynb",
        "[![Binderで開く](docs/binder.svg)][binder]\n"
        "何もインストールせずに試せます。Binderを離れると作業内容は消えるので、残したいものは"
        "ダウンロードしてください。\n",
    ),
}


def address(root: Path) -> str:
    """OWNER/REPO as pyproject.toml has it; empty as long as nobody has set it."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    repository = str(project.get("urls", {}).get("Repository", ""))
    return repository.removeprefix("https://github.com/")


def set_address(root: Path, name: str) -> None:
    """Write OWNER/REPO where it must stand; an empty name takes it away again."""
    if name and not NAME.fullmatch(name):
        raise Trouble(f"address {name!r} is not possible: write OWNER/REPO, as in ada/stamps.")
    path = root / "pyproject.toml"
    text = URLS.sub("", path.read_text("utf-8"))
    if name:
        owner, repository = name.split("/")
        lines = (
            f'[project.urls]\nRepository = "https://github.com/{name}"\n'
            f'Site = "https://{owner.lower()}.github.io/{repository}/"\n\n'
        )
        text = text.replace(BEFORE, lines + BEFORE, 1)
    write_whole(path, text)
    for readme in READMES:
        text = BLOCK.sub(block(root, readme), (root / readme).read_text("utf-8"))
        write_whole(root / readme, text)
    say(f"The address is {name}." if name else "The course has no address now.")


def block(root: Path, readme: str) -> str:
    """What a README says about Binder: nothing until the address is known."""
    name = address(root)
    if not name:
        return ""
    start, sentence = READMES[readme]
    tag = f"https://mybinder.org/v2/gh/{name}/v{course.__version__}"
    return f"{sentence}\n[binder]: {tag}?urlpath=lab/tree/{start}\n"
