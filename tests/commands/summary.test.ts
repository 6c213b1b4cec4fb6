import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunThrough } from '../../src/commands/run-through.ts';
import type { Session } from '../../src/commands/session.ts';
import { summaryMenu } from '../../src/commands/summary.ts';
import type { Module } from '../../src/course/model.ts';
import { readCourse } from '../../src/course/read.ts';
import { planLesson } from '../../src/learner/lesson-plan.ts';
import { answerLines } from '../../src/quiz/feedback.ts';
import { loadPen, type Pen } from '../../src/screen/pen.ts';
import { menuProgram } from '../../src/screen/rich/menu.ts';
import type { Menu, Screen } from '../../src/screen/screen.ts';
import { answered, replay, wrong } from '../fixtures/events.ts';
import { choice, module } from '../fixtures/questions.ts';
import { theme, VirtualTerminal } from '../screen/virtual.ts';

const { course } = readCourse(fileURLToPath(new URL('../..', import.meta.url)));

let pen: Pen;
beforeAll(async () => {
  pen = await loadPen(theme, 'draw');
});

/** The summary after all but the first `right` questions of a module were missed, answered with the choice of this label. */
async function summary(of: Module, right: number, label: string, rich = true) {
  const quiz = of.questions.filter(({ use }) => use === 'quiz').map(({ id }) => id);
  const plan = planLesson(of, quiz.slice(0, 12));
  const asked = plan.flatMap((step) => (step.kind === 'question' ? [step.question] : []));
  const state = replay(asked.map((id, n) => answered(`${of.id}/${id}`, n < right ? {} : wrong)));
  let shown: Menu<unknown> | undefined;
  const choose = async (menu: Menu<unknown>) => {
    shown = menu;
    return menu.choices.find((each) => each.label.startsWith(label))!.value;
  };
  const move = await summaryMenu(
    { store: { state } } as Session,
    { rich, choose } as unknown as Screen,
    { module: of, run: 'r1', plan } as RunThrough,
  );
  return { move, menu: shown! };
}

const two = module({
  questions: [
    choice({ id: 'one', prompt: 'Look:\n\n```\nx\n```\n\nWhich is one?' }),
    choice({ id: 'two', section: 'more', prompt: 'Which is two?' }),
  ],
});

describe('the summary after a quiz', () => {
  test('says what was asked and where it is taught, not what is right: it is asked again', async () => {
    const { menu } = await summary(two, 0, 'Answer');
    expect(menu.text).toBe(
      'Quiz: 0 % of the points. **Missed, and worth another look:**\n\n- Look… Which is one? (intro)\n- Which is two? (more)',
    );
    for (const question of two.questions) expect(menu.text).not.toContain(answerLines(question)[0]);
  });

  test('leads to the missed ones, or on without them', async () => {
    expect((await summary(two, 0, 'Answer the 2')).move).toBe('next');
    const { menu, move } = await summary(two, 1, 'Go on without it');
    expect(move).toBe('end');
    expect(menu.choices.map(({ label }) => label)).toEqual([
      'Answer it once more',
      'Read again: more',
      'Go on without it',
    ]);
  });

  test('of plain lines names every missed question', async () => {
    const [first] = course.modules;
    const { menu } = await summary(first!, 0, 'Answer', false);
    expect(menu.text).not.toMatch(/and \d+ more/);
  });

  test.each(course.modules)(
    'of $id shows all choices at once on 80x24, however much was missed',
    async (of) => {
      const terminal = new VirtualTerminal();
      const { menu } = await summary(of, 0, 'Answer');
      terminal.start(menuProgram(menu, theme, pen));
      const screen = (await terminal.screen()).join('\n');
      expect(screen).toContain(`${menu.choices.length}. Go on without them`);
      expect(screen).toMatch(/^ +• and \d+ more$/m);
      expect(screen).not.toContain('▼ more');
    },
  );
});
