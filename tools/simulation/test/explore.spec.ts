import fc from 'fast-check';
import { cases, House, settle } from '../src';
import { drivenToItsEnd } from '../src/people/onward';
import { orderOf } from '../src/people/line';
import { applicationOf } from '../src/people/applicant';
import { outcomeOf } from '../src/outcome';
import { anyStory, told } from './stories';

function diff(a: unknown, b: unknown, path: string): string[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object' && !Array.isArray(a))
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((k) => diff((a as any)[k], (b as any)[k], `${path}.${k}`));
  return [`${path}: ${JSON.stringify(a)?.slice(0, 60)} / ${JSON.stringify(b)?.slice(0, 60)}`.replace(/[0-9a-f]{8}-[0-9a-f-]*/g, '#').replace(/2026-[0-9T:.Z-]*/g, '@')];
}
const N = Number(process.env['N'] ?? 200);
const SEED = Number(process.env['SEED'] ?? 1);
it('reaches', () => {
  const seen: Record<string, number> = {};
  const types: Record<string, number> = {};
  const t = process.cpuUsage();
  for (const story of fc.sample(anyStory, { numRuns: N, seed: SEED })) {
    let house!: House;
    try { house = told(story); settle(house, 1, 3); } catch (error) { const k = String(error); seen[k] = (seen[k] ?? 0) + 1; continue; }
    const has = (of: any, t: string) => house.facts('intake.KeyApplication', of.caseId).some((f) => f.type === t);
    const first = (of: any, t: string) => house.facts('intake.KeyApplication', of.caseId).findIndex((f) => f.type === t);
    const note = (k: string, is: boolean) => { if (is) seen[k] = (seen[k] ?? 0) + 1; };
    note('two approved', cases.slice(0, 2).every((of) => has(of, 'ReVerificationRecorded')));
    note('two submitted', cases.slice(0, 2).every((of) => has(of, 'SubmissionConfirmed')));
    for (const of of cases) note('withdrawn then collected', first(of, 'ApplicationWithdrawn') >= 0 && first(of, 'KeyCollectedRecorded') > first(of, 'ApplicationWithdrawn'));
    for (const of of cases) note('collected then approved', first(of, 'KeyCollectedRecorded') >= 0 && first(of, 'ReVerificationRecorded') > first(of, 'KeyCollectedRecorded'));
    for (const of of cases) note('approved then withdrawn', first(of, 'ReVerificationRecorded') >= 0 && first(of, 'ApplicationWithdrawn') > first(of, 'ReVerificationRecorded'));
    for (const of of cases) {
      const a = applicationOf(house, of);
      const k = `${a.status} ${a.how ?? ''} ${orderOf(house, of).status}`; seen[k] = (seen[k] ?? 0) + 1;
    }
    for (const c of house.categories()) for (const id of house.ids(c)) for (const f of house.facts(c, id)) types[`${c} ${f.type}`] = (types[`${c} ${f.type}`] ?? 0) + 1;
  }
  console.log((process.cpuUsage(t).user / 1000) / N, 'ms a story', seen, types);
});
it('is confluent', () => {
  const found: Record<string, number> = {}; const examples: Record<string, string> = {};
  const t = process.cpuUsage();
  for (const [i, story] of fc.sample(anyStory, { numRuns: N, seed: SEED + 1 }).entries()) {
    let house!: House;
    try {
    house = told(story);
    const [one, other] = [house.fork(), house.fork()];
    settle(one, i, 0); settle(other, i + 7, 3);
    const [a, b] = [outcomeOf(one), outcomeOf(other)];
    for (const name of new Set([...a.keys(), ...b.keys()])) if (JSON.stringify(a.get(name)) !== JSON.stringify(b.get(name))) {
      for (const d of diff(a.get(name) ?? null, b.get(name) ?? null, name.replace(/-[0-9a-f].*| of .*/, ''))) { found[d] = (found[d] ?? 0) + 1; examples[d] ??= String(i); }
    }
    } catch (error) { const k = String(error); found[k] = (found[k] ?? 0) + 1; continue; }
  }
  console.log((process.cpuUsage(t).user / 1000) / N, 'ms a story', found, JSON.stringify(examples));
});
it('has no dead end', () => {
  const found: Record<string, number> = {};
  const t = process.cpuUsage();
  for (const [i, story] of fc.sample(anyStory, { numRuns: N, seed: SEED + 2 }).entries()) {
    try {
    const house = told(story);
    for (const of of cases) { const n = drivenToItsEnd(house, of, (h) => settle(h, i, 4)); const k = n === null ? `stuck ${applicationOf(house, of).status} ${orderOf(house, of).status}` : 'ok'; found[k] = (found[k] ?? 0) + 1; }
    } catch (error) { const k = String(error); found[k] = (found[k] ?? 0) + 1; continue; }
  }
  console.log((process.cpuUsage(t).user / 1000) / N, 'ms a story', found);
});
import { always, complaintsOf, onceSettled } from '../src/invariants';
it('keeps the invariants', () => {
  const found: Record<string, number> = {};
  const t = process.cpuUsage();
  for (const [i, story] of fc.sample(anyStory, { numRuns: N, seed: SEED + 3 }).entries()) {
    try {
    const seen = new Set<string>();
    const house = told(story, (h) => complaintsOf(h, always).forEach((c) => seen.add(c)));
    settle(house, i, 4);
    complaintsOf(house, onceSettled).forEach((c) => seen.add(c));
    for (const c of seen) { const k = c.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '#').replace(/EK[-0-9a-f]*/g, 'EK'); found[k] = (found[k] ?? 0) + 1; }
    } catch (error) { const k = String(error); found[k] = (found[k] ?? 0) + 1; continue; }
  }
  console.log((process.cpuUsage(t).user / 1000) / N, 'ms a story', found);
});
