import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { openListenerDoor } from '../../../src/lab/http-door.ts';
import type { Door, Stage } from '../../../src/lab/lab.ts';
import { handleInteraction } from './interaction.ts';
import { memory } from './memory.ts';

/** The scopes that an application can be given. */
export const SCOPES = ['orders:read', 'orders:write'] as const;
/** Minutes, as seconds. RFC 6749 §4.1.2 recommends ten minutes at most for a code. */
const TEN_MINUTES = 600;

export interface AuthorizationServer {
  door: Door;
  /** The authorization endpoint. */
  authorize: string;
  /** Where an API asks about a token (RFC 7662), and the `Authorization` field with which it may. */
  introspect: { url: URL; authorization: string };
}

/**
 * The authorization server: oidc-provider, with two clients. `diary` is public and belongs to the learner; `orders-api` asks
 * about tokens. `callback` is the address that codes are sent to.
 */
export async function openAuthorizationServer(stage: Stage, callback: string): Promise<AuthorizationServer> {
  // Not by the package's main file, whose only addition is a notice on the console on Node.js 20 and on releases without
  // long-term support. The lab's tests play the whole flow on every Node.js that this program supports.
  const { Provider } = await import('oidc-provider/lib/provider.js');
  let listener: RequestListener = (_, response) => void response.writeHead(503).end();
  const door = await openListenerDoor(stage, {
    name: 'login',
    what: 'lock 3: the authorization server',
    listener: (request, response) => listener(request, response),
  });
  const secret = randomBytes(24).toString('base64url');
  const provider = new Provider(door.address, {
    adapter: memory(stage.now),
    clients: [
      {
        client_id: 'diary',
        client_name: 'shelf.example, a reading diary',
        // Native apps get their codes at an address of the machine itself (RFC 8252 §7.3).
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: [callback],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
      {
        client_id: 'orders-api',
        client_secret: secret,
        redirect_uris: [],
        grant_types: [],
        response_types: [],
      },
    ],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    jwks: { keys: [signingKey()] },
    scopes: SCOPES,
    responseTypes: ['code'],
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      introspection: {
        enabled: true,
        allowedPolicy: (_: unknown, client: { clientId: string }) => client.clientId === 'orders-api',
      },
    },
    clientBasedCORS: () => false,
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    cookies: {
      names: { session: 'login_session', interaction: 'interaction', resume: 'resume' },
      keys: [],
    },
    ttl: {
      AccessToken: TEN_MINUTES,
      AuthorizationCode: TEN_MINUTES,
      Grant: 6 * TEN_MINUTES,
      IdToken: TEN_MINUTES,
      Interaction: 3 * TEN_MINUTES,
      Session: 6 * TEN_MINUTES,
    },
    renderError: (context: { type: string; body: object }, out: object) => {
      context.type = 'json';
      context.body = out;
    },
  });
  // What goes wrong is in the answer already.
  provider.silent = true;
  const protocol = provider.callback();
  listener = (request, response) =>
    request.url?.startsWith('/interaction/')
      ? void handleInteraction(provider, request, response)
      : protocol(request, response);
  return {
    door,
    authorize: `${door.address}/auth`,
    introspect: {
      url: new URL(`${door.address}/token/introspection`),
      authorization: `Basic ${Buffer.from(`orders-api:${secret}`).toString('base64')}`,
    },
  };
}

/** A key of this run for ID tokens. */
function signingKey(): object {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' };
}
