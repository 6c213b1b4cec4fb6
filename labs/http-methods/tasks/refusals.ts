import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import type { HttpExchange, WireEvent } from '../../../src/lab/wire.ts';
import { answered, asked, describe, json, seen } from './look.ts';

/** The four codes to be provoked, and what provokes each. */
const WANTED: Record<number, { by: string; rule: string }> = {
  405: { by: 'a method that the shop knows, where it is not offered', rule: 'RFC 9110 §15.5.6' },
  400: { by: 'content that is called JSON and is none', rule: 'RFC 9110 §15.5.1' },
  415: { by: 'content in another format than JSON', rule: 'RFC 9110 §15.5.16' },
  422: { by: 'correct JSON that breaks a rule of the shop', rule: 'RFC 9110 §15.5.21' },
};

/** 400, 405, 415 and 422, each by what it stands for. */
export function refusals(events: readonly WireEvent[]): Verdict {
  const all = seen(events);
  const codes = Object.keys(WANTED).map(Number);
  const met = codes.filter((code) => all.some((each) => each.status === code && isProper(each)));
  const missing = codes.filter((code) => !met.includes(code));
  if (missing.length === 0) return DONE;
  const last = all.at(-1);
  const { by, rule } = WANTED[missing[0]!]!;
  const expected = `also ${missing.join(' and ')}; for ${missing[0]}: ${by}`;
  const sofar = met.length > 0 ? `so far ${met.join(' and ')}` : 'none of the four so far';
  const got = last ? `${sofar}; last, ${describe(last)}` : sofar;
  if (last?.status === 501) {
    return wrong(
      '405: a method that the shop knows, where it is not offered',
      `${got}: no resource here knows that method`,
      'RFC 9110 §15.6.2',
    );
  }
  if (last?.status === 404) {
    return notYet(expected, `${got}: nothing is there, whatever the method`, rule);
  }
  if (last?.status === 415 && missing.includes(400) && notJson(last)) {
    return notYet(
      '400: malformed content that claims to be application/json',
      `${got}: the type was looked at first, and it was ${asked(last, 'content-type') ?? 'missing'}`,
      'RFC 9110 §15.5.16',
    );
  }
  if (last?.status === 400 && missing.includes(422)) {
    return notYet('422: JSON that can be read, but says what cannot be, such as a price below 0', got, rule);
  }
  return notYet(expected, got, rule);
}

/** A 405 of the old link that deletes is a lesson of its own. */
function isProper(exchange: HttpExchange): boolean {
  return exchange.status !== 405 || (answered(exchange, 'allow') ?? '') !== '';
}

function notJson({ body }: HttpExchange): boolean {
  return json(body) === undefined;
}
