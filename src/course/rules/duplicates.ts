import { splitFences } from '../fences.ts';
import { reference } from '../model.ts';
import { comparableWords, runsOf } from '../prose.ts';
import { type Asked, questionsOf, type Rule } from './rule.ts';

/** Shingles are runs of this many words (Broder 1997, "On the resemblance and containment of documents"). */
const SHINGLE = 5;
const LOOK = 0.45;
const SAME = 0.6;
/** A shingle that so many stems hold is a set phrase and is not counted from there on; it would cost the square. */
const SET_PHRASE = 200;

/** Two questions whose stems are nearly the same ask one thing twice. Compares all questions of the course. */
export const duplicates: Rule = (modules, say) => {
  const stems = questionsOf(modules).map((asked) => ({ asked, ...stemOf(asked) }));
  const holders = new Map<string, number[]>();
  stems.forEach(({ shingles }, index) => {
    const shared = new Map<number, number>();
    for (const shingle of shingles) {
      const others = holders.get(shingle) ?? [];
      if (others.length >= SET_PHRASE) continue;
      for (const other of others) shared.set(other, (shared.get(other) ?? 0) + 1);
      others.push(index);
      holders.set(shingle, others);
    }
    for (const [other, common] of shared) {
      const { asked, shingles: theirs, block } = stems[other]!;
      const own = stems[index]!.asked;
      // That an id is used twice is said elsewhere.
      if (asked.read === own.read && asked.question.id === own.question.id) continue;
      const likeness = common / (shingles.size + theirs.size - common);
      // The same words about another request or table can be another question: then the author decides.
      const differs = block !== stems[index]!.block;
      if (likeness < (differs ? SAME : LOOK)) continue;
      const name = reference(asked.read.module.id, asked.question.id);
      const { question, place } = own;
      const percent = Math.round(100 * likeness);
      const message = `${question.id}: the prompt is ${percent} % the same as that of ${name}; ask another thing, or drop one`;
      say(
        place(['prompt']),
        message,
        likeness >= SAME && !differs && sameAnswers(asked, own) ? 'error' : 'advice',
      );
    }
  });
};

function stemOf({ question }: Asked): { shingles: Set<string>; block: string } {
  const { fences, prose } = splitFences(question.prompt);
  const words = comparableWords(prose.join(' '));
  const runs = runsOf(words, SHINGLE);
  return {
    shingles: new Set(runs.length > 0 ? runs : [words.join(' ')]),
    block: fences.map(({ lines }) => lines.join('\n')).join('\n'),
  };
}

/** Whether two questions offer the same answers, whatever the order. */
function sameAnswers(a: Asked, b: Asked): boolean {
  return answers(a) === answers(b);
}

function answers({ question }: Asked): string {
  if (question.type === 'choice' || question.type === 'multi')
    return question.options
      .map(({ text }) => text)
      .sort()
      .join('\n');
  if (question.type === 'order')
    return question.steps
      .map(({ text }) => text)
      .sort()
      .join('\n');
  if (question.type === 'match')
    return question.items
      .map(({ text }) => text)
      .sort()
      .join('\n');
  return question.type === 'text' ? [...question.accept].sort().join('\n') : String(question.answer);
}
