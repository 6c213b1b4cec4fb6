import { z } from 'zod';
import { FIELD_HELP } from './field-help.ts';
import * as schema from './schema.ts';

/** The kinds of files that a course has, by the name of their schema. */
export const FILE_KINDS = {
  course: ['lessons/course.yaml', schema.courseFile],
  module: ['lessons/<module>/module.yaml', schema.moduleFile],
  section: ['the front matter of lessons/<module>/NN-<slug>.md', schema.frontMatter],
  glossary: ['lessons/<module>/glossary.yaml', schema.glossaryFile],
  questions: ['quizzes/<module>.yaml', z.array(schema.question)],
} as const satisfies Record<string, readonly [file: string, schema: z.ZodType]>;

export type FileKind = keyof typeof FILE_KINDS;

/**
 * The JSON Schema of a file kind, for editors. It says all that the schema here says except rules over several fields;
 * `course check` knows those too. Draft 7 is what the YAML language server reads.
 */
export function jsonSchema(kind: FileKind): object {
  const [file, shape] = FILE_KINDS[kind];
  const made = z.toJSONSchema(shape, { target: 'draft-7', io: 'input' });
  // As text and back, because parts that are used twice are one object.
  const { $schema, ...rest } = JSON.parse(JSON.stringify(made));
  explain(rest);
  return { $schema, title: `backend-tutor: ${file}`, ...rest };
}

/** Gives every field, however deep, its sentence. */
function explain(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  const { properties } = part as { properties?: Record<string, { description?: string }> };
  for (const [field, shape] of Object.entries(properties ?? {})) {
    const help = FIELD_HELP[field];
    if (help !== undefined) shape.description = help;
  }
  for (const inner of Object.values(part)) explain(inner);
}
