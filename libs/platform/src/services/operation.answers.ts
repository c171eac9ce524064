import { z } from 'zod';
import { ROLES } from '../security/caller';

/** What the routes of every service for its operators and auditors answer. */

const position = z.int().describe('Sent as `after` it brings what stands behind it.');
const instant = z.iso.datetime();

/** A fact of the log. Its members beside `data` and `state` are those of the envelope. */
export const auditedFact = z
  .object({
    id: z.string(),
    stream: z.string(),
    subject: z.string().optional().describe('Of a published fact: its case.'),
    revision: z.int().describe('Within its stream, from 0.'),
    position,
    recordedAt: instant,
    correlationId: z.string(),
    causationId: z.string().describe('The id of the command or message that led to it.'),
    schemaVersion: z.int(),
    actor: z
      .object({ kind: z.string(), id: z.string(), role: z.string().optional(), operator: z.string().optional() })
      .describe('Who or what acted.'),
    type: z.string().describe('As the event catalogue has it.'),
    commandId: z.string().optional(),
    data: z.unknown().describe('Personal data masked.'),
    state: z
      .unknown()
      .optional()
      .describe('Of a case: the state of the stream after it, masked; absent where it cannot be told.'),
  })
  .meta({ id: 'AuditedFact' });

export const accessRecord = z
  .object({
    position,
    at: instant,
    service: z.string(),
    caller: z.object({
      kind: z.string(),
      id: z.string(),
      roles: z.array(z.enum(ROLES)),
      operator: z.string().optional().describe('For whom a machine acted.'),
    }),
    action: z.string(),
    subject: z.string().describe('The case, account or other thing by its id.'),
    purpose: z.string(),
    outcome: z.enum(['granted', 'refused']),
  })
  .meta({ id: 'AccessRecord', description: 'One look at, or one try for, what is not everybody’s.' });

export const reactors = z
  .object({
    reactors: z.array(
      z.object({
        reactor: z.string(),
        state: z.enum(['running', 'stopped', 'halted']),
        cause: z.string().optional().describe('Why it is halted.'),
        parkedCases: z.int(),
        position: z.int().describe('Of the last fact dealt with.'),
      }),
    ),
    parked: z
      .array(
        z.object({
          reactor: z.string(),
          case: z.string(),
          fact: z.string().describe('Its id.'),
          type: z.string(),
          stream: z.string(),
          cause: z.string(),
          attempts: z.int(),
          parkedAt: instant,
        }),
      )
      .describe('The first thousand facts that could not be handled or wait behind one.'),
  })
  .meta({ id: 'Reactors' });

export const redriven = z.object({ dealtWith: z.int().describe('Facts that were dealt with now.') });
