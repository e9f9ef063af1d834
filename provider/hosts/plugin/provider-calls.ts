import { isDeepStrictEqual } from "node:util";
import {
  type CheckRequest,
  CheckResponse,
  type ConfigureRequest,
  ConfigureResponse,
  type DiffRequest,
  DiffResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { fromEngine, toEngine } from "./property-value";
import type { Session } from "./session";

/** What the engine calls of the provider itself. */

/** Inputs that are secrets whatever the program says: the engine leaves the marks out that it has. */
const SECRETS: readonly string[] = ["keySecret", "projects"];

export function checkConfig(request: CheckRequest): CheckResponse {
  const { props } = fromEngine(request.getNews());
  return new CheckResponse().setInputs(
    toEngine(props, ([name = "", ...rest]) => rest.length === 0 && SECRETS.includes(name)),
  );
}

/** No change of it replaces anything: a resource stays where its state says. */
export function diffConfig(request: DiffRequest): DiffResponse {
  const [olds, news] = [request.getOldInputs() ?? request.getOlds(), request.getNews()].map(
    (all) => fromEngine(all).props,
  );
  const names = new Set([...Object.keys(olds ?? {}), ...Object.keys(news ?? {})]);
  const changed = [...names].filter((name) => !isDeepStrictEqual(olds?.[name], news?.[name]));
  const { DIFF_SOME, DIFF_NONE } = DiffResponse.DiffChanges;
  return new DiffResponse().setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE).setDiffsList(changed);
}

export function configure(session: Session, request: ConfigureRequest): ConfigureResponse {
  session.configure(fromEngine(request.getArgs()).props);
  return new ConfigureResponse()
    .setAcceptsecrets(true)
    .setSupportspreview(true)
    .setAcceptresources(false)
    .setAcceptoutputs(false);
}
