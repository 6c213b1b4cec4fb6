import type { RequestListener } from 'node:http';
import { buildSchema, type ExecutionResult, graphql, OperationTypeNode, parse } from 'graphql';
import { bodyOf, reply } from './http.ts';

/** Executes a query with the reference library; plain functions in `root` are the resolvers. */
export function ask(
  schema: string,
  root: object,
  query: string,
  variables?: Record<string, unknown>,
): Promise<ExecutionResult> {
  return graphql({ schema: buildSchema(schema), rootValue: root, source: query, variableValues: variables });
}

/** A server as the draft "GraphQL over HTTP" wants it: POST with JSON, and no mutation by GET. */
export function graphqlServer(schema: string, root: object): RequestListener {
  return async (request, response) => {
    const url = new URL(request.url!, 'http://shop.test');
    const { query, variables } =
      request.method === 'POST'
        ? JSON.parse(await bodyOf(request))
        : { query: url.searchParams.get('query'), variables: undefined };
    const changes = parse(query).definitions.some(
      (each) => 'operation' in each && each.operation === OperationTypeNode.MUTATION,
    );
    if (request.method === 'GET' && changes) return reply(response, 405, { Allow: 'POST' });
    const result = await ask(schema, root, query, variables);
    const status = result.data === undefined ? 400 : 200;
    return reply(
      response,
      status,
      { 'Content-Type': 'application/graphql-response+json' },
      JSON.stringify(result),
    );
  };
}
