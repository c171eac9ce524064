export { torture, type Ordeal, type Verdict } from './torture';
