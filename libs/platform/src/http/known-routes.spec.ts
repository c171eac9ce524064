import { KnownRoutes } from './known-routes';

const routes = new KnownRoutes();
for (const [method, path] of [
  ['GET', '/api/notify/v1/shelves/:id'],
  ['HEAD', '/api/notify/v1/shelves/:id'],
  ['PUT', '/api/notify/v1/shelves/:id'],
  ['GET', '/api/issuance/v1/orders/:id/receipt.pdf'],
  ['GET', '/api/notify/docs/*'],
  ['GET', '/health/live'],
] as const)
  routes.add(method, path);

describe('the routes of a process', () => {
  it('are those of the API, without what answers by itself', () => {
    expect(routes.ofApi()).toEqual([
      'GET /api/notify/v1/shelves/:id',
      'PUT /api/notify/v1/shelves/:id',
      'GET /api/issuance/v1/orders/:id/receipt.pdf',
      'GET /api/notify/docs/*',
    ]);
  });

  it.each<[string, readonly string[]]>([
    ['/api/notify/v1/shelves/7', ['GET', 'HEAD', 'OPTIONS', 'PUT']],
    ['/api/notify/v1/shelves/7?open=1', ['GET', 'HEAD', 'OPTIONS', 'PUT']],
    ['/api/notify/v1/shelves/', []],
    ['/api/notify/v1/shelves/7/8', []],
    ['/api/issuance/v1/orders/7/receipt.pdf', ['GET', 'OPTIONS']],
    ['/api/issuance/v1/orders/7/receiptXpdf', []],
    ['/api/notify/docs/a/b.css', ['GET', 'OPTIONS']],
    ['/', []],
  ])('know what may be done with %s', (url, methods) => {
    expect(routes.methodsOf(url)).toEqual(methods);
  });
});
