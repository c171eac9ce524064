const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether whoever sends this only reads (RFC 9110 §9.2.1). */
export const isSafe = (method: string): boolean => SAFE.has(method);
