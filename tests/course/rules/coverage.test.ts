import { describe, expect, test } from 'vitest';
import type { Module } from '../../../src/course/model.ts';
import { coverage, sources } from '../../../src/course/rules/coverage.ts';
import { choice, text } from '../../fixtures/questions.ts';
import { said } from '../../fixtures/rules.ts';

const three = [1, 2, 3].map(() => choice());
const section = (objectives: string[]): Partial<Module> => ({
  sections: [{ slug: 'intro', title: 'Intro', minutes: 1, objectives, text: 'Text.\n' }],
});

describe('what a module declares is asked', () => {
  test('objectives, three times', () => {
    expect(said(coverage, three)).toEqual([]);
    expect(said(coverage, three.slice(1))).toEqual([expect.stringContaining('O1 is asked twice')]);
    expect(said(coverage, [])).toEqual([expect.stringContaining('O1 is asked never')]);
  });

  test('objectives of a front matter, by a question of the section', () => {
    expect(said(coverage, three, section(['O1']))).toEqual([]);
    const elsewhere = three.map((question) => ({ ...question, section: 'more#part' }));
    expect(said(coverage, elsewhere, section(['O1']))).toEqual([
      expect.stringContaining('no question of this section asks O1'),
    ]);
    expect(said(coverage, [choice({ section: 'intro#part' }), ...elsewhere], section(['O1']))).toEqual([]);
  });

  test('facts', () => {
    const facts = [{ id: 'F1', text: 'So.', source: 'Book, page 1' }];
    expect(
      said(
        coverage,
        three.map((each) => ({ ...each, facts: ['F1'] })),
        { facts },
      ),
    ).toEqual([]);
    expect(said(coverage, three, { facts })).toEqual([
      expect.stringContaining('no question rests on F1'),
      ...['q1', 'q2', 'q3'].map((id) => expect.stringContaining(`${id}: names no fact`)),
    ]);
  });

  test('misconceptions, in options or foreseen answers, and not too often', () => {
    const misconceptions = ['M1', 'M2', 'M7'].map((id) => ({ id, text: 'Wrong.', section: 'intro' }));
    expect(said(coverage, [...three, text()], { misconceptions })).toEqual([]);
    expect(said(coverage, three, { misconceptions })).toEqual([
      expect.stringContaining('no wrong answer shows M7'),
    ]);
    expect(said(coverage, [...three, ...three, choice(), text()], { misconceptions })).toEqual([
      expect.stringContaining('7 wrong answers show M1'),
      expect.stringContaining('7 wrong answers show M2'),
    ]);
  });
});

describe('what is easily confused', () => {
  const confusable = [['401', '403']];
  const naming = choice({ prompt: 'Is it 401 or 403?' });

  test('is asked for by two questions, which reviews put side by side', () => {
    expect(said(coverage, [...three, naming, naming], { confusable })).toEqual([]);
    expect(said(coverage, [...three, naming], { confusable })).toEqual([
      expect.stringContaining('fewer than two questions name two of 401, 403'),
    ]);
  });

  test('counts for the first list that a question fits', () => {
    const lists = [...confusable, ['403', '401', '404']];
    expect(said(coverage, [...three, naming, naming], { confusable: lists })).toEqual([
      expect.stringContaining('fewer than two questions name two of 403, 401, 404'),
    ]);
  });
});

describe('sources can be opened', () => {
  const about = (source: string) => said(sources, [choice({ source })]);

  test.each([
    'TODO',
    'none',
    '?',
    'common knowledge',
    'Wikipedia, REST',
    'RFC 9110',
    'RFC 9110 §3; RFC 9112',
  ])('%j cannot', (source) => {
    expect(about(source)).toHaveLength(1);
  });

  test.each([
    'RFC 9110 §3; RFC 9112 §2',
    'Tea handbook, chapter 2',
    'The Twelve-Factor App, factor VI',
    'WHATWG Fetch',
  ])('%j can', (source) => {
    expect(about(source)).toEqual([]);
  });

  test('of facts and terms too', () => {
    const facts = [{ id: 'F1', text: 'So.', source: 'TBD' }];
    const glossary = [{ term: 'tea', definition: 'A drink.', source: '-' }];
    expect(said(sources, [], { facts, glossary })).toHaveLength(2);
  });
});
