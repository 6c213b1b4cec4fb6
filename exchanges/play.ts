import type { Course } from './course.ts';
import type { Exchange } from './exchange.ts';
import { apiStyles } from './modules/api-styles.ts';
import { architecture } from './modules/architecture.ts';
import { auth } from './modules/auth.ts';
import { programs } from './modules/code.ts';
import { databases } from './modules/databases.ts';
import { deployment } from './modules/deployment.ts';
import { design } from './modules/design.ts';
import { httpMethods } from './modules/http-methods.ts';
import { internet } from './modules/internet.ts';
import { frameworks } from './modules/languages-frameworks-packages.ts';
import { ormMvc } from './modules/orm-mvc.ts';
import { packages } from './modules/packages.ts';
import { proxies } from './modules/proxies.ts';
import { realtimeMessaging } from './modules/realtime-messaging.ts';
import { serversHttp } from './modules/servers-http.ts';
import { shortForms } from './modules/short-forms.ts';
import { webSecurity } from './modules/web-security.ts';
import { whatIsBackend } from './modules/what-is-backend.ts';
import { Postgres } from './postgres.ts';

/** Every exchange of the course. */
export const EXCHANGES: Exchange[] = [
  ...apiStyles,
  ...auth,
  ...databases,
  ...internet,
  ...httpMethods,
  ...packages,
  ...programs,
  ...proxies,
  ...realtimeMessaging,
  ...serversHttp,
  ...architecture,
  ...deployment,
  ...design,
  ...frameworks,
  ...ormMvc,
  ...whatIsBackend,
  ...shortForms,
  ...webSecurity,
];

/** Plays all exchanges. @returns a sentence for each that did not do what the course teaches. */
export async function playAll(course: Course, exchanges = EXCHANGES): Promise<string[]> {
  const failures: string[] = [];
  const inTurn = async (some: Exchange[]) => {
    for (const { name, play } of some) {
      try {
        await play(course);
      } catch (error) {
        failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  const apart = inTurn(exchanges.filter((each) => each.apart));
  await inTurn(exchanges.filter((each) => !each.apart));
  await apart;
  await Postgres.stop();
  return failures;
}
