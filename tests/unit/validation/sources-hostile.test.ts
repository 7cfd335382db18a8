/** Hostile and careless sources: refused or analysed in time, with the place and the reason. */
import { describe, expect, it } from 'vitest';
import { analyseSource } from '../../../agents/validation/sources/analyse.ts';
import type { SourceLanguage } from '../../../agents/validation/sources/reader.ts';

const lines = (text: string, count: number): string => Array.from({ length: count }, () => text).join('\n');
const nested = Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}if x:`).join('\n');

/** Most milliseconds of this thread's work from the source to the card: what other work is on the machine is not counted. */
const mostMs = 500;
const workMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

describe('hostile sources end in a card within half a second', () => {
  it.each<[string, SourceLanguage, string, string]>([
    ['brackets nested five thousand deep', 'python', '('.repeat(5000) + ')'.repeat(5000), 'source-too-deep'],
    ['blocks nested three hundred deep', 'python', `${nested}\n${' '.repeat(300)}pass`, 'source-too-deep'],
    ['a megabyte', 'python', 'a = 1\n'.repeat(170_000), 'source-too-large'],
    ['a megabyte in one line', 'typescript', `const a = [${'1,'.repeat(500_000)}];`, 'source-too-large'],
    ['one line of ten thousand characters', 'python', `x = ${'1 + '.repeat(2500)}1`, 'source-too-large'],
    ['a sum of three hundred terms', 'python', `x = (1 +\n${lines('1 +', 300)}\n1)`, 'source-too-deep'],
    ['a forest of angle brackets', 'typescript', `const x = ${lines('a<', 20_000)}`, 'source-too-hard'],
    ['ten thousand branches', 'python', `if x:\n  y\n${lines('elif x:\n  y', 5000)}`, 'source-too-hard'],
    ['a thousand arrows', 'typescript', lines('a =>', 1000), 'source-too-hard'],
    ['a NUL', 'python', 'x = 1\0\n', 'source-control-character'],
    ['a bell', 'typescript', 'const x = "\u0007";', 'source-control-character'],
    ['text that turns around', 'python', 'x = 1  # \u202e }if admin\u2066 begin\n', 'source-hidden-text'],
    ['a space without width', 'typescript', 'const e\u200bval = 1;', 'source-hidden-text'],
    ['a text that does not end', 'python', 'x = "abc\ny = 1\n', 'source-syntax'],
    ['a block text that does not end', 'python', 'x = """abc\ny = 1\n', 'source-syntax'],
    ['a template that does not end', 'typescript', 'const x = `abc', 'source-syntax'],
    ['no program at all', 'python', lines(') ] } @ $', 4000), 'source-syntax'],
    ['eval in escapes', 'typescript', '\\u0065val("1")', 'source-syntax'],
    ['nothing', 'python', ' \n', 'source-empty'],
  ])('%s', (_name, language, text, code) => {
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 3 && best > mostMs; i++) {
      const began = workMs();
      const analysis = analyseSource(text, language);
      best = Math.min(best, workMs() - began);
      expect(analysis.ok ? 'analysed' : analysis.error.code).toBe(code);
      if (!analysis.ok) expect(analysis.error.message).toMatch(/^(The|This|A|Brackets) .+\.$/);
    }
    expect(best).toBeLessThan(mostMs);
  });
  it('a long sound source is read in time', () => {
    const text = `import pandas as pd\n${Array.from({ length: 600 }, (_, i) => `def rule_${i}(df):\n    average_${i} = df['close'].rolling(${i + 2}).mean()\n    return average_${i}.shift(1) > average_${i}.shift(2)\n`).join('\n')}`;
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 3 && best > mostMs; i++) {
      const began = workMs();
      const analysis = analyseSource(text, 'python');
      best = Math.min(best, workMs() - began);
      expect(analysis.ok && analysis.value.passed).toBe(true);
    }
    expect(best).toBeLessThan(mostMs);
  });
});

const rulesOf = (text: string, language: SourceLanguage): string[] => {
  const analysis = analyseSource(text, language);
  if (!analysis.ok) throw new Error(`${analysis.error.code} ${analysis.error.where}`);
  return analysis.value.findings.map((f) => f.rule);
};

describe('ways out of the strategy', () => {
  it.each([
    'import os',
    'import subprocess as sp',
    'from socket import socket',
    'from urllib.request import urlopen',
    'import importlib\nimportlib.import_module("os")',
    '__import__("o" + "s").system("ls")',
    'eval("1")',
    'e = eval\ne("1")',
    'exec(compile("x", "y", "exec"))',
    'getattr(x, "__cl" + "ass__")',
    'getattr(x, name)',
    '().__class__.__bases__[0].__subclasses__()',
    'f.__globals__["os"]',
    'x = open("/etc/passwd").read()',
    'import pickle\npickle.loads(b)',
    'import pandas as pd\npd.read_pickle("x")',
    'df.eval("a + b")',
    'globals()["x"] = 1',
    'import sys\nsys._getframe(0)',
    'while True:\n    x = 1',
    'import yaml\nyaml.load(t)',
  ])('Python: %s', (text) => {
    expect(rulesOf(text, 'python').some((r) => r === 'unsafe-code' || r === 'forbidden-import')).toBe(true);
  });
  it.each([
    'x.constructor.constructor("return process")()',
    'x["constructor"]["constructor"]("1")()',
    "x['const' + 'ructor']",
    'new Function("return 1")()',
    'eval("1")',
    'const e = eval; e("1");',
    'process.exit(1)',
    'require("fs")',
    'await import("node:fs")',
    'import fs from "node:fs";',
    'import { spawn } from "child_process";',
    'fetch("https://example.org")',
    'globalThis.x = 1;',
    'x.__proto__.y = 1;',
    'Object.setPrototypeOf(x, y);',
    'new Worker("x")',
    'for (;;) { x++; }',
    'while (true) {}',
    'setTimeout("x", 1)',
    'new WebSocket("wss://example.org")',
  ])('TypeScript: %s', (text) => {
    expect(rulesOf(text, 'typescript').some((r) => r === 'unsafe-code' || r === 'forbidden-import')).toBe(true);
  });
  it.each(['\u0435val = 1\nx = \u0435val', 'pr\u0456ce = 1', '\uff45val = 2'])('look-alike names: %s', (text) => {
    expect(rulesOf(text, 'python')).toContain('look-alike-name');
  });
  it('Greek letters that are only Greek are names like others', () => {
    expect(rulesOf('\u03c3 = 0.2\n\u03bb = \u03c3 * 2', 'python')).toEqual([]);
  });
});

describe('carelessness', () => {
  const lean = (body: string): string => `class A(QCAlgorithm):\n    def on_data(self, data):\n        ${body}\n`;
  it.each<[string, SourceLanguage, string]>([
    ['wall-clock', 'python', 'from datetime import datetime\nnow = datetime.now()'],
    ['wall-clock', 'python', 'import time\nt = time.time()'],
    ['wall-clock', 'typescript', 'const t = new Date();'],
    ['wall-clock', 'typescript', 'const t = Date.now();'],
    ['unseeded-random', 'python', 'import random\nx = random.random()'],
    ['unseeded-random', 'python', 'import numpy as np\nrng = np.random.default_rng()'],
    ['unseeded-random', 'typescript', 'const x = Math.random();'],
    ['missing-stop', 'python', lean('self.market_order(self.symbol, 10)')],
    [
      'missing-size',
      'python',
      'import backtrader as bt\nclass A(bt.Strategy):\n    def next(self):\n        self.buy()\n        self.stop_price = 1\n',
    ],
    ['magic-number', 'python', 'def f(rsi):\n    return rsi < 27.35\n'],
    ['dead-rule', 'python', 'def f(rsi):\n    return rsi < 30 and rsi > 70\n'],
    ['dead-rule', 'python', 'def f(rsi):\n    return rsi > 100\n'],
    ['dead-rule', 'typescript', 'const f = (x: number) => x > 3 && x < 2;'],
    ['dead-rule', 'python', 'def f(a):\n    return a > a\n'],
    ['unit-error', 'python', 'def f(rsi):\n    return rsi < 0.3\n'],
    ['unit-error', 'python', "def f(df):\n    return df['close'].pct_change() > 5\n"],
    ['unit-error', 'python', 'def stop(price):\n    return price * (1 - 5)\n'],
    ['unit-error', 'python', lean('self.set_holdings(self.symbol, 50)')],
    ['unit-error', 'python', 'def f(bar):\n    return bar.close > bar.volume\n'],
    ['unbounded-leverage', 'python', lean('self.set_holdings(self.symbol, 3)')],
    ['unbounded-leverage', 'python', 'def r(symbols):\n    for s in symbols:\n        order_target_percent(s, 1.0)\n'],
    ['unbounded-leverage', 'python', 'def r(pnl, size):\n    if pnl < 0:\n        size *= 2\n    return size\n'],
    ['unbounded-leverage', 'python', 'def r(cash, price):\n    size = int(5 * cash / price)\n    return size\n'],
  ])('%s in %s: %s', (rule, language, text) => {
    expect(rulesOf(text, language)).toContain(rule);
  });
  it('warnings are said and block nothing', () => {
    const analysis = analyseSource('def f(rsi):\n    return rsi < 27.35\n', 'python');
    expect(analysis.ok && analysis.value).toMatchObject({ passed: true, findings: [{ severity: 'warn', line: 2 }] });
  });
});
