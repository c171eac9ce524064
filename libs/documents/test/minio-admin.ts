import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { Client } from 'minio';

const TAG = 16;
const PBKDF2_AES_GCM = 2;
const LAST = 0x80;

/** Users and rights of a MinIO server, over its administration interface (`/minio/admin/v3`). */
export class MinioAdmin {
  constructor(
    private readonly client: Client,
    private readonly secretKey: string,
  ) {}

  async addUser(accessKey: string, secretKey: string): Promise<void> {
    const body = sealed(this.secretKey, Buffer.from(JSON.stringify({ secretKey, status: 'enabled' })));
    await this.put('add-user', { accessKey }, body);
  }

  async addPolicy(name: string, policy: object): Promise<void> {
    await this.put('add-canned-policy', { name }, Buffer.from(JSON.stringify(policy)));
  }

  async grant(policyName: string, userOrGroup: string): Promise<void> {
    await this.put('set-user-or-group-policy', { policyName, userOrGroup, isGroup: 'false' }, Buffer.alloc(0));
  }

  /** Signed as a request about an object of a bucket `minio` would be. */
  private async put(what: string, query: Record<string, string>, body: Buffer): Promise<void> {
    const about = { bucketName: 'minio', objectName: `admin/v3/${what}`, query: String(new URLSearchParams(query)) };
    const response = await this.client.makeRequestAsync({ method: 'PUT', ...about }, body, [200], 'us-east-1');
    response.resume();
  }
}

/** As the interface wants what is secret: salt ‖ kind ‖ nonce ‖ one fragment of the format DARE under a key from a password. */
function sealed(password: string, plain: Buffer): Buffer {
  const [salt, nonce] = [randomBytes(32), randomBytes(8)];
  const key = pbkdf2Sync(password, salt, 8192, 32, 'sha256');
  const fragment = (sequence: number, authenticated: Buffer, content: Buffer): Buffer => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32LE(sequence);
    const cipher = createCipheriv('aes-256-gcm', key, Buffer.concat([nonce, counter]), { authTagLength: TAG });
    cipher.setAAD(authenticated);
    return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  };
  const header = fragment(0, Buffer.alloc(0), Buffer.alloc(0));
  const content = fragment(1, Buffer.concat([Buffer.from([LAST]), header]), plain);
  return Buffer.concat([salt, Buffer.from([PBKDF2_AES_GCM]), nonce, content]);
}
