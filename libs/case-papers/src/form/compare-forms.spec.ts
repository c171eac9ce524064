import { changedFields, outdatedPrintouts } from './compare-forms';
import { draft, submitted } from './form.examples';

const before = submitted();
const agent = (change: object) => submitted({ agent: { ...draft.agent, ...change } }, 2);

describe('comparing two versions of a form', () => {
  it('finds nothing changed but number, version and time', () =>
    expect(changedFields(before, submitted({}, 2))).toEqual([]));
  it('names what changed as it was answered', () => {
    const after = submitted(
      { pickupPointId: 'shanghai-2', licenceTypes: ['import'], agent: { ...draft.agent, mobile: '13900000000' } },
      2,
    );
    expect(changedFields(before, after)).toEqual(['agent.mobile', 'licenceTypes', 'pickupPointId']);
  });
  it('names what was added or left out', () => {
    expect(changedFields(before, submitted({ fax: undefined }, 2))).toEqual(['fax']);
    expect(changedFields(submitted({ fax: undefined }), before)).toEqual(['fax']);
  });
});

describe('the printouts of a former version that have to be printed anew', () => {
  it('are those that carry the version, even where nothing printed has changed', () =>
    expect(outdatedPrintouts(before, submitted({}, 2))).toEqual(['application-form', 'seal-confirmation']));
  it('are besides those alone that show the field', () => {
    expect(outdatedPrintouts(before, agent({ email: 'other@example.cn' }))).toEqual([
      'application-form',
      'seal-confirmation',
    ]);
    expect(outdatedPrintouts(before, agent({ mobile: '13900000000' }))).toEqual([
      'application-form',
      'seal-confirmation',
      'power-of-attorney',
    ]);
    expect(outdatedPrintouts(before, agent({ name: '李示范' }))).toEqual([
      'application-form',
      'seal-confirmation',
      'power-of-attorney',
      'user-agreement',
    ]);
  });
  it('follow an office that changed its name', () => {
    const renamed = { ...submitted({}, 2), agency: { ...before.agency, name: '上海市商务局' } };
    expect(outdatedPrintouts(before, renamed)).toEqual(['application-form', 'seal-confirmation', 'power-of-attorney']);
  });
});
