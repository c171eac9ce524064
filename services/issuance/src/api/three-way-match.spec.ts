import type { Commands } from '@ekey/platform';
import { recorded } from '@ekey/kernel/testing';
import { memoryViews } from '@ekey/views/testing';
import type { Fact, Recorded } from '@ekey/kernel';
import { recordingCommands } from '../testing/recording-commands';
import { certificates } from '../views/certificates.view';
import { differences } from '../views/differences.view';
import { orderList } from '../views/order-list.view';
import { tokenStock } from '../views/token-stock.view';
import { ThreeWayMatch } from './three-way-match';

const NOW = '2026-03-02T19:00:00.000Z';
const LONG_AGO = '2026-03-02T02:00:00.000Z';
const JUST_NOW = '2026-03-02T18:30:00.000Z';
/** The state of a renewal whose attempt under way has this certificate. */
const renewalMaking = (serial: string, begunAt = LONG_AGO): object => ({
  ...{ status: 'open', orphanedAt: null, left: [] },
  attempt: { begunAt, asked: { signing: { serial } } },
});
const told = (stream: string, facts: readonly Fact[], recordedAt = LONG_AGO): readonly Recorded[] =>
  facts.map((fact, revision) => recorded(fact, { stream, revision, position: 10 + revision, recordedAt }));
const stocked: Fact = { type: 'TokenStocked', data: { by: 'a', witness: 'b', model: 'UK-3', stockedAt: LONG_AGO } };
const claimed: Fact = {
  type: 'TokenAssigned',
  data: { caseId: 'case-1', attempt: 1, claimId: 'claim', assignedAt: LONG_AGO },
};
const certified = (serial: string, tokenSerial: string, caseId = 'renewal-1'): Fact => ({
  type: 'SerialNumberReserved',
  data: {
    serial,
    caseId,
    attempt: 1,
    use: 'signing',
    uscc: 'X',
    subject: {},
    tokenSerial,
    spki: '',
    reservedAt: LONG_AGO,
  },
});
const found = (subject: string): Fact => ({
  type: 'DifferenceFound',
  data: { subject, code: 'order-unknown', found: 'token assigned', foundAt: LONG_AGO },
});

interface World {
  readonly tokens?: readonly (readonly Recorded[])[];
  readonly made?: readonly (readonly Recorded[])[];
  readonly open?: readonly (readonly Recorded[])[];
  readonly renewal?: object;
}
async function compare({ tokens = [], made = [], open = [], renewal = { status: 'unknown' } }: World) {
  const views = memoryViews();
  await views.open([tokenStock, certificates, orderList, differences]);
  await views.apply(tokenStock, tokens.flat());
  await views.apply(certificates, made.flat());
  await views.apply(differences, open.flat());
  const { sent, commands } = recordingCommands();
  const asking = Object.assign(commands as object, { ask: async () => ({ state: renewal }) }) as unknown as Commands;
  const outcome = await new ThreeWayMatch(asking, views).compare(NOW);
  return { outcome, sent: sent.map(({ to, command }) => [to, (command.data as { found: unknown }).found]) };
}
const token = (serial: string, recordedAt?: string) => told(`issuance.Token-${serial}`, [stocked, claimed], recordedAt);
const certificate = (serial: string, tokenSerial: string) =>
  told(`issuance.Certificate-${serial}`, [certified(serial, tokenSerial)]);

describe('the comparison', () => {
  it('records what it finds of each thing, in the stream of that thing', async () => {
    const { outcome, sent } = await compare({ tokens: [token('EK1')], made: [certificate('4A', 'EK9')] });
    expect(outcome).toEqual({ tokens: 1, certificates: 1, orders: 0, different: 2 });
    expect(sent).toEqual([
      ['HandleDifference token.EK1', [{ code: 'order-unknown', found: 'token assigned' }]],
      ['HandleDifference certificate.4A', [{ code: 'token-unknown', found: 'on-hold' }]],
    ]);
  });
  it('leaves alone what has just moved', async () => {
    const { outcome, sent } = await compare({ tokens: [token('EK1', JUST_NOW)] });
    expect([outcome.different, sent]).toEqual([0, []]);
  });
  it('looks again at what it had found, also where the thing is no longer there', async () => {
    const open = ['token.EK1', 'order.case-7', 'certificate.4F'].map((subject) =>
      told(`issuance.Difference-${subject}`, [found(subject)]),
    );
    const { sent } = await compare({ tokens: [told('issuance.Token-EK1', [stocked])], open });
    expect([...sent].sort()).toEqual([
      ['HandleDifference certificate.4F', []],
      ['HandleDifference order.case-7', []],
      ['HandleDifference token.EK1', []],
    ]);
  });
  it('knows a renewal’s certificate by its renewal', async () => {
    const world = { tokens: [told('issuance.Token-EK1', [stocked])], made: [certificate('4A', 'EK1')] };
    expect((await compare(world)).sent).toMatchObject([
      ['HandleDifference certificate.4A', [{ code: 'case-unknown' }]],
    ]);
    expect((await compare({ ...world, renewal: renewalMaking('4A') })).sent).toEqual([]);
  });
  it('sees what a renewal has left on hold, as soon as its attempt is over for long enough', async () => {
    const world = { tokens: [told('issuance.Token-EK1', [stocked])], made: [certificate('4A', 'EK1')] };
    const over = [['HandleDifference certificate.4A', [{ code: 'attempt-over', found: 'on-hold' }]]];
    const codes = async (renewal: object) => (await compare({ ...world, renewal })).sent;
    expect(await codes({ ...renewalMaking('4A'), orphanedAt: LONG_AGO })).toEqual(over);
    expect(await codes(renewalMaking('5A'))).toEqual(over);
    const completed = { status: 'completed', certificates: { signing: '5A', encryption: '5B' } };
    expect(await codes({ ...completed, completedAt: LONG_AGO })).toEqual(over);
    expect(await codes({ ...renewalMaking('4A'), orphanedAt: JUST_NOW })).toEqual([]);
    expect(await codes(renewalMaking('5A', JUST_NOW))).toEqual([]);
    expect(await codes({ ...completed, completedAt: JUST_NOW })).toEqual([]);
  });
  it('reads page after page, however many there are', async () => {
    const tokens = Array.from({ length: 450 }, (_none, index) => told(`issuance.Token-EK${index}`, [stocked]));
    expect((await compare({ tokens })).outcome.tokens).toBe(450);
  });
});
