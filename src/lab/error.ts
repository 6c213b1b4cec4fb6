/** Something about a lab that the learner can mend; its message is one plain sentence. */
export class LabError extends Error {
  override name = 'LabError';
  /** What the program ends with when nobody handles it. */
  readonly exitCode = 1;
}
