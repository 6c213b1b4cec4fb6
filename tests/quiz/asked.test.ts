import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { proseOf } from '../../src/course/prose.ts';
import { readCourse } from '../../src/course/read.ts';
import { askedIn } from '../../src/quiz/asked.ts';

describe('what a prompt asks', () => {
  test('is its last question, not the first paragraph before a block', () => {
    const prompt =
      'Its server is set up with this line:\n\n```nginx\nssl_protocols TLSv1.3; # why?\n```\n\nIs it right? Which version of TLS do its visitors get, and from which library does it come?';
    expect(askedIn(prompt)).toBe(
      'Is it right? Which version of TLS do its visitors get, and from which library does it come?',
    );
  });

  test('is told with the beginning of the prompt where it says little by itself', () => {
    const prompt =
      'Mina starts a second copy. Requests go to either.\n```js\nmap.get(id)\n```\nWhat is the cause?';
    expect(askedIn(prompt)).toBe('Mina starts a second copy… What is the cause?');
    expect(askedIn('A browser gets this from `a.test`:\n\n~~~\nHTTP\n~~~\n\nChoose all that apply.')).toBe(
      'A browser gets this from `a.test`… Choose all that apply.',
    );
  });

  test('is the first paragraph where nothing is asked', () => {
    expect(askedIn('A version is on its way\nto Mina. Put the steps in order.')).toBe(
      'A version is on its way to Mina. Put the steps in order.',
    );
  });

  test('is not parted inside of code', () => {
    expect(askedIn('`a?b=1. Then` is sent. `GET` or `POST *`: which is it? Choose all that apply.')).toBe(
      '`a?b=1. Then` is sent. `GET` or `POST *`: which is it?',
    );
  });

  test.each([
    '`'.repeat(4_999),
    `${'`'.repeat(2_500)}\n${'x\n'.repeat(1_200)}`,
    '~'.repeat(4_999),
    // Not the beginning of a block, as it does not begin a line.
    `x ${'`'.repeat(4_990)}`,
    `${'字'.repeat(4_000)}？`,
    `**${'strong '.repeat(400)}`,
    'Is 𝐂5𝐂 a word?',
  ])('is a line or two whatever the prompt, and soon found: %j', { timeout: 5_000 }, (prompt) => {
    const asked = askedIn(prompt);
    expect([...asked].length).toBeLessThan(115);
    expect(asked).not.toContain('undefined');
    expect(asked.split('**').length % 2).toBe(1);
    // The rules of `course check` take the same text apart.
    expect(proseOf(prompt).length).toBeLessThan(5_000);
  });

  test('is cut between words and never inside of code', () => {
    const asked = askedIn(`${'word '.repeat(20)}\`code that is cut here\` and more?`);
    expect(asked).toBe(`${'word '.repeat(20).trim()}…`);
  });

  test('takes a line or two for every question of the course, and ends as a sentence', () => {
    const { course } = readCourse(fileURLToPath(new URL('../..', import.meta.url)));
    const prompts = course.modules.flatMap(({ questions }) => questions.map(({ prompt }) => prompt));
    for (const prompt of prompts) {
      const asked = askedIn(prompt);
      expect(asked.length, asked).toBeLessThanOrEqual(112);
      expect(asked, prompt).toMatch(/^[^\n]{15,}[?.…:]["”)*]*$/);
      expect((asked.match(/`/g)?.length ?? 0) % 2, asked).toBe(0);
      if (/\?\s*$/.test(prompt)) expect(asked).toMatch(/\?$/);
    }
  });
});
