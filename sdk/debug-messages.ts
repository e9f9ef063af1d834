import { parseUrn } from "../provider";

/** The answer of the engine to a resource that was registered, as `@pulumi/pulumi` passes it on. */
interface Answer {
  getUrn(): string;
  getId(): string;
  toString(): string;
}

/** The types of what holds secrets of ours: resources in both forms, and explicit providers, whose inputs are keys. */
const OURS =
  /^(?:pulumi-nodejs:dynamic\/sinch\/conversation:|sinch:conversation:|pulumi:providers:(?:sinch|pulumi-nodejs)$)/;

let done = false;

/**
 * Leaves the properties of this package's resources and providers out of Pulumi's debug messages. `@pulumi/pulumi` writes the whole answer to
 * each resource into one, secrets in plain, and `pulumi up --json`, `--debug` and the event log show it. Other resources stay as they are;
 * with a version of `@pulumi/pulumi` that is built otherwise nothing is changed.
 */
export function hideInDebugMessages(): void {
  if (done) return;
  done = true;
  try {
    const { RegisterResourceResponse } = require("@pulumi/pulumi/proto/resource_pb") as {
      RegisterResourceResponse: { prototype: Answer };
    };
    const whole = RegisterResourceResponse.prototype.toString;
    RegisterResourceResponse.prototype.toString = function (this: Answer): string {
      return isOurs(this.getUrn()) ? `${this.getUrn()},${this.getId()},[properties left out]` : whole.call(this);
    };
  } catch {
    // Nothing but debug messages is lost.
  }
}

/** Whether a URN is that of a resource or provider of ours. */
const isOurs = (urn: string): boolean => OURS.test(parseUrn(urn).type);
