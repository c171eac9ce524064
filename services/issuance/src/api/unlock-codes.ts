import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SECRETS, type Secrets } from '@ekey/platform';

/** Crockford's: no letter that is read for another over the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 12;

/**
 * One-time codes of 60 bits: drawn from the command that authorises, so that a repeat of the request tells the same one, and kept
 * by nobody. What is stored is a digest that is worth nothing without the same secret.
 */
@Injectable()
export class UnlockCodes {
  constructor(@Inject(SECRETS) private readonly secrets: Secrets) {}

  async codeFor(commandId: string): Promise<string> {
    const bytes = await this.hmac('code', commandId);
    const characters = [...bytes.subarray(0, CHARACTERS)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
    return characters.join('').replace(/(.{4})(?=.)/g, '$1-');
  }

  /** @param keyId whose key it opens: a code fits no other. */
  async digestOf(keyId: string, code: string): Promise<string> {
    const plain = code.toUpperCase().replace(/[\s-]/g, '');
    return (await this.hmac('digest', keyId, plain)).toString('hex');
  }

  private async hmac(...parts: readonly string[]): Promise<Buffer> {
    return createHmac('sha256', await this.secrets.bytes('unlock-key'))
      .update(JSON.stringify(parts))
      .digest();
  }
}
