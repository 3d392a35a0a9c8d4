"""Markdown of a text cell as HTML that needs no script and no network: formulas are MathML, links lead to pages."""

import re
from urllib.parse import unquote

import mistune
from latex2mathml.converter import convert
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from tools.sections import anchor

CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
MATHS = re.compile(r"\$\$(?P<block>.+?)\$\$|(?<![\\$])\$(?P<inline>[^$\n]+?)\$", re.DOTALL)
KEPT = "\ufdd0{}\ufdd0"  # holds the place of what Markdown must not touch; no text contains this character
HELD = re.compile("\ufdd0([0-9]+)\ufdd0")
LINK = re.compile(r'(?<=href=")(?P<page>[\w-]+)\.(?:ipynb|md)(?P<anchor>#[^"]*)?(?=")')
PAGES = {"README": "contents", "NUMBERS": "numbers"}
# what is said to those who sit at a notebook
THERE = re.compile(
    r"(?m)^To run .*?(?=The main path)|^Later cells take your function .*|What you did is kept in .*"
    r"|In JupyterLab a link first [^.]*\.|`make notebooks` writes this page\."
)
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


def python(source: str) -> str:
    """Code in colours."""
    return highlight(source, PythonLexer(), HtmlFormatter(cssclass="code"))


def formula(tex: str, *, block: bool = False) -> str:
    """A formula as MathML; an error names what the converter does not know."""
    found = convert(tex.replace(r"\arg\max", r"\operatorname{arg\,max}"), display="block" if block else "inline")
    if "\\" in found:
        raise ValueError(f"no MathML for {tex!r}")
    return found


def markdown(source: str) -> str:
    """Markdown as HTML: headings can be linked to, folded answers stay folded, wide tables scroll by themselves."""
    kept: list[str] = []

    def keep(piece: str) -> str:
        kept.append(piece)
        return KEPT.format(len(kept) - 1)

    text = CODE.sub(lambda found: keep(found[0]), THERE.sub("", source))
    text = MATHS.sub(lambda found: keep(formula(found["block"] or found["inline"], block=bool(found["block"]))), text)
    text = HELD.sub(lambda found: kept[int(found[1])] if kept[int(found[1])].startswith("`") else found[0], text)
    found = mistune.create_markdown(
        renderer=_Renderer(escape=False, allow_harmful_protocols=True), plugins=["table", "strikethrough"]
    )(text)
    found = HELD.sub(lambda place: kept[int(place[1])], found)
    found = found.replace("<th></th>", "<td></td>")
    found = TABLE.sub(lambda table: f'<div class="wide">{table[0]}</div>', found)
    return LINK.sub(lambda link: f"{PAGES.get(link['page'], link['page'])}.html{link['anchor'] or ''}", found)


class _Renderer(mistune.HTMLRenderer):
    def heading(self, text: str, level: int, **_: object) -> str:
        name = anchor(unquote(re.sub(r"<[^>]+>", "", text)))
        return f'<h{level} id="{name}">{text}</h{level}>\n'

    def block_code(self, code: str, info: str | None = None) -> str:
        return python(code) if info == "python" else f"<pre>{mistune.escape(code)}</pre>\n"
