/**
 * Looks for secrets in texts, as they are and as base64.
 *
 * @param texts
 *  By what they are, such as a path.
 * @returns what the texts are that hold any.
 */
export function plainSecrets(texts: ReadonlyMap<string, string>, secrets: readonly string[]): string[] {
  const needles = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString("base64").replace(/=+$/, "")]);
  return [...texts].filter(([, text]) => needles.some((needle) => text.includes(needle))).map(([what]) => what);
}
