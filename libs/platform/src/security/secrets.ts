/** What must not stand in the repository, a log or an event. Standalone makes its own at first start; elsewhere they are files given by the operator. */
export interface Secrets {
  /** 32 random bytes known under this name; the same for every service that asks. */
  bytes(name: string): Promise<Buffer>;
}
