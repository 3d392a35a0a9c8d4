"""What axe says of a part of a page."""

from axe_playwright_python.sync_playwright import Axe


def violations(page, context=".fp-explorer"):
    """What axe finds wrong in the elements that `context` selects, one text each; fails if it looked at nothing."""
    found = Axe().run(page, context=context, options={"resultTypes": ["violations"], "preload": False}).response
    assert found["passes"], f"axe read nothing in {context}"
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]
