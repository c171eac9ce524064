interface KnownRoute {
  readonly method: string;
  readonly path: string;
  readonly matches: RegExp;
}

/** Every route of the process as its controller declares it, so that a wrong method is told from a wrong address. */
export class KnownRoutes {
  private readonly routes: KnownRoute[] = [];

  add(method: string, path: string): void {
    const pattern = path
      .split(/(:[^/]+|\*)/)
      .map((part) =>
        /^[:*]/.test(part) ? (part === '*' ? '.*' : '[^/]+') : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'),
      )
      .join('');
    this.routes.push({ method, path, matches: new RegExp(`^${pattern}$`) });
  }

  /** `METHOD /path` of everything under `/api`, without what answers by itself. */
  ofApi(): readonly string[] {
    return this.routes
      .filter(({ method, path }) => method !== 'HEAD' && method !== 'OPTIONS' && path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path}`);
  }

  /** The methods that a concrete path answers to; none where there is no such path. */
  methodsOf(url: string): readonly string[] {
    const path = url.split('?')[0] ?? '';
    const methods = this.routes.filter(({ matches }) => matches.test(path)).map(({ method }) => method);
    return methods.length === 0 ? [] : [...new Set([...methods, 'OPTIONS'])].sort();
  }
}
