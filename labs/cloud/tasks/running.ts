import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import type { HttpExchange, WireEvent } from '../../../src/lab/wire.ts';
import {
  describe,
  isAsk,
  isReading,
  isSigning,
  lastAt,
  meddling,
  NIST,
  own,
  said,
  waiting,
  worked,
} from './look.ts';

const CODE = /^\/apps\/guestbook\/code$/;
const NODE = /\/inside\/packages\/node$/;
const FILES = /\/inside\/files\//;
const SERVICE = /\/inside\/services\//;

/** Desk: open a guestbook, sign it, read it. */
export function desk(events: readonly WireEvent[]): Verdict {
  const all = own(events);
  const last = lastAt(all, 'desk');
  const signed = all.find((each) => isSigning(each, 'desk'));
  if (signed && all.some((each) => each.n > signed.n && isReading(each, 'desk'))) return DONE;
  if (signed) return waiting('a GET of the guestbook that you signed', last);
  const meddled = meddling(last, 'desk', 'a use of the application, such as POST /guestbooks');
  if (meddled) return meddled;
  const isOpen = all.some((each) => isAsk(each, 'desk', 'POST', /^\/guestbooks$/) && worked(each));
  return isOpen
    ? waiting('a POST to your guestbook, with an entry as its content', last)
    : waiting('a POST to /guestbooks at desk, which opens one for you', last);
}

/** Bench: push a program, then sign what it runs. */
export function push(events: readonly WireEvent[]): Verdict {
  const all = own(events);
  const last = lastAt(all, 'bench');
  const pushed = all.find((each) => isAsk(each, 'bench', 'PUT', CODE) && worked(each));
  if (pushed && all.some((each) => each.n > pushed.n && isSigning(each, 'bench'))) return DONE;
  if (last?.status === 422 && isAsk(last, 'bench', 'PUT', CODE)) {
    const fault = /^\w*Error\b.*$/m.exec(last.answer)?.[0] ?? '';
    const got = `${describe(last)}: “${`${said(last)} ${fault}`.trim()}”`;
    // A slip of the keyboard is no mistake about clouds.
    if (/^The build failed/.test(last.answer)) return notYet('a program that builds', got, 'the task');
    return wrong('a program that starts, stays, and listens on PORT', got, PORT);
  }
  const meddled = meddling(last, 'bench', 'a program pushed to /apps/guestbook/code, and nothing else');
  if (meddled) return meddled;
  if (!pushed) return waiting('a PUT of a program to /apps/guestbook/code at bench', last);
  return waiting('a POST to /apps/guestbook/web/, with an entry as its content', last);
}

const PORT = 'The Twelve-Factor App, VII';

/** Iron: rent a machine and switch it on. */
export function machine(events: readonly WireEvent[]): Verdict {
  const all = own(events);
  const last = lastAt(all, 'iron');
  if (all.some((each) => isAsk(each, 'iron', 'POST', /^\/machines\/[^/]+\/start$/) && worked(each)))
    return DONE;
  const isRented = all.some((each) => isAsk(each, 'iron', 'POST', /^\/machines$/) && worked(each));
  if (!isRented) return waiting('a POST to /machines at iron', last);
  if (last?.status === 409 && /\/(inside\/|restart$)/.test(last.target))
    return wrong(
      'a machine that is on before anybody works inside it',
      `${describe(last)}: ${said(last)}`,
      'the task',
    );
  return waiting('a POST to /machines/<id>/start', last, NIST);
}

/** Iron: runtime, program, service; and the service must be one that is kept alive. */
export function install(events: readonly WireEvent[]): Verdict {
  const all = own(events);
  const last = lastAt(all, 'iron');
  const did = (path: RegExp) => all.findLast((each) => isAsk(each, 'iron', 'PUT', path) && worked(each));
  const service = did(SERVICE);
  const isKept = service !== undefined && isAlways(service);
  if (isKept && all.some((each) => each.n > service.n && isSigning(each, 'iron'))) return DONE;
  if (service && !isKept) {
    const got = `${describe(service)}: your program runs, but nobody starts it again when it ends`;
    return wrong('a service with "restart":"always"', got, 'the task');
  }
  if (last?.status === 422 && isAsk(last, 'iron', 'PUT', SERVICE)) {
    const first = !did(NODE) ? 'Node, installed on the machine,' : 'the program, copied to the machine,';
    return wrong(`${first} before it is run`, `${describe(last)}: ${said(last)}`, NIST);
  }
  if (!did(NODE))
    return waiting('a PUT to …/inside/packages/node: a fresh machine has no runtime', last, NIST);
  if (!did(FILES)) return waiting('a PUT of the program to …/inside/files/guestbook.js', last);
  if (!service)
    return waiting('a PUT to …/inside/services/guestbook, so that it runs and keeps running', last);
  return waiting('a POST to /machines/<id>/web/, with an entry as its content', last);
}

function isAlways({ body }: HttpExchange): boolean {
  return /"restart"\s*:\s*"always"/.test(body);
}
