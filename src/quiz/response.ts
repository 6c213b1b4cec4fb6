/** What a learner answered. All indexes are places in the course file, not on the screen. */
export type Response =
  | { type: 'choice'; option: number }
  | { type: 'multi'; options: number[] }
  | { type: 'order'; steps: number[] }
  | { type: 'match'; categories: number[] }
  | { type: 'typed'; text: string }
  | { type: 'skip' };
