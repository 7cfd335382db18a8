/** The two shapes most commands have: look at the view once, or ask one question. */
import type { Result } from '../../shared/core/result.ts';
import type { RequestAnswer, RequestName, RequestQuery } from '../../shared/desk-api/requests.ts';
import type { View } from '../../shared/desk-api/view.ts';
import type { Answer, CommandContext, DeskLink } from './command.ts';

/** Opens the desk, does the work, closes it whatever happens. */
export async function withDesk<T>(
  context: CommandContext,
  work: (link: DeskLink) => Promise<Result<T>>,
): Promise<Result<T>> {
  const opened = await context.link();
  if (!opened.ok) return opened;
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
}

const settled = (told: Answer | Result<Answer>): Result<Answer> => ('ok' in told ? told : { ok: true, value: told });

/** Answers from one look at the view. */
export const readView = (
  context: CommandContext,
  tell: (view: View) => Answer | Result<Answer>,
): Promise<Result<Answer>> =>
  withDesk(context, async (link) => {
    return settled(tell((await link.bridge.snapshot()).view));
  });

/** Asks one question and tells the answer. */
export const ask = <R extends RequestName>(
  context: CommandContext,
  name: R,
  query: RequestQuery<R>,
  tell: (answer: RequestAnswer<R>) => Answer | Result<Answer>,
): Promise<Result<Answer>> =>
  withDesk(context, async (link) => {
    const answer = await link.bridge.call(name, query);
    return answer.ok ? settled(tell(answer.value)) : answer;
  });
