import { describe, expect, test } from 'vitest';
import { findings } from '../../../src/course/rules/index.ts';
import { staleness } from '../../../src/course/rules/staleness.ts';
import { choice } from '../../fixtures/questions.ts';
import { readModule, said } from '../../fixtures/rules.ts';

describe('withdrawn documents', () => {
  test.each([
    ['RFC 2616 §9', 'RFC 9110 to 9112'],
    ['RFC 7231 §6.5.1', 'RFC 9110'],
    ['RFC 7235', 'RFC 9110'],
    ['RFC7540', 'RFC 9113'],
    ['RFC 7807 §3', 'RFC 9457'],
    ['RFC 8446 §4', 'RFC 9846'],
  ])('%s is one', (source, successor) => {
    expect(said(staleness, [choice({ source })])).toEqual([
      expect.stringContaining(`${successor} holds today`),
    ]);
  });

  test.each(['RFC 9110 §9', 'RFC 9846 (formerly RFC 8446) §4', 'RFC 72350', 'It was replaced: RFC 7231.'])(
    '%s is fine',
    (source) => {
      expect(said(staleness, [choice({ source })])).toEqual([]);
    },
  );
});

describe('old names', () => {
  test.each([
    'SSL certificate',
    'Unprocessable Entity',
    'Payload Too Large',
    'field errors',
    'implicit flow',
  ])('%s is one', (name) => {
    expect(said(staleness, [choice({ prompt: `What does ${name} mean?` })])).toEqual([
      expect.stringContaining(`"${name}" is an old name`),
    ]);
  });

  test('stay in blocks, which real programs wrote, and where history is told', () => {
    expect(
      said(staleness, [choice({ prompt: 'Why?\n\n```http\nHTTP/1.1 422 Unprocessable Entity\n```\n' })]),
    ).toEqual([]);
    expect(said(staleness, [choice({ explain: 'The old name was Unprocessable Entity.' })])).toEqual([]);
    expect(said(staleness, [choice({ explain: 'It is Unprocessable Content.' })])).toEqual([]);
  });

  test('are found in lessons, glossaries and module files', () => {
    const found = findings('staleness', staleness, [
      readModule([], {
        summary: 'About the SSL certificate.',
        facts: [{ id: 'F1', text: 'So.', source: 'RFC 2616 §1' }],
        glossary: [{ term: 'TLS', definition: 'It has an SSL certificate.', source: 'RFC 9846 §1' }],
        sections: [
          { slug: 'intro', title: 'Intro', minutes: 1, objectives: [], text: 'An SSL certificate.\n' },
        ],
      }),
    ]);
    expect(found.map(({ file }) => file).sort()).toEqual([
      'lessons/m/01-intro.md',
      'lessons/m/glossary.yaml',
      'lessons/m/module.yaml',
      'lessons/m/module.yaml',
    ]);
  });
});
