import { type FieldNode, getOperationAST, Kind, type OperationDefinitionNode, parse } from 'graphql';
import type { HttpExchange } from '../../../src/lab/wire.ts';

type Json = Record<string, unknown>;

/** A JSON object, or undefined for anything else. */
export function parseBody(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** The operation that a request to GraphQL asked for, as far as it can be read. */
export function operationOf({ method, target, body }: HttpExchange): OperationDefinitionNode | undefined {
  const parameters = new URLSearchParams(target.split('?')[1] ?? '');
  const asked = method === 'POST' ? parseBody(body) : Object.fromEntries(parameters);
  try {
    const name = typeof asked?.operationName === 'string' ? asked.operationName : undefined;
    return getOperationAST(parse(String(asked?.query)), name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The fields of an operation as paths: `book.author.name`. Fragments are not followed. */
export function pathsOf(operation: OperationDefinitionNode): string[] {
  const walk = (node: FieldNode | OperationDefinitionNode, path: string): string[] => {
    const fields = (node.selectionSet?.selections ?? []).filter((each) => each.kind === Kind.FIELD);
    if (fields.length === 0) return [path];
    return fields.flatMap((each) => walk(each, path === '' ? each.name.value : `${path}.${each.name.value}`));
  };
  return walk(operation, '');
}

/** Errors of an answer, if any. */
export function errorsOf({ answer }: HttpExchange): { message?: string; path?: unknown[] }[] {
  const errors = parseBody(answer)?.errors;
  return Array.isArray(errors) ? errors : [];
}
