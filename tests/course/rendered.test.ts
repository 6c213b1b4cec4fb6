import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { splitFences } from '../../src/course/fences.ts';
import { readCourse } from '../../src/course/read.ts';
import { cellWidth } from '../../src/course/width.ts';
import { feedback } from '../../src/quiz/feedback.ts';
import { seeded } from '../../src/quiz/random.ts';
import { show } from '../../src/quiz/show.ts';
import { loadPen, type Pen } from '../../src/screen/pen.ts';
import { questionLines } from '../../src/screen/plain/question.ts';
import { choiceProgram } from '../../src/screen/rich/choice.ts';
import { matchProgram } from '../../src/screen/rich/match.ts';
import { orderProgram } from '../../src/screen/rich/order.ts';
import { typedProgram } from '../../src/screen/rich/typed.ts';
import { createTheme } from '../../src/screen/theme.ts';
import { feedbackLines, otherLines } from '../../src/screen/view/feedback.ts';
import { textWidth } from '../../src/screen/view/frame.ts';

const { course } = readCourse(fileURLToPath(new URL('../..', import.meta.url)));
const WIDTHS = [40, 60, 80, 120];
/** Markdown that should have become something else: emphasis, code marks, headings, links, table rules. */
const MARKS = /\*\*|`|^#{1,6} |\]\(|^[\s|:-]*\|[\s|:-]*-{3,}[\s|:-]*$/m;

let colored: Pen;
let plain: Pen;
beforeAll(async () => {
  colored = await loadPen(createTheme({ colors: 1, unicode: true }), 'draw');
  plain = await loadPen(createTheme({ colors: 0, unicode: false }), 'draw');
});

function expectFits(lines: string[], width: number, where: string): void {
  const wide = lines.filter((line) => cellWidth(line) > width);
  expect(wide, `${where} at ${width} columns`).toEqual([]);
}

describe.each(course.modules)('module $id on the screen', (module) => {
  test.each(WIDTHS)('every section fits %i columns without Markdown marks', (columns) => {
    const width = textWidth({ columns, rows: 24 });
    for (const { slug, text } of module.sections) {
      for (const pen of [colored, plain]) {
        expectFits(pen.lines(text, width), width, slug);
        const prose = pen.lines(splitFences(text).prose.join('\n'), width).join('\n');
        expect(prose, slug).not.toMatch(MARKS);
      }
    }
  });

  test.each(WIDTHS)(
    'every question, its answers and its feedback fit %i columns without Markdown marks',
    (columns) => {
      const size = { columns, rows: 24 };
      const width = textWidth(size);
      for (const question of module.questions) {
        const shown = show(question, seeded(question.id));
        const asking = { title: module.title, place: '1/10', shown };
        const told = feedback(shown, { type: 'skip' }, { result: 'skipped', score: 0, misconceptions: [] });
        const body =
          question.type === 'order'
            ? frameOf(orderProgram(asking, colored), size)
            : question.type === 'match'
              ? frameOf(matchProgram(asking, colored), size)
              : question.type === 'text' || question.type === 'number'
                ? frameOf(typedProgram(asking, colored), size)
                : frameOf(choiceProgram(asking, colored), size);
        const said = [
          ...feedbackLines(question, told, width, plain),
          ...otherLines(told.others, width, plain),
        ];
        expectFits([...body, ...said, ...questionLines(asking, width, plain)], width, question.id);
        const withoutCode = { ...question, prompt: splitFences(question.prompt).prose.join('\n') };
        const lines = questionLines({ ...asking, shown: { ...shown, question: withoutCode } }, width, plain);
        expect([...lines, ...said].join('\n'), question.id).not.toMatch(MARKS);
      }
    },
  );

  test('the ASCII twin of every section holds nothing but ASCII and letters', () => {
    for (const { slug, text } of module.sections) {
      const odd =
        plain
          .lines(text, 78)
          .join('\n')
          .match(/[^\p{ASCII}\p{L}\p{M}°€£µ×÷½]/gu) ?? [];
      expect([...new Set(odd)], slug).toEqual([]);
    }
  });
});

/** The body of a program's first screen. */
function frameOf<S>(
  program: { start: S; view(state: S, size: { columns: number; rows: number }): { body: string[] } },
  size: { columns: number; rows: number },
): string[] {
  return program.view(program.start, size).body;
}
