import { Controller, Get, Header, Inject } from '@nestjs/common';
import { prescribedDocuments, rejectionCatalogue } from '@ekey/contracts';
import { scanLimits } from '@ekey/images';
import { Answers, CONFIG, type Config } from '@ekey/platform';
import { fieldsPrintedOn, printoutKinds, userAgreementVersion } from '@ekey/printouts';
import { licenceTypes } from '../form/choices';
import { formFields } from '../form/form-fields';
import { REQUIRED_CONSENTS } from '../key-application/consents';
import { MOST_PAGES, SLOTS } from '../key-application/documents';
import { statusLabels } from '../views/status-codes';
import { FormDesk } from './form-desk';
import { guidanceOf } from './guidance';
import {
  formSchemaAnswer,
  guidance as guidanceAnswer,
  licenceTypesAnswer,
  organisationsAnswer,
  rejectionReasonsAnswer,
} from './lookups.answers';

/** What anybody may know: enough to write a portal against. */
@Controller('api/intake/v1')
export class LookupsController {
  constructor(
    private readonly desk: FormDesk,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** 须知, limits, times, contacts, the six documents and the consents that a submission needs. */
  @Get('guidance')
  @Header('cache-control', 'public, max-age=300')
  @Answers(200, guidanceAnswer)
  guidance() {
    return {
      ...guidanceOf(this.config),
      consents: REQUIRED_CONSENTS,
      documents: SLOTS.map((slot) => ({ slot, ...prescribedDocuments[slot] })),
      limits: {
        image: {
          bytes: scanLimits.bytes,
          pixels: scanLimits.pixels,
          side: scanLimits.side,
          types: ['image/jpeg', 'image/png'],
        },
        advisedLongSide: scanLimits.advisedLongSide,
        pages: MOST_PAGES,
      },
      userAgreementVersion,
      statuses: Object.entries(statusLabels).map(([code, label]) => ({ code, ...label })),
    };
  }

  /** 许可证种类. */
  @Get('licence-types')
  @Header('cache-control', 'public, max-age=300')
  @Answers(200, licenceTypesAnswer)
  licenceTypes() {
    return { items: licenceTypes };
  }

  /** The issuing authorities that take applications, with their pick-up points. */
  @Get('organisations')
  @Answers(200, organisationsAnswer)
  async organisations() {
    const items = [];
    for await (const {
      organisationId: id,
      name,
      nameEn,
      region,
      address,
      phone,
      pickupPoints,
    } of this.desk.openAuthorities())
      items.push({ id, name, nameEn: nameEn ?? null, region, address, phone, pickupPoints });
    return { items };
  }

  /** Every field of the form with its labels, its rule in words and where it is printed. */
  @Get('form-schema')
  @Header('cache-control', 'public, max-age=300')
  @Answers(200, formSchemaAnswer)
  formSchema() {
    return {
      fields: formFields.map(({ check: _judgement, ...field }) => ({ ...field, printedOn: printedOn(field.path) })),
    };
  }

  /** The coded reasons of a rejection, as a 备注 gives them. */
  @Get('rejection-reasons')
  @Header('cache-control', 'public, max-age=300')
  @Answers(200, rejectionReasonsAnswer)
  rejectionReasons() {
    return { items: rejectionCatalogue };
  }
}

/** The form answers an office by its id, and prints its particulars. */
const printedOn = (path: string): readonly string[] => {
  const prefix = { agencyId: 'agency.', pickupPointId: 'pickupPoint.' }[path];
  return printoutKinds.filter((kind) =>
    fieldsPrintedOn(kind).some((printed) => (prefix === undefined ? printed === path : printed.startsWith(prefix))),
  );
};
