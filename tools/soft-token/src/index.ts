export { makeCertificateRequest as makeRequest } from '@ekey/pki';
export { type KeyPair, type KeySource, freshKeys, keyPool, keysAhead } from './key-source';
export { keysFromPrimes, primesFor } from './keys-from-primes';
export { type NewToken, SoftToken, USES } from './soft-token';
export { loadToken, saveToken } from './token-file';
export { type TokenCode, TokenRefused } from './token.refusal';
export { type Container, MAX_TRIES, type NextKey, type Place, type TokenState } from './token-state';
export { UPDATE_STAGES, UpdateClient, type UpdateDelivery, type UpdateDoor, type UpdateStage } from './update-client';
export { type UnlockOutcome, type UnlockPins, unlockToken } from './unlock-token';
