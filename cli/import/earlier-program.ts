import type { Kept } from "./kept";

/** What a program has that was written before programs had comments for the next run: parsed from its code. */
export function readEarlier(code: string): Kept {
  const apps = code.matchAll(/\bnew App\(\s*["'`]([^"'`]+)["'`],\s*\{\s*adopt:\s*["'`]([^"'`]+)["'`]/g);
  const calls = withoutComments(code).matchAll(
    /\bconfig\.requireSecret(Object)?(?:<[^>(]*>)?\(\s*["'`]([^"'`]+)["'`]/g,
  );
  return {
    adopted: Object.fromEntries([...apps].map(([, name, id]) => [id, name])),
    secrets: Object.fromEntries([...calls].map(([, isObject, key]) => [key, isObject ? "json" : "text"])),
  };
}

/** Code without comments that stand at the beginning of a line. */
export const withoutComments = (code: string): string => code.replace(/^\s*(\/\/.*|\/\*[\s\S]*?\*\/)/gm, "");
