import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { Reply, Request } from '../../../src/lab/http-door.ts';
import type { Library } from '../library.ts';
import { limits } from './limits.ts';
import { resolvers, schema } from './schema.ts';

/** The draft "GraphQL over HTTP" (Stage 2, August 2026): media types and status codes. */
const MEDIA_TYPE = 'application/graphql-response+json';
const LEGACY = 'application/json';
const RULES = [...specifiedRules, limits];
/** Words and marks of a query, at most. */
const MOST_TOKENS = 2000;

interface Asked {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
}

/** The GraphQL door, at /graphql. */
export function graphql(library: Library) {
  const rootValue = resolvers(library);
  return async (request: Request): Promise<Reply> => {
    const { method, path } = request;
    if (path !== '/graphql') return { status: 404, body: 'GraphQL is at /graphql.\n' };
    const type = acceptable(request.header('accept'));
    if (!type) return refusal(406, `This server answers with ${MEDIA_TYPE} or ${LEGACY}.`);
    if (!['GET', 'HEAD', 'POST'].includes(method)) {
      return refusal(405, 'Ask by POST, or by GET for a query.', { Allow: 'GET, HEAD, POST' });
    }
    const asked = method === 'POST' ? readBody(request) : readQuery(request.query);
    if ('status' in asked) return asked;
    let document: DocumentNode;
    try {
      document = parse(asked.query, { maxTokens: MOST_TOKENS });
    } catch (error) {
      return refused(400, [error as GraphQLError]);
    }
    const operation = getOperationAST(document, asked.operationName);
    // A GET must be safe (RFC 9110 §9.2.1), so this is looked at before anything else of the document.
    if (method !== 'POST' && operation?.operation === 'mutation') {
      return refusal(405, 'A mutation must be sent by POST.', { Allow: 'POST' });
    }
    const errors = validate(schema, document, RULES);
    if (errors.length > 0) return refused(422, errors);
    if (!operation) return refusal(422, 'Say by operationName which of the operations is meant.');
    const { variables, operationName } = asked;
    const result = await execute({
      schema,
      document,
      rootValue,
      variableValues: variables ?? null,
      operationName: operationName ?? null,
    });
    return answer(result, type);
  };
}

/** What a request by POST asks (draft, section POST), or the refusal. */
function readBody({ header, text }: Request): Asked | Extract<Reply, object> {
  if (!/^application\/json\s*(;|$)/i.test(header('content-type') ?? '')) {
    return refusal(415, 'Send JSON, with Content-Type: application/json.');
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return refusal(400, 'The content is no JSON. The query is a string in it: {"query":"{ … }"}');
  }
  return wellFormed(body);
}

/** … and one by GET (draft, section GET). */
function readQuery(query: URLSearchParams): Asked | Extract<Reply, object> {
  try {
    const variables = query.get('variables');
    return wellFormed({
      query: query.get('query') ?? undefined,
      operationName: query.get('operationName'),
      variables: variables ? JSON.parse(variables) : undefined,
    });
  } catch {
    return refusal(400, 'The parameter "variables" is no JSON.');
  }
}

function wellFormed(body: unknown): Asked | Extract<Reply, object> {
  const { query, variables, operationName } = (isMap(body) ? body : {}) as Record<string, unknown>;
  if (typeof query !== 'string') return refusal(422, 'There must be a "query", which is a string.');
  if (variables !== undefined && variables !== null && !isMap(variables)) {
    return refusal(422, '"variables" must be an object.');
  }
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    return refusal(422, '"operationName" must be a string.');
  }
  return {
    query,
    ...(isMap(variables) && { variables }),
    ...(operationName && { operationName: `${operationName}` }),
  };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The media type to answer with, by what the client takes; undefined when there is none. */
function acceptable(accept: string | undefined): string | undefined {
  const ranges = (accept ?? '*/*').split(',').map((each) => {
    const [range = '', ...parameters] = each.split(';').map((part) => part.trim().toLowerCase());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    return { range, q: q ? Number(q.slice(2)) || 0 : 1 };
  });
  const weight = (type: string) => {
    const [most] = [type, 'application/*', '*/*'].flatMap((range) =>
      ranges.filter((each) => each.range === range),
    );
    return most?.q ?? 0;
  };
  const [ours, legacy] = [weight(MEDIA_TYPE), weight(LEGACY)];
  if (ours === 0 && legacy === 0) return undefined;
  return ours >= legacy ? MEDIA_TYPE : LEGACY;
}

/** What came of executing, with the draft's code: 294 is its own, for data with errors. */
function answer(result: ExecutionResult, type: string): Reply {
  if (result.data === undefined) return refused(422, result.errors ?? []);
  const partial = result.errors !== undefined && type === MEDIA_TYPE;
  return {
    status: partial ? 294 : 200,
    ...(partial && { reason: 'Partial Success' }),
    headers: { 'Content-Type': `${type}; charset=utf-8` },
    body: JSON.stringify(result),
  };
}

/** A request error: nothing has been executed, so there is no data. */
function refused(status: number, errors: readonly GraphQLError[], headers: Record<string, string> = {}) {
  return {
    status,
    headers: { ...headers, 'Content-Type': `${MEDIA_TYPE}; charset=utf-8` },
    body: JSON.stringify({ errors }),
  };
}

function refusal(status: number, message: string, headers: Record<string, string> = {}) {
  return refused(status, [{ message } as GraphQLError], headers);
}
