/** The volume of a bar that is not complete: it grows until the bar ends. */
import { barLoops, fieldsIn, isInHandler } from '../bars.ts';
import { fillsIn } from '../fills.ts';
import { words } from '../history.ts';
import { keyOf } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { type SyntaxNode, walk } from '../syntax.ts';

const working =
  /^(working_bar|workingBar|WorkingBar|working_data|WorkingData|partial_bar|forming|formingBar|unfinished|liveBar|currentCandle|current_candle|open_candle)$/;
const liveFeeds =
  /^(fetch_ohlcv|fetchOHLCV|fetchOhlcv|get_klines|getKlines|klines|get_candles|getCandles|fetchCandles|watch_ohlcv|watchOHLCV)$/;

export const unfinishedVolume = defineSourceRule({
  name: 'unfinished-volume',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'use the last complete bar: the one before.';
    const comesFromFeed = (node: SyntaxNode | undefined, left = 6): boolean => {
      if (!node || left === 0) return false;
      if (node.kind === 'call' && liveFeeds.test(model.method(node))) return true;
      const value = keyOf(node) === undefined ? undefined : model.boundTo(node);
      if (value) return comesFromFeed(value, left - 1);
      if (node.kind === 'await' || node.kind === 'member' || node.kind === 'index' || node.kind === 'call')
        return node.parts.some((p) => comesFromFeed(p, left - 1));
      return false;
    };
    for (const node of model.nodes) {
      if (node.kind === 'member' && /^volume$/i.test(node.text)) {
        for (let at = node.parts[0]; at; at = at.parts[0])
          if (working.test(at.text)) report(node, 'The volume of an unfinished bar is read.', fix);
        const root = node.parts[0] && model.resolve(node.parts[0]);
        if (root && root !== node.parts[0] && working.test(root.text))
          report(node, 'The volume of an unfinished bar is read.', fix);
      }
      const last =
        node.kind === 'index'
          ? model.number(node.parts[1]) === -1 && node.parts[0]
          : node.kind === 'call' &&
            model.method(node) === 'at' &&
            model.number(node.parts[1]) === -1 &&
            node.parts[0]?.parts[0];
      if (last && comesFromFeed(last)) report(node, 'The newest bar of a live feed is not complete.', fix);
    }
    const replay = model.calls.some((c) => model.method(c) === 'replaydata');
    for (const node of model.nodes) {
      const isVolume =
        node.kind === 'index' && model.number(node.parts[1]) === 0 && /volume/i.test(words(node.parts[0]));
      if (isVolume && (replay || model.functionAround(node)?.text === 'next_open'))
        report(node, 'The volume of the current bar is read before the bar is complete.', 'read [-1], the bar before.');
    }
    // A size by the volume of the bar whose open is traded.
    for (const loop of barLoops(model)) {
      if (isInHandler(loop.node, model)) continue;
      for (const fill of fillsIn(loop, model)) {
        const fields = fieldsIn(fill.price, loop, model);
        const tests = fill.tests.flatMap((t) => fieldsIn(t, loop, model));
        const open = fields.find((f) => f.field === 'open');
        if (open && [...fields, ...tests].some((f) => f.field === 'volume' && f.offset >= open.offset))
          report(fill.price, 'A trade at the open of a bar knows the volume of that bar.', fix);
      }
      for (const node of walk(loop.body)) {
        if (node.kind !== 'assign' || !/size|qty|quantity|shares/i.test(words(node.parts[0]))) continue;
        const used = fieldsIn(node.parts[1] as SyntaxNode, loop, model);
        const open = [...fillsIn(loop, model)]
          .flatMap((f) => fieldsIn(f.price, loop, model))
          .find((f) => f.field === 'open');
        const volume = used.find((f) => f.field === 'volume');
        if (open && volume && volume.offset >= open.offset)
          report(node, 'The size knows the volume of the bar whose open is traded.', fix);
      }
    }
  },
});
