import type { AppsService } from "../api/apps-service.js";
import { entryKey } from "../api/entry-rules.js";
import type { Region } from "../api/wire.js";
import type { AppRecord, Fake } from "../fake.js";
import type { FakeBehaviour } from "../options.js";
import { settle } from "./channel-state.js";
import { fillDefaults } from "./defaults.js";
import type { AppStore, StoredApp } from "./store.js";

/** The part of the handle that reads and changes apps without a request. */
export type BehindTheBack = Pick<Fake, "apps" | "app" | "records" | "insert" | "edit" | "remove" | "setChannelState">;

/** Creates that part. It returns copies. */
export function behindTheBack(
  store: AppStore,
  service: AppsService,
  behaviour: FakeBehaviour,
  home: { projectId: string; region: Region },
): BehindTheBack {
  const find = (appId: string): StoredApp => {
    const stored = store.get(appId);
    if (!stored) throw new Error(`the fake has no app ${appId}`);
    return stored;
  };
  const copy = (stored: StoredApp): AppRecord => {
    settle(stored, Date.now());
    const { projectId, region, app } = stored;
    return { projectId, region, app: structuredClone(app) };
  };
  return {
    apps: (where) => store.list(where).map((stored) => copy(stored).app),
    app(appId) {
      const stored = store.get(appId);
      return stored && copy(stored).app;
    },
    records: (where) => store.list(where).map(copy),
    insert(draft, { projectId = home.projectId, region = home.region, fill = true, ageMs = 0 } = {}) {
      const bare = {
        display_name: "",
        channel_credentials: [],
        ...structuredClone(draft),
        id: draft.id ?? service.newId(),
      };
      const app = fill ? fillDefaults(bare, behaviour.defaults) : bare;
      store.put({ projectId, region, createdAt: Date.now() - ageMs, app, pendingUntil: {}, spentTokens: [] });
      return app.id;
    },
    edit(appId, change, { fill = true } = {}) {
      const { app } = find(appId);
      change(app);
      if (fill) fillDefaults(app, behaviour.defaults);
      store.save();
    },
    remove: (appId) => store.delete(appId),
    setChannelState(appId, channel, state, ordinal = 0) {
      const stored = find(appId);
      const key = entryKey({ channel, credential_ordinal_number: ordinal });
      const entry = stored.app.channel_credentials.find((other) => entryKey(other) === key);
      if (!entry) throw new Error(`app ${appId} of the fake has no entry ${key}`);
      entry.state = { ...state };
      delete stored.pendingUntil[key];
      store.save();
    },
  };
}
