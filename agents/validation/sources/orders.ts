/** Calls that open positions on the platforms: which, on what, how large. */
import type { SourceModel } from './model.ts';
import { argumentsOf, keywordOf, type SyntaxNode } from './syntax.ts';

export interface EntryCall {
  readonly call: SyntaxNode;
  readonly name: string;
  /** What the size is given as; `none` = the call gives none. */
  readonly size: SyntaxNode | undefined;
  readonly unit: 'shares' | 'fraction' | 'percent' | 'value' | 'none';
}

const entries =
  /^(buy|sell|buy_bracket|sell_bracket|order|order_target|order_target_percent|order_target_size|order_target_value|order_percent|order_value|set_holdings|SetHoldings|setHoldings|market_order|MarketOrder|limit_order|LimitOrder|market_on_open_order|enter_long|enter_short|enterLong|enterShort|from_signals|from_orders|submit_order|submitOrder|placeOrder|place_order)$/;

export function entryCalls(model: SourceModel): EntryCall[] {
  return model.calls.flatMap((call): EntryCall[] => {
    const name = model.method(call);
    if (!entries.test(name) || model.functions.has(name)) return [];
    if (call.parts[0]?.kind === 'name' && /^(buy|sell)$/.test(name)) return [];
    const given = argumentsOf(call);
    const named = keywordOf(
      call,
      'size',
      'target',
      'quantity',
      'qty',
      'percent',
      'weight',
      'amount',
      'value',
      'size_type',
      'notional',
      'shares',
    );
    if (/percent|set_?holdings/i.test(name)) return [{ call, name, size: named ?? given[1], unit: 'fraction' }];
    if (/value/.test(name)) return [{ call, name, size: named ?? given[1], unit: 'value' }];
    if (/^(buy|sell|buy_bracket|sell_bracket)$/.test(name)) {
      const size =
        named ?? given.find((g) => model.resolve(g).kind !== 'name' || /size|qty|shares|quantity/i.test(g.text));
      return [{ call, name, size, unit: size ? 'shares' : 'none' }];
    }
    const size = named ?? given[1] ?? given[0];
    return [{ call, name, size, unit: size ? 'shares' : 'none' }];
  });
}

/** True where the source says anything about a stop, a trail or a greatest loss. */
export function hasStop(model: SourceModel): boolean {
  for (const node of model.nodes) {
    if (node.kind === 'string' && node.text.length > 40) continue;
    if (
      /^(sl|tsl)$|stop(?!_?words)|trail|max_?loss|maxLoss|max_?drawdown|MaximumDrawdown|loss_?limit|lossLimit|cut_?loss|protect|hard_?exit|risk_?exit/i.test(
        node.text,
      ) &&
      node.kind !== 'import'
    ) {
      // self.stop() and stop(self) are the end of a run in Backtrader, not an order.
      if (node.kind === 'function' && node.text === 'stop') continue;
      if (
        node.kind === 'name' ||
        node.kind === 'member' ||
        node.kind === 'keyword' ||
        node.kind === 'string' ||
        node.kind === 'entry' ||
        node.kind === 'parameter' ||
        node.kind === 'function' ||
        node.kind === 'call'
      )
        return true;
    }
  }
  return false;
}
