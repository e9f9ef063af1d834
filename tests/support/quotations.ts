import { encodeHTML, encodeXML, escapeUTF8 } from "entities";

// The ways in which a text is quoted, by encoders that share nothing with the redactor.

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
const each = (text: string, quoted: (character: string) => string): string => [...text].map(quoted).join("");
const isPlain = (character: string): boolean => /^[A-Za-z0-9 ]$/.test(character);
const marked = (text: string, quoted: (code: number) => string): string =>
  each(text, (one) => (isPlain(one) ? one : quoted(one.codePointAt(0) as number)));
const bytesOf = (text: string, quoted: (byte: number) => string): string => [...Buffer.from(text)].map(quoted).join("");

const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const url = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${hex(c.charCodeAt(0), 2)}`);

/** Quoted-printable, in lines of 76 characters at most. */
function printable(text: string): string {
  const pieces = [...Buffer.from(text)].map((byte) =>
    byte > 0x20 && byte < 0x7f && byte !== 0x3d ? String.fromCharCode(byte) : `=${hex(byte, 2).toUpperCase()}`,
  );
  let line = "";
  let whole = "";
  for (const piece of pieces) {
    if (line.length + piece.length > 75) {
      whole += `${line}=\r\n`;
      line = "";
    }
    line += piece;
  }
  return whole + line;
}

/** Each without the quotation marks around it, and without what pads it. */
export const quotations: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "as JSON": json,
  "as JSON in ASCII": (text) =>
    json(text).replace(/[^ -~]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4).toUpperCase()}`),
  "as JSON that is safe in HTML": (text) =>
    json(text).replace(/[<>&'+\u2028\u2029]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4)}`),
  "as JSON, every character escaped": (text) =>
    text
      .split("")
      .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
      .join(""),
  "as JSON with slashes escaped": (text) => json(text).replaceAll("/", "\\/"),
  "in HTML": escapeUTF8,
  "in HTML with names": encodeHTML,
  "in HTML with decimal numbers": (text) => marked(text, (code) => `&#${code};`),
  "in HTML with leading zeros": (text) => marked(text, (code) => `&#${String(code).padStart(7, "0")};`),
  "in HTML, every character as a number": (text) => each(text, (one) => `&#${one.codePointAt(0)};`),
  "in XML": (text) => encodeXML(text).replaceAll("'", "&apos;"),
  "in XML with hexadecimal numbers": (text) => marked(text, (code) => `&#X${hex(code, 4).toUpperCase()};`),
  "escaped for a URL": url,
  "escaped for a URL in small letters": (text) => url(text).replace(/%../g, (byte) => byte.toLowerCase()),
  "escaped for a URL, every byte": (text) => bytesOf(text, (byte) => `%${hex(byte, 2)}`),
  "escaped for a form": (text) => new URLSearchParams({ "": text }).toString().slice(1),
  "escaped by JavaScript's escape()": (text) => escape(text),
  "quoted-printable": printable,
  "by Python, as bytes": (text) =>
    bytesOf(text, (byte) =>
      byte > 0x1f && byte < 0x7f && byte !== 0x5c ? String.fromCharCode(byte) : `\\x${hex(byte, 2)}`,
    ),
  "by Python, in ASCII": (text) =>
    each(text, (one) => {
      const code = one.codePointAt(0) as number;
      if (code < 0x7f && code > 0x1f) return /["'\\]/.test(one) ? `\\${one}` : one;
      return code > 0xffff ? `\\U${hex(code, 8)}` : code > 0xff ? `\\u${hex(code, 4)}` : `\\x${hex(code, 2)}`;
    }),
  "by Rust": (text) => marked(text, (code) => `\\u{${hex(code, 1)}}`),
  "in octal": (text) =>
    bytesOf(text, (byte) =>
      byte > 0x1f && byte < 0x7f && byte !== 0x5c
        ? String.fromCharCode(byte)
        : `\\${byte.toString(8).padStart(3, "0")}`,
    ),
  "for a shell": (text) => text.replaceAll("'", "'\\''"),
  "in CSV": (text) => text.replaceAll('"', '""'),
  "in YAML": (text) => text.replaceAll("'", "''"),
  "in base64": (text) => Buffer.from(text).toString("base64").replace(/=+$/, ""),
  "in base64url": (text) => Buffer.from(text).toString("base64url"),
  "in base64, in lines": (text) =>
    Buffer.from(text)
      .toString("base64")
      .replace(/=+$/, "")
      .replace(/.{20}(?=.)/g, "$&\r\n"),
  "in hexadecimal digits": (text) => Buffer.from(text).toString("hex"),
  "in capital hexadecimal digits": (text) => Buffer.from(text).toString("hex").toUpperCase(),
};
