import { isDeepStrictEqual } from "node:util";
import {
  type CheckRequest,
  CheckResponse,
  type ConfigureRequest,
  ConfigureResponse,
  type DiffRequest,
  DiffResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { quotedName } from "../../base/printable";
import { nameIn } from "../../base/urn";
import { suggestion } from "../../model/problem-text";
import type { Path } from "../../model/resource-type";
import { UNKNOWN } from "../../model/secrets";
import { wrongPlace } from "../../sinch/location";
import { NAMES } from "../../sinch/missing-location";
import { fromEngine, type Props, toEngine } from "./property-value";
import { failures } from "./resource-calls";
import schema from "./schema.json";
import { type Session, settingsOf } from "./session";

/** Engine calls that concern the provider itself. */

/** Inputs that are always secret, since the engine drops their marks. */
const SECRETS: readonly string[] = ["keySecret", "projects"];

/** The name of an explicit provider; `undefined` for the default one, which the engine creates. */
function explicitName(urn = ""): string | undefined {
  const name = urn && nameIn(urn);
  return name && !/^default(_|$)/.test(name) ? name : undefined;
}

/** What the engine passes along with the inputs. */
const BESIDE = /^(version|pluginDownloadURL|__.*)$/;

export function checkConfig(request: CheckRequest): CheckResponse {
  const { props } = fromEngine(request.getNews());
  const name = explicitName(request.getUrn());
  const known = Object.keys(schema.provider.inputProperties);
  const unknown = Object.keys(props).filter((key) => !known.includes(key) && !BESIDE.test(key));
  const problems = [
    ...unknown.map(
      (key) =>
        `${quotedName(name === undefined ? `sinch:${key}` : key)} is not a setting of this provider; ${suggestion(key, known)}`,
    ),
    ...wrongValues(props, name),
  ];
  const isSecret = ([key = "", ...below]: Path): boolean => below.length === 0 && SECRETS.includes(key);
  return new CheckResponse().setInputs(toEngine(props, isSecret)).setFailuresList(failures(problems));
}

/** The problems of the values known so far. */
function wrongValues(props: Props, name: string | undefined): string[] {
  const told = Object.entries(props).filter(([, value]) => !JSON.stringify(value ?? null).includes(UNKNOWN));
  const settings = settingsOf(Object.fromEntries(told), name);
  const places = (Object.keys(NAMES) as (keyof typeof NAMES)[]).flatMap((part) => {
    const found = settings.find(part);
    // The environment only matters for resources that don't set the location; `check` of the resource covers it.
    const wrong = found?.inConfig && wrongPlace(part, found);
    return wrong ? [`${found.from} is ${found.shown}${wrong}`] : [];
  });
  if (places.length > 0) return places;
  const region = settings.find("region");
  return settings.problems(
    region && !wrongPlace("region", region) ? region.value : undefined,
    settings.find("projectId")?.value,
  );
}

/** No change replaces anything: a resource stays where its state says. */
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
  session.configure(fromEngine(request.getArgs()).props, explicitName(request.getUrn()));
  return new ConfigureResponse()
    .setAcceptsecrets(true)
    .setSupportspreview(true)
    .setAcceptresources(false)
    .setAcceptoutputs(false);
}
