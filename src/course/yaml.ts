import { type Document, isNode, isScalar, Lexer, LineCounter, parseDocument, visit } from 'yaml';
import { cleanData, cleanText } from './clean.ts';
import type { Problem } from './problem.ts';

export type Path = readonly PropertyKey[];

/** A parsed YAML text that still knows where each value stood. */
export interface YamlFile {
  data: unknown;
  /** Line and column (from 1) of the value at `path`, or of the nearest value around it. */
  locate(path: Path): { line: number; column: number };
}

/** Words and signs of the largest file that is taken; each of them costs memory. */
export const MOST_PARTS = 400_000;

/**
 * Parses YAML that comes from a stranger: no custom tags, no merge keys, at most 100 aliases, control characters
 * removed. Syntax errors become problems of `file`; `lineOffset` is added to every line number.
 */
export function parseYaml(
  text: string,
  file: string,
  lineOffset = 0,
): { yaml: YamlFile; problems: Problem[] } {
  if (hasTooManyParts(text)) {
    const message = `The file holds more than ${MOST_PARTS} words and signs. Split it.`;
    const nowhere = { line: 1 + lineOffset, column: 1 };
    return {
      yaml: { data: undefined, locate: () => nowhere },
      problems: [{ file, ...nowhere, message }],
    };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // The library compares each key with each; `repeatedKeys` does not.
    uniqueKeys: false,
    // Else the library writes warnings, with words of the file in them, to the terminal.
    logLevel: 'error',
  });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line) + lineOffset, column: Math.max(1, col) };
  };
  const problems: Problem[] = [...document.errors, ...document.warnings].map((error) => ({
    file,
    ...at(error.pos[0]),
    message: `${oneLine(error)}. Mend the YAML at this place.`,
  }));
  let data: unknown;
  if (problems.length === 0) {
    try {
      const message = 'Map keys must be unique. Mend the YAML at this place.';
      problems.push(...repeatedKeys(document).map((place) => ({ file, ...at(place), message })));
      if (problems.length === 0) data = cleanData(document.toJS({ maxAliasCount: 100 }));
    } catch (error) {
      problems.push({
        file,
        line: 1 + lineOffset,
        column: 1,
        message: `This YAML cannot be used (${oneLine(error)}). Write it without aliases and deep nesting.`,
      });
    }
  }
  const locate = (path: Path) => {
    for (let length = path.length; length >= 0; length--) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return at(node.range[0]);
    }
    return { line: 1 + lineOffset, column: 1 };
  };
  return { yaml: { data, locate }, problems };
}

/** Where keys stand that their map has already. */
function repeatedKeys(document: Document): number[] {
  const places: number[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) places.push(key.range?.[0] ?? 0);
        seen.add(key.value);
      }
    },
  });
  return places;
}

function hasTooManyParts(text: string): boolean {
  // Every part has a character at least.
  if (text.length <= MOST_PARTS) return false;
  let parts = 0;
  for (const _ of new Lexer().lex(text)) if (++parts > MOST_PARTS) return true;
  return false;
}

/** What the library says, which may quote the file. */
function oneLine(error: unknown): string {
  return cleanText((error as Error).message.slice(0, 300)).replace(/\s+/g, ' ');
}
