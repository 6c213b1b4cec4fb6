import { z } from 'zod';

/** The texts of a lab, `labs/<lab>/lab.yaml`. The built-in ones are read when the package is built. */

const text = z.string().trim().min(1);
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const task = z.strictObject({
  id: slug,
  /** A few words: what to do, in the imperative. */
  title: text.max(60),
  /** What exactly is asked for; Markdown, a few sentences. */
  text,
  /** Id of the module's objective that it practises: its questions come back sooner when the task fails. */
  objective: z.string().regex(/^[A-Z]+[0-9]+[a-z]?$/),
  /** From a nudge to nearly the solution. */
  hints: z.array(text).min(1),
});

const part = z.strictObject({
  /** Markdown, a few lines: where the learner is and what this is about. */
  story: text,
  tasks: z.array(task).min(1),
});

export const labFile = z.strictObject({
  id: slug,
  /** Id of the module that it belongs to. */
  module: slug,
  title: text,
  /** One sentence, for lists. */
  summary: text,
  minutes: z.number().int().min(1).max(240),
  explore: part.optional(),
  build: part.optional(),
});

export type LabText = z.infer<typeof labFile>;
export type LabPart = z.infer<typeof part>;
export type TaskText = z.infer<typeof task>;

/** What lists need to know of a lab. */
export interface LabSummary {
  id: string;
  module: string;
  title: string;
  summary: string;
  minutes: number;
  /** Ids of its tasks; those of the build part begin with `build/`. */
  tasks: string[];
  builds: boolean;
}

export function summarise({ id, module, title, summary, minutes, explore, build }: LabText): LabSummary {
  const tasks = [
    ...(explore?.tasks ?? []).map((each) => each.id),
    ...(build?.tasks ?? []).map((each) => buildTask(each.id)),
  ];
  return { id, module, title, summary, minutes, tasks, builds: build !== undefined };
}

/** The name under which a task of a build part is kept. */
export function buildTask(id: string): string {
  return `build/${id}`;
}
