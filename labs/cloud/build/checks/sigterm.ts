import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { platform } from 'node:process';
import type { Judge } from '../../../../src/lab/build/judge.ts';
import type { Managed } from '../../../../src/lab/build/server.ts';
import { factor, kept, marker, needStored, sign, storeOf, until } from './kit.ts';

const RULE = factor('IX. Disposability');
/** The factor names no times. */
const TIMED = `${RULE}; the time is the lab’s`;
/** Requests that are under way when the signal comes. */
const LOAD = 16;
/** Milliseconds: until the load has reached the store, until nobody listens any more, until the process has ended. */
const WITHIN = { load: 3000, closed: 3000, ended: 5000 };

/** SIGTERM under load: no request that is under way is lost, no new one is taken, and the process ends. */
export async function sigterm(judge: Judge): Promise<void> {
  const store = storeOf(judge);
  if (platform === 'win32') judge.skip('Windows has no SIGTERM');
  const instance = await judge.start();
  await needStored(judge, store, instance);
  const letGo = await idle(instance);
  store.hold();
  try {
    const texts = Array.from({ length: LOAD }, () => marker(judge));
    const answers = texts.map((text) => sign(judge, text, instance, 20_000));
    const all = Promise.allSettled(answers);
    // A server that takes one request at a time lets the others wait outside: only those that it has taken count.
    await until(() => store.held.length >= LOAD, WITHIN.load);
    const taken = texts.filter((text) => store.held.includes(text));
    instance.signal('SIGTERM');
    const isClosed = await until(async () => !(await accepts(instance)), WITHIN.closed);
    store.release();
    const results = await all;
    const lost = taken.filter((text) => {
      const result = results[texts.indexOf(text)]!;
      return result.status === 'rejected' || result.value.status !== 201;
    });
    judge.demand(lost.length === 0, {
      expected: `an answer to each of the ${taken.length} requests that were under way when SIGTERM came`,
      got: `${taken.length - lost.length} answered and ${lost.length} lost`,
      rule: RULE,
    });
    judge.demand(isClosed, {
      expected: `a server that refuses new connections within ${WITHIN.closed / 1000} seconds of SIGTERM, while it finishes its work`,
      got: 'one that goes on as if nothing had been said',
      rule: TIMED,
    });
    judge.demand(await kept(instance.over, WITHIN.ended), {
      expected: `an end of the process within ${WITHIN.ended / 1000} seconds of its last answer`,
      got: 'a process that no longer listens but still runs; perhaps it waits for a connection on which nothing happens',
      rule: TIMED,
    });
  } finally {
    store.release();
    letGo();
  }
}

function accepts({ url, port }: Managed): Promise<boolean> {
  return new Promise((resolve) => {
    const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Makes a request on a connection that stays open afterwards if the server likes, as browsers do. Answers how to end it. */
function idle({ url }: Managed): Promise<() => void> {
  const agent = new Agent({ keepAlive: true });
  return new Promise((resolve) => {
    const end = () => resolve(() => agent.destroy());
    const asked = get(url, { agent, timeout: 5000 }, (response) => {
      response.resume();
      response.on('close', end);
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', end);
  });
}
