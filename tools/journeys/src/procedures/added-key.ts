import type { Case, Scene, Sent } from '../first-application/scene';
import type { Enterprise } from '../enterprise';
import { onceTheKeyIsKnown } from './known-key';

export const REASON_FOR_ONE_MORE = '上海与深圳两地同时报关，需各配一个钥匙';

/** One more key (增办), ready to be submitted. */
export async function preparedOneMore(scene: Scene, enterprise: Enterprise): Promise<Case> {
  const application = await onceTheKeyIsKnown(() => enterprise.adds());
  await application.isPrepared(scene.house.shanghai, { reason: REASON_FOR_ONE_MORE });
  return { enterprise, application };
}

/** From 预审, which is the manager’s, to the key in the hand of the enterprise. */
export async function collectsOneMore(scene: Scene, added: Case): Promise<Sent> {
  const { manager } = scene.house.shanghai;
  await manager.awaits('pre-verification', added.application.id);
  await manager.passes('pre-verification', added.application.id);
  await scene.passesReVerification(added);
  const sent = await scene.sends(added);
  await scene.arrives(added, sent);
  await scene.handsOver(added, sent);
  return sent;
}
