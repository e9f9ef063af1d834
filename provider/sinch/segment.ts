const LONGEST = 256;

/** Whether a value can be one segment of a path, which it can't leave. */
export const isSegment = (value: string): boolean => /^(?!\.+$)[^/\\?#%\s]+$/u.test(value) && value.length <= LONGEST;
