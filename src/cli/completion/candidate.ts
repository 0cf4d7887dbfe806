/** A word that the shell can offer, with a short description. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** The records of the server that have names. */
export type NameSource =
  | 'catalogue'
  | 'domain'
  | 'flavour'
  | 'image'
  | 'instance'
  | 'operation'
  | 'tag'
  | 'token'
  | 'user';
