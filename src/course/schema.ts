import { z } from 'zod';
import { repeated } from './report.ts';

/**
 * The shape of every file of a course. What a shape cannot say (links between files, feedback quality) is in
 * `check/`. Messages speak to the author who reads them next to file, line and column.
 */

/** Modules of a course. */
export const MOST_MODULES = 1000;

/** Several times what anybody reads at once; longer ones can take minutes to be laid out. */
export const LONGEST_TEXT = 5000;

const text = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(LONGEST_TEXT, `must not be longer than ${LONGEST_TEXT} characters`);
const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters and digits, joined by single hyphens');
const id = z.string().regex(/^[A-Z]+[0-9]+[a-z]?$/, 'must be a capital letter and a number, such as O1');
const minutes = z.number().int().min(1).max(600);

export const courseFile = z.strictObject({
  title: text,
  version: text,
  modules: z
    .array(slug)
    .min(1)
    .max(MOST_MODULES)
    .superRefine((modules, context) => {
      for (const index of repeated(modules)) {
        const message = `"${modules[index]}" is named twice`;
        context.addIssue({ code: 'custom', message, path: [index] });
      }
    }),
});

export const moduleFile = z.strictObject({
  id: slug,
  title: text,
  summary: text,
  minutes,
  needs: z.array(slug).default([]),
  objectives: z.array(z.strictObject({ id, text })).min(1),
  facts: z.array(z.strictObject({ id, text, source: text })).default([]),
  misconceptions: z.array(z.strictObject({ id, text, section: slug })).default([]),
  confusable: z.array(z.array(text).min(2)).default([]),
});

export const frontMatter = z.strictObject({
  title: text,
  objectives: z.array(id).default([]),
  minutes,
});

export const glossaryFile = z.strictObject({
  terms: z.array(z.strictObject({ term: text, definition: text, source: text })),
});

/** More than anybody would read; number keys reach nine. */
const MOST_CHOICES = 9;

const option = z.strictObject({
  text,
  why: text,
  correct: z.literal(true).optional(),
  misconception: id.optional(),
});

/** Keys of the program, so a learner could never type them as an answer. */
const KEYS = ['b', 's', 'q', '?'];
const typed = text.refine((answer) => !KEYS.includes(answer.toLowerCase()), {
  error: 'b, s, q and ? are keys of the program and cannot be answers',
});
const foreseen = z.strictObject({
  match: z.union([typed, z.number()]).transform(String),
  why: text,
  misconception: id.optional(),
});

const common = {
  id: slug,
  supersedes: z.array(slug).min(1).optional(),
  use: z.enum(['quiz', 'checkpoint', 'pretest']).default('quiz'),
  section: z
    .string()
    .regex(/^[a-z0-9-]+(#[\p{L}\p{N}-]+)?$/u, 'must be a section slug, or slug#heading-slug'),
  objective: id,
  facts: z.array(id).default([]),
  level: z.enum(['remember', 'understand', 'apply', 'analyse', 'evaluate', 'create']),
  difficulty: z.number().int().min(1).max(5).default(3),
  prompt: text,
  explain: text,
  source: text,
};

const keys = (options: { correct?: true | undefined }[]) => options.filter((each) => each.correct).length;

const choice = z.strictObject({
  ...common,
  type: z.literal('choice'),
  options: z
    .array(option)
    .min(2)
    .max(MOST_CHOICES)
    .refine((options) => keys(options) === 1, {
      error: 'a choice needs exactly one option with correct: true',
    }),
});

const multi = z.strictObject({
  ...common,
  type: z.literal('multi'),
  options: z
    .array(option)
    .min(3)
    .max(MOST_CHOICES)
    .refine((options) => keys(options) >= 1, {
      error: 'a multi needs at least one option with correct: true',
    }),
});

const step = z.union([
  text.transform((each) => ({ text: each })),
  z.strictObject({ text, why: text.optional() }),
]);

const order = z
  .strictObject({
    ...common,
    type: z.literal('order'),
    steps: z.array(step).min(3).max(9),
    any: z.array(z.tuple([z.number().int().min(1), z.number().int().min(1)])).optional(),
  })
  .refine((question) => (question.any ?? []).flat().every((each) => each <= question.steps.length), {
    error: 'any names a step that does not exist',
    path: ['any'],
  });

const match = z
  .strictObject({
    ...common,
    type: z.literal('match'),
    categories: z.array(text).min(2).max(9),
    items: z
      .array(z.strictObject({ text, category: text, why: text }))
      .min(2)
      .max(MOST_CHOICES),
  })
  .superRefine((question, context) => {
    question.items.forEach((item, index) => {
      if (question.categories.includes(item.category)) return;
      context.addIssue({
        code: 'custom',
        message: `"${item.category}" is not one of the categories`,
        path: ['items', index, 'category'],
      });
    });
  });

const textQuestion = z.strictObject({
  ...common,
  type: z.literal('text'),
  accept: z.array(z.union([typed, z.number().transform(String)])).min(1),
  exact: z.boolean().optional(),
  wrong: z.array(foreseen).optional(),
});

const number = z.strictObject({
  ...common,
  type: z.literal('number'),
  answer: z.number(),
  unit: text.optional(),
  tolerance: z.number().nonnegative().optional(),
  wrong: z.array(foreseen).optional(),
});

export const question = z.discriminatedUnion('type', [choice, multi, order, match, textQuestion, number]);
