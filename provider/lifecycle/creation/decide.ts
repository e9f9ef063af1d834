import { changesByAdopting, lossByAdopting, statedAsThere } from "./adoption";
import { messageOf, SinchError } from "../../base/errors";
import { adoptee, intentOf } from "./intent";
import type { Fields } from "../../model/leaves";
import type { Context } from "../index";
import { anotherOne, namedTwice, nameTaken } from "./create-once";
import { quotedName } from "../../base/printable";
import { UNKNOWN } from "../../model/secrets";
import { type AppInputs, fieldsIn, pickWritable } from "../../model/state";
import type { Wire } from "../../model/wire";

/** An app that isn't in the state, before it is made or adopted. */
export interface NewApp {
  /** What of the fields that the program states the app to adopt has exactly so. */
  asThere(fields: Fields): Promise<Fields>;
  /** Whether it can be made under its name, or which one is adopted. Where that can't be told, it will be before it is made. */
  howItIsMade(): Promise<{ problem?: string; note?: string }>;
}

/** The app to adopt is looked up once, when something depends on it. */
export function newApp({ settings, client, presence }: Context, inputs: AppInputs): NewApp {
  const { projectId, region, displayName, adopt } = inputs;
  const name = String(displayName);
  const intent = intentOf(settings, inputs);
  let found: Promise<Wire | undefined> | undefined;
  const adopted = (): Promise<Wire | undefined> => {
    found ??= adoptee(client, presence, inputs, intent);
    return found;
  };

  return {
    async asThere(fields) {
      if ([adopt, projectId, region].includes(UNKNOWN) || !projectId || !region) return {};
      const app = await adopted().catch(() => undefined);
      return app ? statedAsThere(app, pickWritable(fields)) : {};
    },
    async howItIsMade() {
      if ([projectId, region, displayName, adopt].includes(UNKNOWN)) return {};
      try {
        const app = await adopted();
        if (app) {
          presence.wants(app.id as string);
          const problem = lossByAdopting(app, fieldsIn(inputs));
          if (problem) return { problem };
          const what = `app ${quotedName(name)} is adopted: ${app.id}`;
          // What isn't known yet can't be compared.
          const open = JSON.stringify(inputs).includes(UNKNOWN);
          return { note: open ? what : `${what}, and ${changesByAdopting(app, fieldsIn(inputs))}` };
        }
        if (!intent.allowDuplicate && presence.asks(inputs, name)) return { problem: namedTwice(inputs, name) };
        const taken = await presence.taken(inputs, name);
        if (taken.length === 0) return {};
        // One of them may be what an interrupted run left behind.
        if (intent.allowDuplicate) return { note: anotherOne(inputs, name, taken) };
        return { problem: nameTaken(inputs, name, taken, settings.find("adopt")?.value).join("\n") };
      } catch (error) {
        if (error instanceof SinchError && error.code === "ERR_SINCH_CONFLICT") return { problem: error.message };
        return { note: `whether a name is taken couldn't be looked up: ${messageOf(error)}` };
      }
    },
  };
}
