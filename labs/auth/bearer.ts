import type { Reply } from '../../src/lab/http-door.ts';
import { type Fields, field } from '../../src/lab/wire.ts';

/** The token of an `Authorization: Bearer …` field (RFC 6750 §2.1); the name of the scheme in any case (RFC 9110 §11.1). */
export function bearerOf({ fields }: { fields: Fields }): string | undefined {
  return /^Bearer +(\S+)$/i.exec(field(fields, 'authorization')?.trim() ?? '')?.[1];
}

/** 401 to a request without a token: a challenge without an error code (RFC 6750 §3.1). */
export function noToken(realm: string): Reply {
  return refuse(401, `Bearer realm="${realm}"`, 'Show a token: Authorization: Bearer …');
}

/** 401 to a token that is expired, revoked, malformed or invalid in another way. */
export function badToken(realm: string, why: string): Reply {
  return refuse(401, `Bearer realm="${realm}", error="invalid_token", error_description="${why}"`, why);
}

/** 403 to a good token that is not allowed to do this. */
export function tooLittle(realm: string, why: string, scope?: string): Reply {
  const wanted = scope === undefined ? '' : `, scope="${scope}"`;
  return refuse(403, `Bearer realm="${realm}", error="insufficient_scope"${wanted}`, why);
}

function refuse(status: number, challenge: string, why: string): Reply {
  return { status, headers: { 'WWW-Authenticate': challenge }, body: `${why}\n` };
}
