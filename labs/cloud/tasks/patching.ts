import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import type { HttpExchange, Said, WireEvent } from '../../../src/lab/wire.ts';
import { field } from '../../../src/lab/wire.ts';
import { type Cloud, NAMES } from '../grid.ts';
import { heard } from '../said.ts';
import {
  describe,
  isAsk,
  isReading,
  isSigning,
  isWeb,
  lastAt,
  meddling,
  NIST,
  own,
  waiting,
  worked,
} from './look.ts';

/** The notice about a layer, once it has come. */
export function notice(events: readonly WireEvent[], about: 'kernel' | 'guestbook'): Said | undefined {
  return heard(events, 'news', 'notice', (data) => data.about === `(${about})`);
}

/** Patch the kernel where that is the learner's work, and see the guestbook come back. */
export function system(events: readonly WireEvent[]): Verdict {
  const announced = notice(events, 'kernel');
  if (!announced)
    return notYet(
      'the notice, which comes when all three guestbooks have been signed',
      'no notice yet',
      'the task',
    );
  const since = own(events).filter(({ n }) => n > announced.n);
  const last = lastAt(since, 'iron');
  const patched = heard(events, 'iron', 'runs');
  if (patched) {
    const web = since.findLast((each) => each.n > patched.n && each.method === 'GET' && isWeb(each, 'iron'));
    if (web && worked(web)) return DONE;
    if (web)
      return wrong(
        'a guestbook that comes back after a restart',
        `${describe(web)}: nobody started it again`,
        'the task',
      );
    return waiting('a GET of the guestbook on your machine: is it back?', last);
  }
  const newest = since.at(-1);
  for (const cloud of ['bench', 'desk'] as const) {
    const meddled =
      newest?.door === cloud
        ? meddling(newest, cloud, 'a patch where the system is yours: at Iron')
        : undefined;
    if (meddled) return meddled;
  }
  const upgraded = since.find((each) => isAsk(each, 'iron', 'POST', /\/inside\/upgrade$/) && worked(each));
  if (upgraded)
    return waiting(
      'a restart of the machine: the new kernel is installed, the weak one still runs',
      last,
      'the notice',
    );
  const restarted = since.findLast(
    (each) => isAsk(each, 'iron', 'POST', /\/(restart|start)$/) && worked(each),
  );
  if (restarted)
    return wrong(
      'the update, before the restart',
      `${describe(restarted)}: the same kernel runs again`,
      'the notice',
    );
  return waiting('the update on the one machine whose system is yours', last, NIST);
}

/** Mend the program at Iron and at Bench, proved with an entry that would become part of the page. */
export function application(events: readonly WireEvent[]): Verdict {
  const announced = notice(events, 'guestbook');
  if (!announced)
    return notYet('the second notice, which comes when your machine is patched', 'no notice yet', 'the task');
  const since = own(events).filter(({ n }) => n > announced.n);
  const newest = since.at(-1);
  const meddled =
    newest?.door === 'desk' ? meddling(newest, 'desk', 'another program where it is yours') : undefined;
  const states = (['iron', 'bench'] as const).map((cloud) => proof(since, cloud));
  if (states.every((state) => state.state === 'done')) return DONE;
  if (meddled) return meddled;
  return states.find(({ state }) => state === 'failed') ?? states.find(({ state }) => state === 'open')!;
}

/** Whether an entry with markup came out harmless, the last time that somebody looked. */
function proof(since: HttpExchange[], cloud: Cloud): Verdict {
  const who = NAMES[cloud];
  const entry = since.findLast((each) => isSigning(each, cloud) && /<\w/.test(each.body));
  const look = since.findLast((each) => entry && each.n > entry.n && isReading(each, cloud));
  if (!entry)
    return waiting(`an entry at ${who} with <b> or the like in it, as a proof`, lastAt(since, cloud));
  if (!look) return waiting(`a GET of the guestbook at ${who} after that entry`, lastAt(since, cloud));
  const isPage = /html/.test(field(look.answerFields, 'content-type') ?? 'html');
  if (isPage && look.answer.includes(entry.body)) {
    const copied = since.find(
      (each) => cloud === 'iron' && isAsk(each, 'iron', 'PUT', /\/inside\/files\//) && worked(each),
    );
    const why = copied
      ? 'the new file is there, but the old program still runs: set up the service again'
      : 'the old program runs there';
    return wrong(
      `a guestbook at ${who} that shows ${entry.body} as plain text`,
      `it as a part of the page; ${why}`,
      OWASP,
    );
  }
  if (isPage && !look.answer.includes('&lt;'))
    return notYet(`the entry at ${who}, shown with &lt;`, `${describe(look)}, without it`, 'the task');
  return DONE;
}

const OWASP = 'OWASP Cross Site Scripting Prevention Cheat Sheet';
