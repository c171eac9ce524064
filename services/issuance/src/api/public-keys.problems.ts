import { problemsOf } from '@ekey/platform';
import type { PublicKeyRejection } from '../public-key/public-key.decider';

export const publicKeyProblems = problemsOf<PublicKeyRejection>({
  PublicKeyTaken: {
    status: 409,
    field: 'request',
    zh: '该公钥已用于其他证书，不得重复使用，请在介质内重新生成密钥。',
    en: 'This public key was used for a certificate before. Make a new key in the token.',
  },
});
