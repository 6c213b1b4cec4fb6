import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Course, type CourseIndex, type Module, type ModuleSummary, summarise } from './model.ts';
import { replaceFile } from './replace.ts';
import type { CourseSearch } from './search.ts';

/**
 * A *compiled* course is the same data as JSON, so that starting neither parses YAML nor validates again: one small
 * file for the index, one for each module's lists of sections and questions (a line each), one per module. The
 * built-in course is compiled when the package is built, others when first used.
 */
export interface OpenCourse {
  index: CourseIndex;
  /** Loads one module, once. Throws RangeError for an id that the index does not hold. */
  module(id: string): Module;
  /** Loads the full-text index. */
  search(): Promise<CourseSearch>;
}

/** Raised when the format of compiled courses changes, so that old ones are made anew. */
const FORMAT = 4;

const INDEX = '.index.json';
const LISTS = '.lists.jsonl';
const SEARCH = '.search.json';

type Lists = Pick<ModuleSummary, 'sections' | 'questions'>;

interface IndexFile {
  format: number;
  /** What the source files looked like when they were compiled. */
  stamp: string;
  index: Omit<CourseIndex, 'modules'> & { modules: Omit<ModuleSummary, keyof Lists>[] };
}

/**
 * Writes a compiled course into `folder`, the index last, so that a half-written one is never taken for whole.
 * `search` is its full-text index as text; without it, the index is made when it is first needed.
 */
export function writeCompiled(course: Course, folder: string, stamp: string, search?: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const module of course.modules) replaceFile(join(folder, `${module.id}.json`), JSON.stringify(module));
  const lines: string[] = [];
  const modules = course.modules.map((module) => {
    const { sections, questions, ...rest } = summarise(module);
    lines.push(JSON.stringify([module.id, { sections, questions } satisfies Lists]));
    return rest;
  });
  replaceFile(join(folder, LISTS), lines.join('\n'));
  // One that is left of an older version would find what is gone.
  if (search === undefined) rmSync(join(folder, SEARCH), { force: true });
  else replaceFile(join(folder, SEARCH), search);
  const { title, version } = course;
  const file: IndexFile = { format: FORMAT, stamp, index: { title, version, modules } };
  replaceFile(join(folder, INDEX), JSON.stringify(file));
}

/** Opens a compiled course; undefined when there is none or when `stamp` is given and differs. */
export function readCompiled(folder: string, stamp?: string): OpenCourse | undefined {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  let file: IndexFile | null;
  try {
    file = JSON.parse(read(INDEX));
  } catch {
    return undefined;
  }
  if (file?.format !== FORMAT || (stamp !== undefined && file.stamp !== stamp)) return undefined;
  const { title, version, modules } = file.index;
  const listsOf = lazyLists(() => read(LISTS));
  const index = { title, version, modules: modules.map((module) => withLists(module, listsOf)) };
  const load = (id: string): Module => JSON.parse(read(`${id}.json`));
  return openWith(index, load, async () => {
    const { loadSearch, indexCourse } = await import('./search.ts');
    try {
      return loadSearch(read(SEARCH));
    } catch {
      return indexCourse({ title, version, modules: modules.map(({ id }) => load(id)) });
    }
  });
}

/** Opens a course that is in memory. */
export function openInMemory(course: Course): OpenCourse {
  const { title, version, modules } = course;
  return openWith(
    { title, version, modules: modules.map(summarise) },
    (id) => modules.find((each) => each.id === id)!,
    async () => (await import('./search.ts')).indexCourse(course),
  );
}

function openWith(
  index: CourseIndex,
  load: (id: string) => Module,
  search: OpenCourse['search'],
): OpenCourse {
  const loaded = new Map<string, Module>();
  return {
    index,
    module(id) {
      if (!index.modules.some((each) => each.id === id)) throw new RangeError(`no module ${id}`);
      const module = loaded.get(id) ?? load(id);
      loaded.set(id, module);
      return module;
    },
    search,
  };
}

/** A module's summary whose two lists are loaded when first asked for. */
function withLists(module: Omit<ModuleSummary, keyof Lists>, listsOf: (id: string) => Lists): ModuleSummary {
  return {
    ...module,
    get sections() {
      return listsOf(module.id).sections;
    },
    get questions() {
      return listsOf(module.id).questions;
    },
  };
}

/** Reads the file of lists once, and parses of it only the lines that are asked for. */
function lazyLists(read: () => string): (id: string) => Lists {
  let lines: Map<string, string> | undefined;
  const parsed = new Map<string, Lists>();
  return (id) => {
    // Ids are letters, digits and hyphens, so the first string of a line ends at its first quote.
    lines ??= new Map(
      read()
        .split('\n')
        .map((line) => [line.slice(2, line.indexOf('"', 2)), line]),
    );
    const lists = parsed.get(id) ?? (JSON.parse(lines.get(id)!)[1] as Lists);
    parsed.set(id, lists);
    return lists;
  };
}
