import { cleanText } from '../course/clean.ts';
import type { CourseSearch } from '../course/search.ts';
import { distance } from '../quiz/typed.ts';
import { canBeRich, outputWidth, themeFor } from '../screen/open.ts';
import { plural, wrap } from '../screen/text.ts';
import type { Environment } from './environment.ts';
import { commandFor, type Finding, placeOf, resolveHits } from './findings.ts';
import { openSession, screenOptions } from './session.ts';

/** More are not shown: a word more finds better than a longer list. */
const MOST = { shown: 12, data: 50, looked: 200 };

/** `search`: sections, terms and explanations in which words occur; one of them can be opened. */
export async function search(environment: Environment, words: string[]): Promise<void> {
  const session = await openSession(environment);
  const { stdout, env, options } = environment;
  const query = words.join(' ');
  const index = await session.course.search();
  const width = outputWidth(stdout, env);
  const hits = index.find(query).slice(0, MOST.looked);
  const all = resolveHits(session.course, hits, Math.max(60, Math.min(160, width * 2)));
  if (options.json) {
    const data = {
      query,
      total: all.length,
      hits: all.slice(0, MOST.data).map((hit) => asData(hit, options.course)),
    };
    stdout.write(`${JSON.stringify(data, null, 2)}\n`);
    return;
  }
  const screen = screenOptions(session);
  const theme = themeFor(screen);
  if (all.length === 0) {
    stdout.write(`${wrap(nothing(query, index), width).map(theme.finish).join('\n')}\n`);
    return;
  }
  const shown = all.slice(0, MOST.shown);
  const more = all.length - shown.length;
  if (canBeRich(screen)) {
    const { browse } = await import('./search-menu.ts');
    await browse(session, query, shown, more);
    return;
  }
  const lines = shown.flatMap((finding, at) => [
    ...wrap(`${finding.title}  (${placeOf(finding)})`, width, `${at + 1}. `, '   '),
    ...wrap(finding.excerpt.text, width, '   '),
    ...wrap(commandFor(finding, options.course), width, '   '),
  ]);
  if (more > 0) lines.push(...wrap(`And ${plural(more, 'more place')}. A word more finds less.`, width));
  stdout.write(`${lines.map(theme.finish).join('\n')}\n`);
}

function nothing(query: string, index: CourseSearch): string {
  const wanted = query.toLowerCase();
  const nearest = index
    .similar(query)
    .map((word) => ({ word, far: distance(wanted, word) }))
    .sort((a, b) => a.far - b.far)[0];
  const found = `Nothing found for "${cleanText(query).replace(/\s+/g, ' ').slice(0, 60)}".`;
  return nearest && nearest.far <= Math.ceil(wanted.length / 3)
    ? `${found} Did you mean "${nearest.word}"?`
    : `${found} Try another word; backend-tutor glossary lists those that the course explains.`;
}

function asData(finding: Finding, course: string | undefined) {
  const { kind, module, title, excerpt, opens } = finding;
  return {
    kind,
    module: module.id,
    moduleTitle: module.title,
    section: 'section' in opens ? opens.section.slug : null,
    title,
    excerpt: excerpt.text,
    marks: excerpt.marks,
    command: commandFor(finding, course),
  };
}
