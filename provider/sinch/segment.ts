const LONGEST = 256;

/** Whether a value can be a single path segment, which it can't escape. */
export const isSegment = (value: string): boolean => /^(?!\.+$)[^/\\?#%\s]+$/u.test(value) && value.length <= LONGEST;
