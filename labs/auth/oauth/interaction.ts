import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Interaction, Provider } from 'oidc-provider/lib/provider.js';
import { escapeHtml, LOGIN_FIELDS, PAGE_FIELDS, page } from '../pages.ts';
import { knows, UNKNOWN } from '../people.ts';

/** Bytes of a form that are read. */
const LONGEST_FORM = 8 * 1024;

/**
 * The page on which the user logs in and consents, both in one form. GET shows it, POST answers it; the cookie
 * `interaction` says which request for a code it belongs to.
 */
export async function handleInteraction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    let interaction: Interaction;
    try {
      interaction = await provider.interactionDetails(request, response);
    } catch {
      const why = 'This login is over, or the cookie "interaction" was not sent along with the request.';
      return show(response, 400, 'No login is going on', `<p>${why}</p>`);
    }
    if (request.method === 'GET' || request.method === 'HEAD')
      return show(response, 200, TITLE, form(interaction));
    if (request.method !== 'POST') {
      response.setHeader('Allow', 'GET, HEAD, POST');
      return show(response, 405, TITLE, '<p>Here: GET or POST.</p>');
    }
    const answer = await readForm(request);
    if (!answer) return show(response, 413, TITLE, '<p>Too long.</p>');
    await decide(provider, interaction, answer, request, response);
  } catch {
    if (response.headersSent) response.destroy();
    else show(response, 500, TITLE, '<p>The authorization server made a mistake.</p>');
  }
}

const TITLE = 'login.shop.test';

async function decide(
  provider: Provider,
  interaction: Interaction,
  answer: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (answer.get('allow') === 'no') {
    const denied = { error: 'access_denied', error_description: 'the user said no' };
    return provider.interactionFinished(request, response, denied, { mergeWithLastSubmission: false });
  }
  if (!knows(answer)) return show(response, 403, TITLE, `<p>${UNKNOWN}</p>\n${form(interaction)}`);
  if (answer.get('allow') !== 'yes')
    return show(response, 422, TITLE, `<p>Say allow=yes or allow=no.</p>\n${form(interaction)}`);
  const { client_id: clientId, scope = '' } = interaction.params;
  const grant = new provider.Grant({ accountId: 'theo', clientId });
  if (scope !== '') grant.addOIDCScope(scope);
  const result = { login: { accountId: 'theo' }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

function form({ params, uid }: Interaction): string {
  return `<p>shelf.example, a reading diary, asks for: ${escapeHtml(params.scope || 'nothing')}</p>
<form method="post" action="/interaction/${uid}">
${LOGIN_FIELDS}
<button name="allow" value="yes">Log in and allow</button>
<button name="allow" value="no">Deny</button>
</form>`;
}

function show(response: ServerResponse, status: number, title: string, content: string): void {
  const body = page(title, content);
  response.writeHead(status, {
    ...PAGE_FIELDS,
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** The fields of a form, or undefined when it is too long. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > LONGEST_FORM) return undefined;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
