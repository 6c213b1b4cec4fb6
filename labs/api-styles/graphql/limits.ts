import { GraphQLError, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql';

/** Fields inside each other, at most; and fields in one operation. Fields for introspection are not counted. */
export const DEEPEST = 5;
export const MOST_FIELDS = 100;

interface Size {
  depth: number;
  fields: number;
}

/** Refuses an operation that is too deep or too broad, before anything of it runs. */
export const limits: ValidationRule = (context) => {
  const fragments = new Map<string, Size>();
  return {
    OperationDefinition(operation) {
      const { depth, fields } = sizeOf(operation.selectionSet, context, fragments);
      const refuse = (message: string) =>
        context.reportError(new GraphQLError(message, { nodes: operation }));
      if (depth > DEEPEST) refuse(`The query is ${depth} fields deep; this server allows ${DEEPEST}.`);
      if (fields > MOST_FIELDS) refuse(`The query has ${fields} fields; this server allows ${MOST_FIELDS}.`);
    },
  };
};

function sizeOf(
  set: SelectionSetNode | undefined,
  context: ValidationContext,
  known: Map<string, Size>,
): Size {
  let depth = 0;
  let fields = 0;
  for (const each of set?.selections ?? []) {
    let size: Size;
    if (each.kind === 'FragmentSpread') size = sizeOfFragment(each.name.value, context, known);
    else {
      if (each.kind === 'Field' && each.name.value.startsWith('__')) continue;
      size = sizeOf(each.selectionSet, context, known);
      if (each.kind === 'Field') size = { depth: size.depth + 1, fields: size.fields + 1 };
    }
    depth = Math.max(depth, size.depth);
    fields += size.fields;
  }
  return { depth, fields };
}

/** Each fragment is measured once, however often it is used; one inside itself counts as nothing and is refused anyway. */
function sizeOfFragment(name: string, context: ValidationContext, known: Map<string, Size>): Size {
  const before = known.get(name);
  if (before) return before;
  known.set(name, { depth: 0, fields: 0 });
  const size = sizeOf(context.getFragment(name)?.selectionSet, context, known);
  known.set(name, size);
  return size;
}
