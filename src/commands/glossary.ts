import type { Term } from '../course/model.ts';
import { foldWord, wordsOf } from '../course/words.ts';
import { outputWidth, themeFor } from '../screen/open.ts';
import { loadPen } from '../screen/pen.ts';
import { wrap } from '../screen/text.ts';
import type { Environment } from './environment.ts';
import { resolveName } from './names.ts';
import { showText } from './pager.ts';
import { openSession, type Session, screenOptions } from './session.ts';

interface Entry extends Term {
  /** Title of the module that defines it. */
  module: string;
}

/** `glossary`: all words that the course explains, or those that begin with what is given. */
export async function glossary(environment: Environment, words: string[]): Promise<void> {
  const { stdout, env } = environment;
  const session = await openSession(environment);
  const entries = allEntries(session);
  const wanted = words.join(' ');
  const found = words.length === 0 ? entries : entriesFor(wanted, entries);
  const theme = themeFor(screenOptions(session));
  const pen = await loadPen(theme, 'draw');
  const width = outputWidth(stdout, env);
  const lines = found.flatMap(({ term, definition, source, module }) => [
    ...wrap(`${theme.strong(term)}  ${theme.faint(`(${module})`)}`, width),
    ...wrap(pen.inline(definition), width, '  '),
    ...wrap(theme.faint(`Source: ${source}`), width, '  '),
  ]);
  const text = `${lines.map(theme.finish).join('\n')}\n`;
  if (words.length === 0) await showText(text, environment);
  else stdout.write(text);
}

function allEntries({ course }: Session): Entry[] {
  return course.index.modules
    .flatMap(({ id, title }) => course.module(id).glossary.map((term) => ({ ...term, module: title })))
    .sort((a, b) => foldWord(a.term).localeCompare(foldWord(b.term)));
}

/**
 * The term itself, wherever it is defined; else all that begin so; else all in which a word begins so. Throws a
 * UserError when there is none.
 */
function entriesFor(wanted: string, entries: Entry[]): Entry[] {
  const folded = foldWord(wanted);
  const ways = [
    (term: string) => foldWord(term) === folded,
    (term: string) => foldWord(term).startsWith(folded),
    (term: string) => wordsOf(term).some((word) => word.folded.startsWith(folded)),
  ];
  for (const holds of ways) {
    const found = entries.filter(({ term }) => holds(term));
    if (found.length > 0) return found;
  }
  const names = [...new Set(entries.map(({ term }) => term.toLowerCase()))];
  resolveName('term', wanted, names);
  return [];
}
