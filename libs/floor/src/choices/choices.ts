import { BadConfiguration, type Config } from '@ekey/platform';

/** What a process of one service among others cannot stand on, by what it would lose. */
const ALONE: readonly (readonly [keyof Config, Config[keyof Config], string])[] = [
  ['MESSAGING', 'sqlite', 'the services would not hear of each other: set it to kafka'],
  ['VIEWS', 'sqlite', 'another process of the service would answer from other views: set it to mongo'],
  ['DOCUMENTS', 'files', 'the other services would not find the scans: set it to minio'],
  ['KEYS', 'sqlite', 'the other services could not open what this one seals: set it to mongo'],
  ['SESSIONS', 'sqlite', 'nobody would be known to the other services: set it to mongo'],
];

/** @throws BadConfiguration naming every setting with which a service cannot be one of several processes. */
export function refuseUnfitForSeveral(config: Config): void {
  const unfit = ALONE.filter(([name, value]) => config[name] === value).map(
    ([name, value, why]) => `${name}: ${String(value)} is for one process that holds all services; ${why}`,
  );
  if (config.EVENT_STORE === 'sqlite' && !config.SINGLE_INSTANCE)
    unfit.push(
      'EVENT_STORE: sqlite lets a service have one process only: set it to kurrent, or SINGLE_INSTANCE to true where there will never be a second',
    );
  if (config.SECRETS_DIR === undefined)
    unfit.push('SECRETS_DIR: must name the folder of secrets, the same for every process');
  if (unfit.length > 0) throw new BadConfiguration(unfit);
}
