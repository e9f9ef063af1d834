/**
 * Searches texts for secrets, in plain text and as base64.
 *
 * @param texts By a description, such as a path.
 * @returns the descriptions of texts that contain a secret.
 */
export function plainSecrets(texts: ReadonlyMap<string, string>, secrets: readonly string[]): string[] {
  const needles = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString("base64").replace(/=+$/, "")]);
  return [...texts].filter(([, text]) => needles.some((needle) => text.includes(needle))).map(([what]) => what);
}
