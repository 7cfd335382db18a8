"""Makes one virtual environment from a pinned list, once: `set_up.py FOLDER LIST`. Standard library only.

Answers one line of JSON on standard output: {"python": path} or {"skipped": reason}. Two that start at once are
serialised by a lock that the operating system releases when its holder dies; the stamp `ready.json` is written last,
so that a half-made environment is made again.
"""
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

oldest, newest = (3, 11), (3, 14)


def lock(file):
    """Waits for the only lock on an open file."""
    if os.name == "nt":
        import msvcrt

        while True:
            try:
                return msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            except OSError:
                pass  # ten seconds have passed: go on waiting
    import fcntl

    return fcntl.flock(file, fcntl.LOCK_EX)


def environment():
    """The environment without what would send an installation elsewhere."""
    drop = {"PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "__PYVENV_LAUNCHER__"}
    return {name: value for name, value in os.environ.items() if name not in drop}


def make(folder, requirements):
    """Makes the environment; answers its python, or raises RuntimeError with the reason."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "ready.json"
    if stamp.exists() and python.exists():
        return python
    started = time.monotonic()
    print(f"Installing {requirements.stem} packages for Python into {folder} ...", file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(folder)], env=environment(), capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    if made.returncode != 0:
        raise RuntimeError(f"a virtual environment could not be made ({last_line(made)})")
    options = "--no-deps --only-binary :all: --no-compile --no-input --quiet --disable-pip-version-check --retries 2"
    installed = subprocess.run(
        [str(python), "-m", "pip", "install", *options.split(), "-r", str(requirements)],
        env=environment(), capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )
    if installed.returncode != 0:
        raise RuntimeError(f"pip could not install {requirements.name} ({last_line(installed)})")
    stamp.write_text(json.dumps({"python": str(python), "version": sys.version.split()[0]}))
    print(f"Installed in {time.monotonic() - started:.0f} s.", file=sys.stderr, flush=True)
    return python


def last_line(run):
    """The last words of a process that failed."""
    lines = [line.strip() for line in (run.stderr + run.stdout).splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or [f"exit status {run.returncode}"])[-1]


def main():
    """Locks, makes, answers."""
    folder, requirements = Path(sys.argv[1]), Path(sys.argv[2])
    if not oldest <= sys.version_info[:2] <= newest:
        return {"skipped": f"Python {sys.version.split()[0]} is not between 3.11 and 3.14"}
    try:
        import ensurepip  # noqa: F401  Debian keeps it in a package of its own
        import venv  # noqa: F401
    except ImportError:
        return {"skipped": "Python is there without venv; on Debian and Ubuntu install python3-venv"}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with open(folder.with_name(folder.name + ".lock"), "a") as held:
            lock(held)
            return {"python": str(make(folder, requirements))}
    except (RuntimeError, OSError) as reason:
        return {"skipped": str(reason)}


if __name__ == "__main__":
    print(json.dumps(main()))
