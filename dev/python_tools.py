"""Packages from PyPI for the scripts of this folder, each set in a virtual environment of its own under .dev/tools/."""

import os
import subprocess
import sys
import venv
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent / ".dev" / "tools"


def inside(name, requirements, *options):
    """Goes on in that environment, with these options of Python."""
    if Path(sys.prefix) == TOOLS / name:
        return
    python = install(name, requirements) / "bin" / "python"
    os.execv(python, [python, *options, *sys.argv])


def install(name, requirements):
    """The environment's folder. It knows its own path, so one that was moved along is made again."""
    home = TOOLS / name
    complete = TOOLS / f"{name}.complete"
    stamp = "\n".join([str(home), *requirements])
    if complete.exists() and complete.read_text() == stamp:
        return home
    print(f"Installing {', '.join(requirements)} (PyPI), once", file=sys.stderr, flush=True)
    venv.create(home, clear=True, with_pip=True)
    pip = [home / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *requirements], check=True, stdout=sys.stderr)
    complete.write_text(stamp)
    return home
