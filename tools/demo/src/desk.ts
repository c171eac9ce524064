import type { Slot } from '@ekey/contracts';
import type { Application, EnterpriseFacts, Printout } from '@ekey/journeys';
import { isRefusal, sealPicture } from '@ekey/pki';
import {
  drawCopy,
  pdfPageCount,
  renderPdfPage,
  signingPlaces,
  simulateScan,
  type Place,
  type ScanOptions,
} from '@ekey/scan-simulator';
import { promised } from './narrator';

const DPI = 200;
const SPECKLES = 600;
const STAMP: Place = { left: 130, top: 215, width: 40 };

/** How a paper was handled before it was laid on the glass. */
interface Handling {
  readonly stamped?: boolean;
  /** Which of the paper's seals were pressed; all where it is not said. */
  readonly seals?: readonly Place[];
}

/** The desk of the enterprise: a printer, a pen, the official seal, and a scanner on which papers never lie quite straight. */
export class Desk {
  private scans = 0;

  private constructor(
    private readonly facts: EnterpriseFacts,
    private readonly sealPng: Buffer,
  ) {}

  static async of(facts: EnterpriseFacts): Promise<Desk> {
    const seal = await sealPicture({ enterpriseName: facts.nameCn, shape: 'limited-company' });
    if (isRefusal(seal)) throw new Error(seal.en);
    return new Desk(facts, seal.png);
  }

  /** Prints a document, signs and stamps its last page, and scans every page. */
  async signed(
    kind: Printout,
    pdf: Buffer,
    { seals = signingPlaces[kind].seals }: Handling = {},
  ): Promise<readonly Buffer[]> {
    const pages = await pdfPageCount(pdf);
    const scans: Buffer[] = [];
    for (let page = 1; page <= pages; page += 1) {
      const last = page === pages ? { signatures: signingPlaces[kind].signatures, seals } : {};
      scans.push(await this.scan(pdf, page, last));
    }
    return scans;
  }

  /** 营业执照副本复印件. */
  async licenceCopy({ stamped = true }: Handling = {}): Promise<Buffer> {
    const { nameCn, uscc, legalRepresentative, registeredAddress } = this.facts;
    const lines = [
      `统一社会信用代码　${uscc}`,
      `名　称　${nameCn}`,
      '类　型　有限责任公司（自然人投资或控股）',
      `法定代表人　${legalRepresentative.name}`,
      `住　所　${registeredAddress}`,
    ];
    return this.scan(await drawCopy('营业执照（副本）', lines), 1, { seals: stamped ? [STAMP] : [] });
  }

  /** 授权用户身份证复印件, both sides on one sheet. */
  async identityCopy(): Promise<Buffer> {
    const { name, idNumber } = this.facts.authorisedUser;
    const lines = [
      `姓　名　${name}`,
      `公民身份号码　${idNumber}`,
      '签发机关　示例市公安局',
      '有效期限　2020.01.01-2040.01.01',
    ];
    return this.scan(await drawCopy('居民身份证', lines), 1, { seals: [STAMP] });
  }

  private async scan(pdf: Buffer, page: number, handled: Partial<ScanOptions>): Promise<Buffer> {
    this.scans += 1;
    const lying = { rotateDegrees: this.scans % 2 === 0 ? 1 : -1, speckles: SPECKLES, seed: this.scans };
    return simulateScan(await renderPdfPage(pdf, page, DPI), { ...lying, sealPng: this.sealPng, ...handled });
  }
}

/** Puts every page of a paper into its slot. */
export async function uploadAll(application: Application, slot: Slot, pages: readonly Buffer[]): Promise<void> {
  for (const [index, page] of pages.entries()) {
    promised('a scan is at most 1 MiB', page.length <= 1_048_576);
    await application.uploads(slot, page, index + 1);
  }
}
