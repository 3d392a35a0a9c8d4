r"""The form of the course's notebooks: an opening, a core path of 90 minutes, drawers, nothing given away.

A heading "## Drawer: ..." begins a drawer, folded away in JupyterLab; every other section is on the core path. Rules
have the shape of those in `rules`: a notebook in, (cell, what was found) out. What they read is text without what is
folded in it: no solution, no study card.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from nbformat import NotebookNode

from tools.number_text import Number, numbers
from tools.prose_numbers import held, is_held, prose
from tools.rules import Found, code_cells
from tools.sections import DRAWER, EXPLORER, PREDICTION, TERM, sections, unfolded
from tools.stored import Violation, parsed

CORE_MINUTES = 90
OPENING = 10  # cells within which something can be dragged
LAST_DRAWER = "## Drawer: What you will read elsewhere"
FOLDED_HEADING = "jp-MarkdownHeadingCollapsed"
UNNAMED = re.compile(
    r"\b(?:many|most|some|other|popular|widely read|usual)(?: an?)? (?:text|tutorial|course|article|textbook)s?\b"
    r"|\byou (?:will|may|can) (?:often )?(?:read|hear) that\b|\bis (?:often|commonly|widely) (?:told|said|written)\b",
    re.IGNORECASE,
)
ASKED = re.compile(r"^(\w+) = predict", re.MULTILINE)
SHARE_RIGHT = 0.5  # of a course's predictions that a rule of thumb may guess

ONES = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "eighty": 80, "ninety": 90, "hundred": 100}
WORDS = {word: value for value, word in enumerate(ONES, start=2)} | TENS
UNITS = (
    "sqm|thousand|million|steps|runs|flats|points|people|cases|weights|samples|digits|seconds|minutes|ms|MB"
    "|mails|flips|heads|euros|nats|pixels|customers"
)
WORD = re.compile(rf"\b({'|'.join(WORDS)})(?:-?fold| (?:times|of|per cent|{UNITS})\b)", re.IGNORECASE)
BESIDE = re.compile(rf"\s*(?:%|per cent|times\b|of\b|-?fold|(?:{UNITS})\b)", re.IGNORECASE)
SHORT = (1, 2)  # significant digits; longer numbers are held by `prose_numbers`


def opens_with_a_hand(notebook: NotebookNode) -> Found:
    """Within the first cells something can be dragged, and no table of symbols stands before it."""
    for number, cell in enumerate(notebook.cells[:OPENING], start=1):
        if cell.cell_type == "code" and EXPLORER.search(cell.source):
            return
        if _is_text(cell) and "|---" in cell.source:
            yield number, "a table before anything has been dragged"
    yield OPENING, f"no explorer among the first {OPENING} cells"


def code_is_folded(notebook: NotebookNode) -> Found:
    """Of imports and predictions a reader sees the result, not the code."""
    for number, cell in code_cells(notebook):
        ours = "from helpers." in cell.source or PREDICTION.search(cell.source)
        if ours and not cell.metadata.get("jupyter", {}).get("source_hidden"):
            yield number, cell.source[:40]


def predictions_are_answered(notebook: NotebookNode) -> Found:
    """What is predicted is revealed, by a cell further down."""
    named = [(number, found[1]) for number, cell in code_cells(notebook) if (found := ASKED.search(cell.source))]
    for number, name in named:
        if not any(f"{name}.reveal(" in cell.source for later, cell in code_cells(notebook) if later > number):
            yield number, name


def drawers_close(notebook: NotebookNode) -> Found:
    """A drawer's heading stands alone in its cell and is folded, no other is; the last is for quarrels.

    Other headings of sections begin their cells: one in the middle would be folded away with the drawer before it.
    """
    headings = []
    for number, cell in enumerate(notebook.cells, start=1):
        if _is_text(cell) and "\n## " in cell.source:
            yield number, "a section's heading within a cell"
        drawer = _is_text(cell) and cell.source.startswith(f"## {DRAWER}")
        if drawer:
            headings.append(cell.source)
            if "\n" in cell.source.strip():
                yield number, "more than a heading in its cell"
        if drawer != bool(cell.metadata.get(FOLDED_HEADING)):
            yield number, f"{cell.source[:40]!r} is {'not ' * drawer}folded"
    if headings[-1:] != [LAST_DRAWER]:
        yield 0, f"the last drawer is not {LAST_DRAWER!r}"


def core_is_short(notebook: NotebookNode) -> Found:
    """The core path takes 90 minutes, by the formula of the index."""
    minutes = sum(section.minutes for section in sections(notebook) if not section.is_drawer)
    if minutes > CORE_MINUTES:
        yield 0, f"{minutes} minutes, at most {CORE_MINUTES}"


def terms_are_introduced(notebook: NotebookNode) -> Found:
    """On the core path no term is used before the place where it stands in bold."""
    texts = [(number, unfolded(cell.source), drawer) for number, cell, drawer in _placed(notebook) if _is_text(cell)]
    opening = next((place for place, (_, text, _) in enumerate(texts) if "## " in text), 0)
    introduced = {}
    for place, (_, text, drawer) in enumerate(texts[opening:], start=opening):
        for term in TERM.finditer(text):
            introduced.setdefault(term[1].casefold(), (place, term.start(), drawer))
    for term, (home, begin, drawer) in introduced.items():
        used = re.compile(rf"\b{re.escape(term)}(?:s|es)?\b", re.IGNORECASE)
        for place, (number, text, aside) in enumerate(texts):
            before = text if drawer or place < home else text[:begin] if place == home else ""
            if not aside and used.search(before):
                yield number, f"{term!r} is explained only {'in a drawer' if drawer else 'later'}"
                break


def quarrels_are_in_the_last_drawer(notebook: NotebookNode) -> Found:
    """What an unnamed text says is quoted in the last drawer, and nowhere else."""
    for number, cell in enumerate(notebook.cells, start=1):
        if _is_text(cell) and cell.source.startswith(LAST_DRAWER):
            return
        for found in UNNAMED.findall(unfolded(cell.source) if _is_text(cell) else ""):
            yield number, found


def small_numbers_are_held(notebook: NotebookNode) -> Found:
    """A number of one or two digits, or in words, beside a unit, %, "times" or "of" is shown by the notebook.

    A whole number must be shown as it is, anywhere; any other at its rounding, in its own section.
    """
    anywhere = held(notebook) | _lengths(notebook.cells)
    for cells in _parts(notebook):
        here = held(NotebookNode(cells=[cell for _, cell in cells]))
        for number, cell in cells:
            for words, value, rounded in _small(prose(cell.source)) if _is_text(cell) else ():
                if not (is_held(rounded, here) if rounded else value in anywhere):
                    yield number, words


FORM = {
    "opens with a hand": opens_with_a_hand,
    "code is folded": code_is_folded,
    "predictions are answered": predictions_are_answered,
    "drawers close": drawers_close,
    "core is short": core_is_short,
    "terms are introduced": terms_are_introduced,
    "quarrels are in the last drawer": quarrels_are_in_the_last_drawer,
    "small numbers are held": small_numbers_are_held,
}


def broken(notebook: NotebookNode) -> Iterator[Violation]:
    """Places where a notebook of this form breaks a rule of it."""
    for name, rule in FORM.items():
        for number, found in rule(notebook):
            yield Violation(number, name, found)


def guessable(notebooks: Iterable[NotebookNode]) -> list[str]:
    """Rules of thumb that guess more than half of the predictions of these notebooks."""
    right, count = Counter(), 0
    for notebook in notebooks:
        for options, answer in _predictions(notebook):
            count += 1
            place = options.index(answer)
            sizes = [len(option) for option in options]
            right.update(
                [f"number {place + 1}"]
                + ["the last"] * (place == len(options) - 1)
                + ["the longest"] * (min(sizes) < max(sizes) == sizes[place])
                + ["the shortest"] * (max(sizes) > min(sizes) == sizes[place])
            )
    return [f"{rule}: {hits} of {count}" for rule, hits in right.items() if hits > SHARE_RIGHT * count]


def _placed(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode, bool]]:
    """Cells with their numbers, and whether they are in a drawer."""
    drawer = False
    for number, cell in enumerate(notebook.cells, start=1):
        if _is_text(cell) and cell.source.startswith("## "):
            drawer = cell.source.startswith(f"## {DRAWER}")
        yield number, cell, drawer


def _parts(notebook: NotebookNode) -> list[list[tuple[int, NotebookNode]]]:
    """Numbered cells, section by section."""
    parts = [[]]
    for number, cell in enumerate(notebook.cells, start=1):
        if _is_text(cell) and cell.source.startswith("## "):
            parts.append([])
        parts[-1].append((number, cell))
    return parts


def _is_text(cell: NotebookNode) -> bool:
    return cell.cell_type == "markdown"


def _small(text: str) -> Iterator[tuple[str, Decimal, Number | None]]:
    """Small numbers beside a unit: what is read, the value, and the number itself where it may be rounded."""
    for number in numbers(text):
        value = number.readings[0]
        beside = BESIDE.match(text, number.start + len(number.text))
        if number.digits in SHORT and beside:
            rounded = value != int(value) or beside[0].strip() in ("%", "per cent")
            yield text[number.start : beside.end()], value, number if rounded else None
    for word in WORD.finditer(text):
        yield word[0], Decimal(WORDS[word[1].lower()]), None


def _lengths(cells: Iterable[NotebookNode]) -> set[Decimal]:
    """How many elements the lists in the code have."""
    trees = (ast.walk(parsed(cell.source)) for cell in cells if cell.cell_type == "code")
    return {Decimal(len(node.elts)) for nodes in trees for node in nodes if isinstance(node, (ast.List, ast.Tuple))}


def _predictions(notebook: NotebookNode) -> Iterator[tuple[list[str], str]]:
    """Options and right option of each choice that is revealed."""
    asked, revealed = {}, {}
    for _, cell in code_cells(notebook):
        for node in ast.walk(parsed(cell.source)):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="predict"), args=args)):
                    asked[name] = ast.literal_eval(args[1])
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id=name), attr="reveal"), args=[ast.Constant(value=answer), *_]
                ):
                    revealed[name] = answer
    yield from ((options, revealed[name]) for name, options in asked.items() if revealed.get(name) in options)
