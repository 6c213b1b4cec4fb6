import { describe, expect, test } from 'vitest';
import { gradeLevel, reading } from '../../../src/course/rules/reading.ts';
import { choice } from '../../fixtures/questions.ts';
import { said } from '../../fixtures/rules.ts';

const about = (prompt: string) => said(reading, [choice({ prompt })]);
const sentence = (words: number) => `The ${'cat '.repeat(words - 2)}sat.`;

describe('sentences', () => {
  test('of up to 25 words are fine, up to 30 get advice, longer ones are errors', () => {
    expect(about(sentence(25))).toEqual([]);
    expect(about(sentence(26))).toEqual([expect.stringMatching(/^q1: the sentence "The cat .*has 26 words/)]);
    expect(about(sentence(30))).toEqual([expect.stringMatching(/^q1: .*has 30 words/)]);
    expect(about(sentence(31))).toEqual([expect.stringMatching(/^error: q1: .*has 31 words/)]);
  });

  test.each([
    ['a block between', `${sentence(15).replace('.', ':')}\n\n\`\`\`text\nx\n\`\`\`\n\n${sentence(15)}`],
    ['list items', `Two:\n\n- ${sentence(20)}\n- ${sentence(20)}`],
    ['a full stop inside a name', `${sentence(12)} ${sentence(12)} What does Node.js say about 9.5 of them?`],
    ['code of many words', `What does \`${'GET / '.repeat(30)}\` do?`],
  ])('%s makes no long sentence', (_, prompt) => {
    expect(about(prompt)).toEqual([]);
  });

  test('an abbreviation does not end one', () => {
    expect(about(`${sentence(15).slice(0, -1)} e.g. ${sentence(15)}`)).toHaveLength(1);
  });
});

describe('the grade', () => {
  const plain = 'The cat sat on the mat. The dog ran to the cat. The cat saw the dog and ran up a tree.';
  const heavy =
    'Considerable organisational responsibilities necessitate comprehensive authorisation procedures. Inappropriate configurations occasionally compromise confidentiality, availability and accountability considerably, notwithstanding sophisticated countermeasures. Interoperability considerations notwithstanding, administrators occasionally reconfigure everything.';

  test('follows Flesch and Kincaid', () => {
    // 22 words in 3 sentences, 22 syllables: 0.39 × 22/3 + 11.8 − 15.59.
    expect(gradeLevel(plain)).toBeCloseTo(0.39 * (22 / 3) + 11.8 - 15.59, 5);
    expect(gradeLevel(heavy)).toBeGreaterThan(20);
  });

  test('leaves out code, names and terms, and says nothing of short texts', () => {
    const names = `${plain} \`${heavy}\``;
    expect(gradeLevel(names)).toBeCloseTo(gradeLevel(plain)!, 1);
    expect(gradeLevel(plain.replace('on the mat', 'on Wikipedia'))).toBeLessThan(1);
    expect(gradeLevel(plain.replace('saw', 'authenticated'))).toBeGreaterThan(gradeLevel(plain)! + 1);
    expect(gradeLevel(plain.replace('saw', 'authenticated'), new Set(['authenticated']))).toBeLessThan(1);
    expect(gradeLevel('Considerable responsibilities necessitate authorisation.')).toBeUndefined();
  });

  test('above ten gets advice', () => {
    expect(about(plain)).toEqual([]);
    expect(about(heavy)).toEqual([expect.stringContaining('reads like school grade')]);
  });
});
