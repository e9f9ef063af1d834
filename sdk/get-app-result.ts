import * as pulumi from "@pulumi/pulumi";
import { foundApp, type Location, type Shown } from "../provider";
import type { GetAppResult } from "./get-app-args";

/** An app of the service as a program gets it: in the program's names, secrets marked. */
export const resultOf = ({ projectId, region }: Location, app: Shown): GetAppResult =>
  markedResult({ ...app, projectId, region });

/**
 * An app in the program's names, each secret an output that is marked as one. What isn't set, and a secret that the service
 * hides, is absent.
 */
export const markedResult = (app: object): GetAppResult =>
  foundApp(app, (value) => pulumi.secret(value)) as unknown as GetAppResult;
