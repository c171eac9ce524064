import { clockEnvelope } from './clock-envelope';

const NOW = '2026-03-02T01:00:00.000Z';

it('what a clock sends is the same command as long as it is about the same', () => {
  const envelope = clockEnvelope('deadlines', NOW, 'case-1/round-1');
  expect(envelope).toMatchObject({
    actor: { kind: 'service', id: 'deadlines' },
    recordedAt: NOW,
    sent: 'case-1/round-1',
  });
  expect(clockEnvelope('deadlines', '2026-03-03T01:00:00.000Z', 'case-1/round-1').commandId).toBe(envelope.commandId);
  expect(clockEnvelope('deadlines', NOW, 'case-1/round-2').commandId).not.toBe(envelope.commandId);
  expect(clockEnvelope('reminders', NOW, 'case-1/round-1').commandId).not.toBe(envelope.commandId);
});
