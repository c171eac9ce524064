import { contactChangeCases } from '../views/contact-changes.view';
import { contactStepLabels } from './contact-change-labels';

const told = Object.values(contactChangeCases.parts).flatMap(({ on }) => on as readonly string[]);
/** Review tells in its words that a change came back. */
const steps = told.filter((type) => type !== 'ContactChangeReturned').map((type) => type.split('.')[1] ?? type);

it.each(steps)('%s has words of its own', (code) => {
  const { label, labelEn } = contactStepLabels(code);
  expect(label).toMatch(/\p{Script=Han}/u);
  expect(labelEn).not.toBe(code);
});
