"""What every notebook of the course holds to, beside its normal form: one function a rule, all of one shape.

A rule takes a notebook and yields (cell, what was found) for each place that breaks it.
"""

import ast
import base64
import re
from collections.abc import Callable, Iterator

from nbformat import NotebookNode

from tools.stored import Violation, parsed

Found = Iterator[tuple[int, str]]

TEXT = {"text/plain", "text/markdown", "text/latex"}
HTML = "text/html"
FOLDED = re.compile(r"<p>[^<]*</p>\s*<details><summary>[^<]*</summary><p>[^<]*</p></details>")
KEPT = re.compile(r'<style>[^<]*</style><p class="fp-kept-\d">(?:[^<]|<br>)*</p><p class="fp-how">[^<]*</p>')
PICTURE = "image/png"
PICTURE_BYTES = 40 * 1024

# Tags and comments take a cell out of nbval's comparison or out of the run. These may, for these reasons:
ALLOWED_TAGS = {
    "raises-exception": "the course provokes errors on purpose, and nbval still compares their name and message",
    "nbval-ignore-output": "a timing differs from run to run",
}
IGNORED = "nbval-ignore-output"
RIGHT = "✓ right"
MOST_IGNORED = 2  # cells of a notebook
SWITCH_TAG = re.compile(r"nbval-|pytest-validate-|raises-exception|skip-execution")
SWITCH_COMMENT = re.compile(r"#+\s*(NBVAL_\w+|PYTEST_VALIDATE_\w+)")
OUTSIDE_THE_STAGE = re.compile(r"\bpyplot\b|\bpylab\b|%matplotlib|\binteract\w*\(|\bOutput\(")


def code_cells(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    """Code cells with their numbers."""
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code":
            yield number, cell


def tags(cell: NotebookNode) -> list[str]:
    """Tags of a cell."""
    return cell.metadata.get("tags", [])


def begins_with_a_title(notebook: NotebookNode) -> Found:
    """The first cell is a text that begins with "# "."""
    first = notebook.cells[0] if notebook.cells else None
    if first is None or first.cell_type != "markdown" or not first.source.startswith("# "):
        yield 1, repr(first.source[:40]) if first else "no cell at all"


def every_cell_has_run(notebook: NotebookNode) -> Found:
    """A cell without a count would be run by nbval, but not compared."""
    cells = list(code_cells(notebook))
    if not cells:
        yield 0, "no code cell at all"
    for number, cell in cells:
        if cell.execution_count is None:
            yield number, f"no count: {cell.source[:40]!r}"


def errors_are_announced(notebook: NotebookNode) -> Found:
    """A cell shows an error exactly where its tag says so."""
    for number, cell in code_cells(notebook):
        names = [output.ename for output in cell.outputs if output.output_type == "error"]
        announced = "raises-exception" in tags(cell)
        if names and not announced:
            yield number, f"{names[0]} without the tag raises-exception"
        if announced and not names:
            yield number, "tag raises-exception without an error"


def shows_text_and_pictures(notebook: NotebookNode) -> Found:
    """No HTML but a folded answer and `helpers.outputs`, no SVG or JavaScript: code hosts strip it."""
    for number, output in _outputs(notebook):
        page = output.get("data", {}).get(HTML, "")
        allowed = {HTML} if FOLDED.fullmatch(page) or KEPT.fullmatch(page) else set()
        for kind in sorted(set(output.get("data", {})) - TEXT - {PICTURE} - allowed):
            yield number, kind


def answers_are_folded(notebook: NotebookNode) -> Found:
    """Nobody has predicted yet, so a page shows an answer only on request; text alone would show it at once."""
    for number, output in _outputs(notebook):
        data = output.get("data", {})
        if "; the run gives: " in " ".join(data.get("text/plain", "").split()) and HTML not in data:
            yield number, data["text/plain"][:60]


def pictures_are_small(notebook: NotebookNode) -> Found:
    """A stored picture takes about 40 kB at most."""
    for number, output in _outputs(notebook):
        size = len(base64.b64decode(output.get("data", {}).get(PICTURE, "")))
        if size > PICTURE_BYTES:
            yield number, f"{size} bytes, at most {PICTURE_BYTES}"


def nothing_is_warned(notebook: NotebookNode) -> Found:
    """A warning on stderr names a file of one machine and a process, so it differs from run to run."""
    for number, output in _outputs(notebook):
        if output.get("name") == "stderr":
            yield number, output.text.strip()[:60]


def solutions_are_folded(notebook: NotebookNode) -> Found:
    """A solution stands in a <details>: a cell would be run with all others, and its output would give it away."""
    for number, cell in code_cells(notebook):
        if "solution" in tags(cell):
            yield number, "tag solution: put it into a <details>"
        elif any(RIGHT in str(output.get("data", {}).get("text/plain", "")) for output in cell.outputs):
            yield number, f"{RIGHT}: an exercise is solved on the page"


def every_cell_is_compared(notebook: NotebookNode) -> Found:
    """No cell steps out of the run or the comparison but for a reason in ALLOWED_TAGS."""
    ignored = []
    for number, cell in code_cells(notebook):
        switches = [tag for tag in tags(cell) if SWITCH_TAG.match(tag)]
        ignored += [number] * (IGNORED in switches)
        for tag in switches:
            if tag not in ALLOWED_TAGS:
                yield number, f"tag {tag}"
        for comment in SWITCH_COMMENT.findall(cell.source):
            yield number, f"comment {comment}, which a tag would say openly"
    for number in ignored[MOST_IGNORED:]:
        yield number, f"{len(ignored)} cells with the tag {IGNORED}, at most {MOST_IGNORED}"


def results_are_not_silenced(notebook: NotebookNode) -> Found:
    """A trailing semicolon hides a result in JupyterLab and shows it in nbval."""
    for number, cell in code_cells(notebook):
        last = cell.source.strip().rpartition("\n")[2]
        if last.partition("#")[0].rstrip().endswith(";"):
            yield number, last


def pictures_come_from_the_stage(notebook: NotebookNode) -> Found:
    """pyplot, interact and Output are slow, unsafe in threads, and confuse nbval."""
    for number, cell in code_cells(notebook):
        for found in OUTSIDE_THE_STAGE.findall(cell.source):
            yield number, found


def study_cards_close(notebook: NotebookNode) -> Found:
    """As many <details> open as close, each with one summary."""
    for number, cell in enumerate(notebook.cells, start=1):
        counts = {
            mark: len(re.findall(mark + r"\b", cell.source))
            for mark in ("<details", "</details", "<summary", "</summary")
        }
        if cell.cell_type == "markdown" and len(set(counts.values())) > 1:
            yield number, ", ".join(f"{count} {mark}>" for mark, count in counts.items())


def products_are_rounded(notebook: NotebookNode) -> Found:
    """The last digits of a product of matrices hang on the processor, so none is shown in full."""
    products: set[str] = set()
    for number, cell in code_cells(notebook):
        for node in ast.walk(parsed(cell.source)):
            if isinstance(node, ast.Assign) and _in_full(node.value, products):
                products |= {target.id for target in node.targets if isinstance(target, ast.Name)}
            shown = node.args if isinstance(node, ast.Call) and ast.unparse(node.func) == "print" else []
            for expression in shown:
                if _in_full(expression, products):
                    yield number, ast.unparse(expression)


def _in_full(node: ast.AST, products: set[str]) -> bool:
    """Whether an expression is a product, in all its digits; what any function but these gives counts as rounded."""
    match node:
        case ast.Name(id=name):
            return name in products
        case ast.BinOp(left=left, op=op, right=right):
            return isinstance(op, ast.MatMult) or _in_full(left, products) or _in_full(right, products)
        case ast.JoinedStr(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
            return any(_in_full(part, products) for part in parts)
        case ast.FormattedValue(value=part, format_spec=None) | ast.Subscript(value=part) | ast.UnaryOp(operand=part):
            return _in_full(part, products)
        case ast.Call(func=ast.Attribute(value=part, attr="tolist")) | ast.Call(func=ast.Name(id="float"), args=[part]):
            return _in_full(part, products)
    return False


RULES: dict[str, Callable[[NotebookNode], Found]] = {
    "begins with a title": begins_with_a_title,
    "every cell has run": every_cell_has_run,
    "errors are announced": errors_are_announced,
    "shows text and pictures": shows_text_and_pictures,
    "answers are folded": answers_are_folded,
    "pictures are small": pictures_are_small,
    "nothing is warned": nothing_is_warned,
    "solutions are folded": solutions_are_folded,
    "every cell is compared": every_cell_is_compared,
    "results are not silenced": results_are_not_silenced,
    "pictures come from the stage": pictures_come_from_the_stage,
    "study cards close": study_cards_close,
    "products are rounded": products_are_rounded,
}


def broken(notebook: NotebookNode) -> Iterator[Violation]:
    """Places where a notebook breaks a rule."""
    for name, rule in RULES.items():
        for number, found in rule(notebook):
            yield Violation(number, name, found)


def _outputs(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    for number, cell in code_cells(notebook):
        for output in cell.outputs:
            yield number, output
