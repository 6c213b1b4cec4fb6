import { proseOf, sentencesOf, wordsOf } from '../prose.ts';
import { questionsOf, type Rule } from './rule.ts';

/** More words than this outside code are window-dressing. */
const MOST_WORDS = 60;

/** Words with which a task begins. */
const TASKS = new Set(
  `add answer arrange assemble assign build calculate change choose complete compute convert copy correct count decide decode
  describe design determine draw encode enter explain fill find fix give group identify insert label list mark match
  mend name order pair pick place put read remove repair replace say select show sort spell state tell tick translate
  turn type use work write`.split(/\s+/),
);

/** The question itself is asked in the negative, not in a clause about something else. */
const NEGATED_QUESTION = /\b(?:which|what|who|where|when)\b[^,;:?]*?\b(not|except)\b[^,;:?]*\?/iu;
/** A clause inside the question: what is negated after it is the thing asked about, not the asking. */
const CLAUSE =
  /\b(?:that|who|whose|whom|because|if|when|while|although|since|why|whether|says?|shows?|means?|to|but|and|or|instead)\b/iu;

/** Stems: a whole question or a task, positive, without window-dressing (Haladyna, Downing & Rodriguez 2002). */
export const stem: Rule = (modules, say) => {
  for (const { question, place } of questionsOf(modules)) {
    const at = place(['prompt']);
    const prose = proseOf(question.prompt);
    const sentences = sentencesOf(prose);
    if (!sentences.some(asks)) {
      say(
        at,
        `${question.id}: the prompt asks nothing; end it with a question or a task ("Put … in order.")`,
      );
    }
    const negatives = prose.match(/\b(?:NOT|EXCEPT)\b/g) ?? [];
    if (negatives.length > 1) {
      say(at, `${question.id}: the prompt has ${negatives.length} negatives in capitals; keep at most one`);
    }
    const hidden = sentences.map(hiddenNegative).find((word) => word !== undefined);
    if (hidden !== undefined) {
      say(
        at,
        `${question.id}: "${hidden}" turns the question round and is easily overlooked; ask in the positive, or write ${hidden.toUpperCase()}`,
      );
    }
    const words = wordsOf(prose).length;
    if (words > MOST_WORDS) {
      say(
        at,
        `${question.id}: the prompt has ${words} words outside blocks; at most ${MOST_WORDS} leave it clear`,
      );
    }
  }
};

function asks(sentence: string): boolean {
  if (/\?["”’)\]]*$/.test(sentence)) return true;
  // "First decode it, then type the name": the verb of a task begins a sentence or a part of one.
  return sentence.split(/[,;:]\s+(?:then|and)?\s*|\.\.\.\s*/).some((part) => {
    const [first = ''] = wordsOf(part);
    return TASKS.has(first.toLowerCase());
  });
}

function hiddenNegative(sentence: string): string | undefined {
  const [whole, word] = NEGATED_QUESTION.exec(sentence) ?? [];
  if (whole === undefined || word === undefined || word === word.toUpperCase()) return undefined;
  const before = whole.slice(0, whole.toLowerCase().lastIndexOf(word.toLowerCase()));
  return CLAUSE.test(before.replace(/^\S+/, '')) ? undefined : word;
}
