/** Asks the desk for every overlay's column; what was asked once is not asked again. The component that uses it stands for one series. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Refusal, Result } from '../../../shared/core/result.ts';
import type { RequestAnswer, RequestQuery } from '../../../shared/desk-api/requests.ts';
import type { Overlay } from '../../charts/price-chart.tsx';
import { settle, useBridge } from '../../state/context.tsx';

type Where = Omit<RequestQuery<'chart.expression'>, 'expression'>;
type Answer = Result<RequestAnswer<'chart.expression'>, Refusal>;

export function useOverlayData(where: Where, expressions: readonly string[]) {
  const bridge = useBridge();
  const [answers, setAnswers] = useState<ReadonlyMap<string, Answer>>(new Map());
  const { datasetId, symbol, timeframe, limit } = where;
  const asked = useRef(new Set<string>());
  useEffect(() => {
    for (const expression of expressions) {
      if (asked.current.has(expression)) continue;
      asked.current.add(expression);
      settle(bridge.call('chart.expression', { datasetId, symbol, timeframe, limit, expression })).then((answer) =>
        setAnswers((held) => new Map(held).set(expression, answer)),
      );
    }
  }, [bridge, datasetId, symbol, timeframe, limit, expressions]);

  return useMemo(() => {
    const data: Overlay[] = [];
    const refusals = new Map<string, Refusal>();
    for (const expression of expressions) {
      const answer = answers.get(expression);
      if (answer?.ok) data.push({ id: expression, label: expression, ...answer.value });
      else if (answer !== undefined) refusals.set(expression, answer.error);
    }
    return { data, refusals };
  }, [answers, expressions]);
}
