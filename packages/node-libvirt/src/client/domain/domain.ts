import { DomainGuest } from './domain-guest.js';

/** A virtual machine (virDomainPtr). */
export class Domain extends DomainGuest {}
