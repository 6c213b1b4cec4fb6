/** What this lab uses of oidc-provider 9, which brings no types of its own. */
declare module 'oidc-provider/lib/provider.js' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

  export interface Interaction {
    uid: string;
    grantId?: string;
    params: Record<string, string | undefined>;
  }

  export interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  export class Provider {
    constructor(issuer: string, configuration: object);
    /** Keeps Koa from writing errors to the console. */
    silent: boolean;
    readonly Grant: new (given: {
      accountId: string;
      clientId: string | undefined;
    }) => Grant;
    callback(): RequestListener;
    /** Rejects when the request carries no cookie of a running interaction. */
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: object,
      options?: { mergeWithLastSubmission?: boolean },
    ): Promise<void>;
  }
}
