import { DocumentBroken, DocumentMissing, type Documents, type StoredDocument } from './documents.port';

const NAMED_AT_MOST = 100;

/** A document that could not be given to whoever asked for it. */
export interface Damage {
  readonly documentId: string;
  readonly cause: string;
}

/**
 * Documents that keep in mind which of them were found missing or altered when somebody asked for them, until they are
 * found whole again: the caller is refused, and who runs the system has to hear of it.
 */
export class DamageNotingDocuments implements Documents {
  private readonly noted = new Map<string, string>();

  /** @param documents where they are, for who needs more of it than the port has. */
  constructor(readonly documents: Documents) {}

  get damages(): readonly Damage[] {
    return [...this.noted].map(([documentId, cause]) => ({ documentId, cause }));
  }

  async get(documentId: string): Promise<Buffer | null> {
    try {
      const bytes = await this.documents.get(documentId);
      this.noted.delete(documentId);
      return bytes;
    } catch (error) {
      if (error instanceof DocumentBroken || error instanceof DocumentMissing) this.note(documentId, error.message);
      throw error;
    }
  }

  async put(caseId: string, bytes: Buffer, type: string): Promise<StoredDocument> {
    return this.documents.put(caseId, bytes, type);
  }

  async remove(documentId: string): Promise<void> {
    await this.documents.remove(documentId);
    this.noted.delete(documentId);
  }

  hold(caseId: string): Promise<void> {
    return this.documents.hold(caseId);
  }

  retainUntil(caseId: string, until: string): Promise<void> {
    return this.documents.retainUntil(caseId, until);
  }

  /** The newest are kept: `check` names all. */
  private note(documentId: string, cause: string): void {
    this.noted.delete(documentId);
    this.noted.set(documentId, cause);
    const [oldest] = this.noted.keys();
    if (oldest !== undefined && this.noted.size > NAMED_AT_MOST) this.noted.delete(oldest);
  }
}
