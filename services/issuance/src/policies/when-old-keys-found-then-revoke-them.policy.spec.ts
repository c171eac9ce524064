import { recorded } from '@ekey/kernel/testing';
import { exampleHeldKey as key } from '../testing/example-held-key';
import { caseId } from '../testing/example-order';
import { replaced } from '../testing/example-replacement';
import { whenOldKeysFoundThenRevokeThem as policy } from './when-old-keys-found-then-revoke-them.policy';

const told = { replacement: caseId, now: '2026-03-02T01:00:00.000Z' };
const react = (...found: Parameters<typeof replaced.found>) =>
  policy.react(recorded(replaced.found(...found), { stream: `issuance.Replacement-${caseId}` }));

describe('the key whose place another one takes', () => {
  it.each([
    ['lost', 'lost'],
    ['damaged', 'damaged'],
    ['locked', 'replaced'],
    ['renewal-died', 'replaced'],
    ['information-changed', 'information-changed'],
  ] as const)('is revoked where it is %s', (of, ground) =>
    expect(react(of)).toEqual([
      { id: 'case-1.1', command: { type: 'RevokeReplacedKey', data: { key, ground, ...told } } },
    ]),
  );
  const surplus = { ...key, caseId: 'case-7', tokenSerial: 'EK7' };
  const both = [
    ['case-1.1', { key, ground: 'lost', ...told }],
    ['case-7.1', { key: surplus, ground: 'replaced', ...told }],
  ];
  it('is revoked for its own ground, surplus ones beside it for none, in whatever order they were found', () => {
    const orders = (...found: Parameters<typeof react>) => react(...found).map(({ id, command }) => [id, command.data]);
    expect(orders('lost', [key, surplus])).toEqual(both);
    expect(orders('lost', [surplus, key])).toEqual([...both].reverse());
  });
  it('is not here where it is from before this system: what is given up beside it is not called lost', () =>
    expect(react('lost', [surplus], null).map(({ command }) => command.data.ground)).toEqual(['replaced']));
  it('was the first of them in facts that do not name it', () => {
    const { tokenSerial: _named, ...data } = replaced.found('lost', [key, surplus]).data;
    const fact = recorded({ type: 'OldKeysFound', data } as const, { stream: `issuance.Replacement-${caseId}` });
    expect(policy.react(fact).map(({ id, command }) => [id, command.data])).toEqual(both);
  });
});
