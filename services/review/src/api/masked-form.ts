import type { SubmittedForm } from '@ekey/contracts';
import { maskEmail, maskIdNumber, maskMobile, maskName } from '@ekey/identifiers';

const masked = (value: string | undefined, mask: (value: string) => string): string | undefined =>
  value === undefined ? undefined : mask(value);

/** The form for those who must recognise a case but not know its people. */
export function maskedForm(form: SubmittedForm): SubmittedForm {
  const { agent, legalRep } = form;
  return {
    ...form,
    phone: masked(form.phone, maskMobile),
    fax: masked(form.fax, maskMobile),
    legalRep: { ...legalRep, name: maskName(legalRep.name), idNumber: masked(legalRep.idNumber, maskIdNumber) },
    agent: {
      ...agent,
      name: maskName(agent.name),
      idNumber: maskIdNumber(agent.idNumber),
      mobile: maskMobile(agent.mobile),
      phone: masked(agent.phone, maskMobile),
      email: maskEmail(agent.email),
    },
  };
}
