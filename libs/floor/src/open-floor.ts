import { chooseDocuments, NO_DOCUMENTS } from './choices/documents';
import type { Clock } from '@ekey/kernel';
import type { Config, Floor, Secrets, ServiceFloor } from '@ekey/platform';
import { chooseEventStore } from './choices/event-store';
import type { Foundation } from './choices/foundation';
import { chooseMessaging } from './choices/messaging';
import { choosePersonalData } from './choices/personal-data';
import { chooseSessions } from './choices/sessions';
import { chooseViews } from './choices/views';
import type { DataFolder } from './files/data-folder';
import { FileSecrets } from './files/file.secrets';
import { assertWritable } from './files/files';
import { assertNothingLost, LASTING_SECRETS } from './files/lasting-files';
import { Opened } from './opened';
import { GivenSecrets } from './servers/given.secrets';

/**
 * Every port with the adapter that the configuration chooses. Servers are asked nothing yet: whoever needs one that does
 * not answer waits for it.
 * @param data where adapters that use files have them: a log and a view database for each service, one file each for
 * messages, keys, tombstones, sessions and access, and folders of documents, secrets and mails.
 * @param needs what the services here make use of; by default everything.
 * @throws UnreadableStore naming the file that cannot be trusted, or is lost; SecretMissing; then nothing stays open.
 */
export async function openFloor(
  config: Config,
  clock: Clock,
  data: DataFolder,
  needs: { readonly documents?: boolean } = {},
): Promise<Floor> {
  const opened = new Opened();
  try {
    return await open({ config, clock, data, opened }, needs.documents ?? true);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function open(foundation: Foundation, hasDocuments: boolean): Promise<Floor> {
  const { config, clock, data, opened } = foundation;
  opened.watch('the disk', () => assertWritable(data.root));
  const secrets = secretsOf(foundation);
  const personalData = await choosePersonalData(foundation, secrets);
  const documents = hasDocuments ? await chooseDocuments(foundation, personalData) : NO_DOCUMENTS;
  const { messaging, ownLog } = await chooseMessaging(foundation);
  const openEventStore = await chooseEventStore(foundation);
  const openViews = await chooseViews(foundation);
  const openService = (name: string): ServiceFloor => {
    const { views, reactors } = openViews(name);
    const own = ownLog(name, reactors);
    const eventStore = own.opens((checkpoints) => openEventStore(name, checkpoints));
    return { eventStore, ...own.of(eventStore), reactors, views, documents };
  };
  const services = new Map<string, ServiceFloor>();
  return {
    ...{ config, clock, messaging, personalData, secrets },
    ...(await chooseSessions(foundation, secrets)),
    service: (name) => {
      const known = services.get(name) ?? openService(name);
      services.set(name, known);
      return known;
    },
    unusable: () => opened.unusable(),
    damaged: () => opened.damaged(),
    close: () => opened.close(),
  };
}

/** Given by the operator, or made at first start: then those come first without which what is stored would be worth nothing. */
function secretsOf({ config, data }: Foundation): Secrets {
  if (config.SECRETS_DIR !== undefined) return new GivenSecrets(config.SECRETS_DIR);
  assertNothingLost(data);
  const secrets = new FileSecrets(data.of('secrets'));
  for (const name of LASTING_SECRETS) secrets.bytesNow(name);
  return secrets;
}
