import { reference } from '../course/model.ts';
import type { Setting } from '../learner/event.ts';
import { feedback } from '../quiz/feedback.ts';
import { grade, type Verdict } from '../quiz/grade.ts';
import type { Response } from '../quiz/response.ts';
import type { Asking, Screen } from '../screen/screen.ts';
import { keep } from './keeping.ts';
import type { Session } from './session.ts';

export interface Answering {
  module: string;
  run: string;
  in: Setting;
  /** Say nothing about the answer yet. */
  silent?: boolean;
}

/**
 * Question → response → verdict → event on disk → feedback on the screen, in this order: what the learner sees
 * confirmed is safe.
 */
export async function askAndRecord(
  session: Session,
  screen: Screen,
  asking: Asking,
  { module, run, in: setting, silent }: Answering,
): Promise<{ move: 'next' | 'back' | 'quit'; verdict?: Verdict }> {
  const { question } = asking.shown;
  const began = performance.now();
  const response = await screen.ask(asking);
  if (response === 'back' || response === 'quit') return { move: response };
  const sure = await askSure(session, screen, asking, response);
  if (sure === 'quit') return { move: 'quit' };
  const verdict = grade(question, response);
  const { result, score, misconceptions } = verdict;
  await keep(session, screen, {
    kind: 'answer',
    question: reference(module, question.id),
    result,
    score: Math.round(score * 1000) / 1000,
    ms: Math.round(performance.now() - began),
    in: setting,
    run,
    ...(sure !== undefined && { sure }),
    ...(misconceptions.length > 0 && { misconceptions }),
  });
  if (silent) return { move: 'next', verdict };
  const remark = sure && result === 'wrong' ? 'You were sure of it, so it comes back soon.' : undefined;
  const told = {
    feedback: feedback(asking.shown, response, verdict),
    ...(remark !== undefined && { remark }),
  };
  session.told.set(placeOf(run, asking), told);
  const move = await screen.tell({ ...asking, ...told });
  return { move, verdict };
}

/** Whether the learner is sure, where the setting asks for it; there is nothing to be sure of in a skip. */
async function askSure({ settings }: Session, screen: Screen, asking: Asking, response: Response) {
  return settings.confidence === 'on' && response.type !== 'skip' ? screen.sure(asking, response) : undefined;
}

/**
 * Shows an answered question again instead of asking it: with what was said about the answer, or after a new start of the
 * program, which does not keep that, with the right one.
 */
export function reviewAnswer(
  { told }: Session,
  screen: Screen,
  run: string,
  asking: Asking,
): Promise<'next' | 'back' | 'quit'> {
  const verdict: Verdict = { result: 'skipped', score: 0, misconceptions: [] };
  const answer = { feedback: feedback(asking.shown, { type: 'skip' }, verdict) };
  return screen.tell({ ...asking, ...(told.get(placeOf(run, asking)) ?? answer) });
}

/** Tells one asking of a question from all others: a run may ask it twice, under another title or at another place. */
function placeOf(run: string, { title, place, shown }: Asking): string {
  return `${run} ${title} ${place} ${shown.question.id}`;
}
