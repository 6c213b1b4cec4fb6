import type { Module } from '../course/model.ts';
import type { Setting } from '../learner/event.ts';
import type { Shown } from '../quiz/show.ts';
import type { Screen } from '../screen/screen.ts';
import { askAndRecord, reviewAnswer } from './answering.ts';
import type { Session } from './session.ts';

/** A question in a round, and how its first answer fared. */
export interface Asked {
  module: Module;
  shown: Shown;
  /** From 0 to 1, once answered. */
  score?: number;
}

export interface RoundOptions {
  /** What the round is called: `Quiz`, `Exam`, `Review`. */
  name: string;
  run: string;
  in: Setting;
  /** What is asked was asked a moment ago; said beside the place, where even a narrow terminal shows it. */
  again?: boolean;
  /** No feedback until the end; answers are final, so there is nothing to go back to. */
  silent?: boolean;
}

/** Asks one question after another, writing down every answer. Going back shows answered ones with their answers. */
export async function askRound(
  session: Session,
  screen: Screen,
  asked: Asked[],
  { name, run, in: setting, again = false, silent = false }: RoundOptions,
): Promise<'done' | 'quit'> {
  for (let index = 0; index < asked.length; ) {
    const item = asked[index]!;
    const place = `${again ? 'again ' : ''}${index + 1}/${asked.length}`;
    const heading = { title: `${item.module.title} › ${name}`, place };
    const asking = { ...heading, shown: item.shown };
    if (item.score !== undefined) {
      const move = silent ? 'next' : await reviewAnswer(session, screen, run, asking);
      if (move === 'quit') return 'quit';
      index = Math.max(0, index + (move === 'next' ? 1 : -1));
      continue;
    }
    const answering = { module: item.module.id, run, in: setting, silent };
    const { move, verdict } = await askAndRecord(session, screen, asking, answering);
    if (verdict) item.score = verdict.score;
    if (move === 'quit') return 'quit';
    if (move === 'next') index++;
    else if (!silent) index = Math.max(0, index - 1);
  }
  return 'done';
}
