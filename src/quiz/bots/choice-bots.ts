import { statusCode } from './bank.ts';
import * as cues from './cues.ts';
import type { Seen } from './seen.ts';

/** A bot rates every option of a question with one right answer; it takes the best, and equals share. */
export type ChoiceBot = (seen: Seen) => number[];

const most =
  (cue: (text: string) => number): ChoiceBot =>
  ({ options }) =>
    options.map(cue);
const least =
  (cue: (text: string) => number): ChoiceBot =>
  ({ options }) =>
    options.map((text) => -cue(text));
/** Rates places. Where options are shuffled, a place says nothing, and `places.ts` proves that. */
const place =
  (rate: (at: number, count: number) => number): ChoiceBot =>
  ({ options, ordered }) =>
    options.map((_, at) => (ordered ? rate(at, options.length) : 0));
const words = (text: string) => text.split(/\s+/).filter(Boolean).length;

/** Test-wise bots for questions with one right option. They see what a learner sees, and nothing else. */
export const CHOICE_BOTS: Record<string, ChoiceBot> = {
  longest: most(cues.length),
  shortest: least(cues.length),
  'most words': most(words),
  first: place((at) => -at),
  middle: place((at, count) => -Math.abs(at - (count - 1) / 2)),
  last: place((at) => at),
  hedges: most((text) => Math.min(1, cues.hedges(text))),
  'no absolutes': least((text) => Math.min(1, cues.absolutes(text))),
  'word echo': ({ prompt, options }) => {
    const stem = cues.stems(prompt);
    return options.map((text) => cues.shared(cues.stems(text), stem));
  },
  'most similar': ({ options }) => {
    const stems = options.map(cues.stems);
    return stems.map((own, at) =>
      stems.reduce((sum, other, index) => sum + (index === at ? 0 : cues.shared(own, other)), 0),
    );
  },
  'most specific': most(cues.specifics),
  'odd format': ({ options }) => {
    const formats = options.map(cues.format);
    const odd = formats.map((format) => (formats.filter((other) => other === format).length === 1 ? 1 : 0));
    // Only one that stands out against others that are alike is odd.
    return odd.filter(Boolean).length === 1 ? odd : odd.map(() => 0);
  },
  grammar: ({ prompt, options }) => {
    const article = /\b(an?)[\s:…_.]*$/i.exec(prompt.trim())?.[1]?.toLowerCase();
    if (article === undefined) return options.map(() => 0);
    return options.map((text) => (/^\W*[aeiou]/i.test(text) === (article === 'an') ? 1 : 0));
  },
  'opposite pair': ({ options }) =>
    options.map((text, at) =>
      options.some((other, index) => index !== at && opposite(text, other)) ? 1 : 0,
    ),
  'feedback elsewhere': ({ options, elsewhere }) =>
    options.map((text) => (elsewhere && leaked(text, elsewhere.feedback) ? 1 : 0)),
  'usual status code': ({ options, elsewhere }) =>
    options.map((text) => elsewhere?.codes.get(statusCode(text) ?? '') ?? 0),
  'always 200': most((text) => (statusCode(text) === '200' ? 1 : 0)),
  'always 404': most((text) => (statusCode(text) === '404' ? 1 : 0)),
};

/** Whether feedback says an option of three words or more word by word. */
function leaked(option: string, feedback: string): boolean {
  const text = option.toLowerCase().trim().replace(/[.!]$/, '');
  return text.split(/\s+/).length >= 3 && feedback.includes(text);
}

/** Two options that differ in one word only, or by a negation. */
function opposite(a: string, b: string): boolean {
  const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}'-]+/gu) ?? [];
  const bare = (list: string[]) => list.filter((word) => !NEGATION.test(word)).join(' ');
  const [x, y] = [words(a), words(b)];
  if (Math.min(x.length, y.length) < 3) return false;
  if (x.length !== y.length) return bare(x) === bare(y);
  return x.filter((word, at) => word !== y[at]).length === 1;
}

const NEGATION = /^(?:not|no|never|doesn't|isn't|don't)$/;

/** The share of its trust that a bot puts on every option; they add up to 1. */
export function trust(bot: ChoiceBot, seen: Seen): number[] {
  const ratings = bot(seen);
  const best = Math.max(...ratings);
  const count = ratings.filter((rating) => rating === best).length;
  return ratings.map((rating) => (rating === best ? 1 / count : 0));
}
