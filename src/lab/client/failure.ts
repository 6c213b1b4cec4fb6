/** What went wrong with a connection, in one sentence. */
export function explainFailure(
  error: Error & { code?: string },
  { port, deadline, late }: { port: number; deadline: number; late: boolean },
): string {
  if (late) return `No whole answer within ${deadline / 1000} seconds.`;
  switch (error.code) {
    case 'ECONNREFUSED':
      return `Connection refused (ECONNREFUSED): nobody listens on port ${port}.`;
    case 'ECONNRESET':
    case 'EPIPE':
      return `The connection was closed before a whole answer had come (${error.code}).`;
    case 'ABORT_ERR':
      return 'Stopped.';
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return `TLS: the certificate is not signed by anybody who is trusted here (${error.code}).`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `TLS: the certificate is for another name (${error.code}).`;
    case 'EPROTO':
      return `TLS: the other side does not speak it (${error.code}).`;
    default:
      if (error.code?.startsWith('HPE_'))
        return `The answer is no HTTP (${error.message.replace(/^Parse Error: /, '')}).`;
      return `The connection failed (${error.code ?? error.message}).`;
  }
}
