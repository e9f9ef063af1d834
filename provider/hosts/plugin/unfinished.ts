import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { UnfinishedError } from "../../lifecycle";
import type { State } from "../../model/state";
import { errorText } from "../error-text";

/** A failed call, in gRPC's form. */
export type Failure = Pick<ServiceError, "code" | "details"> & Partial<Pick<ServiceError, "metadata">>;

/**
 * The failure of a call that left an unfinished resource. It makes the engine keep the state and continue with it in
 * the next run.
 */
class Unfinished extends Error {
  constructor(readonly failure: Failure) {
    super(failure.details);
  }
}

/** @param form Converts the state to the form that the engine keeps. */
export async function kept<T>(work: Promise<T>, form: (outs: State) => Struct): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof UnfinishedError)) throw error;
    const text = errorText(error);
    const about = new ErrorResourceInitFailed().setId(error.id).setProperties(form(error.outs)).setReasonsList([text]);
    const detail = new Any();
    detail.pack(about.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const whole = new Status();
    whole.setCode(status.UNKNOWN);
    whole.setMessage(text);
    whole.addDetails(detail);
    const metadata = new Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
    throw new Unfinished({ code: status.UNKNOWN, details: text, metadata });
  }
}

export const failureOf = (error: unknown): Failure =>
  error instanceof Unfinished ? error.failure : { code: status.UNKNOWN, details: errorText(error) };
