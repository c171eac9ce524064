/** `<caseId>/<sha256 of the plain bytes>`. */
export interface StoredDocument {
  readonly documentId: string;
  readonly type: string;
  /** Of the plain bytes. */
  readonly size: number;
}

/** Scans, forms and signed artefacts, sealed under the key of their case and written if absent. */
export interface Documents {
  /** Resolves when the sealed bytes are on disk. The same bytes of the same case are one document. */
  put(caseId: string, bytes: Buffer, type: string): Promise<StoredDocument>;
  /**
   * @returns the plain bytes, or `null` where the key of the case was destroyed.
   * @throws DocumentMissing where there is no such document, DocumentBroken where its bytes were changed.
   */
  get(documentId: string): Promise<Buffer | null>;
  /** Removes a document of a draft; one under legal hold or retention is refused (`DocumentHeld`). */
  remove(documentId: string): Promise<void>;
  /** From the making of the key on nothing of the case may be removed. Doing it again changes nothing. */
  hold(caseId: string): Promise<void>;
  /** Replaces the hold by a date (ISO 8601) up to which nothing of the case may be removed. */
  retainUntil(caseId: string, until: string): Promise<void>;
}

/** SHA-256 of the plain bytes of a document, hex: its id ends with it. */
export const sha256Of = (documentId: string): string => documentId.slice(documentId.indexOf('/') + 1);

export class DocumentMissing extends Error {
  constructor(documentId: string) {
    super(`there is no document ${documentId}`);
    this.name = 'DocumentMissing';
  }
}
export class DocumentBroken extends Error {
  constructor(documentId: string) {
    super(`the stored bytes of ${documentId} are not those that were put there`);
    this.name = 'DocumentBroken';
  }
}
export class DocumentHeld extends Error {
  constructor(documentId: string) {
    super(`${documentId} is under legal hold or retention`);
    this.name = 'DocumentHeld';
  }
}
