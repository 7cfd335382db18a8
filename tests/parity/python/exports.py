"""Runs exported strategies on their platform, many in one process: each from its own folder, with fresh modules."""
import sys
import time
import traceback
from importlib import import_module, metadata
from pathlib import Path

from exchange import serve

OWN = ("strategy", "desk_", "backtrader_strategy", "zipline_algorithm", "main", "lean_run")


def forget():
    """The next case brings modules of the same names."""
    for name in [n for n in sys.modules if n.startswith(OWN)]:
        del sys.modules[name]


def run_case(folder, module, bars_folder, known_file, capital):
    forget()
    sys.path.insert(0, folder)
    try:
        book = import_module("desk_book")
        strategy = import_module("strategy")
        bars = book.read_folder(Path(bars_folder), strategy.PLAN.symbols)
        known = book.Known.from_csv(Path(known_file)) if strategy.USES_HISTORY else None
        run = import_module(module).run(bars, capital, known)
        return {
            "fills": [[day.isoformat(), *rest] for day, *rest in run.fills],
            "equity": [[day.isoformat(), value] for day, value in run.equity],
            "cash": run.cash,
        }
    except Exception:  # noqa: BLE001 - one broken case must not hide the others
        return {"error": traceback.format_exc()[-2000:]}
    finally:
        sys.path.remove(folder)


def answer(request):
    started = time.monotonic()
    paths = list(request.get("paths", []))
    sys.path[:0] = paths
    runs = [
        run_case(folder, request["module"], request["bars"], request["known"], request["capital"])
        for folder in request["folders"]
    ]
    version = metadata.version(request["package"]) if request.get("package") else ""
    return {"runs": runs, "version": version, "seconds": time.monotonic() - started}


serve(answer)
