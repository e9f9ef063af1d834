import { CustomResource, type CustomResourceOptions, type Inputs } from "@pulumi/pulumi";

/**
 * A resource that is declared without a stack trace for each promise of each output, which Pulumi takes for a debugging aid: most of what an
 * app costs a program. An error gets its own.
 */
export class QuietResource extends CustomResource {
  constructor(type: string, name: string, properties: Inputs, opts: CustomResourceOptions) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      super(type, name, properties, opts);
    } catch (error) {
      Error.stackTraceLimit = stackTraceLimit;
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  }
}
