import type { Stage } from '../../src/lab/lab.ts';

const LETTERS = 'bcdfghjkmnpqrstvwxz23456789';

/** A name that is another one for each learner: `m-x7kq`. */
export function name(stage: Stage, prefix: string): string {
  const letter = () => LETTERS[Math.floor(stage.random() * LETTERS.length)];
  return `${prefix}-${letter()}${letter()}${letter()}${letter()}`;
}
