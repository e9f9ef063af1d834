import { randomBytes } from "node:crypto";
import type { FakeBehaviour, FakeKey, FakeProject } from "../options.js";
import { ApiError } from "./api-error.js";

const INVALID_TOKEN = 'Bearer error="invalid_token"';

interface Token {
  keyId: string;
  expiresAt: number;
}

/** The access keys, the projects that they can access, and their access tokens. */
export class Keys {
  readonly #projects = new Map<string, Map<string, string>>();
  readonly #parents = new Map<string, string>();
  readonly #tokens = new Map<string, Token>();

  constructor(projects: readonly FakeProject[]) {
    for (const { projectId, keys, parent } of projects) {
      this.#projects.set(projectId, new Map());
      if (parent !== undefined) this.#parents.set(projectId, parent);
      for (const key of keys) this.add(projectId, key);
    }
  }

  add(projectId: string, { keyId, keySecret }: FakeKey): void {
    const keys = this.#projects.get(projectId) ?? new Map<string, string>();
    this.#projects.set(projectId, keys.set(keyId, keySecret));
  }

  /** Removes a key; its tokens end once it has no project left. */
  revoke(keyId: string, projectId?: string): void {
    for (const [id, keys] of this.#projects) {
      if (projectId === undefined || projectId === id) keys.delete(keyId);
    }
    if ([...this.#projects.values()].some((keys) => keys.has(keyId))) return;
    for (const [token, owner] of this.#tokens) {
      if (owner.keyId === keyId) this.#tokens.delete(token);
    }
  }

  /** Expires all tokens. */
  expireTokens(): void {
    for (const token of this.#tokens.values()) token.expiresAt = 0;
  }

  /** Authenticates a request to the token endpoint, by HTTP Basic only. */
  authenticateBasic(authorization: string | undefined): string {
    const credentials = /^basic (.+)$/i.exec(authorization ?? "")?.[1];
    const [keyId = "", keySecret] = split(Buffer.from(credentials ?? "", "base64").toString());
    if ([...this.#projects.values()].some((keys) => keySecret !== undefined && keys.get(keyId) === keySecret))
      return keyId;
    throw new ApiError(401, "the access key is not valid", { "www-authenticate": 'Basic realm="sinch"' });
  }

  /** Authenticates a request to the API, by access token or HTTP Basic. (doc) */
  authenticate(authorization: string | undefined, now: number): string {
    if (!authorization) throw new ApiError(401, "no credentials", { "www-authenticate": "Bearer" });
    const bearer = /^bearer (.+)$/i.exec(authorization)?.[1];
    if (bearer === undefined) return this.authenticateBasic(authorization);
    const token = this.#tokens.get(bearer);
    if (!token) throw new ApiError(401, "the access token is not valid", { "www-authenticate": INVALID_TOKEN });
    if (token.expiresAt <= now) throw expiredToken();
    return token.keyId;
  }

  /**
   * Refuses a key without access to the project. A project's own key always has access, its parent's if the deployment
   * allows it. (live, doc)
   */
  authorize(keyId: string, projectId: string, parentKeys: FakeBehaviour["parentKeys"]): void {
    if (this.#projects.get(projectId)?.has(keyId)) return;
    const parent = this.#parents.get(projectId);
    if (parentKeys === "reach" && parent !== undefined && this.#projects.get(parent)?.has(keyId)) return;
    throw new ApiError(403, `the access key has no access to project ${projectId}`);
  }

  /** Issues an access token in the form of a JWT, since clients read its `exp`. (sdk) */
  issueToken(keyId: string, now: number, lifetimeSeconds: number): string {
    const expiresAt = now + lifetimeSeconds * 1000;
    const token = [
      Buffer.from(JSON.stringify({ alg: "HS256", typ: "JWT" })),
      Buffer.from(
        JSON.stringify({ sub: keyId, iat: Math.floor(now / 1000), exp: Math.floor(expiresAt / 1000), jti: random(8) }),
      ),
      randomBytes(32),
    ]
      .map((part) => part.toString("base64url"))
      .join(".");
    this.#tokens.set(token, { keyId, expiresAt });
    return token;
  }
}

/** The response to an expired token; Sinch's SDK looks for that word. (sdk) */
export function expiredToken(): ApiError {
  return new ApiError(401, "the access token expired", {
    "www-authenticate": `${INVALID_TOKEN}, error_description="The access token expired"`,
  });
}

function split(credentials: string): [string, string?] {
  const colon = credentials.indexOf(":");
  return colon < 0 ? [credentials] : [credentials.slice(0, colon), credentials.slice(colon + 1)];
}

function random(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
