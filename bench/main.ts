import { killing } from './killing.ts';
import { labs } from './labs.ts';
import { placement } from './placement.ts';
import { planning } from './planning.ts';
import { report } from './report.ts';
import { size } from './size.ts';
import { startup } from './startup.ts';
import { history } from './store.ts';
import { strangers } from './strangers.ts';

/** `npm run bench [-- part…]`: everything that is measured; exit code 1 when a limit of the design does not hold. */
const parts: Record<string, [title: string, measure: () => Promise<Parameters<typeof report>[1]>]> = {
  startup: ['Starting (median of paired whole processes)', startup],
  labs: ['Labs', labs],
  history: ['A long history', history],
  size: ['A large course', size],
  placement: ['Placement of simulated learners', placement],
  planning: ['Planning a session', planning],
  strangers: ['Courses of strangers', strangers],
  killing: ['Killed at random moments', killing],
};
const wanted = process.argv.slice(2);
for (const [name, [title, measure]] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if (!report(title, await measure())) process.exitCode = 1;
}
