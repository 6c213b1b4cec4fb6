import { type Fields, field } from '../../src/lab/wire.ts';

/** The value of a cookie that a request carries; the first one of that name (RFC 6265 §4.2). */
export function cookieOf({ fields }: { fields: Fields }, name: string): string | undefined {
  for (const piece of (field(fields, 'cookie') ?? '').split(/[;,]/)) {
    const [key = '', ...value] = piece.split('=');
    if (key.trim() === name) return value.join('=').trim();
  }
  return undefined;
}

/** The value that an answer sets a cookie to; undefined when it sets none or removes it. */
export function cookieSet({ answerFields }: { answerFields: Fields }, name: string): string | undefined {
  for (const [key, value] of answerFields) {
    if (key.toLowerCase() !== 'set-cookie' || !value.startsWith(`${name}=`)) continue;
    return value.slice(name.length + 1).split(';')[0] || undefined;
  }
  return undefined;
}
