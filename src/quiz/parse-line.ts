import type { TextQuestion } from '../course/model.ts';
import type { Response } from './response.ts';
import type { Shown } from './show.ts';
import { gradeText, parseNumber } from './typed.ts';

/**
 * Reads one line of input as an answer (the grammar of plain mode: `2`, `1 3`, `1,3`, `3 1 2 4`, or the text itself).
 * Returns the response, or a sentence saying what is expected instead.
 */
export function parseLine({ question, places }: Shown, line: string): Response | { expected: string } {
  const count = places.length;
  if (question.type === 'text' || question.type === 'number') {
    if (question.type === 'number' && parseNumber(line) === undefined)
      return { expected: 'Type one number.' };
    if (question.type === 'text' && isCommands(line) && !isForeseen(question, line))
      return { expected: 'Type the answer, or one letter alone: s, b, q or ?.' };
    return { type: 'typed', text: line };
  }
  const numbers = line
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
  const most = question.type === 'match' ? question.categories.length : count;
  const usable = numbers.length > 0 && numbers.every((n) => Number.isInteger(n) && n >= 1 && n <= most);
  const distinct = new Set(numbers).size === numbers.length;
  switch (question.type) {
    case 'choice':
      if (usable && numbers.length === 1) return { type: 'choice', option: places[numbers[0]! - 1]! };
      return { expected: `Type one number from 1 to ${count}.` };
    case 'multi':
      if (usable && distinct) return { type: 'multi', options: numbers.map((n) => places[n - 1]!) };
      return { expected: `Type the numbers of all that apply, for example: 1 3` };
    case 'order':
      if (usable && distinct && numbers.length === count) {
        return { type: 'order', steps: numbers.map((n) => places[n - 1]!) };
      }
      return { expected: `Type all ${count} numbers in order, for example: ${example(count)}` };
    case 'match': {
      if (!usable || numbers.length !== count) {
        return {
          expected: `Type ${count} category numbers, one for each item in turn, for example: ${'1 '.repeat(count).trim()}`,
        };
      }
      const categories: number[] = [];
      numbers.forEach((n, place) => {
        categories[places[place]!] = n - 1;
      });
      return { type: 'match', categories };
    }
  }
}

/** Letters that are commands when each stands alone, in a line that is none, such as `q?`. */
function isCommands(line: string): boolean {
  return /^[bsq]*\?[bsq?]*$/.test(line.trim()) && line.trim() !== '?';
}

function isForeseen(question: TextQuestion, line: string): boolean {
  const { right, foreseen } = gradeText(question, line);
  return right || foreseen !== undefined;
}

function example(count: number): string {
  return Array.from({ length: count }, (_, i) => count - i).join(' ');
}
