"""The rules by which still drawings are dark on a page that is."""

# What holds a drawing: a page's still, a slide's, one that a live figure will replace, a verdict's.
HOLDERS = (".still", ".figure", "[data-tc-figure]", ".tc-picture")


def still_css() -> str:
    """CSS that gives each colour of a drawing the one that it has in the scheme of the page."""
    from course.picture.palette import DARK  # Here: a build that finds nothing changed needs none.

    return "\n".join(
        f":is({', '.join(HOLDERS)}) > svg [{attribute}='{light}']"
        f"{{{attribute}:light-dark({light},{dark})}}"
        for light, dark in DARK.items()
        for attribute in ("fill", "stroke")
    )
