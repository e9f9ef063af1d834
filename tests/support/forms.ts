import type * as pulumi from "@pulumi/pulumi";
import * as dynamic from "pulumi-sinch-conversation";
import * as native from "pulumi-sinch-conversation/native";

/** One of the two forms of an app: rows of tests that hold for both. */
export interface Form {
  readonly form: "dynamic" | "native";
  /** What a program imports. */
  readonly module: string;
  readonly type: string;
  readonly App: {
    new (name: string, args: dynamic.AppArgs, opts?: pulumi.CustomResourceOptions): dynamic.App;
  };
  readonly Webhook: {
    new (name: string, args: dynamic.WebhookArgs, opts?: pulumi.CustomResourceOptions): dynamic.Webhook;
  };
}

export const DYNAMIC: Form = {
  form: "dynamic",
  module: "pulumi-sinch-conversation",
  type: "pulumi-nodejs:dynamic/sinch/conversation:App",
  App: dynamic.App,
  Webhook: dynamic.Webhook,
};

export const NATIVE: Form = {
  form: "native",
  module: "pulumi-sinch-conversation/native",
  type: "sinch:conversation:App",
  App: native.App as unknown as Form["App"],
  Webhook: native.Webhook as unknown as Form["Webhook"],
};

export const FORMS: readonly Form[] = [DYNAMIC, NATIVE];
