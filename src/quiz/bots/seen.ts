import type { Question } from '../../course/model.ts';
import type { Random } from '../random.ts';
import { answerTexts, isOrdered, show } from '../show.ts';
import type { Elsewhere } from './bank.ts';

/** What a learner sees of a question with options: never the key, never the feedback. */
export interface Seen {
  prompt: string;
  /** In the order shown. */
  options: string[];
  /** Whether the options stand in an order of their own (numbers), so that places may say something. */
  ordered: boolean;
  /** What the other questions have told already. */
  elsewhere?: Elsewhere;
}

/** A question as a bot sees it, with the way back from shown places to places in the file. */
export function see(question: Question, random: Random): { seen: Seen; places: number[] } {
  const { places } = show(question, random);
  const texts = answerTexts(question);
  const options = places.map((place) => texts[place]!);
  return { seen: { prompt: question.prompt, options, ordered: isOrdered(question) }, places };
}
