'use strict';
/** CommonJS resolution first; a package that exports nothing but an "import" condition is asked for that one. */
module.exports = (request, options) => {
  try {
    return options.defaultResolver(request, options);
  } catch (unresolved) {
    const conditions = [...new Set([...(options.conditions ?? []), 'node', 'import', 'default'])].filter(
      (c) => c !== 'require',
    );
    try {
      return options.defaultResolver(request, { ...options, conditions });
    } catch {
      throw unresolved;
    }
  }
};
