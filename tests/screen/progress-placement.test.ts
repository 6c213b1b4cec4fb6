import { beforeAll, describe, expect, test } from 'vitest';
import type { ModuleProgress, Progress } from '../../src/learner/progress.ts';
import { loadPen, type Pen } from '../../src/screen/pen.ts';
import { progressPages } from '../../src/screen/view/progress/page.ts';
import { progressSentences } from '../../src/screen/view/progress/sentences.ts';
import { moduleProgress, someProgress } from '../fixtures/progress.ts';
import { theme } from './virtual.ts';

let pen: Pen;
beforeAll(async () => {
  pen = await loadPen(theme, 'draw');
});

const pages = (progress: Progress, columns: number, rows: number) =>
  progressPages(progress, { columns, rows }, pen);
const sentences = (progress: Progress) => progressSentences(progress, (text) => pen.inline(text));

describe('after a placement', () => {
  const marked = (count: number, rest: number, begun = 0) =>
    someProgress({
      modules: Array.from({ length: count + rest + begun }, (_, n) =>
        moduleProgress({
          id: `module-${n}`,
          title: `Module ${n}`,
          ...(n >= begun && { state: 'new' as const, met: 0, recall: null, mastery: 0, minutes: 0, due: 0 }),
          ...(n >= begun && n < begun + count && { probablyKnown: true as const }),
        }),
      ),
    });
  const sizes = [
    [80, 24],
    [40, 12],
  ] as const;

  test.each(sizes)(
    'modules that it marked are probably known, not new, and nothing has no head: %d×%d',
    (columns, rows) => {
      const text = pages(marked(16, 0), columns, rows).flat().join('\n');
      expect(text).toContain('16 modules probably known');
      expect(text).not.toMatch(/not begun|remembered|not asked/);
      expect(pages(marked(12, 4), columns, rows).flat().join('\n')).toContain(
        '12 modules probably known, 4 not begun',
      );
      expect(
        pages(marked(1, 1, 1), columns, rows)
          .flat()
          .join('\n'),
      ).toContain('1 module probably known, 1 not begun');
    },
  );

  test('those that a review has asked about are still among them, as home and list count', () => {
    const { modules } = marked(12, 0, 4);
    const reviewed = someProgress({
      modules: modules.map((module) => ({ ...module, probablyKnown: true as const })),
    });
    expect(pages(reviewed, 80, 24).flat().join('\n')).toContain('16 modules probably known');
    expect(sentences(reviewed)).toContain('12 other modules are probably known.');
  });

  test('that is told in sentences too', () => {
    expect(sentences(marked(16, 0))).toContain('16 modules are probably known.');
    expect(sentences(marked(12, 1, 3))).toContain('12 other modules are probably known, 1 is not begun.');
  });

  test.each(sizes)(
    'one question of 53 that was asked is seen in the bar, whose head says what the rest counts as: %d×%d',
    (columns, rows) => {
      const one = { questions: 53, met: 1, recall: 0.77, mastery: 0.015 };
      const bar = (change: Partial<ModuleProgress>) => {
        const lines = pages(someProgress({ modules: [moduleProgress(change)] }), columns, rows).flat();
        expect(lines).toContainEqual(expect.stringMatching(/or tomorrow; not asked is 0 %/));
        return /[█▒░]{8,}/.exec(lines.join('\n'))![0];
      };
      expect(bar(one)).toMatch(/^█░+$/);
      expect(bar({ ...one, recall: 0.3, mastery: 0.006 })).toMatch(/^▒░+$/);
      expect(bar({ ...one, met: 53, mastery: 0.77 })).toMatch(/^█+▒+$/);
    },
  );
});
