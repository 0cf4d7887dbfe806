// @ts-check
// Runs before all other imports, so it only uses syntax that an old Node can parse.

/** The oldest Node that runs picostack, as in `engines` of package.json. */
export const OLDEST_NODE = '20.19.0';

/**
 * Returns why a Node version cannot run picostack, or null when it can.
 * @param {string} version as in `process.versions.node`
 * @returns {string | null}
 */
export function nodeVersionProblem(version) {
  const found = version.split('.').map(Number);
  const floor = OLDEST_NODE.split('.').map(Number);
  for (let i = 0; i < floor.length; i += 1) {
    const difference = (found[i] || 0) - (floor[i] || 0);
    if (difference > 0) return null;
    if (difference < 0) {
      return (
        'picostack needs Node ' +
        OLDEST_NODE +
        ' or newer; this is Node ' +
        version +
        '.\nInstall a current one from https://nodejs.org/en/download, then run the command again.'
      );
    }
  }
  return null;
}
