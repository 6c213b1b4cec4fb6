import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkCourse } from '../course/check.ts';
import { cleanText } from '../course/clean.ts';
import { type Change, compareCourses } from '../course/compare.ts';
import { formatProblem } from '../course/problem.ts';
import { readCourse } from '../course/read.ts';
import { outputWidth } from '../screen/open.ts';
import { plural, wrap } from '../screen/text.ts';
import { courseStats, statsLines } from './course-stats.ts';
import type { Environment } from './environment.ts';

export interface CheckFlags {
  /** An older version of the course, to compare with. */
  against?: string;
  /** Also print advice, which never changes the exit code. */
  advice?: boolean;
  /** Also print the figures of the question bank. */
  stats?: boolean;
}

/** `course check`: prints every problem of a course; 2 when there is an error, else 0. */
export function courseCheck(
  { options, stdout, env, packageDir }: Environment,
  dir: string | undefined,
  { against, advice = false, stats = false }: CheckFlags,
): number {
  const folder = dir ?? options.course ?? fileURLToPath(packageDir);
  const wordLists = advice ? readWordLists(new URL('words/', packageDir)) : [];
  const { problems, ...counts } = checkCourse(folder, { advice, wordLists });
  const changes =
    against === undefined ? [] : compareCourses(readCourse(against).course, readCourse(folder).course);
  const figures = stats ? courseStats(readCourse(folder).course) : undefined;
  const hints = problems.filter(({ severity }) => severity === 'advice').length;
  const found = problems.length - hints + changes.length;
  if (options.json) {
    const data = {
      course: folder,
      ...counts,
      problems,
      ...(against !== undefined && { changes }),
      ...(figures && { stats: figures }),
    };
    stdout.write(`${JSON.stringify(data, null, 2)}\n`);
    return found > 0 ? 2 : 0;
  }
  const size = [
    plural(counts.modules, 'module'),
    plural(counts.sections, 'section'),
    plural(counts.questions, 'question'),
  ].join(', ');
  const lines = [
    ...problems.map(formatProblem),
    ...changes.map(formatChange),
    ...(figures ? statsLines(figures).flatMap((line) => indented(line, outputWidth(stdout, env))) : []),
    ...(found + hints > 0 || figures ? [''] : []),
    found > 0 ? `${plural(found, 'problem')} in ${size}.` : `No problem in ${size}.`,
    ...(hints > 0 ? [`${plural(hints, 'piece')} of advice.`] : []),
  ];
  stdout.write(`${lines.map(cleanText).join('\n')}\n`);
  return found > 0 ? 2 : 0;
}

/** The texts of the package's word lists; none when the folder is not there. */
function readWordLists(folder: URL): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
    return names.map((name) => readFileSync(new URL(name, folder), 'utf8'));
  } catch {
    return [];
  }
}

/** A line wrapped, its continuations deeper than itself. */
function indented(line: string, width: number): string[] {
  const margin = /^ */.exec(line)![0];
  return wrap(line.trimStart(), width, margin, `${margin}    `);
}

function formatChange({ question, message }: Change): string {
  return `${question}  ${message}`;
}
