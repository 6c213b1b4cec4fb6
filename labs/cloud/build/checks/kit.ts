import { setTimeout as wait } from 'node:timers/promises';
import type { Judge, Judged } from '../../../../src/lab/build/judge.ts';
import type { Managed } from '../../../../src/lab/build/server.ts';
import { name } from '../../names.ts';
import { type Store, storeAt } from '../store.ts';

/** A section of The Twelve-Factor App. */
export const factor = (section: string) => `The Twelve-Factor App, ${section}`;

/** The list of the store in which entries belong. */
export const LIST = 'entries';
const PAUSE = 20;

/** The lab's store, where the server under judgement was told of it. */
export function storeOf(judge: Judge): Store {
  const store = storeAt(judge.env.STORE_URL);
  if (!judge.server || !store)
    judge.skip('it needs to start your server itself: use --check with its folder');
  return store;
}

/** A text that nobody else writes. */
export function marker(judge: Judge): string {
  return `${name(judge, 'entry')}${name(judge, '')}`;
}

export function sign(judge: Judge, text: string, to?: Managed, deadline = 5000): Promise<Judged> {
  return judge.request({
    method: 'POST',
    path: '/entries',
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    body: text,
    deadline,
    ...(to && { to }),
  });
}

/** All entries that an instance knows. */
export async function entries(judge: Judge, to?: Managed): Promise<string[]> {
  const answer = await judge.request({ method: 'GET', path: '/entries', ...(to && { to }) });
  const got = `${answer.status}`;
  judge.demand(answer.status === 200, { expected: '200 to GET /entries', got, rule: 'the task' }, answer);
  const list = answer.json();
  judge.demand(
    Array.isArray(list) && list.every((each) => typeof each === 'string'),
    { expected: 'all entries as a JSON array of strings', got: answer.text.slice(0, 80), rule: 'the task' },
    answer,
  );
  return list as string[];
}

export function demandCreated(judge: Judge, answer: Judged): void {
  const unmet = {
    expected: '201 to POST /entries',
    got: `${answer.status}`,
    rule: 'the task; RFC 9110 §15.3.2',
  };
  judge.demand(answer.status === 201, unmet, answer);
}

/** Skips a check that is about keeping entries when they do not reach the store at all; another check says so. */
export async function needStored(judge: Judge, store: Store, to?: Managed): Promise<void> {
  const text = marker(judge);
  const { status } = await sign(judge, text, to);
  if (status !== 201 || !(await isStored(store, text)))
    judge.skip('it needs entries that reach the store: mend “Keep nothing in the process” first');
}

/** Whether a text is in the store, or gets there soon: that an answer came too early is another check's business. */
export function isStored(store: Store, text: string): Promise<boolean> {
  return until(() => store.items(LIST).includes(text), 1000);
}

/** Waits until something holds, at most `limit` milliseconds. Answers whether it does. */
export async function until(holds: () => boolean | Promise<boolean>, limit: number): Promise<boolean> {
  const end = performance.now() + limit;
  while (!(await holds())) {
    if (performance.now() > end) return false;
    await wait(PAUSE);
  }
  return true;
}

/** Waits for a promise at most `limit` milliseconds. Answers whether it was kept. */
export async function kept(promise: Promise<unknown>, limit: number): Promise<boolean> {
  const late = new AbortController();
  const over = wait(limit, false, { signal: late.signal }).catch(() => false);
  try {
    return await Promise.race([promise.then(() => true), over]);
  } finally {
    late.abort();
  }
}
