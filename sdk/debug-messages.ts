import { parseUrn } from "../provider";

/** The engine's response to a registered resource, as `@pulumi/pulumi` passes it on. */
interface Answer {
  getUrn(): string;
  getId(): string;
  toString(): string;
}

/** Types that hold our secrets: resources in both forms, and explicit providers, whose inputs include keys. */
const OURS =
  /^(?:pulumi-nodejs:dynamic\/sinch\/conversation:|sinch:conversation:|pulumi:providers:(?:sinch|pulumi-nodejs)$)/;

let done = false;

/**
 * Removes the properties of this package's resources and providers from Pulumi's debug messages. `@pulumi/pulumi` logs
 * the whole response to each resource, with secrets in plain text, and `pulumi up --json`, `--debug` and the event log
 * show it. Other resources aren't affected. If `@pulumi/pulumi` has another structure, nothing is changed.
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
    // A failure only affects debug messages.
  }
}

/** Whether a URN belongs to a resource or provider of ours. */
const isOurs = (urn: string): boolean => OURS.test(parseUrn(urn).type);
