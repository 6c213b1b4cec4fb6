import type { Section } from '../course/model.ts';
import { outputWidth, themeFor, wantsPlain } from '../screen/open.ts';
import { loadPen } from '../screen/pen.ts';
import type { Environment } from './environment.ts';
import { resolveName } from './names.ts';
import { showText } from './pager.ts';
import { findModule, openSession, screenOptions } from './session.ts';

/** `read`: a section, or all of a module, through the pager on a terminal and plain to a pipe. */
export async function read(
  environment: Environment,
  givenModule: string,
  givenSection?: string,
): Promise<void> {
  const session = await openSession(environment);
  const { options, stdout, env } = environment;
  const module = session.course.module(findModule(session.course, givenModule).id);
  const slugs = module.sections.map(({ slug }) => slug);
  const slug = givenSection === undefined ? undefined : resolveName('section', givenSection, slugs);
  const sections = module.sections.filter((section) => slug === undefined || section.slug === slug);

  const plain = wantsPlain(options.plain, env);
  const theme = themeFor(screenOptions(session));
  const pen = await loadPen(theme, plain ? 'describe' : 'draw');
  const width = outputWidth(stdout, env);
  const text = sections
    .map((section: Section) =>
      [`${theme.title(theme.finish(section.title))}`, '', ...pen.lines(section.text, width)].join('\n'),
    )
    .join('\n\n\n');
  await showText(`${text}\n`, environment);
}
