/** Whether a version such as `9.0.0` is older than one that is given by its first two numbers. */
export function isOlder(
  version: string,
  [oldestMajor, oldestMinor]: readonly [number, number],
): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}
