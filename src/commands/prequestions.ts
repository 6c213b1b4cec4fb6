import { sectionOf } from '../course/model.ts';
import type { Screen } from '../screen/screen.ts';
import { lessonOf, type RunThrough } from './run-through.ts';
import type { Session } from './session.ts';

/**
 * Before a section whose pretest question was answered rightly: offers to skip it, if all pretest questions were right
 * and the learner was sure of each (the setting `confidence` asks). Reading stays the first choice; nothing is forced.
 */
export async function offerToSkip(
  session: Session,
  screen: Screen,
  runThrough: RunThrough,
  slug: string,
): Promise<'read' | 'skip' | 'quit'> {
  const { module } = runThrough;
  const lesson = lessonOf(session, runThrough);
  const pretest = module.questions.filter(({ use }) => use === 'pretest');
  const allKnown =
    pretest.length > 0 &&
    pretest.every(({ id }) => lesson?.scores[id]?.[0] === 1 && lesson.sure.includes(id));
  if (!allKnown || !pretest.some((question) => sectionOf(question) === slug)) return 'read';
  const { title } = module.sections.find((section) => section.slug === slug)!;
  return screen.choose<'read' | 'skip'>({
    title: `${module.title} › ${title}`,
    text: 'You knew the answers before you had read anything, also the one from this section.',
    choices: [
      { label: 'Read it all the same', value: 'read' },
      { label: 'Skip this section', hint: 'its questions still come', value: 'skip' },
    ],
  });
}
