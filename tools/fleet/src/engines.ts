/** The servers that a fleet stands on, as `npm run test:engines` finds or is given them. */
export interface EngineAddresses {
  readonly kafka: string;
  readonly mongo: string;
  readonly minio: { readonly url: string; readonly accessKey: string; readonly secretKey: string };
  readonly smtp: { readonly address: string; readonly maildir: string };
  /** None where the logs are files. */
  readonly kurrent?: string;
  /** Who may do everything there, where it asks for somebody. */
  readonly kurrentUser?: { readonly username: string; readonly password: string };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws Error naming what is missing. */
export function enginesOf(environment: Environment): EngineAddresses {
  const given = (name: string): string => {
    const value = environment[name];
    if (value === undefined) throw new Error(`${name} is not given: npm run test:engines finds or names the servers`);
    return value;
  };
  const minio = new URL(given('EKEY_TEST_MINIO'));
  const { username: accessKey, password: secretKey } = minio;
  const [address = '', maildir = ''] = given('EKEY_TEST_SMTP').split(';');
  const mongo = environment.EKEY_TEST_MONGO ?? given('EKEY_TEST_MONGOJAVA');
  return {
    kafka: given('EKEY_TEST_KAFKA'),
    mongo: mongo.replace(/^(mongodb:\/\/[^/]+)\/[^?]*/, '$1/'),
    minio: { url: minio.origin, accessKey, secretKey },
    smtp: { address, maildir },
    ...kurrentOf(environment),
  };
}

function kurrentOf({ KURRENTDB_URL, KURRENTDB_USER: username = 'admin', KURRENTDB_PASSWORD: password }: Environment) {
  if (KURRENTDB_URL === undefined) return {};
  return { kurrent: KURRENTDB_URL, ...(password === undefined ? {} : { kurrentUser: { username, password } }) };
}
