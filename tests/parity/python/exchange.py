"""The peer's end of a question: a JSON request with columns of numbers beside it in, the same out.

A column travels as {"$column": [first, length]} into a file of little-endian float64, so that a million numbers cost
no parsing. Scripts call `serve` with a function of the request.
"""
import json
import math
import sys
from pathlib import Path

import numpy as np


def unpack(value, numbers):
    """The request with every reference replaced by its column."""
    if isinstance(value, dict):
        if "$column" in value:
            first, length = value["$column"]
            return numbers[first : first + length].copy()
        return {name: unpack(item, numbers) for name, item in value.items()}
    return [unpack(item, numbers) for item in value] if isinstance(value, list) else value


def pack(value, columns):
    """The answer with every array of numbers replaced by a reference; collects the columns."""
    if hasattr(value, "to_numpy"):
        value = value.to_numpy()
    if isinstance(value, np.ndarray):
        if value.ndim > 1:
            return [pack(row, columns) for row in value]
        first = sum(len(column) for column in columns)
        columns.append(np.ascontiguousarray(value, dtype="<f8"))
        return {"$column": [first, len(value)]}
    if isinstance(value, dict):
        return {str(name): pack(item, columns) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [pack(item, columns) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return {"$number": "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"}
    return value


def serve(answer):
    """Reads request.json and request.f64 of the folder named on the command line, writes answer.json and answer.f64."""
    folder = Path(sys.argv[1])
    numbers = np.fromfile(folder / "request.f64", dtype="<f8")
    request = unpack(json.loads((folder / "request.json").read_text()), numbers)
    columns = []
    packed = pack(answer(request), columns)
    with open(folder / "answer.f64", "wb") as file:
        for column in columns:
            column.tofile(file)
    (folder / "answer.json").write_text(json.dumps(packed, allow_nan=False))
