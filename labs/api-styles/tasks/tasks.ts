import type { Scene } from '../../../src/lab/lab.ts';
import { graphqlRead, restRead, soapRead } from './reads.ts';
import { partial, tooDeep, unsafeRefused } from './refusals.ts';
import type { Screen } from './screen.ts';
import { entityRefused, notUnderstood, senderFault } from './soap-ways.ts';

/** The tasks of lab.yaml. `secret` stands in the file that nobody may read. */
export function tasksFor(screen: Screen, secret: string): Scene['tasks'] {
  return {
    rest: restRead(screen),
    graphql: graphqlRead(screen),
    soap: soapRead(screen),
    partial,
    mutation: unsafeRefused,
    depth: tooDeep,
    sender: senderFault,
    'must-understand': notUnderstood,
    entity: entityRefused(secret),
  };
}
