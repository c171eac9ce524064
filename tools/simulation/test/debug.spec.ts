import fc from 'fast-check';
import { cases, settle } from '../src';
import { anyStory, told } from './stories';
it('shows', () => {
  const story = fc.sample(anyStory, { numRuns: 2500, seed: 50001 })[1541]!;
  const house = told(story);
  for (const [seed, again] of [[1541, 0], [1548, 3]] as const) {
    const h = house.fork(); settle(h, seed, again);
    console.log(h.facts('issuance.Token', 'EK2').map((f) => `${f.type} ${JSON.stringify(f.data)}`).join('\n'));
    for (const of of cases) console.log(of.caseId.slice(0, 4), h.facts('issuance.KeyOrder', of.caseId).map((f) => `${f.type} ${(f.data as any).tokenSerial ?? ''} ${(f.data as any).ended?.tokenSerial ?? ''} ${(f.data as any).attempt ?? ''}`).join('; '));
  }
});
