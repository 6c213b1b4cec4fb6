import { expect, test } from 'vitest';
import { summarise } from '../../src/course/model.ts';
import { nextModule } from '../../src/learner/next-module.ts';
import { passed, placed, read, replay } from '../fixtures/events.ts';
import { module } from '../fixtures/questions.ts';

const modules = ['a', 'b', 'c'].map((id) => summarise(module({ id })));

test.each([
  { done: [], from: undefined, next: 'a' },
  { done: ['a'], from: undefined, next: 'b' },
  { done: [], from: 'a', next: 'b' },
  { done: ['b'], from: 'a', next: 'c' },
  // After the last one it begins again at the first that is left.
  { done: [], from: 'c', next: 'a' },
  { done: ['a', 'c'], from: 'c', next: 'b' },
  { done: ['a', 'c'], from: 'b', next: undefined },
  { done: ['a', 'b', 'c'], from: undefined, next: undefined },
  { done: ['a', 'b', 'c'], from: 'a', next: undefined },
  { done: ['a'], from: 'removed', next: 'b' },
])('after $from with $done passed comes $next', ({ done, from, next }) => {
  const state = replay(done.map((id) => passed(id)));
  expect(nextModule(modules, state, from)?.id).toBe(next);
});

test('a module that is probably known is passed over, until its lesson has been begun', () => {
  expect(nextModule(modules, replay([placed(['a', 'c'])]))?.id).toBe('b');
  expect(nextModule(modules, replay([placed(['a', 'b', 'c'])]))).toBeUndefined();
  expect(nextModule(modules, replay([placed(['a']), read('a/intro')]))?.id).toBe('a');
});

test('a course without modules has no next one', () => {
  expect(nextModule([], replay([]))).toBeUndefined();
});

test('a module whose name objects inherit is not passed by that', () => {
  const [only] = [summarise(module({ id: 'constructor' }))];
  expect(nextModule([only!], replay([]))?.id).toBe('constructor');
});
