"""What search engines, previews and those who cite read of the site."""

from __future__ import annotations

import tomllib
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

import course
from course.language import ENGLISH, language, tr

from ..tree import edition

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..tree import Tree
    from .questions import Question
    from .readme import Chapter

UNLISTED = {"404.html", "embed.html"}
"""Pages that nobody looks for."""
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MINUTES = 12
"""About how long a chapter takes."""


class Addresses(NamedTuple):
    """Where a page lies in each language, in the one spoken first of all, and where its card is."""

    here: str
    each: dict[str, str]
    card: str

    @property
    def default(self) -> str:
        return self.each[ENGLISH]


def site(tree: Tree) -> str:
    """The site's address, with a slash at its end; "" as long as nobody has set it."""
    return str(_urls(tree).get("Site", ""))


def repository(tree: Tree) -> str:
    """The same of the repository, without a slash."""
    return str(_urls(tree).get("Repository", ""))


def _urls(tree: Tree) -> dict[str, str]:
    path = tree.root / "pyproject.toml"
    if not path.is_file():
        return {}
    urls: dict[str, str] = tomllib.loads(path.read_text("utf-8"))["project"].get("urls", {})
    return urls


def addresses(tree: Tree, file: str) -> Addresses | None:
    """Of a page, where the site's own address is known and the page is one to look for."""
    if not (start := site(tree)) or file in UNLISTED:
        return None
    name = "" if file == "index.html" else file
    each = {one: f"{start}{edition(one)}{name}" for one in tree.editions()}
    card = f"{start}cards/{edition()}{file.removesuffix('.html')}.png"
    return Addresses(each[language()], each, card)


def site_map(tree: Tree, files: Iterable[str]) -> str:
    """The list of all pages for search engines, each beside its like in the other languages."""
    rows = []
    for found in filter(None, (addresses(tree, file) for file in sorted(files))):
        alike = "".join(
            f'<xhtml:link rel="alternate" hreflang="{name}" href="{escape(there)}"/>'
            for name, there in {**found.each, "x-default": found.default}.items()
        )
        rows += [f"<url><loc>{escape(there)}</loc>{alike}</url>" for there in found.each.values()]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{chr(10).join(rows)}\n</urlset>\n'
    )


def citation(tree: Tree) -> dict[str, str]:
    """How to cite the course, as a line and as BibTeX, as CITATION.cff has it; {} without one."""
    path = tree.root / "CITATION.cff"
    if not path.is_file():
        return {}
    told = yaml.safe_load(path.read_text("utf-8"))
    authors = " and ".join(author["name"] for author in told["authors"])
    where, version = site(tree), course.__version__
    fields = {
        "author": f"{{{authors}}}",
        "title": told["title"],
        "version": version,
        **({"url": where} if where else {}),
    }
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    line = f"{authors}. {told['title']}. {tr('Version {version}', version=version)}."
    return {"line": f"{line} {where}".rstrip(), "bibtex": f"@software{{stamps,\n{rows}}}"}


# ---- structured data, in the words of schema.org ------------------------------------------------


def course_data(tree: Tree, every: Sequence[Chapter], says: str) -> dict[str, Any]:
    """The course and its chapters; says: what it is about."""
    parts = [_resource(one) | {"position": n} for n, one in enumerate(every, 1)]
    return _data(
        "Course",
        name=tr("Transposed convolution, stamp by stamp"),
        description=says,
        provider={"@type": "Organization", "name": tr("The course's contributors")}
        | ({"url": where} if (where := repository(tree) or site(tree)) else {}),
        offers={"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": "USD"},
        hasCourseInstance={
            "@type": "CourseInstance",
            "courseMode": "Online",
            "courseWorkload": f"PT{len(every) * MINUTES}M",
        },
        hasPart=parts,
    )


def chapter_data(one: Chapter) -> dict[str, Any]:
    """One chapter, or a notebook beside them."""
    named = {"@type": "Course", "name": tr("Transposed convolution, stamp by stamp")}
    return _data(**_resource(one), isPartOf=named | {"url": "index.html"})


def question_data(question: Question) -> dict[str, Any]:
    """One question with its answer."""
    return _data("FAQPage", mainEntity=[_asked(question)])


def questions_data(questions: Iterable[Question]) -> dict[str, Any]:
    """All questions, each where its page is."""
    rows = [
        {"@type": "ListItem", "position": n, "name": one.title, "url": one.file}
        for n, one in enumerate(questions, 1)
    ]
    return _data("CollectionPage", mainEntity={"@type": "ItemList", "itemListElement": rows})


def _asked(question: Question) -> dict[str, Any]:
    answer = {"@type": "Answer", "text": question.told, "url": question.file}
    return {"@type": "Question", "name": question.title, "acceptedAnswer": answer}


def _resource(one: Chapter) -> dict[str, Any]:
    return {
        "@type": "LearningResource",
        "name": one.title,
        "url": f"{one.stem}.html",
        **({"description": one.shows} if one.shows else {}),
        "learningResourceType": "lesson",
    }


def _data(kind: str = "", **told: Any) -> dict[str, Any]:
    named = {"@type": kind} if kind else {}
    return {"@context": "https://schema.org", **named, "inLanguage": language(), **told}
