"""What no text file of the repository contains: an open server, a path of one machine, a registry's address."""

import re
from pathlib import Path

import pytest

from tests.house.files import ROOT, text_files

QUOTES = r"""(\\?["']){2}"""
OPEN_SERVER = {
    "listens on all interfaces": r"0\.0\.0\.0",
    "empty token": rf"""\.token["']?[ \t]*=[ \t]*({QUOTES}|$|--)|"token":\s*\"\"""",
    "empty password": rf"password\s*=\s*{QUOTES}",
    "XSRF check off": r"disable_(check_)?xsrf",
    "any origin": r"allow_origin\w*\s*=",
}
ONE_MACHINE = {  # jovyan is the user of Jupyter's images, wherever they run
    "a person's folder": r"(?<![\w./])/(home|Users)/(?!jovyan\b)\w+|[A-Z]:\\+Users\\",
    "a folder of one machine": r"(?<![\w./+])/(work|tmp|opt|root|mnt|srv)/\w+",
}
REGISTRY = {
    "address": r"https?://\S*(pypi|pythonhosted|anaconda|npmjs|jsdelivr|unpkg)",
    "option": r"(?<!\w)--(extra-)?index-url\b|--find-links\b|--trusted-host\b",
}
RULES = OPEN_SERVER | ONE_MACHINE | REGISTRY
TEXTS = {str(path.relative_to(ROOT)): text for path, text in text_files()}
EXEMPT = str(Path(__file__).relative_to(ROOT))  # the patterns and their must-fail fixtures


def violations(text):
    """Rule and found text of each forbidden thing in `text`."""
    found = {rule: re.search(pattern, text, flags=re.MULTILINE) for rule, pattern in RULES.items()}
    return {rule: match.group() for rule, match in found.items() if match}


def test_texts_are_clean():
    assert EXEMPT in TEXTS
    found = {path: violations(text) for path, text in TEXTS.items() if path != EXEMPT}
    assert {path: things for path, things in found.items() if things} == {}


def test_only_tests_and_benchmarks_may_run_a_server_as_root():
    found = {Path(path).parts[0] for path, text in TEXTS.items() if "--allow-root" in text}
    assert found <= {"tests", "benchmarks"}


# fmt: off
FORBIDDEN = [
    "jupyter lab --ip=0.0.0.0", "jupyter lab --IdentityProvider.token=''", "jupyter lab --ServerApp.token=",
    "jupyter lab --ServerApp.token= --no-browser", 'c.IdentityProvider.token = ""', "c.ServerApp.password = ''",
    '"jupyter lab --ServerApp.token=\\"\\""', '{"IdentityProvider": {"token": ""}}',
    "c.ServerApp.disable_check_xsrf = True", "c.ServerApp.allow_origin = '*'", "open('/home/ada/data.csv')",
    "open('C:\\\\Users\\\\ada')", "cwd=/tmp/course", "fetch https://pypi.org/simple", "import 'https://unpkg.com/d3'",
    "pip install --index-url x", "pip install --find-links=wheels",
]
# fmt: on


@pytest.mark.parametrize("text", FORBIDDEN)
def test_forbidden_text_is_found(text):
    assert violations(text)


def test_usual_text_passes():
    assert violations("token = read()\nsee docs/home/start, a/tmp/b, --no-emit-index-url\neach token:\n") == {}
