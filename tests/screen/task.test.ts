import { beforeAll, describe, expect, test } from 'vitest';
import type { Question } from '../../src/course/model.ts';
import { loadPen, type Pen } from '../../src/screen/pen.ts';
import { questionLines } from '../../src/screen/plain/question.ts';
import { choiceProgram } from '../../src/screen/rich/choice.ts';
import { orderProgram } from '../../src/screen/rich/order.ts';
import { multi, order } from '../fixtures/questions.ts';
import { KEYS, theme, VirtualTerminal } from './virtual.ts';

let pen: Pen;
beforeAll(async () => {
  pen = await loadPen(theme, 'draw');
});

const asking = (question: Question) => ({ title: 'M', shown: { question, places: [0, 1, 2, 3] } });
const plain = (question: Question) => questionLines(asking(question), 100, pen).join('\n');

describe('the task of a question', () => {
  test('to choose all that apply is told once', async () => {
    const told = multi({ prompt: 'Which ones?\nChoose all that apply.' });
    for (const question of [told, multi()]) {
      const terminal = new VirtualTerminal();
      terminal.start(choiceProgram(asking(question), pen));
      expect((await terminal.body()).join('\n').match(/Choose all that apply/g)).toHaveLength(1);
      expect(plain(question).match(/Choose all that apply/g)).toHaveLength(1);
      expect(plain(question)).toMatch(/ype their numbers, such as 1 3\./);
    }
  });

  test('to put in order is told once, and then how', async () => {
    const told = order({ prompt: 'A leaf becomes tea. Put the events into order.' });
    for (const question of [told, order()]) {
      const terminal = new VirtualTerminal();
      terminal.start(orderProgram(asking(question), pen));
      const before = await terminal.body();
      expect(before.join('\n').match(/in(to)? order\./g)).toHaveLength(1);
      expect(plain(question).match(/in(to)? order/g)).toHaveLength(1);
      expect(plain(question)).toMatch(/ype all 4 numbers, first to last\./);
      await terminal.press(KEYS.space);
      expect(await terminal.body()).toHaveLength(before.length);
    }
  });
});
