import { fold } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import { exampleHeldKey as key } from '../testing/example-held-key';
import { caseId, now, uscc } from '../testing/example-order';
import { replaced } from '../testing/example-replacement';
import type { NoteReplacement, ReplacementCommand } from './replacement.commands';
import { replacement } from './replacement.decider';
import type { ReplacementEvent } from './replacement.events';

const { given } = scenarios(replacement);
const { noted, dropped, asked, toReturn, due, sought, found, ended, allEnded } = replaced;

const note = (change: Partial<NoteReplacement['data']> = {}): ReplacementCommand => ({
  type: 'NoteReplacement',
  data: { caseId, uscc, ground: 'lost', tokenSerial: 'EK1', surplus: [], now, ...change },
});
const drop: ReplacementCommand = { type: 'DropReplacement', data: { caseId, now } };
const askForReturn: ReplacementCommand = { type: 'AskForReturn', data: { caseId, now } };
const end: ReplacementCommand = { type: 'EndOldKey', data: { caseId, now } };
const recordFound: ReplacementCommand = { type: 'RecordOldKeys', data: { keys: [key], now } };
const record = (tokenSerial: string): ReplacementCommand => ({
  type: 'RecordEndedKey',
  data: { tokenSerial, crlNumber: 7, now },
});

describe('a replacement', () => {
  it('is noted once', () => {
    given().when(note()).then(noted());
    given(noted()).when(note()).thenNothing();
  });
  it('that was withdrawn leaves the old key as it is, whatever is told later', () => {
    given(noted()).when(drop).then(dropped);
    given(noted(), dropped).when(drop).thenNothing();
    given(noted(), dropped).when(end).thenNothing();
  });
  it('that was withdrawn before it was known which key it was for ends none', () => {
    given(due).when(drop).then(dropped);
    given(due, dropped).when(note()).then(noted());
  });
  it('is withdrawn too late once the old key is to end', () =>
    given(noted(), due, sought('EK1')).when(drop).thenNothing());
});

describe('the old key', () => {
  it('is looked for once 复核通过 is given', () => given(noted()).when(end).then(due, sought('EK1')));
  it('is looked for whichever is heard of first', () => {
    given().when(end).then(due);
    given(due).when(note()).then(noted(), sought('EK1'));
  });
  it('is looked for with the surplus ones', () =>
    given(noted('lost', 'EK1', ['EK7']))
      .when(end)
      .then(due, sought('EK1', 'EK7')));
  it('is looked for once where it was named more than once, and has ended with its one end', () => {
    given(noted('lost', 'EK1', ['EK7', 'EK7', 'EK1']))
      .when(end)
      .then(due, sought('EK1', 'EK7'));
    const twice = [noted('lost', 'EK1', ['EK7', 'EK7']), due, sought('EK1', 'EK7', 'EK7'), found(), ended('EK1')];
    given(...twice)
      .when(record('EK7'))
      .then(ended('EK7'), allEnded(['EK1', 'EK7'], []));
  });
  it('of the time before this system is none that could be revoked here', () =>
    given(noted('lost', null)).when(end).then(due, allEnded([], [])));
  it('is to end once', () => {
    given(noted(), due, sought('EK1')).when(end).thenNothing();
    given(noted(), due, sought('EK1')).when(recordFound).then(found());
    given(noted(), due, sought('EK1'), found()).when(recordFound).thenNothing();
    given(noted()).when(recordFound).thenNothing();
  });
  it('of the time before this system is not taken for one that is given up beside it', () =>
    given(noted('lost', null, ['EK7']), due, sought('EK7'))
      .when(recordFound)
      .then(found('lost', [key], null)));
  it('has ended when the last one is revoked and listed', () => {
    const both = [noted('lost', 'EK1', ['EK7']), due, sought('EK1', 'EK7'), found()];
    given(...both)
      .when(record('EK7'))
      .then(ended('EK7'));
    given(...both, ended('EK7'))
      .when(record('EK1'))
      .then(ended('EK1'), allEnded(['EK1', 'EK7'], []));
  });
  it('passes over an end that it has heard of, and that of another key', () => {
    given(noted(), due, sought('EK1'), found(), ended('EK1')).when(record('EK1')).thenNothing();
    given(noted(), due, sought('EK1'), found()).when(record('EK9')).thenNothing();
    given(noted()).when(record('EK1')).thenNothing();
  });
  it.each(['damaged', 'locked', 'renewal-died'] as const)('that is %s has to be handed in', (ground) =>
    given(noted(ground), due, sought('EK1'), found(ground))
      .when(record('EK1'))
      .then(ended('EK1'), allEnded(['EK1'], ['EK1'])),
  );
});

describe('the old key of a change (变更)', () => {
  const ground = 'information-changed';
  it('has to be handed in for the new one, whichever is heard of first', () => {
    given(noted(ground)).when(askForReturn).then(asked, toReturn('EK1'));
    given().when(askForReturn).then(asked);
    given(asked).when(note({ ground })).then(noted(ground), toReturn('EK1'));
  });
  it('is asked for once', () => given(noted(ground), asked, toReturn('EK1')).when(askForReturn).thenNothing());
  it('is none that could be handed in here where it is from before this system', () =>
    given(noted(ground, null)).when(askForReturn).then(asked, toReturn()));
  it('ends with the hand-over', () => given(noted(ground), asked, toReturn('EK1')).when(end).then(due, sought('EK1')));
});

it('passes over a fact that it does not know', () => {
  const later = { type: 'ReplacementPolished', data: {} } as unknown as ReplacementEvent;
  expect(fold(replacement, [noted(), later])).toEqual(fold(replacement, [noted()]));
});
