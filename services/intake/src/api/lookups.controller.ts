import { Controller, Get, Header, Inject } from '@nestjs/common';
import { MOST_PAGES, REQUIRED_CONSENTS, SLOTS, formFields, isContact, licenceTypes } from '@ekey/case-papers';
import { prescribedDocuments, rejectionCatalogue } from '@ekey/contracts';
import { scanLimits } from '@ekey/images';
import { Answers, CONFIG, Does, type Config } from '@ekey/platform';
import { fieldsPrintedOn, printoutKinds, userAgreementVersion } from '@ekey/printouts';
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

  @Does(
    '办事须知：材料、时限、图片要求、联系方式与须同意的事项',
    'What to know before applying: papers, time limits, images, contacts, consents',
  )
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

  @Does('许可证种类', 'The kinds of licence that are applied for with a key')
  @Get('licence-types')
  @Header('cache-control', 'public, max-age=300')
  @Answers(200, licenceTypesAnswer)
  licenceTypes() {
    return { items: licenceTypes };
  }

  @Does('受理申请的发证机构及其领取地点', 'The issuing authorities that take applications, with their pick-up points')
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

  @Does(
    '申请表的全部字段：名称、填写规则、打印位置',
    'Every field of the form: its labels, its rule in words, where it is printed',
  )
  @Get('form-schema')
  @Header('cache-control', 'public, max-age=300')
  @Answers(200, formSchemaAnswer)
  formSchema() {
    return {
      fields: formFields.map(({ check: _judgement, ...field }) => ({
        ...field,
        printedOn: printedOn(field.path),
        contact: isContact(field.path),
      })),
    };
  }

  @Does('不通过原因目录，备注据此填写', 'The coded reasons of a rejection, as a remark gives them')
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
