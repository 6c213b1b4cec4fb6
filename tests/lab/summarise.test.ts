import { expect, test } from 'vitest';
import { summariseEvent } from '../../src/lab/summarise.ts';

const base = { n: 1, at: 0, door: 'resolver' };

test('what a client chose stays on one line, and cannot fill the screen', () => {
  const dns = {
    ...base,
    kind: 'dns',
    over: 'udp',
    name: 'a\n✔ Done: all.test',
    type: 'A',
    code: 'NOERROR',
  } as const;
  expect(summariseEvent({ ...dns, records: [] })).toMatch(
    /^resolver: a ✔ Done: all\.test A over UDP, NOERROR/,
  );
  const http = {
    ...base,
    kind: 'http',
    method: 'GET',
    target: `/${'x'.repeat(16_000)}`,
    body: '',
    answer: '',
  } as const;
  const line = summariseEvent({
    ...http,
    fields: [],
    answerFields: [],
    status: 404,
    bytes: { in: 0, out: 0 },
  });
  expect(line.length).toBeLessThan(400);
  expect(line).toContain('answered 404 Not Found');
});
