"""pyproject.toml, environment.yml, requirements.lock and the Makefile say the same."""

import re
import tomllib

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.files import HELPERS, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
CONDA_NAMES = {"matplotlib-base": "matplotlib"}  # conda-forge's matplotlib adds Qt, which the course does not use
SHARED = ("four-pillars", "pip")


def floors(lines):
    """Canonical name -> version specifier of each requirement."""
    requirements = [Requirement(line) for line in lines]
    names = [canonicalize_name(CONDA_NAMES.get(each.name, each.name)) for each in requirements]
    return {name: str(each.specifier) for name, each in zip(names, requirements, strict=True) if name not in SHARED}


def conda_floors(text):
    """The same of a conda environment, without Python."""
    entries = yaml.safe_load(text)["dependencies"]
    found = floors(entry for entry in entries if isinstance(entry, str))
    return {name: floor for name, floor in found.items() if name != "python"}, found["python"]


def locked(text):
    """Canonical name -> (version, number of hashes) of each package in a lock file."""
    packages = re.findall(r"^([\w.-]+)==(\S+).*\\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)+)", text, re.MULTILINE)
    return {canonicalize_name(name): (version, hashes.count("--hash")) for name, version, hashes in packages}


def unmet(lines, lock):
    """Requirements that the lock does not hold in a version that they allow."""
    return [
        line
        for line in map(Requirement, lines)
        if line.name not in SHARED and not line.specifier.contains(lock.get(canonicalize_name(line.name), ["0"])[0])
    ]


LOCK = (ROOT / "requirements.lock").read_text()
EXTRAS = PROJECT["optional-dependencies"]
WANTED = PROJECT["dependencies"] + EXTRAS["test"] + EXTRAS["dev"]


def test_conda_environment_has_the_same_floors():
    packages, python = conda_floors((ROOT / "environment.yml").read_text())
    assert packages == floors(PROJECT["dependencies"])
    assert python == PROJECT["requires-python"]
    other, _ = conda_floors("dependencies: [python>=3.11, numpy>=1.0, pip, pip: [--editable .]]")
    assert other == {"numpy": ">=1.0"} != floors(["numpy>=2.1"])


def test_lock_holds_every_requirement_with_hashes():
    lock = locked(LOCK)
    assert len(WANTED) > 10
    assert unmet(WANTED, lock) == []
    assert len(lock) == LOCK.count("==") - LOCK.count(" == '"), "each package of the lock has a version and hashes"


def test_a_requirement_that_the_lock_does_not_meet_or_holds_without_hashes_is_found():
    lock = locked(f"numpy==2.0.0 \\\n    --hash=sha256:{'0' * 64}\nscipy==1.17.0 \\\n    # via us\npytest==9.0\n")
    assert lock == {"numpy": ("2.0.0", 1)}
    assert len(unmet(["numpy>=2.1", "scipy>=1", "numpy>=1"], lock)) == 2


def test_the_server_extension_is_shipped_and_enabled():
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    (setting,) = (ROOT / "etc" / "jupyter" / "jupyter_server_config.d").iterdir()
    assert build["shared-data"] == {"etc/jupyter": "etc/jupyter"}
    assert yaml.safe_load(setting.read_text()) == {"ServerApp": {"jpserver_extensions": {"helpers.server": True}}}
    assert (HELPERS / "server" / "__init__.py").exists()


def test_make_explains_every_target():
    makefile = (ROOT / "Makefile").read_text()
    (phony,) = re.findall(r"^\.PHONY: (.*)", makefile, re.MULTILINE)
    explained = re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE)
    assert sorted(phony.split()) == sorted(explained) != []


def test_the_image_for_kubernetes_starts_what_stands_here():
    values = yaml.safe_load((ROOT / "etc" / "jupyterhub" / "zero-to-jupyterhub.yaml").read_text())["singleuser"]
    home, start = "/home/jovyan/", values["cmd"][1]
    assert start.startswith(home)
    assert (ROOT / start.removeprefix(home)).is_file()
    assert values["storage"]["homeMountPath"] == f"{home}my-notebooks"
