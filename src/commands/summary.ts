import { type Module, type ModuleSummary, type Question, sectionOf, summarise } from '../course/model.ts';
import { missedIn, quizScore } from '../learner/lesson-plan.ts';
import { openObjectives } from '../learner/passing.ts';
import type { Choice, Screen } from '../screen/screen.ts';
import type { After } from './lesson.ts';
import { missedList } from './missed.ts';
import { lessonOf, type RunThrough } from './run-through.ts';
import type { Session } from './session.ts';

/** Rows of a terminal of 24 for what was missed and the choices below it. */
const ROWS = 17;

/**
 * After the quiz: what was missed and where it is taught; then the missed questions once more, or `end` for who goes on
 * without them. What is right is not told: it is asked again.
 */
export async function summaryMenu(
  session: Session,
  screen: Screen,
  runThrough: RunThrough,
): Promise<'next' | 'end' | 'quit'> {
  const { module, plan } = runThrough;
  const lesson = lessonOf(session, runThrough);
  const missed = missedIn(plan, lesson).map((id) => module.questions.find((question) => question.id === id)!);
  const [again, without] =
    missed.length === 1
      ? ['Answer it once more', 'Go on without it']
      : [`Answer the ${missed.length} missed ones once more`, 'Go on without them'];
  const choices: Choice<'again' | 'end' | { read: string }>[] = [
    { label: again, value: 'again' },
    ...sectionsOf(module, missed).map(({ slug, title }) => ({
      label: `Read again: ${title}`,
      value: { read: slug },
    })),
    { label: without, hint: 'review asks later', value: 'end' },
  ];
  const score = percent(quizScore(plan, lesson));
  // Plain lines are never pushed off a screen.
  const rows = screen.rich ? ROWS - choices.length : Number.POSITIVE_INFINITY;
  const text = [
    `Quiz: ${score} of the points. **Missed, and worth another look:**`,
    '',
    ...missedList(module, missed, rows),
  ].join('\n');
  for (;;) {
    const answer = await screen.choose({
      title: `${module.title} › Summary`,
      text,
      markdown: true,
      choices,
    });
    if (answer === 'quit') return 'quit';
    if (answer === 'again') return 'next';
    if (answer === 'end') return 'end';
    const section = module.sections.find(({ slug }) => slug === answer.read)!;
    const move = await screen.read({ title: `${module.title} › ${section.title}`, text: section.text });
    if (move === 'quit') return 'quit';
  }
}

/** The end of a module: whether it is passed, what is still open, and where to go. */
export async function finalMenu(
  session: Session,
  screen: Screen,
  runThrough: RunThrough,
  next: ModuleSummary | undefined,
): Promise<After> {
  const { module, plan } = runThrough;
  const { store } = session;
  const passed = module.id in store.state.passed;
  const score = percent(quizScore(plan, lessonOf(session, runThrough)));
  const open = openObjectives(store.state, summarise(module));
  const text = passed
    ? [`**Passed.** You can now:`, '', ...module.objectives.map((each) => `- ${each.text}`)]
    : [
        `Quiz: ${score} of the points. A module counts as passed at 80 % with every objective met once.`,
        ...(open.length > 0 ? ['', '**Still open:**', '', ...open.map((each) => `- ${each.text}`)] : []),
      ];
  const { enterLab, labOf } = await import('./lab-menu.ts');
  const lab = labOf(session, module.id);
  const goOn = next ? [choice(`Go on: ${next.title}`, { go: 'module', module: next.id })] : [];
  const practise = lab
    ? [choice(`Do it for real: ${lab.title}`, 'lab', `lab, about ${lab.minutes} min`)]
    : [];
  const quiz = choice('Another quiz on this module', { go: 'quiz', module: module.id });
  const home = choice('Home', { go: 'home' });
  // What is most needed comes first.
  const choices = passed ? [...goOn, ...practise, quiz, home] : [quiz, ...goOn, ...practise, home];
  for (;;) {
    const answer = await screen.choose({
      title: `${module.title} › ${passed ? 'Passed' : 'Done'}`,
      text: text.join('\n'),
      markdown: true,
      choices,
    });
    if (answer === 'quit') return { go: 'quit' };
    if (answer !== 'lab') return answer;
    await enterLab(session, screen, lab!);
  }
}

function choice(label: string, value: After | 'lab', hint?: string): Choice<After | 'lab'> {
  return { label, value, ...(hint !== undefined && { hint }) };
}

/** The sections that teach the given questions, in the module's order. */
export function sectionsOf(module: Module, questions: Question[]) {
  const slugs = new Set(questions.map(sectionOf));
  return module.sections.filter(({ slug }) => slugs.has(slug));
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
