"""The frame of the local pages: plain HTML with one style sheet of its own, no inline script or style."""

from html import escape
from typing import Final

STYLE: Final = """
body { font: 1.0625rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #f6f4ef; margin: 0; }
main { max-width: 34rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; color: #9b1c1c; margin-bottom: .25rem; }
p { margin: .25rem 0 1.5rem; }
pre { white-space: pre-wrap; font: inherit; }
button { display: block; width: 100%; min-height: 3.5rem; margin: .5rem 0; padding: .5rem 1rem;
  text-align: left; font: inherit;
  background: #fff; border: 1px solid #b9b2a3; border-radius: .375rem; cursor: pointer; }
button:hover, button:focus-visible { border-color: #9b1c1c; outline: 2px solid #9b1c1c; }
strong { display: block; }
span { color: #55504a; }
"""

PAGE: Final = """<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="stylesheet" href="/pages.css"></head>
<body><main><h1>{title}</h1>{content}</main></body>
</html>
"""


def page(title: str, content: str) -> str:
    """Render a whole page; `content` is HTML already."""
    return PAGE.format(title=escape(title), content=content)
