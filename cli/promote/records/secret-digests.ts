import { createHash, createHmac, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { canonical } from "./canonical";

/** How the digests of a record were made. Each source has a salt of its own, so two of them can't be laid side by side. */
export interface DigestParameters {
  readonly algorithm: "scrypt";
  readonly salt: string;
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB and some 80 ms for each guess. */
const COST = { N: 2 ** 15, r: 8, p: 1 } as const;

/** Those of a source. */
export const newDigestParameters = (): DigestParameters => ({
  algorithm: "scrypt",
  salt: randomBytes(16).toString("base64url"),
  ...COST,
});

/** Those of a plan: the same for the same source and target, so that plans of equal inputs are equal. */
export const planDigestParameters = (source: string, target: string): DigestParameters => ({
  algorithm: "scrypt",
  salt: createHash("sha256")
    .update(canonical([source, target]))
    .digest()
    .subarray(0, 16)
    .toString("base64url"),
  ...COST,
});

/**
 * Makes digests of secrets that a record can hold. Within a record the place of a secret goes into its digest, so that two
 * places that hold the same secret don't show it; whoever has the secret and the record's salt can still compare.
 */
export class SecretDigests {
  readonly #keys = new Map<string, Promise<Buffer>>();

  constructor(readonly parameters: DigestParameters) {}

  /** The digest of a secret at a place, such as `config shop:smsToken`. */
  async of(place: string, secret: unknown): Promise<string> {
    return createHmac("sha256", await this.key(canonical(secret)))
      .update(place)
      .digest("base64url");
  }

  /** The digest of a value that isn't secret, made fast. */
  ofPlain(place: string, value: unknown): string {
    return createHmac("sha256", this.parameters.salt)
      .update(canonical([place, value]))
      .digest("base64url");
  }

  /** Whether a digest is that of a secret at a place. */
  async matches(digest: string, place: string, secret: unknown): Promise<boolean> {
    const [one, other] = [Buffer.from(digest), Buffer.from(await this.of(place, secret))];
    return one.length === other.length && timingSafeEqual(one, other);
  }

  private key(text: string): Promise<Buffer> {
    const present = this.#keys.get(text);
    if (present) return present;
    const key = derived(text, this.parameters);
    this.#keys.set(text, key);
    return key;
  }
}

/** What a record may ask for at most: a record is a file, and a file can be anything. */
const LARGEST_N = 2 ** 20;

function derived(text: string, { salt, N, r, p }: DigestParameters): Promise<Buffer> {
  if (!(N <= LARGEST_N && r <= 16 && p <= 4)) throw new Error("the record asks for digests that would take too long");
  const options: ScryptOptions = { N, r, p, maxmem: 130 * N * r + 130 * r * p };
  return new Promise((resolve, reject) => {
    scrypt(text, salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
