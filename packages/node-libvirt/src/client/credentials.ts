/** One credential that the callback is asked for (virConnectCredential). */
export interface Credential {
  /** The kind of credential, such as VIR_CRED_AUTHNAME (virConnectCredentialType). */
  readonly type: number;
  /** A label to show to the user. */
  readonly prompt: string;
  /** More context, such as the realms to choose from. */
  readonly challenge: string | undefined;
  /** The value that counts when the callback returns undefined for this credential. */
  readonly defaultResult: string | undefined;
}

/**
 * Returns one string for each credential, in the same order. Return undefined for one credential to
 * use its default, or undefined instead of the array to cancel. `signal` aborts when the opening
 * times out or is cancelled.
 */
export type AuthenticationCallback = (
  credentials: readonly Credential[],
  options: { signal: AbortSignal | undefined },
) => CredentialResults | Promise<CredentialResults>;

/** The results of an AuthenticationCallback. */
export type CredentialResults = readonly (string | null | undefined)[] | null | undefined;

/** How to authenticate: a user name and a password, or a callback that asks for them. */
export type Authentication =
  | {
      username: string;
      password: string;
      /** The identity to act as, if it is not the user's own. */
      authorizeAs?: string | undefined;
      /** The realm of the server to log in to. The default is the first that the server offers. */
      realm?: string | undefined;
    }
  | {
      callback: AuthenticationCallback;
      /**
       * The kinds of credentials that the callback supports (virConnectAuth.credtype). The default is
       * VIR_CRED_AUTHNAME, VIR_CRED_PASSPHRASE and VIR_CRED_REALM.
       */
      credentialTypes?: readonly number[] | undefined;
    };
