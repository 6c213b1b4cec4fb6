import { stripVTControlCharacters } from 'node:util';
import { countWords, type Excerpt } from '../course/excerpt.ts';
import { slugify } from '../course/slug.ts';
import { themeFor } from '../screen/open.ts';
import { loadPen, type Pen } from '../screen/pen.ts';
import type { Screen } from '../screen/screen.ts';
import { plural } from '../screen/text.ts';
import type { Theme } from '../screen/theme.ts';
import { type Finding, placeOf } from './findings.ts';
import { type Session, screenOptions, withScreen } from './session.ts';

/** Lets the learner open one finding after another, each at the place where the words stand. */
export async function browse(
  session: Session,
  query: string,
  findings: Finding[],
  more: number,
): Promise<void> {
  const theme = themeFor(screenOptions(session));
  const menu = {
    title: `Search › ${query}`,
    text:
      more > 0 ? `The best of ${plural(findings.length + more, 'place')}` : plural(findings.length, 'place'),
    choices: findings.map((finding) => ({
      label: finding.title,
      hint: `${placeOf(finding)}: ${marked(finding.excerpt, theme)}`,
      value: finding,
    })),
  };
  await withScreen(session, async (screen) => {
    for (;;) {
      const finding = await screen.choose<Finding>(menu);
      if (finding === 'quit' || (await open(screen, finding, theme)) === 'quit') return;
    }
  });
}

async function open(screen: Screen, { module, opens, title, words }: Finding, theme: Theme) {
  if ('term' in opens) {
    const { definition, source } = opens.term;
    const text = `## ${title}\n\n${definition}\n\nSource: ${source}`;
    return screen.show({ title: `${module.title} › Glossary`, text });
  }
  const { section, heading } = opens;
  const pen = await loadPen(theme, 'draw');
  return screen.read({
    title: `${module.title} › ${section.title}`,
    text: section.text,
    block: blockWith(section.text, words, heading, pen),
  });
}

/** The block under `heading` when there is one, else the first that holds most of the words. */
function blockWith(text: string, words: ReadonlySet<string>, heading: string | undefined, pen: Pen): number {
  const blocks = pen.blocks(text, 80).map(({ heading: isHeading, lines }) => ({
    isHeading,
    text: stripVTControlCharacters(lines.join(' ')),
  }));
  if (heading !== undefined) {
    const under = blocks.findIndex((block) => block.isHeading && slugify(block.text) === heading);
    if (under !== -1) return under;
  }
  const counts = blocks.map((block) => countWords(block.text, words));
  return counts.indexOf(Math.max(...counts));
}

/** An excerpt with its marks: in colour where there is any, else between asterisks. */
function marked({ text, marks }: Excerpt, theme: Theme): string {
  const mark = theme.colored ? theme.key : (word: string) => `*${word}*`;
  let at = 0;
  const parts = marks.map(([from, to]) => {
    const part = text.slice(at, from) + mark(text.slice(from, to));
    at = to;
    return part;
  });
  return parts.join('') + text.slice(at);
}
