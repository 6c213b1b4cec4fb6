/** A JWT taken apart, unchecked. */
export interface TokenText {
  header: Record<string, unknown>;
  payload: Record<string, unknown>;
  /** The three parts as they stand, the signature last. */
  parts: [string, string, string];
}

/** Reads a signed JWT in compact form without any key (RFC 7515 §3.1). Answers undefined when it is none. */
export function readToken(token: string): TokenText | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  const header = object(parts[0]!);
  const payload = object(parts[1]!);
  return header && payload && { header, payload, parts: parts as TokenText['parts'] };
}

/** An object as one part of a token. */
export function partOf(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function object(part: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
