/** The answer of the engine to a resource that was registered, as `@pulumi/pulumi` passes it on. */
interface Answer {
  getUrn(): string;
  getId(): string;
  getObject(): { getFieldsMap(): ReadonlyMap<string, { getStringValue(): string }> } | undefined;
  toString(): string;
}

let done = false;

/**
 * Leaves the properties of apps out of Pulumi's debug messages. `@pulumi/pulumi` writes the whole answer to each resource
 * into one, secrets in plain, and `pulumi up --json`, `--debug` and the event log show it. Other resources stay as they are;
 * with a version of `@pulumi/pulumi` that is built otherwise nothing is changed.
 *
 * @param provider
 *  The `__provider` that an app is known by.
 */
export function hideInDebugMessages(provider: string): void {
  if (done) return;
  done = true;
  try {
    const { RegisterResourceResponse } = require("@pulumi/pulumi/proto/resource_pb") as {
      RegisterResourceResponse: { prototype: Answer };
    };
    const whole = RegisterResourceResponse.prototype.toString;
    RegisterResourceResponse.prototype.toString = function (this: Answer): string {
      const isApp = this.getObject()?.getFieldsMap().get("__provider")?.getStringValue() === provider;
      return isApp ? `${this.getUrn()},${this.getId()},[properties left out]` : whole.call(this);
    };
  } catch {
    // Nothing but debug messages is lost.
  }
}
