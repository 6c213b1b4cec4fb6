/** The place in a lesson. Most of it can be told from the events; the page inside a section cannot. */
export interface Position {
  module: string;
  run: string;
  /** Name of the step in the plan of the run-through. */
  step: string;
  /** Slugs of the sections up to the place, so that the nearest one is found when the course has changed. */
  sections: string[];
  /** Index of the first block on the page, in a section. */
  block?: number;
}

/** A stored position, or undefined when what is stored is none. */
export function readPosition(stored: unknown): Position | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { module, run, step, sections, block } = stored as Partial<Record<keyof Position, unknown>>;
  if (typeof module !== 'string' || typeof run !== 'string' || typeof step !== 'string') return undefined;
  const slugs = Array.isArray(sections) ? sections.filter((each) => typeof each === 'string') : [];
  const page = Number.isInteger(block) && (block as number) > 0 ? { block: block as number } : {};
  return { module, run, step, sections: slugs, ...page };
}
