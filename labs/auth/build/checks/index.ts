import type { Judge } from '../../../../src/lab/build/judge.ts';
import type { Build } from '../../../../src/lab/lab.ts';
import { good } from './letting-in.ts';
import { challenge, garbage, missing, query } from './requests.ts';
import { scope } from './scopes.ts';
import { algorithm, audience, issuer, tampered, time, type } from './tokens.ts';

type Check = (judge: Judge) => Promise<void>;

/** A server that somebody else has started cannot know the issuer of this run. */
function started(check: Check): Check {
  return (judge) => {
    if (!judge.server)
      judge.skip('your server must be told the issuer of this run: use --check with its folder');
    return check(judge);
  };
}

export const checks: Build['checks'] = Object.fromEntries(
  Object.entries({
    good,
    missing,
    challenge,
    garbage,
    tampered,
    algorithm,
    time,
    audience,
    issuer,
    type,
    scope,
    query,
  }).map(([id, check]) => [id, started(check)]),
);
