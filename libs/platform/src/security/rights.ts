import type { Caller, Role } from './caller';

/** Who may use a route: these roles, or everybody. The scope (own case, own authority) is the controller's. */
export type Grant = readonly Role[] | 'public';

/** `METHOD /path` as the controller declares it → who may. A route without a row stops the start. */
export type RightsTable = Readonly<Record<string, Grant>>;

/** The rows of all services in one place, asked for each request. */
export class Rights {
  private readonly rows = new Map<string, Grant>();

  add(table: RightsTable): void {
    for (const [route, grant] of Object.entries(table)) this.rows.set(route, grant);
  }

  grant(method: string, path: string): Grant | undefined {
    return this.rows.get(`${method === 'HEAD' ? 'GET' : method} ${path}`);
  }

  all(): ReadonlyMap<string, Grant> {
    return this.rows;
  }
}

export const mayUse = (grant: Grant, caller: Caller): boolean =>
  grant === 'public' || caller.roles.some((role) => grant.includes(role));

/** Stops the start where a route has no row, or a row no route. */
export function assertComplete(rights: Rights, routes: readonly string[]): void {
  const missing = routes.filter((route) => !rights.all().has(route));
  const dangling = [...rights.all().keys()].filter((route) => !routes.includes(route));
  if (missing.length + dangling.length === 0) return;
  throw new Error(
    `the rights table does not fit the routes: ${missing.map((route) => `no row for ${route}`).join('; ')}` +
      `${missing.length && dangling.length ? '; ' : ''}${dangling.map((route) => `no route for ${route}`).join('; ')}`,
  );
}
