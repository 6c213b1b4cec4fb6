import type { z } from 'zod';
import { cleanText } from './clean.ts';
import { CourseFiles } from './files.ts';
import type { Course, Module, Question, Section, Term } from './model.ts';
import { CourseError, type Problem } from './problem.ts';
import * as schema from './schema.ts';
import { type Path, parseYaml, type YamlFile } from './yaml.ts';

/** Where a value of the course came from, for problems found later. */
export type Locate = (path: Path) => { line: number; column: number };

export interface ReadModule {
  module: Module;
  /** Places in module.yaml, in glossary.yaml and in the question bank (paths start with the list index). */
  locate: { module: Locate; glossary: Locate; questions: Locate };
  /** By slug: the section's file, how many lines of front matter stand before its text, and places in these. */
  files: Map<string, { file: string; lines: number; locate: Locate }>;
}

export interface ReadCourse {
  course: Course;
  modules: ReadModule[];
  /** Every problem of every file; when it is not empty, `course` holds only what could be read. */
  problems: Problem[];
}

/**
 * Reads a course folder, and tells the share of its modules that has been read, from 0 to 1. Throws CourseError when
 * there is no course at all.
 */
export function readCourse(dir: string, onProgress: (share: number) => void = () => {}): ReadCourse {
  let files: CourseFiles;
  try {
    files = new CourseFiles(dir);
  } catch {
    throw new CourseError(`There is no course folder at ${dir}.`);
  }
  const head = readYaml(files, 'lessons/course.yaml', schema.courseFile);
  if (!head) {
    throw new CourseError(`${dir} holds no usable course.`, files.problems);
  }
  const modules = head.data.modules
    .map((id, index, ids) => {
      onProgress(index / ids.length);
      return readModule(files, id);
    })
    .filter((module) => module !== undefined);
  const { title, version } = head.data;
  return {
    course: { title, version, modules: modules.map(({ module }) => module) },
    modules,
    problems: files.problems,
  };
}

function readModule(files: CourseFiles, id: string): ReadModule | undefined {
  const path = `lessons/${id}/module.yaml`;
  const head = readYaml(files, path, schema.moduleFile);
  const glossary = readYaml(files, `lessons/${id}/glossary.yaml`, schema.glossaryFile);
  const bank = readBank(files, `quizzes/${id}.yaml`);
  const sections = readSections(files, id);
  if (!head) return undefined;
  if (head.data.id !== id) {
    files.problems.push({
      file: path,
      ...head.locate(['id']),
      message: `The id is "${head.data.id}" but the folder is called "${id}". Give both the same name.`,
    });
  }
  return {
    module: {
      ...(head.data as Pick<Module, 'facts' | 'misconceptions' | 'objectives'> & typeof head.data),
      id,
      glossary: (glossary?.data.terms ?? []) as Term[],
      sections: sections.map(({ section }) => section),
      questions: bank.questions,
    } as Module,
    locate: {
      module: head.locate,
      glossary: glossary?.locate ?? (() => ({ line: 1, column: 1 })),
      questions: bank.locate,
    },
    files: new Map(sections.map(({ section, ...rest }) => [section.slug, rest])),
  };
}

function readSections(
  files: CourseFiles,
  module: string,
): { section: Section; file: string; lines: number; locate: Locate }[] {
  const names = files.list(`lessons/${module}`).filter((name) => name.endsWith('.md'));
  return names.flatMap((name) => {
    const file = `lessons/${module}/${name}`;
    const slug = /^[0-9]+-([a-z0-9-]+)\.md$/.exec(name)?.[1];
    if (!slug) {
      files.problems.push({
        // A name is from a stranger too, and a line break in it would forge another problem.
        file: cleanText(file).replace(/\n/g, ' '),
        line: 1,
        column: 1,
        message: 'Name the file NN-slug.md, such as 01-cookies.md.',
      });
      return [];
    }
    const text = files.read(file);
    if (text === undefined) return [];
    const parts = /^\ufeff?---\r?\n([\s\S]*?)\r?\n---\r?\n?([\s\S]*)$/.exec(text);
    if (!parts) {
      files.problems.push({
        file,
        line: 1,
        column: 1,
        message:
          'Begin the section with front matter: a line ---, title, objectives and minutes, a line ---.',
      });
      return [];
    }
    const front = validate(files, file, parts[1]!, schema.frontMatter, 1);
    if (!front) return [];
    const lines = parts[1]!.split('\n').length + 2;
    const long = longPart(parts[2]!);
    if (long !== undefined) {
      const message = `More than ${schema.LONGEST_TEXT} characters without an empty line. Break them up.`;
      files.problems.push({ file, line: lines + long, column: 1, message });
      return [];
    }
    const section = { slug, ...front.data, text: cleanText(parts[2]!) };
    return [{ section, file, lines, locate: front.locate }];
  });
}

/** Line (from 1) at which a stretch without empty lines begins that is too long to be laid out in time. */
function longPart(markdown: string): number | undefined {
  let [begin, length] = [1, 0];
  for (const [index, line] of markdown.split('\n').entries()) {
    if (line.trim() === '') [begin, length] = [index + 2, 0];
    else length += line.length + 1;
    if (length > schema.LONGEST_TEXT) return begin;
  }
  return undefined;
}

/** Reads a question bank, leaving out (with a problem each) the questions that do not fit the schema. */
function readBank(files: CourseFiles, file: string): { questions: Question[]; locate: Locate } {
  const text = files.read(file);
  const none = { questions: [], locate: () => ({ line: 1, column: 1 }) };
  if (text === undefined) return none;
  const { yaml, problems } = parseYaml(text, file);
  files.problems.push(...problems);
  if (problems.length > 0) return none;
  if (!Array.isArray(yaml.data)) {
    files.problems.push({
      file,
      line: 1,
      column: 1,
      message: 'A question bank is a YAML list of questions.',
    });
    return none;
  }
  const places: number[] = [];
  const questions = yaml.data.flatMap((raw, index) => {
    const parsed = schema.question.safeParse(raw);
    if (parsed.success) {
      places.push(index);
      return [parsed.data as Question];
    }
    files.problems.push(...schemaProblems(parsed.error, file, yaml, [index]));
    return [];
  });
  const locate: Locate = ([index, ...rest]) => yaml.locate([places[Number(index)] ?? 0, ...rest]);
  return { questions, locate };
}

function readYaml<S extends z.ZodType>(files: CourseFiles, file: string, shape: S) {
  const text = files.read(file);
  return text === undefined ? undefined : validate(files, file, text, shape);
}

function validate<S extends z.ZodType>(files: CourseFiles, file: string, text: string, shape: S, offset = 0) {
  const { yaml, problems } = parseYaml(text, file, offset);
  files.problems.push(...problems);
  if (problems.length > 0) return undefined;
  const parsed = shape.safeParse(yaml.data);
  if (parsed.success) return { data: parsed.data, locate: yaml.locate as Locate };
  files.problems.push(...schemaProblems(parsed.error, file, yaml, []));
  return undefined;
}

function schemaProblems(error: z.ZodError, file: string, yaml: YamlFile, base: Path): Problem[] {
  return error.issues.map((issue) => {
    const field = issue.path.join('.');
    const message = issue.code === 'custom' ? capitalise(issue.message) : plainIssue(issue);
    return {
      file,
      ...yaml.locate([...base, ...issue.path]),
      message: cleanText(`${field ? `${field}: ` : ''}${message}. The format is in docs/authoring.md.`),
    };
  });
}

function plainIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `there is no field called ${issue.keys.slice(0, 5).join(', ').slice(0, 200)}`;
  }
  if (issue.code === 'invalid_union' && 'note' in issue && issue.note === 'No matching discriminator') {
    return 'the type must be choice, multi, order, match, text or number';
  }
  return issue.message.replace(/^Invalid input: /, '').replace(/\.$/, '');
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
