"""Running a cell again is the commonest act in a notebook: what it built the last time must not pile up."""

from typing import ClassVar, Protocol

from IPython import get_ipython


class Closable(Protocol):
    """Something that can be taken from the screen."""

    def close(self) -> None:
        """Let go of all that it holds."""


class Cell:
    """One run of one cell, and what it built.

    Parameters
    ----------
    cell_id : str or None
        The notebook's name for the cell; None outside a notebook, where nothing is kept.
    run_id : str or None
        The kernel's name for this run of it.

    Examples
    --------
    >>> class Lamp:
    ...     def close(self):
    ...         print("off")
    >>> Cell("a", "run 1").keep(Lamp())
    >>> Cell("a", "run 1").keep(Lamp())
    >>> Cell("a", "run 2").keep(Lamp())
    off
    off
    """

    _kept: ClassVar[dict[str, tuple[str | None, list[Closable]]]] = {}

    def __init__(self, cell_id: str | None, run_id: str | None) -> None:
        self.cell_id = cell_id
        self.run_id = run_id

    @classmethod
    def current(cls) -> "Cell":
        """Return the cell that runs now.

        Returns
        -------
        Cell
            The cell, as the kernel's parent message names it.

        Examples
        --------
        >>> Cell.current().cell_id is None
        True
        """
        kernel = getattr(get_ipython(), "kernel", None)
        parent = kernel.get_parent("shell") if kernel else {}
        cell_id = parent.get("metadata", {}).get("cellId")
        return cls(cell_id, parent.get("header", {}).get("msg_id"))

    def keep(self, built: Closable) -> None:
        """Remember what this run built, and close what earlier runs of the same cell built.

        Parameters
        ----------
        built : object with a close method
            Usually an explorer.
        """
        if self.cell_id is None:
            return
        run_id, kept = self._kept.get(self.cell_id, (self.run_id, []))
        if run_id != self.run_id:
            for old in kept:
                old.close()
            kept = []
        self._kept[self.cell_id] = (self.run_id, [*kept, built])
