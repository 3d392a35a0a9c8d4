"""A notebook's cells in this process, without a kernel: what each prints, shows and raises, and the names in it."""

import symtable
from contextlib import redirect_stdout
from io import StringIO

from tools.session import new_shell


def names(source):
    """The names that a cell binds, and those that it, or a function in it, takes."""
    table = symtable.symtable(source, "cell", "exec")
    bound = {name.get_name() for name in table.get_symbols() if name.is_assigned() or name.is_imported()}
    return bound, _taken(table)


def _taken(table):
    own = {name.get_name() for name in table.get_symbols() if name.is_global() and name.is_referenced()}
    return own.union(*map(_taken, table.get_children()))


class Session:
    """A kernel's names, and what a cell shows that is run among them."""

    def __init__(self):
        self.shell = new_shell()
        self.shell.showtraceback = lambda *args, **kwargs: None

    def run(self, source):
        """What a cell prints, the text of its values, and the error that ends it."""
        values = []
        self.shell.display_trap.hook = values.append
        with redirect_stdout(StringIO()) as out:
            ended = self.shell.run_cell(source).error_in_exec
            shown = [self.shell.display_formatter.format(value)[0] for value in values if value is not None]
        texts = [data["text/plain"] for data in shown if data]  # an answer shows itself: here it is printed
        return out.getvalue(), texts, [f"{type(ended).__name__}: {ended}"] if ended else []
