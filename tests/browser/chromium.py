"""Finding the Chromium that is installed on this machine, and the arguments it is started with."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = {  # where the installers of Windows and macOS put it, outside PATH
    "PROGRAMFILES": "Google/Chrome/Application/chrome.exe",
    "PROGRAMFILES(X86)": "Microsoft/Edge/Application/msedge.exe",
}
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
NO_NETWORK = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # every other name fails to resolve


def find_chromium():
    """The executable of a Chromium, or None."""
    places = [Path(os.environ[name]) / place for name, place in PLACES.items() if name in os.environ]
    found = [*map(shutil.which, NAMES), *(str(place) for place in [*places, MAC] if place.exists())]
    return next(filter(None, found), None)


def launch_options(executable):
    """Keyword arguments for Playwright's `chromium.launch`: no address but this machine's can be reached."""
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return {"executable_path": executable, "args": [f"--host-resolver-rules={NO_NETWORK}", *as_root]}
