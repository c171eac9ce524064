import { auditedFacts } from '../audit';
import { letPass, type Scene } from '../first-application/scene';
import type { Colleague, KeyOffice, KeyPerson, PublishedFact } from '../key-office';

/** The people of a scene, where keys come from whole cases. */
export function officeOf(scene: Scene): KeyOffice {
  const { world, house } = scene;
  const { provider, shanghai, suzhou, support } = house;
  const { reviewer, secondReviewer, maker, shippingDesk, checker: witness } = provider;
  const people: Readonly<Record<KeyPerson, Colleague>> = {
    ...{ support, counter: shanghai.counter, manager: shanghai.manager },
    ...{ counterElsewhere: suzhou.counter, managerElsewhere: suzhou.manager },
    ...{ reviewer, secondReviewer, maker, shippingDesk, witness },
  };
  return {
    url: world.url,
    now: () => world.now(),
    letPass: (by) => letPass(world, by),
    as: (person) => people[person],
    collected: async (count) =>
      (await scene.collectedBy(count, count)).map(({ application, ...key }) => ({ caseId: application.id, key })),
    published: async (caseId) => {
      if (world.published === undefined) throw new Error('this floor does not show what its services publish');
      return (await world.published('issuance')).filter(({ subject }) => subject === caseId) as PublishedFact[];
    },
    stored: async (caseId) => (await auditedFacts(house.auditor.http, 'issuance', caseId)).length,
  };
}
