import { caseId, instant, uscc } from '@ekey/contracts';
import { z } from 'zod';

/** What the routes of accounts, sessions and enterprises answer. */

const accountId = z.string().describe('The opaque id of a user.');

export const registered = z.object({ accountId });

export const currentAccount = z
  .object({
    accountId,
    loginName: z.string().nullable().describe('`null` where the account was erased.'),
    userName: z.string().nullable(),
    mail: z.string().nullable(),
    addressConfirmed: z.boolean(),
    pendingAddress: z.string().nullable().describe('Counts once the link that was sent to it is used.'),
    enterprise: z
      .object({ uscc, nameCn: z.string() })
      .nullable()
      .describe('The one that the user was invited to act for.'),
  })
  .meta({ id: 'Account' });

const expiresIn = z.int().describe('Seconds until the access token ends.');

export const session = z
  .union([
    z.object({
      tokenType: z.literal('Bearer'),
      accessToken: z.string(),
      expiresIn,
      refreshToken: z.string().describe('Good once, for `POST /sessions/refresh`.'),
      accountId,
    }),
    z.object({ expiresIn, accountId }).describe('The tokens stand in cookies, as was asked for.'),
  ])
  .meta({ id: 'Session' });

export const enterprise = z
  .object({
    uscc,
    nameCn: z.string(),
    users: z.array(
      z.object({
        accountId,
        userName: z.string().nullable().describe('`null` where the account was erased.'),
        administrator: z.boolean(),
      }),
    ),
    invitations: z
      .array(z.object({ invitationId: z.string(), accountId, expiresAt: instant }))
      .describe('Still open; told to the administrator alone.'),
  })
  .meta({ id: 'Enterprise' });

export const invited = z.object({ invitationId: z.string().describe('That of the account to be.') });

export const keyChallenge = z
  .object({
    purpose: z.literal('log-in'),
    origin: z.string().describe('The page that asked; no other may answer.'),
    nonce: z.string(),
    text: z.string().describe('What the token signs (UTF-8, sha256WithRSAEncryption), as it stands here.'),
    expiresAt: instant,
  })
  .meta({ id: 'KeyChallenge' });

export const keySession = z
  .object({
    tokenType: z.literal('Bearer'),
    accessToken: z.string(),
    expiresIn,
    key: z.object({
      serial: z.string().describe('Of the signing certificate.'),
      uscc,
      tokenSerial: z.string().describe('The number of the key.'),
      onlyFor: caseId
        .optional()
        .describe('The certificate has run out: the session finishes this renewal, and serves for nothing else.'),
    }),
  })
  .meta({ id: 'KeySession', description: 'Says which key was plugged in. It is refreshed by signing again.' });
