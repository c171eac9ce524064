/** Injection tokens of what a floor provides to each service. The types are the ports of the capability libraries. */
export const EVENT_STORE = Symbol('EventStore');
/** A service's own log as its reactors are given it. */
export const OWN_LOG = Symbol('OwnLog');
export const RELAY = Symbol('Relay');
export const REACTOR_STORE = Symbol('ReactorStore');
export const COMMAND_RUNNER = Symbol('CommandRunner');
export const VIEWS = Symbol('ViewStore');
export const MESSAGING = Symbol('Messaging');
export const DOCUMENTS = Symbol('Documents');
export const PERSONAL_DATA = Symbol('PersonalData');
export const CLOCK = Symbol('Clock');
export const CONFIG = Symbol('Config');
export const SECRETS = Symbol('Secrets');
export const SESSIONS = Symbol('SessionStore');
export const ACCESS_LOG = Symbol('AccessLog');
export const TOKEN_ISSUER = Symbol('TokenIssuer');
export const SERVICE = Symbol('ServiceDefinition');
