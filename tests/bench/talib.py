"""Calls TA-Lib's C functions directly, columns handed in as its own callers do, and times inside.

Arguments: the shared library, a file of float64 columns (high, low, close), their length.
One kernel name a line on standard input; one line of JSON for each on standard output.
"""

import ctypes
import json
import sys
import time

library = ctypes.CDLL(sys.argv[1])
length = int(sys.argv[3])
with open(sys.argv[2], "rb") as file:
    columns = [(ctypes.c_double * length).from_buffer(bytearray(file.read(8 * length))) for _ in range(3)]
high, low, close = columns
outputs = [(ctypes.c_double * length)() for _ in range(3)]
begin, count = ctypes.c_int(), ctypes.c_int()
span = (0, length - 1)
written = (ctypes.byref(begin), ctypes.byref(count))
library.TA_GetVersionString.restype = ctypes.c_char_p
if library.TA_Initialize() != 0:
    raise SystemExit("TA-Lib did not start")

one = (outputs[0],)
kernels = {
    "sma": lambda: library.TA_SMA(*span, close, 20, *written, *one),
    "ema": lambda: library.TA_EMA(*span, close, 20, *written, *one),
    "rsi": lambda: library.TA_RSI(*span, close, 14, *written, *one),
    "atr": lambda: library.TA_ATR(*span, high, low, close, 14, *written, *one),
    "macd": lambda: library.TA_MACD(*span, close, 12, 26, 9, *written, *outputs),
    "bands": lambda: library.TA_BBANDS(
        *span, close, 20, ctypes.c_double(2), ctypes.c_double(2), 0, *written, *outputs
    ),
}

print(json.dumps({"version": library.TA_GetVersionString().decode()}), flush=True)
for line in sys.stdin:
    kernel = kernels[line.strip()]
    start = time.perf_counter_ns()
    status = kernel()
    taken = time.perf_counter_ns() - start
    if status != 0:
        raise SystemExit(f"TA-Lib answered {status}")
    print(json.dumps({"nanoseconds": taken / length, "last": outputs[0][count.value - 1]}), flush=True)
