import { monotonicFactory } from "ulid";
import type { FakeBehaviour } from "../options.js";
import { connect, settle } from "../store/channel-state.js";
import { fillDefaults } from "../store/defaults.js";
import type { AppStore, StoredApp } from "../store/store.js";
import { ApiError } from "./api-error.js";
import { showSecrets } from "./secrets.js";
import { applyUpdate, checkUpdateMask, maskPaths } from "./update-mask.js";
import { checkCreate, checkUpdate } from "./validate.js";
import type { Region, WireApp } from "./wire.js";

/** The target of a call: an app in another place doesn't exist here. (doc) */
export interface Place {
  projectId: string;
  region: Region;
}

/** The five operations on apps. Results may be the stored app itself, so send them before the next change. */
export class AppsService {
  readonly #newId = monotonicFactory();

  /**
   * @param store the apps
   * @param behaviour how the service behaves; read again at each call
   * @param clock milliseconds since the epoch
   */
  constructor(
    private readonly store: AppStore,
    private readonly behaviour: FakeBehaviour,
    private readonly clock: () => number,
  ) {}

  /** An ID in the service's form: 26 characters of Crockford's base 32. (doc) */
  newId(): string {
    return this.#newId(this.clock());
  }

  /** @param lagMs omits apps created within the last milliseconds */
  list(place: Place, lagMs = 0): { apps: WireApp[] } {
    const visible = this.store.list(place).filter(({ createdAt }) => lagMs === 0 || createdAt <= this.clock() - lagMs);
    return { apps: visible.map((stored) => this.#read(stored)) };
  }

  get(place: Place, appId: string): WireApp {
    return this.#read(this.#find(place, appId));
  }

  has({ projectId, region }: Place, appId: string): boolean {
    const stored = this.store.get(appId);
    return stored?.projectId === projectId && stored.region === region;
  }

  create(place: Place, body: unknown): WireApp {
    const fields = checkCreate(body, this.behaviour.unknownFields);
    const app = { ...(fields as WireApp), id: this.newId() };
    const stored: StoredApp = { ...place, createdAt: this.clock(), app, pendingUntil: {}, spentTokens: [] };
    this.#write(stored, []);
    return this.#show(stored);
  }

  update(place: Place, appId: string, body: unknown, mask?: string[]): WireApp {
    const stored = this.#find(place, appId);
    settle(stored, this.clock());
    const { unknownFields } = this.behaviour;
    const fields = checkUpdate(body, stored.app, unknownFields, mask !== undefined);
    checkUpdateMask(mask ?? [], unknownFields === "keep" ? { ...fields, ...stored.app } : stored.app);

    const app = structuredClone(stored.app);
    const paths = maskPaths(mask, body);
    applyUpdate(app, fields, paths);
    const before = stored.app.channel_credentials;
    stored.app = app;
    // Only a list that is written is checked again: an unchanged exchanged token isn't sent again.
    const written = paths.some(([field]) => field === "channel_credentials");
    this.#write(stored, written ? before : undefined);
    return this.#show(stored);
  }

  /** An app's webhooks are deleted with it. (inferred) */
  delete(place: Place, appId: string): Record<string, never> {
    this.#find(place, appId);
    this.store.delete(appId);
    return {};
  }

  #find({ projectId, region }: Place, appId: string): StoredApp {
    const stored = this.store.get(appId);
    if (stored && this.has({ projectId, region }, appId)) return stored;
    throw new ApiError(404, `app not found in project ${projectId}, region ${region}`);
  }

  #write(stored: StoredApp, entriesBefore: WireApp["channel_credentials"] | undefined): void {
    const { pendingMs, unverified, instagram, defaults } = this.behaviour;
    if (entriesBefore) {
      connect(stored, entriesBefore, { now: this.clock(), pendingMs, unverified, exchanges: instagram === "exchange" });
    }
    fillDefaults(stored.app, defaults);
    this.store.put(stored);
  }

  #read(stored: StoredApp): WireApp {
    settle(stored, this.clock());
    return this.#show(stored);
  }

  #show({ app }: StoredApp): WireApp {
    const { consent_manager_settings: _, ...rest } = app;
    const shown = this.behaviour.consentManager === "show" ? app : (rest as WireApp);
    return showSecrets(shown, this.behaviour.secrets);
  }
}
