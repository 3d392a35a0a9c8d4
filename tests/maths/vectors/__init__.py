"""Numbers that PyTorch computed once; ``make_torch_vectors.py`` says how."""

import json
from pathlib import Path


def load(name):
    """What one of the files holds."""
    return json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))[name]
