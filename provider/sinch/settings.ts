import { messageOf, SinchError } from "../base/errors";
import { blanksAround, quotedName, quotedValue, wordOrQuoted } from "../base/printable";
import { SHORTEST_SECRET } from "../http/redactor";
import { assertRegion, checkedUrl, isLoopback } from "./hosts";
import { isUntidy, KEY_PARTS, type Key, keysIn, sourcesOfKey } from "./keys";
import { type Found, SETTINGS, type Setting, type SettingName } from "./setting-names";

export type { Location } from "../model/state";
export { isLoopback } from "./hosts";
export type { Key } from "./keys";
export type { Found } from "./setting-names";

/** Reads a key of the stack's configuration, such as `sinch:projectId`; secrets in plain text. */
export type ConfigReader = (key: string) => string | undefined;

type Environment = Readonly<Record<string, string | undefined>>;

/** A stack's settings: its configuration overrides the environment. */
export class Settings {
  #wrong: readonly string[] | undefined;

  constructor(
    private readonly config: ConfigReader,
    private readonly env: Environment,
    /** The name of the explicit provider; `undefined` for the stack's own configuration. */
    readonly provider?: string,
  ) {}

  /** A configuration key, with where it is set. */
  private at(key: string): string {
    return this.provider === undefined
      ? `${key} in the stack's configuration`
      : `${key.replace(/^sinch:/, "")} of provider ${quotedName(this.provider)}`;
  }

  /** A value and its origin, or `undefined`. An empty value counts as unset. */
  find(name: SettingName): Found | undefined {
    const found = this.lookUp(name);
    if (!found) return undefined;
    const shown = (): string => this.shown(found.value);
    return {
      ...found,
      // Computed only for messages.
      get shown() {
        return shown();
      },
    };
  }

  private shown(value: string): string {
    const secret = this.lookUp("keySecret")?.value.trim();
    const isSecret = secret && secret.length >= SHORTEST_SECRET && value.includes(secret);
    return isSecret ? "[secret]" : quotedValue(value);
  }

  /** Differs if any setting differs that calls depend on. Contains secrets. */
  get fingerprint(): string {
    const found = Object.keys(SETTINGS).map((name) => this.lookUp(name as SettingName)?.value);
    return JSON.stringify([...found, this.config("sinch:projects")]);
  }

  private lookUp(name: SettingName): Omit<Found, "shown"> | undefined {
    const setting: Setting = SETTINGS[name];
    const configured = setting.config && this.config(setting.config);
    if (configured) {
      return { value: configured, from: this.at(setting.config), inConfig: true };
    }
    for (const variable of setting.env) {
      const value = this.env[variable];
      if (value) return { value, from: `${variable} in the environment`, inConfig: false };
    }
    return undefined;
  }

  /**
   * The access key of a project: its entry in `sinch:projects`, else `sinch:keyId` and `sinch:keySecret`, else the
   * environment.
   *
   * @throws SinchError `ERR_SINCH_CONFIGURATION` that says where to set a key, or what is wrong with the one that is
   * set.
   */
  keyOf(projectId: string): Key {
    const key = this.givenKey(projectId);
    if (key) return key;
    const missing = (["keyId", "keySecret"] as const).flatMap((part) => (this.find(part) ? [] : KEY_PARTS[part]));
    throw new SinchError(
      "ERR_SINCH_CONFIGURATION",
      `no ${missing.join(" and ")} for project ${wordOrQuoted(projectId)}: ${sourcesOfKey(this.provider)}`,
    );
  }

  /** The access key of a project, or `undefined`. @throws SinchError if the key that is set is invalid. */
  givenKey(projectId: string): Key | undefined {
    const own = this.keys().get(projectId);
    if (own) return own;
    const [keyId, keySecret] = [this.find("keyId"), this.find("keySecret")];
    if (!keyId || !keySecret) return undefined;
    const untidy = [keyId, keySecret].find(({ value }) => isUntidy(value));
    if (untidy) {
      // Neither is quoted, since users sometimes swap them.
      const why = `${untidy.from} ${blanksAround(untidy.value)}: set it without`;
      throw new SinchError("ERR_SINCH_CONFIGURATION", why);
    }
    return { keyId: keyId.value, keySecret: keySecret.value };
  }

  private keys(): ReadonlyMap<string, Key> {
    return keysIn(this.config("sinch:projects"), this.at("sinch:projects"));
  }

  /**
   * Time budget of a call in seconds, retries included: 1–3600, default 120. Pulumi's own `customTimeouts` don't reach
   * dynamic resources.
   */
  timeoutSeconds(): number {
    return this.seconds("timeoutSeconds", 120, 1);
  }

  /** Seconds for which `up` waits until written items are verified: 0–3600, default 0, which doesn't wait. */
  channelTimeout(): number {
    return this.seconds("channelTimeout", 0, 0);
  }

  private seconds(name: SettingName, preset: number, least: number): number {
    const found = this.find(name);
    const seconds = Number(found?.value ?? preset);
    if (seconds >= least && seconds <= 3600) return seconds;
    throw wrongValue(found, `a number of seconds from ${least} to 3600`);
  }

  /**
   * Problems of the configuration that need no request to detect. A missing key isn't one, since a preview works
   * without it.
   *
   * @param region Where the resource will live; `undefined` if unknown.
   * @param projectId The project whose key is checked, if any.
   */
  problems(region: string | undefined, projectId?: string): string[] {
    // What doesn't depend on a resource is computed once per run.
    this.#wrong ??= failuresOf([
      () => this.keys(),
      () => this.timeoutSeconds(),
      () => this.authMethod(),
      () => this.sharedIdentities(),
      () => this.channelTimeout(),
    ]);
    const own = failuresOf([
      () => region && this.apiUrl(region),
      () => region && this.authUrl(region),
      () => projectId && this.givenKey(projectId),
    ]);
    return [...new Set([...this.#wrong, ...own])];
  }

  /** How calls are authenticated: with an OAuth2 token (default), or with the key itself. */
  authMethod(): "oauth2" | "basic" {
    return this.oneOf("authMethod", "oauth2", "basic");
  }

  /**
   * What a preview does if another resource has the same identity, such as a sender: add a note (default), or refuse.
   */
  sharedIdentities(): "warn" | "refuse" {
    return this.oneOf("sharedIdentities", "warn", "refuse");
  }

  private oneOf<T extends string>(name: SettingName, preset: T, other: T): T {
    const found = this.find(name);
    const given = [preset, other].find((value) => value === (found?.value ?? preset));
    if (given !== undefined) return given;
    throw wrongValue(found, `${preset} or ${other}`);
  }

  /** The API's URL for a region: an origin, optionally with a path, without a trailing slash. */
  apiUrl(region: string): string {
    assertRegion(region);
    const found = this.find("apiUrl");
    return found ? checkedUrl(found, region) : `https://${region}.conversation.api.sinch.com`;
  }

  /**
   * The URL of the token endpoint. Default: `https://auth.sinch.com`, or the API's own origin if that is on loopback.
   */
  authUrl(region: string): string {
    const found = this.find("authUrl");
    if (found) return checkedUrl(found, region);
    const api = this.apiUrl(region);
    return isLoopback(api) ? new URL(api).origin : "https://auth.sinch.com";
  }
}

const failuresOf = (checks: readonly (() => unknown)[]): string[] =>
  checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      return [messageOf(error)];
    }
  });

const wrongValue = (found: Found | undefined, right: string): SinchError =>
  new SinchError("ERR_SINCH_CONFIGURATION", `${found?.from} must be ${right}, not ${found?.shown}`);
