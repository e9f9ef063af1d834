import { CustomResource, type CustomResourceOptions, type Inputs } from "@pulumi/pulumi";

/**
 * A resource without the stack trace that Pulumi records for each promise of each output, as a debugging aid. Those
 * traces are most of what an app costs a program. Errors still get their own.
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
