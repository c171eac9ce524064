import type { SubmittedForm } from '@ekey/contracts';
import { identityDocumentName } from '@ekey/identifiers';
import type { PrintoutData } from '@ekey/printouts';
import { replacementGrounds, sealShapes, sealTypes } from './choices';

const inChinese = (choices: readonly { readonly code: string; readonly zh: string }[], code: string): string =>
  choices.find((choice) => choice.code === code)?.zh ?? code;

function printedOldKey({ number, ground, surplus = [] }: NonNullable<SubmittedForm['replaces']>) {
  const givenUp = surplus.length > 0 ? `（一并注销：${surplus.join('、')}）` : '';
  return { number: `${number}${givenUp}`, ground: inChinese(replacementGrounds, ground) };
}

/** The submitted form as the printouts show it: codes as their Chinese names. */
export function printedForm(form: SubmittedForm, shortHash: string): PrintoutData {
  const { legalRep, agent, replaces, seal } = form;
  return {
    ...form,
    // 变更, as every change is; of contact data alone nothing is printed.
    kind: form.kind === 'contact' ? 'change' : form.kind,
    shortHash,
    legalRep: { ...legalRep, idType: legalRep.idType && identityDocumentName(legalRep.idType).zh },
    replaces: replaces && printedOldKey(replaces),
    agent: { ...agent, idType: identityDocumentName(agent.idType).zh },
    seal: { ...seal, type: inChinese(sealTypes, seal.type), shape: inChinese(sealShapes, seal.shape) },
  };
}
